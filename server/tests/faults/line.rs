//! The mail server itself in trouble while mails are fetched from it: the process of a real Dovecot that serves us stands still, goes
//! on, and is killed. Nothing is lost or doubled, and nothing is deleted there that is not kept here.

use super::{
    chance::Chance,
    company::{Company, receiving},
    host_and_port,
    maildir::Maildir,
    program::Program,
    rounds, server, until,
    web::{free_address, post, ready, sign_in},
};
use domain::accounts::{AfterFetch, ReceiveKind};
use std::{collections::HashSet, fs, path::Path, process::Command, time::Duration};

const MAILS: usize = 600;
const FAULTS: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dovecot_that_stands_still_and_dies_in_the_middle_of_a_fetch_costs_no_mail() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let (_, port) = host_and_port(&imap);
    let mut chance = Chance::new(11);
    let company = Company::new().await;
    let mut maildir = Maildir::new(&root, "line");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    let cookie = sign_in(address);
    // メール受信, which answers when the fetch is over, however it ended.
    let fetch = {
        let body = format!("{{\"mailbox\":{}}}", company.mailbox);
        move || post(address, &cookie, "/rpc/accounts/receive", "application/json", body.as_bytes())
    };
    let faults = rounds(FAULTS);
    let each = MAILS / FAULTS;
    for round in 0..faults {
        (round * each..(round + 1) * each).for_each(|n| maildir.lay(&mail(n)));
        let before = company.standing().await.arrivals;
        let asked = std::thread::spawn(fetch.clone());
        let serving = until("Dovecot serves us", async || {
            program.must_run();
            company.standing().await.arrivals.gt(&before).then_some(())?;
            serving(program.id(), port)
        })
        .await;
        tokio::time::sleep(chance.ms_below(30)).await;
        signal(serving, "STOP");
        tokio::time::sleep(chance.ms_below(700)).await;
        signal(serving, if chance.below(3) == 0 { "CONT" } else { "KILL" });
        assert!(asked.join().unwrap().starts_with("HTTP/1.1 200"));
        assert!(fetch().starts_with("HTTP/1.1 200"));
    }
    let all = faults * each;
    until("everything is in, and deleted there", async || {
        program.must_run();
        fetch();
        (company.standing().await.messages as usize >= all && maildir.count() == 0).then_some(())
    })
    .await;
    assert!(program.stop().0.success());
    let end = company.standing().await;
    assert_eq!((end.messages as usize, end.stored, end.quarantined), (all, 0, 0));
    let messages = company.messages().await;
    assert_eq!(messages.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(), all, "none came in twice");
    let n = all / 2;
    assert!(messages.iter().any(|(id, raw)| *id == format!("{n}@customer.example") && *raw == mail(n)), "byte for byte");
}

/// The process at the other end of our program's connection to `port`, if there is one.
fn serving(program: u32, port: u16) -> Option<u32> {
    let ours = sockets(program);
    let all = connections();
    let mine = all.iter().find(|connection| connection.remote == port && ours.contains(&connection.inode))?;
    let theirs = all.iter().find(|connection| connection.local == port && connection.remote == mine.local)?.inode.clone();
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    processes.into_iter().find(|id| sockets(*id).contains(&theirs))
}

struct Connection {
    local: u16,
    remote: u16,
    inode: String,
}

/// Established TCP connections of this machine (proc(5), /proc/net/tcp).
fn connections() -> Vec<Connection> {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let port = |address: &str| u16::from_str_radix(address.split_once(':').unwrap().1, 16).unwrap();
    let words = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    words
        .filter(|words| words[3] == "01")
        .map(|words| Connection { local: port(words[1]), remote: port(words[2]), inode: words[9].to_owned() })
        .collect()
}

/// The sockets that a process holds, by inode. Empty when it is gone.
fn sockets(process: u32) -> HashSet<String> {
    let Ok(held) = fs::read_dir(Path::new("/proc").join(process.to_string()).join("fd")) else { return HashSet::new() };
    let links = held.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok()?.to_str().map(str::to_owned));
    links.filter_map(|link| Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())).collect()
}

fn signal(process: u32, name: &str) {
    // It may have ended by itself in this very moment.
    let _ = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).output();
    if name == "STOP" {
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn mail(n: usize) -> String {
    let text = "いつもお世話になっております。\r\n".repeat(n % 400);
    format!(
        "From: k@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: {n}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}{n}\r\n"
    )
}
