//! Who works at the practice company, at which mailboxes, with which statuses. All of it is invented.

use domain::{
    access::{Role, Viewing},
    statuses::{Class, Color},
};
use serde::Deserialize;

pub const NAME: &str = "こもれび機器株式会社";
pub const NAME_LATIN: &str = "Komorebi Kiki";
pub const SPACE: &str = "サポート本部";
pub const SUPPORT_ADDRESS: &str = "support@komorebi.example";
/// The host whose `Authentication-Results` (RFC 8601) the practice mails carry, and may be believed.
pub const AUTHSERV: &str = "mx.komorebi.example";

/// The four people of the practice company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colleague {
    Saegusa,
    Hayase,
    Kuze,
    Mizutani,
}

/// The two mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeMailbox {
    Support,
    Recruit,
}

/// The statuses that the two mailboxes use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKey {
    Open,
    Working,
    Checking,
    Returned,
    OnHold,
    Bridging,
    Engineering,
    Ready,
    Done,
}

#[derive(Clone, Copy, Debug)]
pub struct Employee {
    pub who: Colleague,
    pub name: &'static str,
    pub reading: &'static str,
    pub latin: &'static str,
    pub mail: &'static str,
    /// One of the eight avatar colours of the design, 1 to 8.
    pub avatar: u8,
    pub role: Role,
    /// What they do, as a colleague would say it.
    pub work: &'static str,
    /// A newcomer: every mail needs an approval before it is sent.
    pub needs_check: bool,
    /// Who may see what; editing and sending come with it, deleting only for the leader.
    pub support: Viewing,
    pub recruit: Viewing,
}

#[derive(Clone, Copy, Debug)]
pub struct MailboxContent {
    pub mailbox: PracticeMailbox,
    pub name: &'static str,
    /// The first one is the default sender.
    pub addresses: &'static [&'static str],
    pub folders: &'static [&'static str],
    pub statuses: &'static [StatusKey],
    pub signature: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Status {
    pub key: StatusKey,
    /// Empty for the four standard ones, which are shown in the reader's language.
    pub name: &'static str,
    pub class: Class,
    pub color: Color,
}

/// The company as one value.
#[derive(Clone, Copy, Debug)]
pub struct Company {
    pub name: &'static str,
    pub space: &'static str,
    pub employees: &'static [Employee],
    pub mailboxes: &'static [MailboxContent],
    pub statuses: &'static [Status],
}

pub const fn company() -> Company {
    Company { name: NAME, space: SPACE, employees: &EMPLOYEES, mailboxes: &MAILBOXES, statuses: &STATUSES }
}

impl Colleague {
    pub const fn employee(self) -> &'static Employee {
        match self {
            Colleague::Saegusa => &EMPLOYEES[0],
            Colleague::Hayase => &EMPLOYEES[1],
            Colleague::Kuze => &EMPLOYEES[2],
            Colleague::Mizutani => &EMPLOYEES[3],
        }
    }
}

impl PracticeMailbox {
    pub const fn content(self) -> &'static MailboxContent {
        match self {
            PracticeMailbox::Support => &MAILBOXES[0],
            PracticeMailbox::Recruit => &MAILBOXES[1],
        }
    }
}

impl StatusKey {
    pub const fn status(self) -> &'static Status {
        &STATUSES[self as usize]
    }
}

static EMPLOYEES: [Employee; 4] = [
    Employee {
        who: Colleague::Saegusa,
        name: "三枝 みのり",
        reading: "さえぐさ みのり",
        latin: "Minori Saegusa",
        mail: "saegusa@komorebi.example",
        avatar: 1,
        role: Role::Admin,
        work: "サポート窓口のリーダー。採用の担当を兼ねる。",
        needs_check: false,
        support: Viewing::All,
        recruit: Viewing::All,
    },
    Employee {
        who: Colleague::Hayase,
        name: "早瀬 透",
        reading: "はやせ とおる",
        latin: "Toru Hayase",
        mail: "hayase@komorebi.example",
        avatar: 3,
        role: Role::Member,
        work: "技術の問い合わせと海外のお客様。",
        needs_check: false,
        support: Viewing::All,
        recruit: Viewing::Own,
    },
    Employee {
        who: Colleague::Kuze,
        name: "久世 あかり",
        reading: "くぜ あかり",
        latin: "Akari Kuze",
        mail: "kuze@komorebi.example",
        avatar: 2,
        role: Role::Member,
        work: "修理の受付と見積。採用の面接を手伝う。",
        needs_check: false,
        support: Viewing::All,
        recruit: Viewing::All,
    },
    Employee {
        who: Colleague::Mizutani,
        name: "水谷 栞",
        reading: "みずたに しおり",
        latin: "Shiori Mizutani",
        mail: "mizutani@komorebi.example",
        avatar: 7,
        role: Role::Member,
        work: "入社2か月。送信の前に三枝の確認を受ける。",
        needs_check: true,
        support: Viewing::All,
        recruit: Viewing::None,
    },
];

static MAILBOXES: [MailboxContent; 2] = [
    MailboxContent {
        mailbox: PracticeMailbox::Support,
        name: "サポート窓口",
        addresses: &[SUPPORT_ADDRESS, "info@komorebi.example"],
        folders: &["製品の使い方", "修理・交換", "海外 International", "請求・支払い"],
        statuses: &[
            StatusKey::Open,
            StatusKey::Working,
            StatusKey::Checking,
            StatusKey::Returned,
            StatusKey::OnHold,
            StatusKey::Bridging,
            StatusKey::Engineering,
            StatusKey::Ready,
            StatusKey::Done,
        ],
        signature: "こもれび機器株式会社 サポート窓口\n%User%\nsupport@komorebi.example",
    },
    MailboxContent {
        mailbox: PracticeMailbox::Recruit,
        name: "採用窓口",
        addresses: &["recruit@komorebi.example"],
        folders: &["応募", "面接"],
        statuses: &[StatusKey::Open, StatusKey::Working, StatusKey::Ready, StatusKey::Done],
        signature: "こもれび機器株式会社 採用担当\n%User%\nrecruit@komorebi.example",
    },
];

/// In the order of [`StatusKey`].
static STATUSES: [Status; 9] = [
    Status { key: StatusKey::Open, name: "", class: Class::Open, color: Color::Shu },
    Status { key: StatusKey::Working, name: "", class: Class::Working, color: Color::Ruri },
    Status { key: StatusKey::Checking, name: "確認依頼", class: Class::Working, color: Color::Yamabuki },
    Status { key: StatusKey::Returned, name: "差し戻し", class: Class::Working, color: Color::Botan },
    Status { key: StatusKey::OnHold, name: "保留", class: Class::Working, color: Color::Nezumi },
    Status { key: StatusKey::Bridging, name: "つなぎ", class: Class::Working, color: Color::Aotake },
    Status { key: StatusKey::Engineering, name: "技術確認中", class: Class::Working, color: Color::Kikyo },
    Status { key: StatusKey::Ready, name: "", class: Class::Ready, color: Color::Fuji },
    Status { key: StatusKey::Done, name: "", class: Class::Done, color: Color::Tokiwa },
];
