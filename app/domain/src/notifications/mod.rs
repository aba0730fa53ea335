//! Notifications: what a person is told of, and by which ways.

mod phrases;
mod quiet;

pub use phrases::{greeting, heading, sentence};
pub use quiet::{Quiet, mail_due};

use crate::{DeviceId, Field, MailboxId, Moment, NotificationId, Refused, WebhookId, Wrong, logs::Log, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What happened.
    pub enum Kind {
        /// A customer's mail came into a mailbox, and nobody in particular looks after it.
        Arrived = "arrived",
        Assigned = "assigned",
        Confirmer = "confirmer",
        Mentioned = "mentioned",
        /// The confirmer gave a draft back.
        Returned = "returned",
        /// The customer wrote again in what is one's own.
        Wrote = "wrote",
        Failed = "failed",
        Unsure = "unsure",
        /// A target for the first answer or for the end of the work was missed.
        Missed = "missed",
        /// A rule of a mailbox says so.
        Rule = "rule",
        /// The time came to come back to a call or a visit.
        FollowUp = "follow-up",
        /// The confirmer approved a bulk mail.
        Approved = "approved",
        /// A bulk mail went out to everybody.
        BulkDone = "bulk-done",
        /// A bulk mail did not reach everybody, does not go on by itself, or was missed.
        BulkHeld = "bulk-held",
        /// A template that one may use says something new; until it was looked at.
        Template = "template",
        /// An import of one's own is over.
        Imported = "imported",
        /// No mail can be fetched from an account.
        Account = "account",
        /// A report of one's own that goes out by itself did not reach everybody.
        Report = "report",
    }
}

stored_enum! {
    /// What a notice leads to.
    pub enum About {
        Conversation = "conversation", BulkMail = "bulk-mail", Template = "template", Log = "log", Import = "import", Account = "account",
        Report = "report",
    }
}

impl About {
    /// Where it is, within the program. `place`: the mailbox, or the log of an entry.
    pub fn url(self, id: i64, mailbox: Option<MailboxId>, log: Option<Log>) -> String {
        let mailbox = mailbox.map_or(0, |mailbox| mailbox.0);
        match self {
            About::Conversation => format!("/m/{mailbox}/all/{id}"),
            About::BulkMail => format!("/bulk/{id}"),
            About::Template => format!("/templates/{id}"),
            About::Log => format!("/logs/{}/{id}", log.unwrap_or(Log::Calls).path()),
            About::Import => format!("/settings/mailboxes/{mailbox}/import"),
            About::Account => format!("/settings/mailboxes/{mailbox}/accounts/{id}"),
            About::Report => "/reports/mails".to_owned(),
        }
    }
}

stored_enum! {
    pub enum Channel { Mail = "mail", Push = "push", Webhook = "webhook" }
}

stored_enum! {
    /// What became of something that went out. `Dropped`: there was nothing to tell any more.
    pub enum DeliveryState { Waiting = "waiting", Sending = "sending", Sent = "sent", Failed = "failed", Dropped = "dropped" }
}

stored_enum! {
    /// How a webhook is spoken to.
    pub enum WebhookForm { Generic = "generic", Slack = "slack", Teams = "teams" }
}

/// Notifications stay this long.
pub const KEPT_DAYS: i64 = 90;
/// Entries of the delivery log stay this long.
pub const LOG_DAYS: i64 = 30;
/// One page of the list.
pub const PAGE: usize = 30;
/// Longest quotation of a comment or an answer of a server, characters.
pub const TEXT_MAX: usize = 200;
pub const WEBHOOKS_MAX: i64 = 10;
pub const DEVICES_MAX: i64 = 20;

/// By which ways a person hears of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Choice {
    pub kind: Kind,
    pub app: bool,
    pub mail: bool,
    pub push: bool,
}

impl Choice {
    /// What holds until a person says otherwise: everything in the app, by mail what must not wait for the next look at it.
    pub const fn usual(kind: Kind) -> Choice {
        let mail = matches!(kind, Kind::Assigned | Kind::Mentioned | Kind::Failed | Kind::Unsure | Kind::BulkHeld | Kind::Account | Kind::Report);
        // Whoever switches a device on wants to hear of what is theirs, not of every mail.
        Choice { kind, app: true, mail, push: !matches!(kind, Kind::Arrived | Kind::Template) }
    }

