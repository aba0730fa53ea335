//! Rules: what is done by itself with a mail that comes in. A mailbox has a list of them, looked at from top to bottom.
//!
//! Of what a conversation has one of, the first rule decides: one assignee, one folder, one status. What somebody has set, or
//! an earlier mail, stays.

mod check;
mod facts;
#[cfg(feature = "judge")]
mod ready;

pub use check::check;
pub use facts::Facts;
#[cfg(feature = "judge")]
pub use ready::{Ready, ReadyRule};

use crate::{
    ConversationId, FieldId, FolderId, MessageId, Moment, RuleId, StatusId, UserId,
    conversations::{Cursor, Priority},
    fields::FieldView,
    fold::fold,
    folders::FolderView,
    statuses::StatusView,
    stored_enum,
    users::PersonName,
};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); these are their defaults.
pub const RULES_MAX: usize = 200;
pub const CONDITIONS_MAX: usize = 20;
pub const VALUES_MAX: usize = 100;
pub const ACTIONS_MAX: usize = 30;
/// Characters of one value.
pub const VALUE_MAX: usize = 500;
/// Bytes of a text that are looked into; what a mail is about stands further up.
pub const BODY_LOOKED_AT: usize = 64 * 1024;
/// Received mails that a trial looks at, and those of them that it shows.
pub const TRIED: usize = 1_000;
pub const TRIED_SHOWN: usize = 20;

/// What came longer ago than this is neither answered nor passed on.
pub const FRESH_HOURS: i64 = 24;
/// Within which a sender gets one answer, as long as nobody says otherwise; and at most.
pub const REPLY_HOURS: u32 = 24;
pub const REPLY_HOURS_MAX: u32 = 24 * 90;
/// Addresses that a rule passes mails on to.
pub const TARGETS_MAX: usize = 10;
/// Letters by rule that an account may send in an hour, and to what it can be set.
pub const LETTERS_AN_HOUR_MAX: i64 = 1_000;
/// How long operators are told that letters were held.
pub const HELD_SHOWN_HOURS: i64 = 24;

stored_enum! {
    /// What a condition looks at.
    pub enum What {
        From = "from",
        To = "to",
        Cc = "cc",
        /// To and CC.
        Recipient = "recipient",
        Subject = "subject",
        Body = "body",
        /// A field of the header, by its name.
        Header = "header",
        /// The address that received it.
        Account = "account",
        HasAttachment = "has-attachment",
        AttachmentName = "attachment-name",
        /// Of the whole mail, in kilobytes.
        Size = "size",
        /// Whether there were mails between the sender and this mailbox before.
        Known = "known",
        Language = "language",
        /// Whether a machine wrote it.
        Automatic = "automatic",
        /// What the checks of the sender found.
        Proof = "proof",
    }
}

stored_enum! {
    pub enum Operator {
        Contains = "contains", NotContains = "not-contains", Equals = "equals", NotEquals = "not-equals", Starts = "starts", Ends = "ends",
        /// A pattern, in the syntax of the crate `regex`: its time is linear whatever it says.
        Matches = "matches",
        Yes = "yes", No = "no", Over = "over", Under = "under",
    }
}

stored_enum! {
    /// Whether every condition must hold, or one.
    #[derive(Default)]
    pub enum Together {
        #[default]
        All = "all",
        Any = "any",
    }
}

/// How a condition is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    YesNo,
    Number,
    /// One of a few values.
    Choice,
}

impl What {
    pub fn kind(self) -> Kind {
        match self {
            What::HasAttachment | What::Known | What::Automatic => Kind::YesNo,
            What::Size => Kind::Number,
            What::Account | What::Language | What::Proof => Kind::Choice,
            _ => Kind::Text,
        }
    }

