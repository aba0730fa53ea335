//! A connection to an SMTP server that takes one mail after another.

use super::ahead::Ahead;
use super::login::at;
use super::reply::Reply;
use super::stuffing::Stuffing;
use super::{Envelope, Handover, Outcome, RecipientAnswer, Step, address};
use crate::wire::{Result, Timeouts, TlsTrust, Wire, WireError, open};
use domain::accounts::{Security, ServerSettings};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use std::time::Duration;
use tokio::time::timeout;

/// How much of a mail is converted and written at once.
const PIECE: usize = 64 * 1024;
/// Up to this many bytes a mail is sent in one piece with its end.
const AT_A_TIME: usize = 16 * 1024;
/// How long the answer to QUIT may take.
const PARTING: Duration = Duration::from_secs(5);

/// A logged-in connection. Hand over as many mails as [`SmtpSession::is_usable`] allows.
#[derive(Debug)]
pub struct SmtpSession {
    pub(super) wire: Wire,
    /// The lines of EHLO after the first, in capitals.
    pub(super) extensions: Vec<String>,
    pub(super) usable: bool,
    /// Whether a transaction was begun and not ended, so that RSET is due before the next.
    pub(super) used: bool,
    /// Whether the next mail was announced already: its answers are not read yet.
    pub(super) announced: bool,
}

impl SmtpSession {
    /// Connects, secures the connection as `settings` says, and logs in.
    ///
    /// # Errors
    /// The step and its failure; nothing was handed over.
    pub async fn connect(
        settings: &ServerSettings,
        password: Option<&SecretString>,
        trust: &TlsTrust,
        timeouts: Timeouts,
    ) -> std::result::Result<Self, (Step, WireError)> {
        let wire = open(settings, trust, timeouts).await.map_err(at(Step::Connect))?;
        let mut session = Self::greet(wire).await.map_err(at(Step::Connect))?;
        session.ehlo().await.map_err(at(Step::Ehlo))?;
        if settings.security == Security::StartTls {
            session = session.start_tls(settings, trust).await.map_err(at(Step::Connect))?;
            session.ehlo().await.map_err(at(Step::Ehlo))?;
        }
        session.login(settings, password).await.map_err(at(Step::Login))?;
        Ok(session)
    }

    /// Whether another mail can go over this connection. A server may close an idle one at any time: then the next
    /// hand-over is `Temporary`.
    pub fn is_usable(&self) -> bool {
        self.usable
    }

    /// Whether what is sent is encrypted.
    pub fn is_protected(&self) -> bool {
        self.wire.is_protected()
    }

    /// Hands one mail over; see [`super::hand_over`].
    pub async fn hand_over<F>(&mut self, envelope: &Envelope, bytes: &[u8], before_end: impl FnOnce() -> F + Send) -> Handover
    where
        F: Future<Output = anyhow::Result<()>> + Send,
    {
        if let Some(refused) = address::refuse(envelope) {
            return refused;
        }
        if !self.usable {
            return Handover::none_asked(envelope, Outcome::Temporary { step: Step::Connect, answer: "the connection is closed".to_owned() });
        }
        let mut recipients = Vec::with_capacity(envelope.to.len());
        let outcome = match self.announce(envelope, bytes, &mut recipients).await {
            Ok(()) => self.transfer(bytes, before_end).await,
            Err(outcome) => outcome,
        };
        whole(envelope, recipients, outcome)
    }

    /// Hands over one of several mails whose ends are on record already. Where the server allows it, `next` is announced in the same
    /// breath as this one ends (RFC 2920 section 3.1), so that a mail costs one round trip; it has to be the next that is handed over
    /// this way, with the same envelope and bytes.
    pub async fn hand_over_followed(&mut self, envelope: &Envelope, bytes: &[u8], next: Option<(&Envelope, &[u8])>) -> Handover {
        let was_announced = std::mem::take(&mut self.announced);
        if !was_announced && let Some(refused) = address::refuse(envelope) {
            return refused;
        }
        if !self.usable {
            return Handover::none_asked(envelope, Outcome::Temporary { step: Step::Connect, answer: "the connection is closed".to_owned() });
        }
        let mut recipients = Vec::with_capacity(envelope.to.len());
        let announced =
            if was_announced { self.hear(envelope, &mut recipients).await } else { self.announce(envelope, bytes, &mut recipients).await };
        let outcome = match announced {
            Ok(()) => self.transfer_followed(bytes, next).await,
            Err(outcome) => outcome,
        };
        whole(envelope, recipients, outcome)
    }

