//! Templates (MW-44): texts that are used again. Of each one a newest version is in use; what is being written is not.

mod rights;
pub mod table;

pub use rights::Kept;

use crate::{
    AttachmentId, Field, MailboxId, Moment, Refused, TemplateId, UserId, Wrong,
    drafts::{DraftFileView, HTML_MAX, SUBJECT_MAX, TEXT_MAX},
    stored_enum,
};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// Who may change a template beside the operators of its space.
    pub enum Editors {
        Operators = "operators",
        /// Whoever may edit where it is used.
        Everybody = "everybody",
        Named = "named",
    }
}

pub const NAME_MAX: usize = 100;
pub const NOTE_MAX: usize = 300;
/// Templates of one space, those that were put away among them.
pub const TEMPLATES_MAX: i64 = 1_000;
/// Days for which a version is new to whoever has not seen it.
pub const NEW_DAYS: i64 = 30;
/// Weeks whose uses are shown.
pub const WEEKS: i64 = 12;

/// What a template says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Content {
    pub subject: String,
    /// What was written, or what the formatted text says without its formatting.
    pub text: String,
    #[serde(default)]
    pub html: Option<String>,
    /// Address fields as they were typed, for what goes to the same people each time.
    #[cfg_attr(feature = "db", sqlx(rename = "recipients_to"))]
    pub to: String,
    #[cfg_attr(feature = "db", sqlx(rename = "recipients_cc"))]
    pub cc: String,
    #[cfg_attr(feature = "db", sqlx(rename = "recipients_bcc"))]
    pub bcc: String,
}

/// What it is called, where it is used and who may change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub name: String,
    /// Empty: in none.
    pub folder: String,
    /// `None`: for every mailbox of the space.
    pub mailbox: Option<MailboxId>,
    pub editors: Editors,
    pub named: Vec<UserId>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: TemplateId,
    pub name: String,
    pub folder: String,
    pub mailbox: Option<MailboxId>,
    pub mailbox_name: Option<String>,
    pub subject: String,
    /// The version in use; 0 when there is none yet.
    pub published: i64,
    pub published_at: Option<Moment>,
    /// Who wrote a version that is not in use yet.
    pub draft_by: Option<String>,
    pub archived_at: Option<Moment>,
    /// In the last weeks.
    pub uses: i64,
    /// A version that this person has neither seen nor used.
    pub is_new: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// By folder and name.
    pub lines: Vec<Line>,
    /// Where this person may make one: `None` for the whole space.
    pub places: Vec<(Option<MailboxId>, String)>,
}

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct VersionLine {
    pub number: i64,
    pub note: String,
    pub at: Moment,
    pub author_name: Option<String>,
}

/// What is being written, or the newest version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    /// 0: not in use yet.
    pub number: i64,
    pub content: Content,
    pub files: Vec<DraftFileView>,
    pub at: Moment,
    pub author_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageView {
    pub id: TemplateId,
    /// That a change is made upon.
    pub version: i64,
    pub form: Form,
    pub published: i64,
    pub archived_at: Option<Moment>,
    pub may_edit: bool,
    pub now: VersionView,
    /// The newest first.
    pub versions: Vec<VersionLine>,
    /// Uses of each of the last weeks, the oldest first.
    pub weeks: Vec<i64>,
    /// Who used it how often in these weeks, most first.
    pub users: Vec<(String, i64)>,
    /// The people who may be named as editors.
    pub people: Vec<(UserId, String)>,
    /// Names of the folders of the space.
    pub folders: Vec<String>,
    /// Where it may be used: `None` for the whole space.
    pub places: Vec<(Option<MailboxId>, String)>,
    /// How many people use it, and are told of a new version.
    pub told: i64,
    /// Names of the items of the address book, for reserved words.
    pub items: Vec<String>,
}

/// A text with its words filled; [`crate::reserved::BEGIN`] and `END` stand around what was filled in, with nothing between them
/// where it came out blank.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilledView {
    /// Of the template; 0 where what is being written was filled.
    pub number: i64,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub files: Vec<DraftFileView>,
    /// The word of each place in `text` that was filled, in their order.
    pub words: Vec<String>,
    pub blank: Vec<String>,
    /// Words that nobody knows here: they stayed as they were written.
    pub left: Vec<String>,
}

/// What came of a table that was taken in, or would come of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added: usize,
    /// A next version was published, or it went to another folder.
    pub changed: usize,
    pub same: usize,
    /// Lines, counted from 1 with the head, and why they were left out.
    pub refused: Vec<(usize, Refused)>,
}

impl Content {
    pub fn check(&self) -> Result<(), Refused> {
        let too_long = |field| Err(Refused::Invalid { field, wrong: Wrong::TooLong });
        if self.subject.chars().count() > SUBJECT_MAX {
            return too_long(Field::Subject);
        }
        if self.subject.chars().any(char::is_control) {
            return Err(Refused::Invalid { field: Field::Subject, wrong: Wrong::Malformed });
        }
        if self.text.len() > TEXT_MAX / 2 || self.html.as_ref().is_some_and(|html| html.len() > HTML_MAX / 2) {
            return too_long(Field::Text);
        }
        for field in [&self.to, &self.cc, &self.bcc] {
            if field.len() > 10_000 {
                return too_long(Field::Address);
            }
            if let Err(entry) = crate::addresses::parse_list(field) {
                return Err(Refused::BadAddress { entry });
            }
        }
        Ok(())
    }

    /// Whether two say the same, however their lines end.
    pub fn says_the_same(&self, other: &Content) -> bool {
        let even = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
        let same = |a: &str, b: &str| even(a) == even(b);
        let words = match (&self.html, &other.html) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => same(&self.text, &other.text),
            _ => false,
        };
        words && same(&self.subject, &other.subject) && same(&self.to, &other.to) && same(&self.cc, &other.cc) && same(&self.bcc, &other.bcc)
    }
}

impl Form {
    pub fn check(&self) -> Result<(), Refused> {
        crate::users::check_name(&self.name, Field::Name)?;
        if self.name.chars().count() > NAME_MAX {
            return Err(Refused::Invalid { field: Field::Name, wrong: Wrong::TooLong });
        }
        if self.folder.chars().count() > NAME_MAX || self.folder.chars().any(char::is_control) {
            return Err(Refused::Invalid { field: Field::Folder, wrong: Wrong::TooLong });
        }
        Ok(())
    }
}

/// The week of a moment, counted from 1970-01-05.
pub fn week_of(at: Moment) -> i64 {
    at.0.div_euclid(86_400_000).saturating_sub(4).div_euclid(7)
}

/// A file that is attached wherever the template is inserted.
pub type FileId = AttachmentId;

#[cfg(test)]
mod tests;
