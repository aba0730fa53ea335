//! What there was before: with this conversation, with this customer, with their company (MW-32).

mod free_mail;

pub use free_mail::is_free_mail;

use crate::{ConversationId, MailboxId, MessageId, Moment, StatusId, fold::fold, messages::Direction, statuses::Class, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// How far the history reaches.
    #[derive(Default)]
    pub enum Unit {
        /// The mails of one conversation.
        Thread = "thread",
        /// Everything with one address.
        #[default]
        Customer = "customer",
        /// Everything with the part of the address behind the @.
        Company = "company",
    }
}

/// Entries of one page.
pub const PAGE: usize = 40;

/// Where the next page begins: after the mail of this time and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub at: Moment,
    pub id: MessageId,
}

/// `1700000000000-42`, as it stands in the URL.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.0, self.id)
    }
}

impl std::str::FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.rsplit_once('-').ok_or(())?;
        Ok(Place { at: Moment(at.parse().map_err(drop)?), id: id.parse().map_err(drop)? })
    }
}

/// What history is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryQuery {
    pub unit: Unit,
    pub address: String,
    /// From whose page it is asked: the thread, and the space whose mailboxes are looked at.
    #[serde(default)]
    pub conversation: Option<ConversationId>,
    #[serde(default)]
    pub before: Option<Place>,
}

/// One mail of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryLine {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub mailbox_id: MailboxId,
    pub at: Moment,
    pub direction: Direction,
    pub subject: String,
    /// Who wrote it: the customer, or who of us.
    pub writer: String,
    pub language: String,
    pub status_id: StatusId,
    pub class: Class,
    /// Who was assignee when the mail came or went.
    pub assignee_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryView {
    /// Newest first.
    pub lines: Vec<HistoryLine>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Place>,
    /// The mailbox of the conversation from whose page it was asked.
    #[serde(default)]
    pub mailbox: Option<MailboxId>,
}

/// Another conversation with the same customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct OtherView {
    pub id: ConversationId,
    pub mailbox_id: MailboxId,
    pub number: i64,
    pub subject: String,
    pub class: Class,
    pub assignee_name: Option<String>,
    pub last_at: Moment,
}

/// Others that are named at most.
pub const OTHERS_MAX: usize = 20;

/// The part of an address behind the @, folded, where it stands for a company: not for a free mail service.
pub fn company_of(address: &str) -> Option<String> {
    let key = fold(address);
    let domain = key.split_once('@')?.1;
    (!domain.is_empty() && !is_free_mail(domain)).then(|| domain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_the_address() {
        let place = Place { at: Moment(1_700), id: MessageId(42) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "1", "a-1", "1-b"] {
            assert_eq!(text.parse::<Place>(), Err(()), "{text}");
        }
    }

    #[test]
    fn free_mail_is_nobodys_company() {
        let cases = [
            ("Y.Shinomiya@HikariNoMori.example", Some("hikarinomori.example")),
            ("someone@gmail.com", None),
            ("someone@Yahoo.co.jp", None),
            ("someone@docomo.ne.jp", None),
            ("no address", None),
            ("x@", None),
        ];
        for (address, expected) in cases {
            assert_eq!(company_of(address).as_deref(), expected, "{address}");
        }
    }
}
