//! Bulk mail (MW-46 to MW-49): one mail for each recipient, of one text. What it is, its states, what the screens show of it. Pure.

pub mod audience;
pub mod fill;
pub mod limits;
pub mod table;

use crate::{
    AccountId, BulkMailId, BulkRecipientId, Field, MailboxId, Moment, Refused, UserId, Wrong,
    checks::CheckState,
    drafts::{DraftFileView, HTML_MAX, SUBJECT_MAX, Sender, TEXT_MAX},
    recurring::Recurrence,
    stored_enum,
    users::PersonName,
};
use audience::{Audience, Facts, SavedAudience};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// `Scheduled` and everything after it is fixed: who gets what does not change any more.
    pub enum BulkState {
        Draft = "draft", Scheduled = "scheduled", Sending = "sending", Paused = "paused", Sent = "sent", PartlyFailed = "partly-failed",
        Cancelled = "cancelled",
        /// Goes out again and again, each time as a bulk mail of its own.
        Repeating = "repeating",
        Ended = "ended",
    }
}

stored_enum! {
    /// `Listed`: would get it. `Unsure`: the connection broke after the end of the mail; shown to people, never sent again by itself.
    pub enum RecipientState {
        Listed = "listed", Excluded = "excluded", Waiting = "waiting", Sending = "sending", Sent = "sent", Failed = "failed", Unsure = "unsure",
        Bounced = "bounced", Cancelled = "cancelled",
    }
}

stored_enum! {
    /// Why somebody is left out.
    pub enum Exclusion { OptedOut = "opted-out", NoAddress = "no-address", Duplicate = "duplicate", Bounced = "bounced", Invalid = "invalid" }
}

stored_enum! {
    /// Why it does not go on by itself.
    pub enum Pause {
        Person = "person", Limit = "limit", Account = "account", Nobody = "nobody",
        /// The program was off at its hour.
        Missed = "missed",
        /// More recipients than one bulk mail may have.
        TooMany = "too-many",
    }
}

impl BulkState {
    /// Whether its text and audience can still be changed.
    pub fn is_open(self) -> bool {
        self == BulkState::Draft
    }

    pub fn is_over(self) -> bool {
        matches!(self, BulkState::Sent | BulkState::PartlyFailed | BulkState::Cancelled | BulkState::Ended)
    }
}

/// What is written, saved as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkContent {
    pub account_id: Option<AccountId>,
    pub subject: String,
    /// What was written, or what formatted text says without its formatting.
    pub text: String,
    #[serde(default)]
    pub html: Option<String>,
}

impl BulkContent {
    /// # Errors
    /// [`Refused::Invalid`] for what is longer than a mail may be.
    pub fn check(&self) -> Result<(), Refused> {
        let too_long = |field| Err(Refused::Invalid { field, wrong: Wrong::TooLong });
        if self.subject.chars().count() > SUBJECT_MAX {
            return too_long(Field::Subject);
        }
        if self.text.chars().count() > TEXT_MAX || self.html.as_ref().is_some_and(|html| html.len() > HTML_MAX) {
            return too_long(Field::Text);
        }
        Ok(())
    }

    /// Whether it can go out as it is.
    ///
    /// # Errors
    /// What is missing.
    pub fn check_whole(&self) -> Result<AccountId, Refused> {
        self.check()?;
        let missing = |field| Refused::Invalid { field, wrong: Wrong::Missing };
        if self.subject.trim().is_empty() {
            return Err(missing(Field::Subject));
        }
        if self.text.trim().is_empty() {
            return Err(missing(Field::Text));
        }
        self.account_id.ok_or(Refused::NoSendingAccount)
    }
}

/// How many recipients are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub listed: i64,
    pub excluded: i64,
    pub waiting: i64,
    pub sending: i64,
    pub sent: i64,
    pub failed: i64,
    pub unsure: i64,
    pub bounced: i64,
    pub cancelled: i64,
}

impl Counts {
    pub fn of(states: &[(RecipientState, i64)]) -> Counts {
        let mut counts = Counts::default();
        for (state, count) in states {
            *counts.place(*state) += count;
        }
        counts
    }

    fn place(&mut self, state: RecipientState) -> &mut i64 {
        match state {
            RecipientState::Listed => &mut self.listed,
            RecipientState::Excluded => &mut self.excluded,
            RecipientState::Waiting => &mut self.waiting,
            RecipientState::Sending => &mut self.sending,
            RecipientState::Sent => &mut self.sent,
            RecipientState::Failed => &mut self.failed,
            RecipientState::Unsure => &mut self.unsure,
            RecipientState::Bounced => &mut self.bounced,
            RecipientState::Cancelled => &mut self.cancelled,
        }
    }

    /// Who gets it, got it, or should have.
    pub fn total(&self) -> i64 {
        self.listed + self.waiting + self.sending + self.sent + self.failed + self.unsure + self.bounced + self.cancelled
    }

    /// Who did not get it, or perhaps not.
    pub fn errors(&self) -> i64 {
        self.failed + self.unsure + self.bounced
    }

