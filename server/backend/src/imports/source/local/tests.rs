use super::*;
use domain::imports::ImportFailure;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const LIMIT: u64 = 10_000;

fn mail(n: usize) -> String {
    format!("Subject: {n}\n\ntext {n}\n")
}

fn mbox(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|n| format!("From a@x.example Thu Nov 26 22:40:16 2026\n{}\n", mail(n))).collect()
}

fn zipped(members: &[(&str, &[u8])]) -> File {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    file(&bytes)
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

fn sent(file: File) -> Local {
    Local::Sent { file, name: "sent".into() }
}

/// Folder and text of each mail.
type Mails = Vec<(String, String)>;

/// The mails and the places after them; at most `most`.
fn some(source: Local, from: Place, most: usize) -> (Mails, Vec<Place>, Result<(), Trouble>) {
    let (mut mails, mut places) = (Vec::new(), Vec::new());
    let end = read(source, from, LIMIT, &mut |found| {
        let text = match found.content {
            Content::Mail(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            Content::TooLarge(size) => format!("too large: {size}"),
            Content::NotGiven(_) => unreachable!(),
        };
        mails.push((found.folder, text));
        places.push(found.place);
        mails.len() < most
    });
    (mails, places, end)
}

fn all(source: Local) -> Vec<(String, String)> {
    let (mails, _, end) = some(source, Place::default(), usize::MAX);
    end.unwrap();
    mails
}

fn named(all: &[(&str, String)]) -> Vec<(String, String)> {
    all.iter().map(|(folder, text)| ((*folder).to_owned(), text.clone())).collect()
}

#[test]
fn an_archive_holds_mails_a_maildir_and_an_mbox() {
    let archive = zipped(&[
        ("見積/a.eml", mail(1).as_bytes()),
        ("notes.txt", b"Subject: not a mail\n\n"),
        ("Maildir/.Sent/cur/1.host:2,S", mail(2).as_bytes()),
        ("Takeout/Mail/All mail.mbox", mbox([3, 4]).as_bytes()),
        ("../../etc/b.eml", mail(5).as_bytes()),
    ]);
    let expected = named(&[
        ("見積", mail(1)),
        ("Maildir/Sent", mail(2)),
        ("Takeout/Mail/All mail", mail(3)),
        ("Takeout/Mail/All mail", mail(4)),
        ("etc", mail(5)),
    ]);
    assert_eq!(all(sent(archive)), expected);
}

#[test]
fn a_folder_holds_mails_too_and_what_is_no_mail_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("cur")).unwrap();
    std::fs::create_dir_all(at("Inbox.sbd")).unwrap();
    std::fs::write(at("cur/1"), mail(1)).unwrap();
    std::fs::write(at("Inbox"), mbox([2, 3])).unwrap();
    std::fs::write(at("Inbox.msf"), "// <!-- <mdb:mork:z v=\"1.4\"/> -->").unwrap();
    std::fs::write(at("Inbox.sbd/2024"), mbox([4])).unwrap();
    std::fs::write(at("big.eml"), "x".repeat(10_001)).unwrap();
    let expected = named(&[("Inbox", mail(2)), ("Inbox", mail(3)), ("Inbox/2024", mail(4)), ("", "too large: 10001".into()), ("", mail(1))]);
    assert_eq!(all(Local::Tree(folder.path().to_owned())), expected);
    let single = all(Local::Tree(at("Inbox")));
    assert_eq!(single, named(&[("Inbox", mail(2)), ("Inbox", mail(3))]));
}

#[test]
fn one_mail_alone_is_a_source() {
    assert_eq!(all(sent(file(mail(1).as_bytes()))), named(&[("", mail(1))]));
    assert!(all(sent(file(b"no mail at all"))).is_empty());
    assert!(all(sent(file(b""))).is_empty());
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let bytes = mbox([1, 2, 3]);
    let members: &[(&str, &[u8])] = &[("a.eml", b"Subject: 0\n\ntext 0\n"), ("b.mbox", bytes.as_bytes()), ("c.eml", b"Subject: 4\n\ntext 4\n")];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in members {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    for source in [
        |_: &std::path::Path, members: &[(&str, &[u8])]| sent(zipped(members)),
        |folder: &std::path::Path, _: &[(&str, &[u8])]| Local::Tree(folder.to_owned()),
    ] {
        let whole = all(source(folder.path(), members));
        assert_eq!(whole.len(), 5);
        for stop in 1..5 {
            let (mut read, places, end) = some(source(folder.path(), members), Place::default(), stop);
            assert!(matches!(end, Err(Trouble::Stopped)));
            let (rest, _, end) = some(source(folder.path(), members), *places.last().unwrap(), usize::MAX);
            end.unwrap();
            read.extend(rest);
            assert_eq!(read, whole, "stopped after {stop}");
        }
    }
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_refused() {
    let bomb = vec![b' '; 40 * 1024 * 1024];
    let (mails, _, end) = some(sent(zipped(&[("a.eml", mail(1).as_bytes()), ("b.eml", &bomb)])), Place::default(), usize::MAX);
    assert_eq!(mails.len(), 1);
    assert!(matches!(end, Err(Trouble::Failed(ImportFailure::BadArchive))), "{end:?}");
}

#[test]
fn an_archive_in_an_archive_stays_closed() {
    let mut inner = Vec::new();
    zipped(&[("a.eml", mail(1).as_bytes())]).read_to_end(&mut inner).unwrap();
    assert!(all(sent(zipped(&[("inner.zip", &inner)]))).is_empty());
}

#[test]
fn a_damaged_archive_is_told() {
    let mut bytes = Vec::new();
    zipped(&[("a.eml", mail(1).as_bytes())]).read_to_end(&mut bytes).unwrap();
    bytes.truncate(bytes.len() - 20);
    let (_, _, end) = some(sent(file(&bytes)), Place::default(), usize::MAX);
    assert!(matches!(end, Err(Trouble::Failed(ImportFailure::BadArchive))), "{end:?}");
}
