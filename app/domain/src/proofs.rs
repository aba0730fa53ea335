//! Whether a mail is from whom it says: what the checks of SPF, DKIM and DMARC found (RFC 7208, RFC 6376, RFC 7489), and what
//! is odd about its sender. A mail that only claims to be from one of us has no power over anything.

use crate::stored_enum;
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What one check found. `None`: the domain says nothing or did not sign; `Unknown`: nobody we trust checked.
    pub enum Check { Pass = "pass", Fail = "fail", SoftFail = "softfail", None = "none", Unknown = "unknown" }
}

stored_enum! {
    /// The checks together, for the domain that stands in From.
    pub enum Proof {
        /// DMARC passed, or a signature or the sending server is of that very domain.
        Passed = "passed",
        /// Its domain says that this is not from there.
        Failed = "failed",
        /// Checked, and nothing proves it.
        Unsigned = "unsigned",
        /// Nobody we trust has checked it.
        Unknown = "unknown",
    }
}

stored_enum! {
    /// What is odd about a sender.
    pub enum Mark {
        /// It bears the address or the name of one of us, and nothing proves it.
        Impersonation = "impersonation",
        /// Its domain only looks like one of ours.
        LookAlike = "look-alike",
        /// It has several senders at once, so that programs show different ones.
        TwoSenders = "two-senders",
        /// The name is an address, and another one than it comes from.
        AddressInName = "address-in-name",
        /// The name of one of us at an address outside, which is proved to be its own.
        OurName = "our-name",
        /// Answers go to another domain.
        ReplyElsewhere = "reply-elsewhere",
    }
}

/// Stands for the server where we checked a signature ourselves; no server can have this name (RFC 8601, 2.5).
pub const OURSELVES: &str = "(ourselves)";

impl Mark {
    /// Whether the mail pretends to be ours: it joins nothing, reports nothing and binds nothing.
    pub fn is_powerless(self) -> bool {
        matches!(self, Mark::Impersonation | Mark::LookAlike | Mark::TwoSenders)
    }

    /// For telling the reader loudly; the others are small facts.
    pub fn is_grave(self) -> bool {
        self.is_powerless() || self == Mark::AddressInName
    }
}

/// What is known about the sender of a received mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProofView {
    pub proof: Proof,
    pub spf: Check,
    pub dkim: Check,
    pub dmarc: Check,
    /// The domain that signed it, or whose server sent it; empty when none did.
    pub domain: String,
    /// The server whose word this is; [`OURSELVES`]; empty when nobody's.
    pub server: String,
    pub marks: Vec<Mark>,
}

impl ProofView {
    pub fn unknown() -> ProofView {
        ProofView {
            proof: Proof::Unknown,
            spf: Check::Unknown,
            dkim: Check::Unknown,
            dmarc: Check::Unknown,
            domain: String::new(),
            server: String::new(),
            marks: Vec::new(),
        }
    }

    pub fn is_powerless(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_powerless())
    }

    pub fn is_suspicious(&self) -> bool {
        self.proof == Proof::Failed || self.marks.iter().any(|mark| mark.is_grave())
    }
}

/// Marks as they are stored: words with commas between them.
pub fn stored_marks(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.as_str()).collect::<Vec<_>>().join(",")
}

/// The marks of a stored text; words of newer versions are passed over.
pub fn read_marks(stored: &str) -> Vec<Mark> {
    stored.split(',').filter_map(Mark::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_being_stored() {
        assert_eq!(read_marks(&stored_marks(Mark::ALL)), Mark::ALL);
        assert_eq!(read_marks(""), []);
        assert_eq!(read_marks("look-alike,of-a-newer-version"), [Mark::LookAlike]);
    }

    #[test]
    fn facts_are_told_and_not_called_suspicious() {
        let view = |marks: &[Mark], proof| ProofView { proof, marks: marks.to_vec(), ..ProofView::unknown() };
        assert!(!view(&[Mark::ReplyElsewhere, Mark::OurName], Proof::Passed).is_suspicious());
        assert!(view(&[], Proof::Failed).is_suspicious() && !view(&[], Proof::Failed).is_powerless());
        assert!(view(&[Mark::LookAlike], Proof::Passed).is_powerless());
    }
}
