//! What rules know of a mail.

use super::What;
use crate::{addresses::Address, proofs::Proof};

/// Everything that a condition can look at.
#[derive(Clone, Debug)]
pub struct Facts {
    pub from: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub subject: String,
    pub body: String,
    /// Names and values of the fields of the header, decoded.
    pub headers: Vec<(String, String)>,
    /// The address of the account.
    pub account: String,
    /// Names of the files beside the text.
    pub files: Vec<String>,
    /// Bytes of the whole mail.
    pub size: i64,
    pub known: bool,
    /// BCP 47; empty where it is not known.
    pub language: String,
    pub automatic: bool,
    pub proof: Proof,
    /// It pretends to be from one of us: what it says of its sender is not believed, in either direction.
    pub powerless: bool,
    /// A machine may answer it (RFC 3834): a person wrote it, as far as one can see, and nothing speaks against the sender.
    pub answerable: bool,
    /// A rule may pass it on: no machine's answer, no report, and not passed on before.
    pub passable: bool,
}

impl Facts {
    /// Whether this may be asked: of a mail that pretends, nothing that speaks of its sender.
    #[cfg_attr(not(feature = "judge"), expect(dead_code, reason = "asked where rules are judged"))]
    pub(super) fn may_ask(&self, what: What, header: &str) -> bool {
        const OF_SENDERS: [&str; 5] = ["from", "sender", "reply-to", "return-path", "resent-from"];
        let of_sender = match what {
            What::From | What::Known => true,
            What::Header => OF_SENDERS.iter().any(|name| name.eq_ignore_ascii_case(header)),
            _ => false,
        };
        !(self.powerless && of_sender)
    }
}