    /// Asks whether a mail from this sender would be taken, and withdraws it.
    ///
    /// # Errors
    /// `SenderRefused` with the server's words.
    pub async fn try_sender(&mut self, from: &str) -> Result<()> {
        if !address::is_safe(from) {
            return Err(WireError::SenderRefused("not an address".to_owned()));
        }
        let reply = self.command(&format!("MAIL FROM:<{from}>")).await?;
        self.used = true;
        if !reply.is_positive() {
            return Err(WireError::SenderRefused(reply.text()));
        }
        self.command("RSET").await.map(drop)
    }

    /// Says good-bye. What the server answers does not matter any more, so that a slow one is not waited for.
    pub async fn quit(mut self) {
        // A server that waits for a mail would take the word for its text.
        if self.usable
            && !self.announced
            && let Ok(Err(error)) = timeout(PARTING, self.command("QUIT")).await
        {
            tracing::debug!(%error, "the server left before we did");
        }
        self.wire.close().await;
    }

    /// The parameter text of an extension the server offers.
    pub(super) fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.iter().find_map(|line| {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            (word == name).then_some(rest)
        })
    }

    /// Sends one line and reads its answer. A failure, and code 421, end the connection's usefulness.
    pub(super) async fn command(&mut self, line: &str) -> Result<Reply> {
        let limit = self.wire.timeouts().command;
        let line = Zeroizing::new(format!("{line}\r\n"));
        let outcome = match self.wire.send(line.as_bytes()).await {
            Ok(()) => self.answer(limit).await,
            Err(error) => Err(error),
        };
        self.usable &= outcome.is_ok();
        outcome
    }

    pub(super) async fn answer(&mut self, limit: Duration) -> Result<Reply> {
        self.wire.answer_within(limit);
        let reply = Reply::read(&mut self.wire).await?;
        if reply.code == 421 {
            self.usable = false;
        }
        Ok(reply)
    }

    /// MAIL FROM, RCPT TO for each, DATA. `Ok` when the server waits for the mail.
    async fn announce(&mut self, envelope: &Envelope, bytes: &[u8], recipients: &mut Vec<RecipientAnswer>) -> std::result::Result<(), Outcome> {
        let parameters = self.parameters(envelope, bytes)?;
        let mut opening = Vec::with_capacity(2);
        if std::mem::replace(&mut self.used, true) {
            opening.push("RSET".to_owned());
        }
        opening.push(format!("MAIL FROM:<{}>{parameters}", envelope.from));
        let mut asked = opening.iter();
        let mut ahead = Ahead::new(self.extension("PIPELINING").is_some());
        for line in &opening {
            ahead.add(line);
        }
        let commands: Vec<_> = envelope.to.iter().map(|to| self.recipient_command(to)).collect();
        for line in commands.iter().flatten() {
            ahead.add(line);
        }
        // The opening's answers come first; when one is a refusal the rest of what was sent ahead still has to be read.
        let mut refused = Ok(());
        while asked.next().is_some() {
            let reply = self.answered(&mut ahead).await.map_err(temporary(Step::MailFrom))?;
            refused = refused.and_then(|()| refused_at(Step::MailFrom, &reply));
            if refused.is_err() && !(ahead.is_pipelining && self.usable) {
                return refused;
            }
        }
        for (addr, command) in envelope.to.iter().zip(commands) {
            let answer = match command {
                Err(answer) => answer,
                Ok(_) => answer_to(addr, &self.answered(&mut ahead).await.map_err(temporary(Step::RcptTo))?),
            };
            recipients.push(answer);
        }
        if refused.is_err() {
            // What was said to the recipients is about the missing sender only.
            recipients.clear();
            return refused;
        }
        if !recipients.iter().any(|recipient| recipient.accepted) {
            let answer = recipients.first().map(|recipient| recipient.answer.clone()).unwrap_or_default();
            let step = Step::RcptTo;
            let permanent = recipients.iter().all(|recipient| recipient.permanent);
            return Err(if permanent { Outcome::Permanent { step, answer } } else { Outcome::Temporary { step, answer } });
        }
        let reply = self.command("DATA").await.map_err(temporary(Step::Data))?;
        if reply.is_positive() && reply.code != 354 {
            // The server neither refuses nor asks for the mail: the two sides no longer understand each other.
            self.usable = false;
            return Err(Outcome::Temporary { step: Step::Data, answer: reply.text() });
        }
        refused_at(Step::Data, &reply)
    }

    /// Sends what is due of the commands, and reads the next answer.
    async fn answered(&mut self, ahead: &mut Ahead) -> Result<Reply> {
        let due = ahead.take();
        let limit = self.wire.timeouts().command;
        let outcome = match self.wire.send(due.as_bytes()).await {
            Ok(()) => self.answer(limit).await,
            Err(error) => Err(error),
        };
        self.usable &= outcome.is_ok();
        outcome
    }

    /// SIZE (RFC 1870), 8BITMIME (RFC 6152) and SMTPUTF8 (RFC 6531), each where needed and offered.
    pub(super) fn parameters(&self, envelope: &Envelope, bytes: &[u8]) -> std::result::Result<String, Outcome> {
        let refuse = |answer: String| Outcome::Permanent { step: Step::MailFrom, answer };
        let mut parameters = String::new();
        if let Some(most) = self.extension("SIZE") {
            let most: u64 = most.trim().parse().unwrap_or(0);
            if most > 0 && bytes.len() as u64 > most {
                return Err(refuse(format!("the mail has {} bytes, the server takes {most}", bytes.len())));
            }
            parameters.push_str(&format!(" SIZE={}", bytes.len()));
        }
        if !bytes.is_ascii() && self.extension("8BITMIME").is_some() {
            parameters.push_str(" BODY=8BITMIME");
        }
        if !envelope.from.is_ascii() && !self.has_utf8() {
            return Err(refuse("the server takes no address outside ASCII".to_owned()));
        }
        if self.has_utf8() && !(envelope.from.is_ascii() && envelope.to.iter().all(|to| to.is_ascii())) {
            parameters.push_str(" SMTPUTF8");
        }
        Ok(parameters)
    }

    fn has_utf8(&self) -> bool {
        self.extension("SMTPUTF8").is_some()
    }

    /// The command that names a recipient, or our own refusal.
    pub(super) fn recipient_command(&self, addr: &str) -> std::result::Result<String, RecipientAnswer> {
        if !address::is_safe(addr) {
            return Err(address::refused(addr, "not an address"));
        }
        if !addr.is_ascii() && !self.has_utf8() {
            return Err(address::refused(addr, "the server takes no address outside ASCII"));
        }
        Ok(format!("RCPT TO:<{addr}>"))
    }

    /// The mail itself, all but the bytes that complete it; then the caller's record; then those bytes.
    async fn transfer<F>(&mut self, bytes: &[u8], before_end: impl FnOnce() -> F + Send) -> Outcome
    where
        F: Future<Output = anyhow::Result<()>> + Send,
    {
        let (rest, end) = match self.body(bytes).await {
            Ok(rest) => rest,
            Err(outcome) => return outcome,
        };
        if let Err(error) = self.wire.send(&rest).await {
            return self.last_words(error).await;
        }
        if let Err(error) = before_end().await {
            return Outcome::Temporary { step: Step::Record, answer: format!("{error:#}") };
        }
        self.end(end).await
    }

    /// The mail, its end, and the commands that announce the next one, where it can be.
    async fn transfer_followed(&mut self, bytes: &[u8], next: Option<(&Envelope, &[u8])>) -> Outcome {
        let (mut rest, end) = match self.body(bytes).await {
            Ok(rest) => rest,
            Err(outcome) => return outcome,
        };
        // Of a larger one it should be known whether it broke before its end.
        if bytes.len() > AT_A_TIME {
            if let Err(error) = self.wire.send(&rest).await {
                return self.last_words(error).await;
            }
            rest.clear();
        }
        let following = next.and_then(|(envelope, bytes)| self.announcement(envelope, bytes));
        rest.extend_from_slice(end);
        rest.extend_from_slice(following.as_deref().unwrap_or_default().as_bytes());
        let outcome = self.end(&rest).await;
        if following.is_some() && self.usable {
            (self.announced, self.used) = (true, true);
        }
        outcome
    }

    /// Sends a mail but for its last piece, and answers that, converted, and what completes the mail.
    async fn body(&mut self, bytes: &[u8]) -> std::result::Result<(Vec<u8>, &'static [u8]), Outcome> {
        // Until the final answer is read, leaving means leaving in the middle of a mail.
        self.usable = false;
        let mut stuffing = Stuffing::new();
        let mut ready = Vec::with_capacity(bytes.len().min(PIECE) + PIECE / 8);
        let mut pieces = bytes.chunks(PIECE).peekable();
        while let Some(piece) = pieces.next() {
            ready.clear();
            stuffing.feed(piece, &mut ready);
            if pieces.peek().is_some()
                && let Err(error) = self.wire.send(&ready).await
            {
                return Err(self.last_words(error).await);
            }
        }
        Ok((ready, stuffing.end()))
    }

    /// Sends what ends with the end of a mail, and reads the answer to it.
    async fn end(&mut self, bytes: &[u8]) -> Outcome {
        let limit = self.wire.timeouts().delivery;
        let answer = match self.wire.send(bytes).await {
            Ok(()) => self.final_answer(limit).await,
            Err(error) => Err(error),
        };
        match answer {
            Err(error) => Outcome::Unsure { answer: error.to_string() },
            Ok(reply) if reply.code / 100 == 2 => {
                // The server has cleared what it knew of this mail (RFC 5321 section 4.1.1.4).
                self.used = false;
                Outcome::Sent { answer: reply.text() }
            }
            Ok(reply) if reply.code / 100 == 3 => {
                self.usable = false;
                Outcome::Unsure { answer: reply.text() }
            }
            Ok(reply) => refusal(Step::End, &reply),
        }
    }

    async fn final_answer(&mut self, limit: Duration) -> Result<Reply> {
        self.wire.answer_within(limit);
        let reply = Reply::read(&mut self.wire).await?;
        self.usable = reply.code != 421;
        Ok(reply)
    }

    /// A server that had enough in the middle of a mail may have said why before it closed.
    async fn last_words(&mut self, error: WireError) -> Outcome {
        self.wire.answer_within(Duration::from_secs(2));
        match Reply::read(&mut self.wire).await {
            Ok(reply) if !reply.is_positive() => refusal(Step::Body, &reply),
            _ => Outcome::Temporary { step: Step::Body, answer: error.to_string() },
        }
    }
}

