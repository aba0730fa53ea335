//! Answers a person can act on. No prose here: the screen says it in the reader's language.

use crate::{ConversationId, Moment, stored_enum};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    #[error("not signed in")]
    NotSignedIn,
    #[error("a temporary password must be changed first")]
    MustChangePassword,
    #[error("not allowed")]
    NotAllowed,
    /// It does not exist, or not for this person: the two are not told apart.
    #[error("not found")]
    NotFound,
    /// Name and password do not fit. Nothing says which of the two.
    #[error("wrong name or password")]
    BadCredentials,
    /// Too many tries; `seconds` until the next one is heard.
    #[error("throttled for {seconds} seconds")]
    Throttled { seconds: u32 },
    /// An invitation or reset link that was used, replaced or is too old.
    #[error("link expired")]
    LinkExpired,
    #[error("already set up")]
    AlreadySetUp,
    #[error("{field} is {wrong}")]
    Invalid { field: Field, wrong: Wrong },
    /// Somebody else writes: who, and since when.
    #[error("held by {holder}")]
    Held { holder: String, since: Moment },
    /// Our own lease was taken over or ended; what was written is kept in the draft.
    #[error("lease lost")]
    LeaseLost { holder: Option<String> },
    /// It changed since it was read: read again.
    #[error("stale")]
    Stale,
    #[error("more than {limit} {what}")]
    OverLimit { what: Limit, limit: u64 },
    #[error("no recipient")]
    NoRecipient,
    /// The entry that is no address, as it was typed.
    #[error("{entry:?} is no address")]
    BadAddress { entry: String },
    /// The mailbox has no account that can send.
    #[error("no sending account")]
    NoSendingAccount,
    /// It was sent already, perhaps in another tab.
    #[error("already sent")]
    AlreadySent,
    /// The letter that this one corrects was sent once more meanwhile: somebody would get both.
    #[error("sent again")]
    SentAgain,
    /// It is too late to stop it.
    #[error("too late")]
    TooLate,
    /// An email address or a name that somebody else has.
    #[error("taken")]
    Taken { field: Field },
    /// The last admin stays.
    #[error("last admin")]
    LastAdmin,
    /// Somebody else must approve this very content first.
    #[error("needs a check")]
    NeedsCheck,
    /// It was joined with another conversation, where everything of it is now.
    #[error("merged into {id}")]
    MergedInto { id: ConversationId },
    /// A mail of it is just on its way out.
    #[error("a mail is being sent")]
    Sending,
    /// Nothing would be left of the conversation that is cut.
    #[error("the whole conversation")]
    WholeConversation,
    /// The condition that a report is narrowed to was removed: without it the figures would be others.
    #[error("the report condition was removed")]
    ConditionGone,
    /// What was filled into an item of the space's own, by its name; `Same`: somebody else has this value, and each has it once.
    #[error("{item:?} is {wrong}")]
    Item { item: String, wrong: Wrong },
    /// A quoted cell of a file for spreadsheets begins on this line and never ends: nothing behind it can be told apart.
    #[error("a quote on line {line} is never closed")]
    OpenQuote { line: usize },
    /// More recipients than a bulk mail may have: how many these are.
    #[error("{count} recipients, {limit} at most")]
    TooManyRecipients { count: u64, limit: u64 },
    /// More bulk mail than a space may send in a day.
    #[error("{wanted} more than the {used} of today would pass {limit}")]
    OverDay { wanted: i64, used: i64, limit: i64, resets_at: Moment },
}

stored_enum! {
    /// What was filled in wrongly.
    pub enum Field {
        Email = "email", Name = "name", Password = "password", Company = "company", Zone = "zone", Mailbox = "mailbox", Host = "host", Port = "port",
        Address = "address", Interval = "interval", Days = "days", Weekday = "weekday", Folder = "folder", Text = "text", Subject = "subject", User = "user", Status = "status",
        Rights = "rights", File = "file", TrustedServers = "trusted-servers",
        Condition = "condition", Action = "action", Pattern = "pattern", Value = "value",
        SendAt = "send-at",
        Reason = "reason", Until = "until", Letters = "letters",
        Code = "code", Reading = "reading", Section = "section", Phone = "phone", Group = "group",
        Source = "source",
    }
}

stored_enum! {
    pub enum Wrong { Missing = "missing", TooLong = "too-long", TooShort = "too-short", Malformed = "malformed", OutOfRange = "out-of-range", TooCommon = "too-common", Same = "same", Ours = "ours" }
}

stored_enum! {
    pub enum Limit {
        Spaces = "spaces", Mailboxes = "mailboxes", Accounts = "accounts", FileBytes = "file-bytes", MessageBytes = "message-bytes", Selected = "selected",
        Folders = "folders", FolderLevels = "folder-levels", Rules = "rules", Statuses = "statuses", Fields = "fields", Options = "options", Columns = "columns",
        Joined = "joined",
        Webhooks = "webhooks", Devices = "devices",
        Templates = "templates",
        BookItems = "book-items", BookGroups = "book-groups", BookColumns = "book-columns", Addresses = "addresses",
        Files = "files", Links = "links", Lines = "lines",
        ScheduledBulkMails = "scheduled-bulk-mails",
        ImportBytes = "import-bytes", Imports = "imports", SavedSearches = "saved-searches",
        ReportConditions = "report-conditions", ReportClauses = "report-clauses", ReportSchedules = "report-schedules", Recipients = "recipients",
    }
}

impl Refused {
    /// The HTTP status that says the same (RFC 9110 section 15).
    pub fn http_status(&self) -> u16 {
        match self {
            Refused::NotSignedIn | Refused::BadCredentials => 401,
            Refused::MustChangePassword | Refused::NotAllowed => 403,
            Refused::NotFound => 404,
            Refused::Held { .. } | Refused::LeaseLost { .. } | Refused::Stale | Refused::AlreadySent | Refused::TooLate => 409,
            Refused::SentAgain => 409,
            Refused::NeedsCheck => 409,
            Refused::MergedInto { .. } | Refused::Sending => 409,
            Refused::LinkExpired | Refused::AlreadySetUp | Refused::ConditionGone => 410,
            Refused::Throttled { .. } => 429,
            Refused::OverLimit { what: Limit::FileBytes | Limit::MessageBytes | Limit::ImportBytes, .. } => 413,
            Refused::Invalid { .. }
            | Refused::OverLimit { .. }
            | Refused::NoRecipient
            | Refused::BadAddress { .. }
            | Refused::NoSendingAccount
            | Refused::Taken { .. }
            | Refused::LastAdmin
            | Refused::WholeConversation
            | Refused::Item { .. }
            | Refused::OpenQuote { .. }
            | Refused::TooManyRecipients { .. }
            | Refused::OverDay { .. } => 422,
        }
    }
}
