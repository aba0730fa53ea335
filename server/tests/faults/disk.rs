//! A full disk: receiving rests before it is full and says so, what people write is refused whole or kept whole, and everything goes on
//! by itself when there is room.

use super::{
    company::{Company, content, handing_over, receiving},
    maildir::Maildir,
    program::{Program, command},
    server,
    sink::Sink,
    until,
    web::{free_address, get, page, post, ready, sign_in},
};
use backend::{drafts, fault, outbox};
use domain::{
    accounts::{AfterFetch, ReceiveKind},
    outbox::After,
    own_fault::OwnFault,
};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const MB: u64 = 1024 * 1024;
const SIZE: u64 = 48 * MB;
/// With the largest mail at 1 MB receiving rests below 4 MB.
const SETTINGS: [&str; 2] = ["--message-mb", "1"];
const MAILS: u32 = 20;

/// A small disk of our own.
struct Disk {
    place: PathBuf,
    _outer: tempfile::TempDir,
}

impl Disk {
    /// `None` where we may not mount one.
    fn mount() -> Option<Disk> {
        let outer = tempfile::tempdir().unwrap();
        let place = outer.path().join("disk");
        std::fs::create_dir(&place).unwrap();
        let size = format!("size={SIZE}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: only root may mount a small disk");
            return None;
        }
        Some(Disk { place, _outer: outer })
    }

    /// Takes room away until `free` bytes are left.
    fn leave(&self, free: u64) {
        let ballast = self.place.join("ballast");
        let _ = std::fs::remove_file(&ballast);
        let mut file = File::create(&ballast).unwrap();
        let piece = vec![7; 16 * 1024];
        while room(&self.place) > free && file.write_all(&piece).is_ok() {}
    }

    fn free(&self) {
        std::fs::remove_file(self.place.join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.place).status();
    }
}

fn room(place: &Path) -> u64 {
    let output = Command::new("df").args(["--output=avail", "-B1"]).arg(place).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().nth(1).unwrap().trim().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_disk_that_fills_up_receiving_rests_and_goes_on_by_itself() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let Some(disk) = Disk::mount() else { return };
    let company = Company::below(&disk.place).await;
    let mut maildir = Maildir::new(&root, "disk");
    let account = company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    (0..MAILS).for_each(|n| maildir.lay(&mail(n)));
    disk.leave(3 * MB);

    let address = free_address();
    let mut program = Program::serve(&company.data(), &[&["--listen", &address.to_string()], &SETTINGS[..]].concat());
    ready(address, &mut program);
    until("the account says why it rests", async || {
        program.must_run();
        (company.last_error(account).await == OwnFault::DiskFull.as_str()).then_some(())
    })
    .await;
    assert_eq!((maildir.count(), company.standing().await.arrivals), (MAILS as usize, 0), "nothing is taken that could not be kept");
    let answer = get(address, "/readyz").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("receiving rests: the disk is nearly full"), "{answer}");
    let output = command(&["doctor", "--data", company.data().to_str().unwrap(), SETTINGS[0], SETTINGS[1]]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && said.contains("WRONG  the disk of the data folder") && said.contains("Receiving rests"), "{said}");

    // Somebody else takes the rest: pages are still read, and the monitoring system hears of it.
    let cookie = sign_in(address);
    disk.leave(0);
    let tray = format!("/m/{}/tray", company.mailbox);
    assert!(page(address, &cookie, &tray).starts_with("HTTP/1.1 200"));
    let answer = get(address, "/readyz").unwrap();
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("the disk is full"), "{answer}");

    disk.free();
    until("receiving goes on by itself", async || {
        program.must_run();
        (company.standing().await.messages == i64::from(MAILS) && maildir.count() == 0).then_some(())
    })
    .await;
    until("the account is well", async || company.last_error(account).await.is_empty().then_some(())).await;
    assert!(get(address, "/readyz").unwrap().ends_with("ready\n"));
    assert!(program.stop().0.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_what_is_written_is_refused_with_a_reason_and_nothing_is_lost() {
    let Some(disk) = Disk::mount() else { return };
    let company = Company::below(&disk.place).await;
    let sink = Sink::start(Duration::ZERO).await;
    let sender = company.account(handing_over(&sink.address)).await;
    let (held, mut version) = company.written(sender, "k@customer.example", "納期", "明日です。").await;
    let (id, token) = (held.draft_id, held.token.as_str());
    let address = free_address();
    let mut program = Program::serve(&company.data(), &[&["--role", "web", "--listen", &address.to_string()], &SETTINGS[..]].concat());
    ready(address, &mut program);
    let cookie = sign_in(address);
    disk.leave(0);

    // A file: the person reads why, and can read the page.
    let upload = format!("/drafts/{id}/files?token={token}&name=a.bin");
    let answer = post(address, &cookie, &upload, "application/octet-stream", &noise(1, 900_000));
    assert!(answer.starts_with("HTTP/1.1 507") && answer.contains(OwnFault::DiskFull.as_str()), "{answer}");

    // Text, again and again, until there is no room in the database either: what was kept is whole, what was not says so.
    let mut kept = "明日です。".to_owned();
    let refused = loop {
        let text = format!("{version} {}", String::from_utf8(noise(version as u32, 40_000)).unwrap());
        match drafts::save(&company.mina, id, token, version, content(sender, "k@customer.example", "納期", &text)).await {
            Ok(next) => (version, kept) = (next, text),
            Err(cause) => break (cause, text),
        }
        assert!(version < 2_000, "the disk never gets full");
    };
    let (cause, text) = refused;
    assert_eq!(fault::of_error(&cause), OwnFault::DiskFull, "{cause}");
    let draft = draft_text(&company, id).await;
    assert_eq!(draft, kept, "the last version that was confirmed");

    // Sending: the letter is not there half.
    let sent = outbox::send(&company.mina, id, token, version, After::Done, "key".into()).await;
    assert_eq!(sent.as_ref().err().map(fault::of_error), Some(OwnFault::DiskFull), "{sent:?}");
    assert_eq!(company.letters().await, []);
    assert_eq!(draft_text(&company, id).await, kept);

    disk.free();
    let version = drafts::save(&company.mina, id, token, version, content(sender, "k@customer.example", "納期", &text)).await.unwrap();
    outbox::send(&company.mina, id, token, version, After::Done, "key".into()).await.unwrap();
    assert!(program.stop().0.success());
    let mut program = Program::worker(&company.data(), &SETTINGS);
    until("the letter is out", async || (company.letters().await.iter().all(|(_, state, _)| state == "sent")).then_some(())).await;
    assert_eq!(sink.seen().values().map(|seen| seen.ends).sum::<u32>(), 1);
    assert!(program.stop().0.success());
}

async fn draft_text(company: &Company, id: domain::DraftId) -> String {
    let mut tx = company.desk.db.read().await.unwrap();
    let (text,): (String,) = tx.query("select text from drafts where id = $1").bind(id).one().await.unwrap();
    text
}

/// Letters and digits that no program makes much smaller.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = u64::from(seed) << 20 | 1;
    let mut letters = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[usize::try_from(state >> 58).unwrap()]
    };
    (0..length).map(|_| letters()).collect()
}

fn mail(n: u32) -> String {
    let text: Vec<String> = noise(n, 300_000).chunks(76).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
    format!("From: k@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: {n}\r\n\r\n{}\r\n", text.join("\r\n"))
}
