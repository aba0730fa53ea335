//! A mail that was announced in the same breath as the one before it ended (RFC 2920): what was said, and the answers to it.

use super::session::{answer_to, refused_at, temporary};
use super::{Envelope, Outcome, RecipientAnswer, SmtpSession, Step};

/// The end of a transaction that has nobody to go to.
const NOTHING: &[u8] = b".\r\n";

impl SmtpSession {
    /// The commands that announce a mail to one recipient. `None` where they have to be asked one by one, or would be refused by us.
    pub(super) fn announcement(&self, envelope: &Envelope, bytes: &[u8]) -> Option<String> {
        let [to] = envelope.to.as_slice() else { return None };
        self.extension("PIPELINING")?;
        if super::address::refuse(envelope).is_some() {
            return None;
        }
        let parameters = self.parameters(envelope, bytes).ok()?;
        let recipient = self.recipient_command(to).ok()?;
        Some(format!("MAIL FROM:<{}>{parameters}\r\n{recipient}\r\nDATA\r\n", envelope.from))
    }

    /// The answers to an announcement. `Ok` when the server waits for the mail.
    pub(super) async fn hear(&mut self, envelope: &Envelope, recipients: &mut Vec<RecipientAnswer>) -> std::result::Result<(), Outcome> {
        let limit = self.wire.timeouts().command;
        let mut replies = Vec::with_capacity(3);
        for step in [Step::MailFrom, Step::RcptTo, Step::Data] {
            let reply = self.answer(limit).await.inspect_err(|_| self.usable = false).map_err(temporary(step))?;
            replies.push(reply);
        }
        let [sender, recipient, data] = replies.as_slice() else { return Ok(()) };
        let mut refused = refused_at(Step::MailFrom, sender);
        if refused.is_ok() {
            recipients.extend(envelope.to.iter().map(|addr| answer_to(addr, recipient)));
            let (step, answer) = (Step::RcptTo, recipient.text());
            match recipients.first() {
                Some(own) if own.accepted => {}
                Some(own) if own.permanent => refused = Err(Outcome::Permanent { step, answer }),
                _ => refused = Err(Outcome::Temporary { step, answer }),
            }
        }
        if refused.is_err() {
            // It asks for a mail to nobody (RFC 2920 section 3.1): it gets an empty one, which it refuses.
            if data.code == 354 {
                self.usable &= self.wire.send(NOTHING).await.is_ok() && self.answer(limit).await.is_ok();
            }
            return refused;
        }
        if data.is_positive() && data.code != 354 {
            self.usable = false;
            return Err(Outcome::Temporary { step: Step::Data, answer: data.text() });
        }
        refused_at(Step::Data, data)
    }
}
