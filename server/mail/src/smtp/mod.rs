//! Handing a mail over to an SMTP server (RFC 5321), telling apart what was certainly not sent, what was, and what
//! nobody can know. That difference decides whether a retry is safe.

mod address;
mod ahead;
mod following;
mod login;
mod reply;
mod session;
mod stuffing;

use crate::wire::{Timeouts, TlsTrust};
use domain::accounts::ServerSettings;
use secrecy::SecretString;
pub use session::SmtpSession;

/// Who sends and who receives, apart from what the header says. An empty `from` is the null sender of automatic mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub from: String,
    pub to: Vec<String>,
}

/// How far a hand-over had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Our own check of the addresses, before anything was sent.
    Address,
    Connect,
    Ehlo,
    Login,
    MailFrom,
    RcptTo,
    Data,
    Body,
    /// What the caller had to record before the last bytes could not be recorded.
    Record,
    /// The answer to the complete mail.
    End,
}

/// What the server said to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientAnswer {
    pub addr: String,
    pub accepted: bool,
    /// Trying again is of no use. `false` when accepted.
    pub permanent: bool,
    pub answer: String,
}

/// What became of the mail for the accepted recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has taken the responsibility.
    Sent { answer: String },
    /// The server took nothing. Trying again is safe.
    Temporary { step: Step, answer: String },
    /// The server took nothing and never will.
    Permanent { step: Step, answer: String },
    /// The connection broke or hung after the final dot was, possibly, sent: nobody knows.
    Unsure { answer: String },
}

/// The result of one hand-over. When `outcome` is `Sent` or `Unsure` it holds for the accepted recipients only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// In the order of the envelope; a recipient the talk did not reach counts as not accepted, not permanent.
    pub recipients: Vec<RecipientAnswer>,
    pub outcome: Outcome,
}

impl Handover {
    fn none_asked(envelope: &Envelope, outcome: Outcome) -> Self {
        let recipients = envelope.to.iter().map(|addr| RecipientAnswer::unreached(addr)).collect();
        Self { recipients, outcome }
    }
}

impl RecipientAnswer {
    fn unreached(addr: &str) -> Self {
        Self { addr: addr.to_owned(), accepted: false, permanent: false, answer: String::new() }
    }
}

/// Connects, hands one mail over and leaves. `before_end` is awaited once all recipients are answered and the body is
/// on its way, immediately before the bytes that complete the mail: what it commits is on record before the mail can
/// be out. When it fails, the mail is not sent (`Temporary` at `Step::Record`).
///
/// `password` is `None` for a server that wants no login; so is `settings.auth` `None`.
pub async fn hand_over<F>(
    settings: &ServerSettings,
    password: Option<&SecretString>,
    trust: &TlsTrust,
    envelope: &Envelope,
    bytes: &[u8],
    before_end: impl FnOnce() -> F + Send,
) -> Handover
where
    F: Future<Output = anyhow::Result<()>> + Send,
{
    if let Some(refused) = address::refuse(envelope) {
        return refused;
    }
    match SmtpSession::connect(settings, password, trust, Timeouts::default()).await {
        Ok(mut session) => {
            let handover = session.hand_over(envelope, bytes, before_end).await;
            session.quit().await;
            handover
        }
        Err((step, error)) => Handover::none_asked(envelope, Outcome::Temporary { step, answer: error.to_string() }),
    }
}
