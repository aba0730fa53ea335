//! Was this mail sent by a machine, and may a machine answer it? By RFC 3834 (2 and 5), RFC 2369, RFC 2919 and
//! the fields that real systems write. Careful: a wrong "yes, answer" can start a loop.

use crate::read::Person;
use crate::read::fields::Fields;
use crate::read::structure::Node;
use serde::{Deserialize, Serialize};

/// What kind of machine sent a mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Automatic {
    /// A person, as far as one can see.
    #[default]
    No,
    /// Out of office, confirmation of receipt, challenge.
    AutoReply,
    /// Notifications and other mail that nobody reads answers to.
    Notification,
    /// Came over a mailing list.
    List,
    /// Newsletter or other bulk mail.
    Bulk,
    /// Delivery status report, delayed or failed.
    Bounce,
    /// Feedback report about our own mail (RFC 5965).
    Complaint,
    /// Read receipt (RFC 8098).
    Receipt,
}

impl Automatic {
    pub const ALL: &'static [Automatic] = &[
        Automatic::No,
        Automatic::AutoReply,
        Automatic::Notification,
        Automatic::List,
        Automatic::Bulk,
        Automatic::Bounce,
        Automatic::Complaint,
        Automatic::Receipt,
    ];

    /// As stored: "no", "auto-reply", ...
    pub const fn as_str(self) -> &'static str {
        match self {
            Automatic::No => "no",
            Automatic::AutoReply => "auto-reply",
            Automatic::Notification => "notification",
            Automatic::List => "list",
            Automatic::Bulk => "bulk",
            Automatic::Bounce => "bounce",
            Automatic::Complaint => "complaint",
            Automatic::Receipt => "receipt",
        }
    }

    pub fn parse(text: &str) -> Option<Automatic> {
        Automatic::ALL.iter().copied().find(|automatic| automatic.as_str() == text)
    }

    /// True when no automatic answer may be sent (RFC 3834, 2).
    pub fn must_not_answer(self) -> bool {
        self != Automatic::No
    }

    /// True for what asks nobody to do anything: it does not open work again that is done, and nobody waits for an answer to
    /// it. Not so a bounce or a complaint (somebody has to learn that the customer got nothing, or wants nothing), nor what
    /// a person wrote to a list: where the address of a mailbox is a group, every mail comes over one.
    pub fn keeps_done(self) -> bool {
        matches!(self, Automatic::AutoReply | Automatic::Notification | Automatic::Bulk | Automatic::Receipt)
    }
}

pub(crate) fn classify(known: &Fields<'_>, tree: &Node<'_>, subject: &str, from: &[Person]) -> Automatic {
    let header = Header { known };
    by_structure(tree, &header).or_else(|| by_fields(&header, subject, from)).or_else(|| by_sender(&header, subject, from)).unwrap_or_default()
}

/// How mail programs begin the subject of an absence note. Persons quote these words too, so they count only for mails
/// that are automatic for another reason.
const ABSENCE: [&str; 14] = [
    "automatic reply",
    "autoreply",
    "auto reply",
    "auto:",
    "automatische antwort",
    "abwesen",
    "out of office",
    "réponse automatique",
    "respuesta automática",
    "自動応答",
    "自動返信",
    "不在",
    "vacation",
    "自动回复",
];

fn is_absence(subject: &str) -> bool {
    let lower = subject.to_lowercase();
    ABSENCE.iter().any(|word| lower.contains(word))
}

struct Header<'h, 'a> {
    known: &'h Fields<'a>,
}

