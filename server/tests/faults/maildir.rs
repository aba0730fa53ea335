//! The Maildir of one user of the test server: mails are laid into it as a delivery agent would.

use std::{
    fs,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

static COUNT: AtomicU64 = AtomicU64::new(0);

pub struct Maildir {
    pub user: String,
    folder: PathBuf,
    owner: (u32, u32),
    laid: u64,
}

impl Maildir {
    /// A user that nobody else has.
    pub fn new(root: &str, purpose: &str) -> Maildir {
        let user = format!("{purpose}{}x{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let owner = fs::metadata(root).unwrap();
        let maildir = Maildir { folder: Path::new(root).join(&user).join("Maildir"), user, owner: (owner.uid(), owner.gid()), laid: 0 };
        let home = maildir.folder.parent().unwrap().to_owned();
        for folder in [home, maildir.folder.clone(), maildir.folder.join("tmp"), maildir.folder.join("new"), maildir.folder.join("cur")] {
            fs::create_dir(&folder).unwrap();
            maildir.give(&folder);
        }
        maildir
    }

    /// Dovecot reads and deletes as another user than we are.
    fn give(&self, path: &Path) {
        chown(path, Some(self.owner.0), Some(self.owner.1)).unwrap();
    }

    /// Lays one mail in; it appears whole or not at all.
    pub fn lay(&mut self, mail: &str) {
        self.laid += 1;
        // Dovecot numbers new mails in the order of the time in their names.
        let name = format!("{}.M{}P{}.test", 1_767_571_200 + self.laid, self.laid, std::process::id());
        let hidden = self.folder.join("tmp").join(&name);
        fs::write(&hidden, mail.replace("\r\n", "\n")).unwrap();
        self.give(&hidden);
        fs::rename(&hidden, self.folder.join("new").join(&name)).unwrap();
    }

    fn files(&self) -> Vec<PathBuf> {
        let of = |folder: &str| fs::read_dir(self.folder.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        // Dovecot moves files from new to cur: read in this order none is missed, and none counts twice.
        let mut files = of("new");
        files.extend(of("cur"));
        files.sort_by(|a, b| name(a).cmp(name(b)));
        files.dedup_by(|a, b| name(a) == name(b));
        files
    }

    /// Mails in it now.
    pub fn count(&self) -> usize {
        self.files().len()
    }

    /// The text of every mail, while nobody moves them.
    pub fn mails(&self) -> Vec<String> {
        self.files().iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    }
}

/// The name without the flags that Dovecot adds.
fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap().split([':', ',']).next().unwrap()
}
