//! Mail of earlier years: where it comes from, what becomes of it, and whether we sent it (MW-55, MD-16).

use crate::{
    Field, FolderId, ImportId, Moment, Refused, UserId, Wrong, accounts::ServerSettings, folders::FolderView, statuses::Class, stored_enum,
    users::PersonName,
};
use serde::{Deserialize, Serialize};

/// Bytes of one file that is sent up. Larger ones are put into the server's own folder.
pub const UPLOAD_MAX: u64 = 10 * 1024 * 1024 * 1024;
/// Folders of a server that one import reads.
pub const FOLDERS_MAX: usize = 200;
/// Failures in a row after which a server is given up.
pub const TRIES: i64 = 6;

stored_enum! {
    /// Where the mails come from.
    pub enum SourceKind {
        /// A file that was sent up: mbox, one mail, or an archive of either.
        Upload = "upload",
        /// Something that lies in the server's folder for imports.
        Folder = "folder",
        /// Folders of a mail server.
        Imap = "imap",
    }
}

stored_enum! {
    pub enum ImportState {
        /// The source is read through, and nothing is kept.
        Looking = "looking",
        /// A person decides.
        Looked = "looked",
        Running = "running", Paused = "paused", Done = "done", Cancelled = "cancelled", Failed = "failed",
        /// What it brought goes to the trash.
        Undoing = "undoing", Undone = "undone",
    }
}

impl ImportState {
    /// Another import of the mailbox has to wait for its end.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Looking | Self::Looked | Self::Running | Self::Paused | Self::Undoing)
    }

    /// What somebody asks for can follow on this.
    pub fn after(self, step: Step) -> Option<ImportState> {
        match (self, step) {
            (Self::Running, Step::Pause) => Some(Self::Paused),
            (Self::Paused, Step::GoOn) => Some(Self::Running),
            (Self::Looking | Self::Looked | Self::Running | Self::Paused, Step::Cancel) => Some(Self::Cancelled),
            (Self::Done | Self::Cancelled | Self::Failed, Step::Undo) => Some(Self::Undoing),
            _ => None,
        }
    }
}

stored_enum! {
    /// What somebody asks of an import.
    pub enum Step { Pause = "pause", GoOn = "go-on", Cancel = "cancel", Undo = "undo" }
}

stored_enum! {
    /// Why an import ended early.
    pub enum ImportFailure {
        /// No mail in it that we can read.
        NoMail = "no-mail",
        /// An archive that unpacks to far more than it is, or is damaged.
        BadArchive = "bad-archive",
        /// It lies where it lay no more.
        Gone = "gone",
        /// The server says why.
        Server = "server",
        Disk = "disk",
        Ours = "ours",
    }
}

/// Which status a conversation gets that an import begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending<T> {
    #[default]
    Done,
    /// What a customer wrote last since then is open.
    OpenSince(T),
}

/// Who looks after what an import brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Giving {
    #[default]
    Nobody,
    To(UserId),
    /// Whoever of us sent the last answer, by the address it was sent from.
    LastAnswer,
}

/// Where it is filed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filing {
    #[default]
    Nowhere,
    In(FolderId),
    /// In folders named like those of the source.
    AsSource,
}

/// What becomes of the mails. `T` is a day as somebody writes it, or an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices<T> {
    pub ending: Ending<T>,
    pub giving: Giving,
    pub filing: Filing,
    /// Mails before it are left out.
    pub since: Option<T>,
    /// Mails from then on are left out.
    pub until: Option<T>,
}

impl<T> Default for Choices<T> {
    fn default() -> Self {
        Choices { ending: Ending::Done, giving: Giving::Nobody, filing: Filing::Nowhere, since: None, until: None }
    }
}

impl Choices<Moment> {
    pub fn wants(&self, at: Moment) -> bool {
        self.since.is_none_or(|since| at >= since) && self.until.is_none_or(|until| at < until)
    }

    /// The class of a conversation whose newest mail this is.
    pub fn class(&self, at: Moment, from_customer: bool) -> Class {
        match self.ending {
            Ending::OpenSince(since) if from_customer && at >= since => Class::Open,
            _ => Class::Done,
        }
    }
}

/// What a look through the source found; nothing of it was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub mails: i64,
    pub bytes: i64,
    /// Those that the mailbox has already.
    pub known: i64,
    /// Larger than what is accepted.
    pub too_large: i64,
    pub first: Option<Moment>,
    pub last: Option<Moment>,
    /// Who wrote most, with how many mails.
    pub senders: Vec<(String, i64)>,
    /// The folders of the source with their mails.
    pub folders: Vec<(String, i64)>,
}