impl Header<'_, '_> {
    /// All values of a field, lower case, comments and blanks around them removed.
    fn values(&self, name: &str) -> Vec<String> {
        self.known
            .all(name)
            .map(|value| {
                let text = String::from_utf8_lossy(value).to_lowercase();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    fn has(&self, name: &str) -> bool {
        self.known.first(name).is_some_and(|value| !value.trim_ascii().is_empty())
    }

    fn holds(&self, name: &str, wanted: &[&str]) -> bool {
        self.values(name).iter().any(|value| wanted.iter().any(|word| value.contains(word)))
    }
}

/// multipart/report and its parts say exactly what they are (RFC 6522), even when the outer type was lost.
fn by_structure(tree: &Node<'_>, header: &Header<'_, '_>) -> Option<Automatic> {
    let declared = header.values("Content-Type").concat();
    let is_report = declared.contains("multipart/report");
    let leaves = tree.leaves();
    let holds = |kind: &str| leaves.iter().any(|part| part.kind.value == kind);
    if holds("message/feedback-report") || declared.contains("feedback-report") {
        return Some(Automatic::Complaint);
    }
    if declared.contains("disposition-notification") || (is_report && holds("message/disposition-notification")) {
        return Some(Automatic::Receipt);
    }
    if is_report || holds("message/delivery-status") || header.has("X-Failed-Recipients") {
        return Some(Automatic::Bounce);
    }
    // Somebody pressed "accept" in a calendar (RFC 5546, 3.2.3).
    if leaves
        .iter()
        .any(|part| part.kind.value == "text/calendar" && part.kind.plain("method").is_some_and(|method| method.eq_ignore_ascii_case("REPLY")))
    {
        return Some(Automatic::Notification);
    }
    None
}

fn by_fields(header: &Header<'_, '_>, subject: &str, from: &[Person]) -> Option<Automatic> {
    // Two fields that disagree: the careful reading is automatic.
    let submitted: Vec<String> = header
        .values("Auto-Submitted")
        .into_iter()
        .map(|value| value.split([';', '(']).next().unwrap_or_default().trim().to_owned())
        .filter(|value| !value.is_empty() && value != "no")
        .collect();
    if submitted.iter().any(|value| value.starts_with("auto-replied")) {
        return Some(if is_daemon(from) { Automatic::Bounce } else { Automatic::AutoReply });
    }
    let answers = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Autoreply-From", "X-Mail-Autoreply", "X-Autogenerated"];
    if answers.iter().any(|name| header.has(name)) || header.holds("Precedence", &["auto_reply", "auto-reply"]) {
        return Some(Automatic::AutoReply);
    }
    let suppressed = header.holds("X-Auto-Response-Suppress", &["all", "oof", "autoreply"]);
    if header.values("Return-Path").iter().any(|path| path.replace(' ', "") == "<>") {
        return Some(if suppressed || !submitted.is_empty() { Automatic::AutoReply } else { Automatic::Bounce });
    }
    if is_daemon(from) || is_undelivered(subject, from) {
        return Some(Automatic::Bounce);
    }
    if ["List-Id", "List-Post", "Mailing-List", "X-Mailing-List", "X-ML-Name"].iter().any(|name| header.has(name))
        || header.holds("Precedence", &["list"])
    {
        return Some(over_a_list(header, &submitted, subject, from));
    }
    if header.holds("Precedence", &["bulk", "junk"]) || ["List-Unsubscribe", "Feedback-ID", "X-Campaign-Id"].iter().any(|name| header.has(name)) {
        return Some(Automatic::Bulk);
    }
    if !submitted.is_empty() || suppressed {
        return Some(if is_absence(subject) { Automatic::AutoReply } else { Automatic::Notification });
    }
    // X-Loop marks what has passed a machine already.
    header.has("X-Loop").then_some(Automatic::Notification)
}

/// What came over a list was written by a person, unless a machine wrote it, or nobody but the owner writes there: a
/// newsletter can be left and not be posted to (RFC 2369, 3.4).
fn over_a_list(header: &Header<'_, '_>, submitted: &[String], subject: &str, from: &[Person]) -> Automatic {
    let posts = header.values("List-Post");
    let is_open = posts.iter().any(|post| !post.starts_with("no")) || header.holds("Precedence", &["list"]);
    let is_mass = header.holds("Precedence", &["bulk", "junk"]) || ["Feedback-ID", "X-Campaign-Id"].iter().any(|name| header.has(name));
    if header.has("List-Unsubscribe") && is_mass && !is_open {
        return Automatic::Bulk;
    }
    match is_nobody(from) || !submitted.is_empty() {
        true if is_absence(subject) => Automatic::AutoReply,
        true => Automatic::Notification,
        false => Automatic::List,
    }
}

/// The local part of the sender: role names that RFC 3834 (2) and common practice exclude.
fn by_sender(header: &Header<'_, '_>, subject: &str, from: &[Person]) -> Option<Automatic> {
    let local = local_part(from);
    let sender = header.values("Sender").concat();
    let is_list =
        |local: &str| local.starts_with("owner-") || local.ends_with("-request") || local.ends_with("-owner") || local.ends_with("-bounces");
    if is_list(&local) || sender.split(['<', '@', '"']).any(is_list) {
        return Some(Automatic::List);
    }
    if is_nobody(from) {
        return Some(if is_absence(subject) { Automatic::AutoReply } else { Automatic::Notification });
    }
    None
}

/// A sender that reads no answers.
fn is_nobody(from: &[Person]) -> bool {
    let plain: String = local_part(from).chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    ["noreply", "donotreply", "dontreply", "mailnoreply", "nepasrepondre"].iter().any(|name| plain.contains(name))
}

fn is_daemon(from: &[Person]) -> bool {
    const DAEMONS: [&str; 3] = ["mailer-daemon", "mail-daemon", "mailerdaemon"];
    // "MAILER-DAEMON <>": the name stands where nobody can be answered.
    let nameless = from.first().is_some_and(|person| person.addr.is_empty() && DAEMONS.contains(&person.name.to_lowercase().as_str()));
    nameless || DAEMONS.contains(&local_part(from).as_str())
}

/// Postmasters are persons as well, so the subject has to say it.
fn is_undelivered(subject: &str, from: &[Person]) -> bool {
    let subject = subject.to_lowercase();
    // Of a sender that reads no answers only what can mean nothing else: shops write of deliveries, too.
    if is_nobody(from)
        && ["undelivered mail", "returned mail", "delivery status notification", "メールエラー通知"].iter().any(|word| subject.contains(word))
    {
        return true;
    }
    local_part(from) == "postmaster"
        && ["undeliver", "returned mail", "delivery", "failure", "could not be delivered", "配信", "配送"].iter().any(|word| subject.contains(word))
}

fn local_part(from: &[Person]) -> String {
    from.first().map(|person| person.addr.split('@').next().unwrap_or_default().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Automatic;
    use rstest::rstest;

    #[rstest]
    #[case::of_a_person("From: k@x.example", Automatic::No, false)]
    #[case::over_the_group_that_is_our_address(
        "From: k@x.example\r\nList-Id: <support.desk.example>\r\nPrecedence: list\r\nList-Post: <mailto:support@desk.example>\r\nList-Unsubscribe: <mailto:u@x>",
        Automatic::List,
        false
    )]
    #[case::newsletter("From: news@x.example\r\nList-Unsubscribe: <mailto:u@x>\r\nPrecedence: bulk", Automatic::Bulk, true)]
    #[case::newsletter_with_an_id(
        "From: news@x.example\r\nList-Id: <n.x.example>\r\nList-Unsubscribe: <mailto:u@x>\r\nPrecedence: bulk",
        Automatic::Bulk,
        true
    )]
    #[case::newsletter_nobody_posts_to(
        "From: news@x.example\r\nList-Id: <n.x.example>\r\nList-Post: NO\r\nList-Unsubscribe: <mailto:u@x>\r\nFeedback-ID: 1",
        Automatic::Bulk,
        true
    )]
    #[case::old_mailing_list(
        "From: k@x.example\r\nList-Post: <mailto:l@x>\r\nList-Unsubscribe: <mailto:u@x>\r\nPrecedence: bulk",
        Automatic::List,
        false
    )]
    #[case::machine_over_the_group("From: noreply@x.example\r\nList-Id: <support.desk.example>\r\nPrecedence: list", Automatic::Notification, true)]
    #[case::absence_over_the_group("From: k@x.example\r\nAuto-Submitted: auto-replied\r\nList-Id: <s>", Automatic::AutoReply, true)]
    #[case::bounce("From: MAILER-DAEMON@x.example", Automatic::Bounce, false)]
    fn what_asks_nobody_to_do_anything_keeps_done_work_done(#[case] header: &str, #[case] kind: Automatic, #[case] keeps_done: bool) {
        let found = crate::read::read(format!("{header}\r\nSubject: x\r\n\r\nx").as_bytes()).automatic;
        assert_eq!((found, found.keeps_done(), found.must_not_answer()), (kind, keeps_done, kind != Automatic::No));
    }
}
