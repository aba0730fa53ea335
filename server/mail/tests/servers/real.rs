//! The real servers: where they are, mailboxes on them, and mails put into these.

use domain::accounts::{AuthMethod, Security, ServerSettings};
use mail::pop3::Pop3;
use mail::wire::{Timeouts, TlsTrust};
use secrecy::SecretString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub struct Real {
    root: PathBuf,
    pub trust: TlsTrust,
}

/// A mailbox of its own for one test.
pub struct Mailbox<'a> {
    real: &'a Real,
    pub user: String,
}

impl Real {
    /// `None`, said aloud, when the servers are not there; a failure when they have to be.
    pub fn find() -> Option<Self> {
        if std::env::var_os("MADOGUCHI_TEST_IMAP").is_none() {
            assert_ne!(std::env::var("MADOGUCHI_TEST_REQUIRE").as_deref(), Ok("1"), "MADOGUCHI_TEST_IMAP is not set");
            println!("skipped: no mail servers; run under end2end/servers/with.mjs");
            return None;
        }
        let variable = |name: &str| PathBuf::from(std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set")));
        let trust = TlsTrust::load(Some(&variable("MADOGUCHI_TEST_CA"))).unwrap();
        Some(Self { root: variable("MADOGUCHI_TEST_MAIL_ROOT"), trust })
    }

    /// Settings for the server in `MADOGUCHI_TEST_{name}`.
    pub fn settings(&self, name: &str, security: Security, auth: AuthMethod, user: &str) -> ServerSettings {
        let place = std::env::var(format!("MADOGUCHI_TEST_{name}")).unwrap();
        let (host, port) = place.rsplit_once(':').unwrap();
        ServerSettings {
            host: host.to_owned(),
            port: port.parse().unwrap(),
            security,
            auth,
            user: user.to_owned(),
            accept_invalid_certificate: false,
        }
    }

    /// A new, empty mailbox.
    pub async fn mailbox(&self) -> Mailbox<'_> {
        let user = unused_name();
        // The server makes the Maildir at the first login.
        let settings = self.settings("POP3", Security::Plain, AuthMethod::UserPass, &user);
        let pop = Pop3::connect(&settings, &password(), &self.trust, Timeouts::default()).await.unwrap();
        pop.quit().await.unwrap();
        Mailbox { real: self, user }
    }
}

impl Mailbox<'_> {
    pub fn maildir(&self) -> PathBuf {
        self.real.root.join(&self.user).join("Maildir")
    }

    /// Puts a mail into the inbox as a delivery agent does: complete before it appears.
    pub fn deliver(&self, bytes: &[u8]) {
        deliver_into(&self.maildir(), bytes);
    }

    /// Makes a folder, given its name on disk, owned like the mailbox.
    pub fn make_folder(&self, name: &str) -> PathBuf {
        use std::os::unix::fs::{MetadataExt, chown};
        let owner = std::fs::metadata(self.maildir()).unwrap();
        let folder = self.maildir().join(format!(".{name}"));
        for part in [folder.clone(), folder.join("cur"), folder.join("new"), folder.join("tmp")] {
            std::fs::create_dir(&part).unwrap();
            chown(&part, Some(owner.uid()), Some(owner.gid())).unwrap();
        }
        folder
    }

    /// The file names of the mails in the inbox, seen by the server or not.
    pub fn files(&self) -> Vec<String> {
        let names = |part: &str| match std::fs::read_dir(self.maildir().join(part)) {
            Ok(entries) => entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect(),
            Err(_) => Vec::new(),
        };
        [names("new"), names("cur")].concat()
    }

    /// Waits for the first mail in the inbox and returns it as the server stored it.
    pub async fn first_mail(&self) -> Vec<u8> {
        for _ in 0..600 {
            if let Some(name) = self.files().first() {
                for part in ["new", "cur"] {
                    if let Ok(bytes) = std::fs::read(self.maildir().join(part).join(name)) {
                        return bytes;
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no mail arrived for {}", self.user);
    }
}

pub fn deliver_into(maildir: &Path, bytes: &[u8]) {
    let name = format!("1700000000.{}.test", unused_name());
    let temporary = maildir.join("tmp").join(&name);
    std::fs::write(&temporary, bytes).unwrap();
    std::fs::rename(&temporary, maildir.join("new").join(&name)).unwrap();
}

pub fn password() -> SecretString {
    SecretString::from("secret")
}

/// A name nothing else uses, in this run or another against the same servers.
pub fn unused_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    format!("u{}x{}x{}", since.as_nanos(), std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A mail with everything in it that a transfer could spoil: dots at line starts, long lines, bytes of no encoding.
pub fn nasty_mail(number: usize) -> Vec<u8> {
    let mut mail = format!("From: a@example.jp\r\nTo: b@example.jp\r\nSubject: =?utf-8?B?5pel5pys?= {number}\r\nMessage-ID: <{number}@test>\r\n\r\n")
        .into_bytes();
    mail.extend_from_slice(b".\r\n..\r\n.two\r\n\r\n\x1b$B%F%9%H\x1b(B \xff\xfe \x82\xa0\r\n)\r\n* 1 FETCH (UID 1 BODY[] {3}\r\n");
    mail.extend(std::iter::repeat_n(b'x', 20_000 + number));
    mail.extend_from_slice(b"\r\n.end\r\n");
    mail
}

/// Writes a mail of `megabytes` to the inbox without ever holding it, and returns its digest and length.
pub fn deliver_huge(mailbox: &Mailbox<'_>, megabytes: usize) -> (Vec<u8>, u64) {
    use sha2::{Digest, Sha256};
    use std::io::Write;
    let name = format!("1700000000.{}.test", unused_name());
    let temporary = mailbox.maildir().join("tmp").join(&name);
    let mut file = std::io::BufWriter::new(std::fs::File::create(&temporary).unwrap());
    let (mut digest, mut length) = (Sha256::new(), 0);
    let mut write = |bytes: &[u8]| {
        digest.update(bytes);
        length += bytes.len() as u64;
        file.write_all(bytes).unwrap();
    };
    write(b"From: a@example.jp\r\nSubject: huge\r\n\r\n");
    let line = [b"0123456789abcdef".repeat(4).as_slice(), b"\r\n"].concat();
    let piece = line.repeat(1024 * 1024 / line.len());
    for _ in 0..megabytes {
        write(&piece);
    }
    file.flush().unwrap();
    drop(file);
    std::fs::rename(&temporary, mailbox.maildir().join("new").join(&name)).unwrap();
    (digest.finalize().to_vec(), length)
}

/// Digests what is written to it, and keeps nothing.
#[derive(Default)]
pub struct DigestSink(pub sha2::Sha256);

impl tokio::io::AsyncWrite for DigestSink {
    fn poll_write(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>, bytes: &[u8]) -> std::task::Poll<std::io::Result<usize>> {
        sha2::Digest::update(&mut self.get_mut().0, bytes);
        std::task::Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }
}

/// The most memory this process had since [`forget_peak`], and now, in KiB. Meaningful where each test is a process.
pub fn peak_memory() -> u64 {
    memory("VmHWM:")
}

pub fn memory_now() -> u64 {
    memory("VmRSS:")
}

pub fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn memory(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_ascii_whitespace().nth(1).unwrap().parse().unwrap()
}
