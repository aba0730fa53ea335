//! What comes back of our own mails: delivery reports, told per recipient (RFC 3464).

use crate::{MessageId, Moment, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What a report says of one recipient (RFC 3464 section 2.3.3). `Failed` is final, whatever the reason;
    /// `Relayed` and `Expanded` went on to where nobody reports from.
    pub enum Fate { Failed = "failed", Delayed = "delayed", Delivered = "delivered", Relayed = "relayed", Expanded = "expanded" }
}

stored_enum! {
    /// Why it did not arrive, as far as the other server's words tell.
    pub enum Why {
        /// Nobody has this address.
        NoUser = "no-user",
        /// The part behind the @ does not exist, or takes no mail.
        NoHost = "no-host",
        Moved = "moved",
        Full = "full",
        TooLarge = "too-large",
        /// The mailbox is there and switched off.
        Suspended = "suspended",
        /// The recipient's own settings refuse us; carriers of mobile telephones say "user unknown" for it, too.
        Filtered = "filtered",
        /// Taken for junk or for dangerous.
        Spam = "spam",
        /// SPF, DKIM or DMARC of our domain.
        Unproven = "unproven",
        /// The other server's rules, or our server's reputation.
        Refused = "refused",
        /// Tried until the time was up.
        Expired = "expired",
        Other = "other",
    }
}

impl Why {
    /// Whether the address itself is wrong, so that the same mail to it would come back again.
    pub fn is_of_the_address(self) -> bool {
        matches!(self, Why::NoUser | Why::NoHost | Why::Moved)
    }
}

/// The newest word about one recipient of a mail that we sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnView {
    pub addr: String,
    pub fate: Fate,
    pub why: Why,
    /// The address is wrong; otherwise another try may help.
    pub hard: bool,
    /// The other server's own words.
    pub answer: String,
    /// Who says it.
    pub server: String,
    pub at: Moment,
    /// The report itself, a mail of the conversation.
    pub report: MessageId,
}