    pub fn open(&self) -> i64 {
        self.waiting + self.sending
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkLine {
    pub id: BulkMailId,
    pub subject: String,
    pub state: BulkState,
    pub mailbox_name: String,
    pub by: String,
    /// When it goes out, went out, or was changed last.
    pub at: Moment,
    pub counts: Counts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkPage {
    pub lines: Vec<BulkLine>,
    /// Where the next page begins.
    pub next: Option<BulkMailId>,
    /// Whether the reader may begin one.
    pub may_write: bool,
    pub may_operate: bool,
    pub day: limits::Day,
}

/// How it repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    pub recurrence: Recurrence,
    /// The next times, as long as it goes on.
    pub next: Vec<Moment>,
    /// What was made of it, the newest first.
    pub runs: Vec<Run>,
}

/// A bulk mail that was made of one that repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Run {
    pub id: BulkMailId,
    pub state: BulkState,
    pub at: Moment,
    pub sent: i64,
    pub errors: i64,
    /// Why it did not go out, as [`Pause`] says it; empty for one that did.
    pub reason: String,
}

/// Where the check of a bulk mail stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkCheck {
    pub state: CheckState,
    pub asked_by: String,
    pub confirmer: String,
    pub note: String,
    pub decided_by: Option<String>,
    pub reason: String,
    /// Whether the reader may decide it.
    pub may_decide: bool,
}

/// Everything the page of one bulk mail shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkView {
    pub id: BulkMailId,
    pub mailbox_id: MailboxId,
    pub mailbox_name: String,
    pub state: BulkState,
    pub pause: Option<Pause>,
    /// Rises with every change.
    pub version: i64,
    pub content: BulkContent,
    pub sender: Option<String>,
    pub audience: Audience,
    /// The recipients are those of the audience and text as they are now.
    pub listed: bool,
    pub counts: Counts,
    pub files: Vec<DraftFileView>,
    pub created_by: String,
    pub updated_at: Moment,
    pub scheduled_at: Option<Moment>,
    pub started_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    /// What it repeats by; of a draft what it repeated by when it was taken back.
    pub repeat: Option<Repeat>,
    /// What it was made of.
    pub series: Option<BulkMailId>,
    /// On whose clocks it repeats.
    pub zone: String,
    /// The test mail of this text that went out last.
    pub tested: Option<RecipientState>,
    pub needs_check: bool,
    pub check: Option<BulkCheck>,
    pub confirmers: Vec<PersonName>,
    pub may_send: bool,
    pub limits: limits::BulkLimits,
    pub day: limits::Day,
}

/// What a draft can be made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BulkDesk {
    pub senders: Vec<Sender>,
    pub facts: Facts,
    pub saved: Vec<SavedAudience>,
}

/// How many are left out for which reason, and what words come out blank for how many.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recap {
    pub counts: Counts,
    pub excluded: Vec<(Exclusion, i64)>,
    /// Reserved words of the text, and for how many recipients nothing is known for them.
    pub blank: Vec<(String, i64)>,
    /// Words that are none: they would stand in the mail as they are.
    pub unknown: Vec<String>,
}

/// One recipient, as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct RecipientLine {
    pub id: BulkRecipientId,
    /// Of the file that it came from; 0 for one of the address book.
    pub line: i64,
    pub addr: String,
    pub name: String,
    pub company: String,
    pub state: RecipientState,
    /// An [`Exclusion`], or empty.
    pub reason: String,
    /// The server's own words.
    pub answer: String,
    pub attempts: i64,
}

/// Which lines are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    Recipients,
    Excluded,
    Errors,
}

/// What one recipient gets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Place among those who get it, from 0, and how many there are.
    pub place: i64,
    pub total: i64,
    pub name: String,
    pub addr: String,
    pub subject: String,
    pub text: String,
    /// Formatted text is shown in a frame of its own.
    pub formatted: bool,
    /// Words that came out blank for this one.
    pub blank: Vec<String>,
}

/// What a template says, as it is written: its words are filled for each recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inserted {
    /// Of the bulk mail, after its files were attached.
    pub version: i64,
    /// The version of the template.
    pub number: i64,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub files: Vec<DraftFileView>,
}

/// The page behind the link in a bulk mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptOutView {
    /// Hidden but for its first letter and its domain.
    pub addr: String,
    pub done: bool,
}

/// Addresses that get no bulk mail because their owners said so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OptOuts {
    pub lines: Vec<OptOutLine>,
    /// Behind which address it goes on.
    pub next: Option<String>,
    pub may_lift: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptOutLine {
    pub addr: String,
    /// As the address book has it.
    pub name: String,
    pub at: Moment,
    /// By the link of a mail; otherwise somebody noted it in the address book.
    pub by_link: bool,
}

/// An address as a page may show it to whoever holds a link.
pub fn hidden(addr: &str) -> String {
    let Some((local, host)) = addr.rsplit_once('@') else { return String::new() };
    format!("{}***@{host}", local.chars().next().unwrap_or_default())
}

/// What a person is asked to look at, and by whom it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub by: UserId,
    pub writer: UserId,
}

/// Whether the words of a server say that the address itself is wrong (RFC 3463 section 3.2), so that it is not tried again.
pub fn is_of_the_address(answer: &str) -> bool {
    answer.split(|c: char| !(c.is_ascii_digit() || c == '.')).any(|word| matches!(word, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10"))
}

#[cfg(test)]
mod tests;