    pub fn operators(self) -> &'static [Operator] {
        match self.kind() {
            Kind::Text => &[
                Operator::Contains,
                Operator::NotContains,
                Operator::Equals,
                Operator::NotEquals,
                Operator::Starts,
                Operator::Ends,
                Operator::Matches,
            ],
            Kind::YesNo => &[Operator::Yes, Operator::No],
            Kind::Number => &[Operator::Over, Operator::Under],
            Kind::Choice => &[Operator::Equals, Operator::NotEquals],
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub what: What,
    /// The field, for [`What::Header`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub header: String,
    pub operator: Operator,
    /// It is enough that one of them fits; of the negative operators none may.
    #[serde(default)]
    pub values: Vec<String>,
    /// Width, hiragana and katakana, small kana, and long vowels make no difference.
    #[serde(default)]
    pub fuzzy: bool,
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Action {
    File {
        folder: FolderId,
    },
    Status {
        status: StatusId,
    },
    Assign {
        user: UserId,
    },
    /// To whoever was the last assignee of a conversation with this sender; our own mails to them count.
    AssignPrevious,
    Confirm {
        user: UserId,
    },
    Priority {
        priority: Priority,
    },
    /// The rules below are not asked any more.
    Stop,
    /// An answer to whoever began a conversation, at most once in so many hours. Without a subject it is theirs.
    Reply {
        subject: String,
        text: String,
        hours: u32,
    },
    /// The mail as it came, to somebody else.
    Forward {
        to: Vec<String>,
    },
    /// A conversation that such a mail begins goes to the spam; nothing is answered or passed on then.
    Spam,
    /// Every rule that is right sets its fields; what somebody set by hand stays. `value` is what [`crate::fields::Value::print`]
    /// writes.
    Field {
        field: FieldId,
        value: String,
    },
    /// Somebody is told that such a mail came, and with them, or only, the chats and programs that hear of rules.
    Notify {
        user: Option<UserId>,
    },
}

stored_enum! {
    /// What a rule sends.
    pub enum LetterKind { Reply = "reply", Forward = "forward" }
}

/// What a rule looks at and does, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    #[serde(default)]
    pub together: Together,
    /// None: every mail.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// A rule as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleForm {
    pub name: String,
    pub enabled: bool,
    pub content: Content,
}

/// A rule in the list of its mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    pub id: RuleId,
    pub form: RuleForm,
    /// How many mails it was right for, and when the last one came.
    pub fired: i64,
    pub last_at: Option<Moment>,
}

/// What the page of the rules shows: the rules in their order, and everything that they can name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesDesk {
    pub rules: Vec<RuleView>,
    pub folders: Vec<FolderView>,
    pub statuses: Vec<StatusView>,
    pub people: Vec<PersonName>,
    #[serde(default)]
    pub fields: Vec<FieldView>,
    /// Of the accounts of the mailbox.
    pub addresses: Vec<String>,
    /// Whether this person may see the mails that a trial shows.
    pub may_look: bool,
    /// Whether this person may let rules change what is there.
    pub may_run: bool,
    /// Letters by rule that each account may send in an hour.
    pub letters_an_hour: i64,
    /// How many were held lately, because it were more.
    pub held: i64,
}

/// A mail of a trial, and what the rules would have done with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub from: String,
    pub subject: String,
    pub at: Moment,
    /// The rules that were right for it.
    pub rules: Vec<String>,
    /// What would come of them all.
    pub actions: Vec<Action>,
}

/// What a trial found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    pub looked_at: usize,
    pub matched: usize,
    pub shown: Vec<Tried>,
}

/// How far a run over earlier mail has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ran {
    pub looked_at: usize,
    pub matched: usize,
    /// Conversations that are another now; 0 while it is only counted.
    pub changed: usize,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
}

/// The form in which texts are compared where small differences do not matter: folded, small kana as large ones, and whatever
/// looks like a long vowel as one.
pub fn loosened(text: &str) -> String {
    const SMALL: &str = "ぁぃぅぇぉっゃゅょゎゕゖ";
    const LARGE: &str = "あいうえおつやゆよわかけ";
    fold(text)
        .chars()
        .map(|c| match c {
            'ー' | '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => 'ー',
            'ぁ'..='ゖ' => SMALL.chars().position(|small| small == c).and_then(|at| LARGE.chars().nth(at)).unwrap_or(c),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
#[cfg(feature = "judge")]
mod tests;