/// An import, as those see it who keep the mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub id: ImportId,
    pub kind: SourceKind,
    /// Of the file, the folder or the server.
    pub name: String,
    pub state: ImportState,
    /// Whose doing; empty where the person is gone.
    pub by: String,
    pub created_at: Moment,
    pub ended_at: Option<Moment>,
    pub choices: Choices<Moment>,
    pub look: Option<Look>,
    pub found: i64,
    pub taken: i64,
    pub known: i64,
    pub left_out: i64,
    pub quarantined: i64,
    pub failure: Option<ImportFailure>,
    /// The server's own words.
    pub answer: String,
}

impl ImportView {
    /// How much of it is behind us, in hundredths. Nobody knows before the look.
    pub fn percent(&self) -> Option<i64> {
        let mails = self.look.as_ref()?.mails;
        (mails > 0).then(|| (self.found * 100 / mails).clamp(0, 100))
    }
}

/// Everything on the page of imports of a mailbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportDesk {
    /// The newest first.
    pub imports: Vec<ImportView>,
    /// What lies in the server's folder for imports.
    pub places: Vec<String>,
    pub people: Vec<PersonName>,
    pub folders: Vec<FolderView>,
}

/// Where to read, besides files that are sent up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The name of something in the server's folder.
    Folder(String),
    /// `folders`: one a line; all of them when empty.
    Imap { server: ServerSettings, password: String, folders: String },
}

/// The folders that were typed, one a line.
///
/// # Errors
/// [`Refused::Invalid`] for more than can be read at once, and for names with control characters.
pub fn folders_of(typed: &str) -> Result<Vec<String>, Refused> {
    let names: Vec<String> = typed.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let wrong = |wrong| Err(Refused::Invalid { field: Field::Folder, wrong });
    if names.len() > FOLDERS_MAX {
        return wrong(Wrong::OutOfRange);
    }
    if names.iter().any(|name| name.len() > 500 || name.chars().any(char::is_control)) {
        return wrong(Wrong::Malformed);
    }
    Ok(names)
}

/// What tells who sent a mail that lies in an archive.
#[derive(Clone, Copy, Debug)]
pub struct Traces {
    /// The address in From is one of ours.
    pub from_us: bool,
    /// A server proved that it is from whom it says.
    pub proven: bool,
    /// A server delivered it to somebody: copies of sent mails lack what it leaves.
    pub delivered: bool,
}

impl Traces {
    /// Whether we sent it. A mail that was delivered to us under one of our own addresses may be anybody's.
    pub fn sent_by_us(self) -> bool {
        self.from_us && (self.proven || !self.delivered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_on_what() {
        use ImportState::*;
        for (state, step, expected) in [
            (Running, Step::Pause, Some(Paused)),
            (Paused, Step::Pause, None),
            (Paused, Step::GoOn, Some(Running)),
            (Done, Step::GoOn, None),
            (Looking, Step::Cancel, Some(Cancelled)),
            (Paused, Step::Cancel, Some(Cancelled)),
            (Done, Step::Cancel, None),
            (Done, Step::Undo, Some(Undoing)),
            (Running, Step::Undo, None),
            (Undone, Step::Undo, None),
            (Undoing, Step::Cancel, None),
        ] {
            assert_eq!(state.after(step), expected, "{state} {step}");
        }
        assert!(ImportState::ALL.iter().filter(|state| state.is_active()).all(|state| state.after(Step::Undo).is_none()));
    }

    #[test]
    fn only_what_a_customer_wrote_lately_is_open() {
        let mut choices: Choices<Moment> = Choices::default();
        assert_eq!(choices.class(Moment(5), true), Class::Done);
        choices.ending = Ending::OpenSince(Moment(10));
        for (at, from_customer, expected) in [(9, true, Class::Done), (10, true, Class::Open), (11, false, Class::Done)] {
            assert_eq!(choices.class(Moment(at), from_customer), expected, "{at} {from_customer}");
        }
    }

    #[test]
    fn days_narrow_what_is_taken() {
        let choices = Choices { since: Some(Moment(10)), until: Some(Moment(20)), ..Choices::default() };
        assert_eq!([9, 10, 19, 20].map(|at| choices.wants(Moment(at))), [false, true, true, false]);
        assert!(Choices::default().wants(Moment(i64::MIN)));
    }

    #[test]
    fn a_copy_of_what_we_sent_is_ours_and_a_delivered_mail_in_our_name_is_not() {
        let all = [false, true];
        for from_us in all {
            for proven in all {
                for delivered in all {
                    let expected = from_us && (proven || !delivered);
                    assert_eq!(Traces { from_us, proven, delivered }.sent_by_us(), expected);
                }
            }
        }
    }

    #[test]
    fn folders_are_one_a_line() {
        assert_eq!(folders_of(" INBOX \n\n送信済み\r\n"), Ok(vec!["INBOX".to_owned(), "送信済み".to_owned()]));
        assert_eq!(folders_of(""), Ok(vec![]));
        assert!(folders_of("a\u{0}b").is_err());
        assert!(folders_of(&"x\n".repeat(201)).is_err());
    }
}