    /// Each kind once, in the order of the table.
    pub fn all(chosen: &[Choice]) -> Vec<Choice> {
        Kind::ALL.iter().map(|kind| chosen.iter().find(|choice| choice.kind == *kind).copied().unwrap_or(Choice::usual(*kind))).collect()
    }
}

/// When a person is told by mail and by push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Times {
    pub digest_minutes: i64,
    pub quiet_from: i64,
    pub quiet_to: i64,
    pub quiet_days: String,
}

impl Times {
    pub const DIGESTS: [i64; 5] = [5, 15, 30, 60, 240];

    pub fn check(&self) -> Result<(), Refused> {
        let day = 0..24 * 60;
        let in_range = Times::DIGESTS.contains(&self.digest_minutes) && day.contains(&self.quiet_from) && day.contains(&self.quiet_to);
        if in_range && self.quiet_days.chars().all(|day| ('1'..='7').contains(&day)) && self.quiet_days.len() <= 7 {
            Ok(())
        } else {
            Err(Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange })
        }
    }
}

impl Default for Times {
    fn default() -> Times {
        Times { digest_minutes: 15, quiet_from: 0, quiet_to: 0, quiet_days: String::new() }
    }
}

/// The person's whole settings page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub choices: Vec<Choice>,
    pub times: Times,
    /// Whether an admin has chosen an account for such mails.
    pub mails: bool,
    pub devices: Vec<DeviceView>,
    /// The public key that a browser subscribes with (RFC 8292), base64url.
    pub push_key: String,
}

/// A browser that shows pushed notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct DeviceView {
    pub id: DeviceId,
    pub agent: String,
    pub created_at: Moment,
    pub endpoint: String,
}

/// What a browser answers when it subscribes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDevice {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

/// A line of the delivery log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct DeliveryView {
    pub id: i64,
    pub channel: Channel,
    pub kind: String,
    /// Whom or what it went to, as people call it.
    pub target: String,
    pub state: DeliveryState,
    pub queued_at: Moment,
    pub finished_at: Option<Moment>,
    pub attempts: i64,
    pub answer: String,
}

/// The place that a list goes on behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub at: Moment,
    pub id: NotificationId,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct NoticeView {
    pub id: NotificationId,
    pub kind: Kind,
    pub at: Moment,
    pub count: i64,
    pub text: String,
    pub is_read: bool,
    pub actor_name: Option<String>,
    pub about: About,
    pub about_id: i64,
    /// Of a conversation, and of whatever belongs to one mailbox.
    pub mailbox_id: Option<MailboxId>,
    pub mailbox_name: String,
    /// Of an entry of a log.
    pub log: Option<Log>,
    pub subject: String,
    pub customer: String,
}

impl NoticeView {
    pub fn url(&self) -> String {
        self.about.url(self.about_id, self.mailbox_id, self.log)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePage {
    pub rows: Vec<NoticeView>,
    pub next: Option<Before>,
    pub unread: i64,
}

/// A webhook as admins see it. Its address is a secret of the chat and is never shown again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct WebhookView {
    pub id: WebhookId,
    pub name: String,
    pub form: WebhookForm,
    pub host: String,
    pub kinds: String,
    pub enabled: bool,
}

impl WebhookView {
    pub fn hears(&self, kind: Kind) -> bool {
        self.enabled && self.kinds.split(' ').any(|each| each == kind.as_str())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookEdit {
    /// `None`: a new one.
    pub id: Option<WebhookId>,
    pub name: String,
    pub form: WebhookForm,
    /// Empty: as it is.
    pub url: String,
    pub kinds: Vec<Kind>,
    pub enabled: bool,
}

/// How an admin sees the ways out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// The account that notices are mailed from, and those that there are to choose from.
    pub account: Option<crate::AccountId>,
    pub accounts: Vec<(crate::AccountId, String)>,
    pub webhooks: Vec<WebhookView>,
    pub log: Vec<DeliveryView>,
}

/// Pause in milliseconds before try number `attempts + 1`; `None`: a day is over and it is given up.
pub fn retry_after_ms(attempts: i64) -> Option<i64> {
    const MINUTES: [i64; 8] = [1, 2, 5, 15, 60, 180, 360, 720];
    let at = usize::try_from(attempts.max(1) - 1).ok()?;
    MINUTES.get(at).map(|minutes| minutes * 60_000)
}

/// A piece of a text that fits into a line.
pub fn quoted(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > TEXT_MAX {
        line = line.chars().take(TEXT_MAX - 1).collect::<String>() + "…";
    }
    line
}

#[cfg(test)]
mod tests;
