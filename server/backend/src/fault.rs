//! What kind of trouble of our own side a failure is, so that people read it in their language and know what helps.
//! Nothing is decided by message texts: the links of the chain are asked for what they are.

use crate::{Error, db, files::NoRoom};
use domain::own_fault::OwnFault;
use std::io::{self, ErrorKind};

/// A full disk and a database that is away are told apart from everything else, which is [`OwnFault::Inside`].
pub fn of(cause: &anyhow::Error) -> OwnFault {
    cause.chain().find_map(of_link).unwrap_or(OwnFault::Inside)
}

/// As [`of`], of what a verb answers.
pub fn of_error(cause: &Error) -> OwnFault {
    match cause {
        Error::Failed(cause) => of(cause),
        Error::Refused(_) => OwnFault::Inside,
    }
}

fn of_link(link: &(dyn std::error::Error + 'static)) -> Option<OwnFault> {
    if link.is::<NoRoom>() {
        return Some(OwnFault::DiskFull);
    }
    if let Some(cause) = link.downcast_ref::<sqlx::Error>() {
        return db::trouble(cause).map(|trouble| match trouble {
            db::Trouble::Full => OwnFault::DiskFull,
            db::Trouble::Away => OwnFault::DatabaseAway,
        });
    }
    link.downcast_ref::<io::Error>().filter(|cause| is_full(cause)).map(|_| OwnFault::DiskFull)
}

pub(crate) fn is_full(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// What is wrong with a folder of this machine; the system's own words where there is no word of ours.
pub fn of_folder(cause: &io::Error) -> String {
    let fault = match cause.kind() {
        ErrorKind::NotFound => OwnFault::FolderMissing,
        ErrorKind::PermissionDenied => OwnFault::FolderDenied,
        ErrorKind::NotADirectory => OwnFault::NotAFolder,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => OwnFault::FolderFull,
        ErrorKind::ReadOnlyFilesystem => OwnFault::FolderReadOnly,
        _ => return cause.to_string(),
    };
    fault.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_full_disk_is_found_however_deep_it_lies() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        let wrapped: Result<(), _> = Err(full()).context("cannot file").context("fetching");
        assert_eq!(of(&wrapped.unwrap_err()), OwnFault::DiskFull);
        let store = object_store::Error::Generic { store: "x", source: Box::new(full()) };
        assert_eq!(of(&anyhow::Error::new(store).context("cannot file")), OwnFault::DiskFull);
        assert_eq!(of(&anyhow::Error::new(NoRoom { free: 1, wanted: 2 })), OwnFault::DiskFull);
        assert_eq!(of(&anyhow::Error::new(sqlx::Error::Io(full()))), OwnFault::DiskFull);
        assert_eq!(of(&anyhow::Error::new(sqlx::Error::PoolTimedOut).context("database")), OwnFault::DatabaseAway);
        assert_eq!(of(&anyhow::Error::new(io::Error::from(ErrorKind::NotFound))), OwnFault::Inside);
        assert_eq!(of(&anyhow::anyhow!("disk full")), OwnFault::Inside, "words decide nothing");
    }

    #[test]
    fn what_is_wrong_with_a_folder_has_a_word() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "x").unwrap();
        let missing = std::fs::read_dir(folder.path().join("none")).unwrap_err();
        let none = std::fs::read_dir(&file).unwrap_err();
        assert_eq!((of_folder(&missing), of_folder(&none)), ("own:folder-missing".to_owned(), "own:not-a-folder".to_owned()));
        assert_eq!(of_folder(&io::Error::other("odd")), "odd");
    }
}