/// Whom the talk did not reach is not accepted.
fn whole(envelope: &Envelope, mut recipients: Vec<RecipientAnswer>, outcome: Outcome) -> Handover {
    for addr in envelope.to.iter().skip(recipients.len()) {
        recipients.push(RecipientAnswer::unreached(addr));
    }
    Handover { recipients, outcome }
}

pub(super) fn answer_to(addr: &str, reply: &Reply) -> RecipientAnswer {
    // 552 here means "too many recipients" to old servers: RFC 5321 section 4.5.3.1.10 wants it taken as 452.
    let permanent = reply.is_permanent() && reply.code != 552;
    RecipientAnswer { addr: addr.to_owned(), accepted: reply.is_positive(), permanent, answer: reply.text() }
}

pub(super) fn temporary(step: Step) -> impl Fn(WireError) -> Outcome {
    move |error| Outcome::Temporary { step, answer: error.to_string() }
}

pub(super) fn refused_at(step: Step, reply: &Reply) -> std::result::Result<(), Outcome> {
    if reply.is_positive() { Ok(()) } else { Err(refusal(step, reply)) }
}

fn refusal(step: Step, reply: &Reply) -> Outcome {
    let answer = reply.text();
    if reply.is_permanent() { Outcome::Permanent { step, answer } } else { Outcome::Temporary { step, answer } }
}
