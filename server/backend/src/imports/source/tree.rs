//! What lies in a folder of this machine: files that are mails or hold some, and the folders that they stand for.
//! Links are left alone: a mail is a file that was put here, not any file of this machine.

use super::Trouble;
use domain::imports::ImportFailure;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Files of one import.
const MOST: usize = 2_000_000;
const DEEPEST: usize = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: PathBuf,
    /// Its path below the folder that was named, as names.
    pub names: Vec<String>,
}

/// What somebody can name in the server's folder for imports; nothing where there is no such folder.
pub fn places(folder: &Path) -> io::Result<Vec<String>> {
    let mut found: Vec<String> = match children(folder) {
        Ok(all) => all.into_iter().map(|(name, ..)| name).collect(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(cause) => return Err(cause),
    };
    found.sort();
    found.truncate(500);
    Ok(found)
}

/// All files at `path`, always in the same order.
pub fn entries(path: &Path) -> Result<Vec<Entry>, Trouble> {
    let meta = std::fs::symlink_metadata(path)?;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    if meta.is_file() {
        return Ok(vec![Entry { path: path.to_owned(), names: vec![name] }]);
    }
    if !meta.is_dir() {
        return Err(Trouble::Failed(ImportFailure::Gone));
    }
    let mut found = Vec::new();
    walk(path, &[], &mut found)?;
    Ok(found)
}

fn walk(folder: &Path, above: &[String], found: &mut Vec<Entry>) -> Result<(), Trouble> {
    if above.len() >= DEEPEST {
        return Ok(());
    }
    let mut here = children(folder)?;
    here.sort();
    for (name, path, is_folder) in here {
        let names: Vec<String> = above.iter().cloned().chain([name]).collect();
        if is_folder {
            walk(&path, &names, found)?;
        } else if found.len() < MOST {
            found.push(Entry { path, names });
        }
    }
    Ok(())
}

/// Name, path, and whether it is a folder. Names that are no text are left out, as no mail program makes them.
fn children(folder: &Path) -> io::Result<Vec<(String, PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if let (Ok(name), true) = (entry.file_name().into_string(), kind.is_dir() || kind.is_file()) {
            found.push((name, entry.path(), kind.is_dir()));
        }
    }
    Ok(found)
}

/// The folder that a file stands for, by where it lies: those of a Maildir (`.Sent.2024/cur/…`), of Thunderbird
/// (`Inbox.sbd/2024`) and of Apple Mail (`Sent.mbox/…`) are told by their endings. `holds_many`: its own name counts too.
pub fn folder_of(names: &[String], holds_many: bool) -> String {
    let count = if holds_many { names.len() } else { names.len().saturating_sub(1) };
    let mut levels: Vec<&str> = Vec::new();
    for (at, name) in names[..count].iter().enumerate() {
        match name.as_str() {
            "cur" | "new" | "tmp" | "Messages" | "mbox" => {}
            dotted if dotted.starts_with('.') => levels.extend(dotted.split('.').filter(|level| !level.is_empty())),
            name => {
                let own = at + 1 == count && holds_many;
                let bare = [".sbd", ".mbox", ".zip"].iter().find_map(|end| strip_end(name, end)).unwrap_or(name);
                levels.push(if own { strip_end(bare, ".eml").unwrap_or(bare) } else { bare });
            }
        }
    }
    levels.join("/")
}

fn strip_end<'n>(name: &'n str, end: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(end.len())?;
    let (bare, found) = (name.get(..at)?, name.get(at..)?);
    (found.eq_ignore_ascii_case(end) && !bare.is_empty()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_by_where_files_lie() {
        for (path, holds_many, expected) in [
            ("a.eml", false, ""),
            ("2024/a.eml", false, "2024"),
            ("cur/1.host:2,S", false, ""),
            (".Sent.2024/cur/1.host:2,S", false, "Sent/2024"),
            ("Inbox", true, "Inbox"),
            ("Inbox.sbd/見積", true, "Inbox/見積"),
            ("Takeout/Mail/All mail.mbox", true, "Takeout/Mail/All mail"),
            ("Sent.mbox/mbox", true, "Sent"),
            (".mbox", true, "mbox"),
        ] {
            let names: Vec<String> = path.split('/').map(str::to_owned).collect();
            assert_eq!(folder_of(&names, holds_many), expected, "{path}");
        }
    }

    #[test]
    fn links_and_what_lies_behind_them_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret.eml"), "Subject: x\n\n").unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("in/b.eml"), "").unwrap();
        std::fs::write(folder.path().join("a.eml"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.eml"), folder.path().join("c.eml")).unwrap();
        let found: Vec<String> = entries(folder.path()).unwrap().into_iter().map(|entry| entry.names.join("/")).collect();
        assert_eq!(found, ["a.eml", "in/b.eml"]);
        assert_eq!(places(folder.path()).unwrap(), ["a.eml", "in"]);
        assert!(matches!(entries(&folder.path().join("link")), Err(Trouble::Failed(ImportFailure::Gone))));
        assert!(places(&folder.path().join("nothing")).unwrap().is_empty());
    }
}
