//! Servers that lie about sizes or hang up in the middle: real ones do, and cannot be told to.

use crate::{
    Cx, Limits,
    accounts::{create, list, quarantine, read_again, receive_now, tests::copy},
    each_engine,
};
use domain::accounts::{AccountForm, AfterFetch, AuthMethod, QuarantineReason, ReceiveKind, Received, Security, SendKind};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Mails with the sizes that the server claims; after `gives` bodies in all it hangs up in the middle of each.
struct Script {
    mails: Vec<(u64, String)>,
    gives: AtomicU32,
    logins: AtomicU32,
    fault: Fault,
    /// Lists and gives the last mail first, and each of them twice.
    scrambles: bool,
    /// Says after the first mails that the folder has UIDVALIDITY 8 from now on.
    renumbers: bool,
    uidvalidity: AtomicU32,
    /// Told to delete by numbers that do not hold any more, and by those that do.
    wrong_deletions: AtomicU32,
    deletions: AtomicU32,
}

/// What the server does at a mail whose subject says `bad`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Refuses,
    HangsUp,
    SaysNil,
    /// The mail has more bytes than were announced with it.
    SaysLess,
    /// It has fewer: what follows it is swallowed.
    SaysMore,
}

impl Script {
    fn new(mails: Vec<(u64, String)>, gives: u32) -> Arc<Script> {
        Arc::new(Script { mails, gives: AtomicU32::new(gives), ..Script::plain(&[]) })
    }

    fn plain(subjects: &[&str]) -> Script {
        Script {
            mails: subjects.iter().map(|subject| (100, mail(subject, 0))).collect(),
            gives: AtomicU32::new(u32::MAX),
            logins: AtomicU32::new(0),
            fault: Fault::HangsUp,
            scrambles: false,
            renumbers: false,
            uidvalidity: AtomicU32::new(7),
            wrong_deletions: AtomicU32::new(0),
            deletions: AtomicU32::new(0),
        }
    }

    /// The places of the mails from `first` to `last`, as it pleases the server.
    fn order(&self, first: usize, last: usize) -> Vec<usize> {
        if self.scrambles { (first..=last).rev().flat_map(|uid| [uid, uid]).collect() } else { (first..=last).collect() }
    }

    fn faulty(mails: &[&str], fault: Fault) -> Arc<Script> {
        Arc::new(Script { fault, ..Script::plain(mails) })
    }

    /// The fault that a mail brings about, if any.
    fn fault_of(&self, n: usize) -> Option<Fault> {
        self.mails[n].1.contains("Subject: bad").then_some(self.fault)
    }

    /// Whether one more body may be given.
    fn give(&self) -> bool {
        self.gives.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}

async fn serve(script: &Arc<Script>, kind: ReceiveKind) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let script = script.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let script = script.clone();
            tokio::spawn(async move {
                script.logins.fetch_add(1, Ordering::SeqCst);
                // A client that goes away ends the talk; that is no failure here.
                let _ = if kind == ReceiveKind::Imap { imap(stream, &script).await } else { pop3(stream, &script).await };
            });
        }
    });
    port
}

async fn pop3(stream: TcpStream, script: &Script) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"+OK\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let number = rest.parse::<usize>().unwrap_or_default();
        let answer = match word {
            "CAPA" => "+OK\r\nUSER\r\nUIDL\r\n.\r\n".to_owned(),
            "UIDL" => {
                script.mails.iter().enumerate().map(|(n, _)| format!("{} id{n}\r\n", n + 1)).fold("+OK\r\n".to_owned(), |all, line| all + &line)
                    + ".\r\n"
            }
            "LIST" => {
                script
                    .mails
                    .iter()
                    .enumerate()
                    .map(|(n, (size, _))| format!("{} {size}\r\n", n + 1))
                    .fold("+OK\r\n".to_owned(), |all, line| all + &line)
                    + ".\r\n"
            }
            "RETR" if script.fault_of(number - 1) == Some(Fault::Refuses) => "-ERR internal error\r\n".to_owned(),
            "RETR" if script.fault_of(number - 1).is_some() || !script.give() => {
                stream.write_all(b"+OK\r\nSubject: ha").await?;
                return stream.shutdown().await;
            }
            "RETR" => format!("+OK\r\n{}.\r\n", script.mails[number - 1].1),
            _ => "+OK\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

async fn imap(stream: TcpStream, script: &Script) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK\r\n").await?;
    let (mut line, mut selected) = (String::new(), 0);
    while stream.read_line(&mut line).await? > 0 {
        let words: Vec<&str> = line.split_whitespace().collect();
        let tag = words[0].to_owned();
        let mut answer = String::new();
        match (words[1], words.get(2).copied().unwrap_or_default()) {
            ("CAPABILITY", _) => answer.push_str("* CAPABILITY IMAP4rev1\r\n"),
            ("SELECT", _) => {
                selected = script.uidvalidity.load(Ordering::SeqCst);
                answer.push_str(&format!("* {} EXISTS\r\n* OK [UIDVALIDITY {selected}] x\r\n", script.mails.len()));
            }
            ("UID", "FETCH") if line.contains("RFC822.SIZE") => {
                let first: usize = words[3].split(':').next().unwrap().parse().unwrap();
                for uid in script.order(first, script.mails.len()) {
                    answer.push_str(&format!("* {uid} FETCH (UID {uid} RFC822.SIZE {})\r\n", script.mails[uid - 1].0));
                }
            }
            ("UID", "FETCH") => {
                let (mut refused, mut liar) = (false, false);
                for range in words[3].split(',') {
                    let (from, to) = range.split_once(':').unwrap_or((range, range));
                    for uid in script.order(from.parse().unwrap(), to.parse().unwrap()) {
                        let body = &script.mails[uid - 1].1;
                        match script.fault_of(uid - 1) {
                            Some(Fault::Refuses) => {
                                refused = true;
                                continue;
                            }
                            Some(Fault::SaysLess) => {
                                answer.push_str(&format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n", body.len() - 20));
                                continue;
                            }
                            Some(Fault::SaysMore) => {
                                answer.push_str(&format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n", body.len() + 30));
                                liar = true;
                                continue;
                            }
                            Some(Fault::SaysNil) => {
                                answer.push_str(&format!("* {uid} FETCH (UID {uid} BODY[] NIL)\r\n"));
                                continue;
                            }
                            _ => {}
                        }
                        if script.fault_of(uid - 1).is_some() || !script.give() {
                            stream.write_all(format!("{answer}* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\nSubject: ha", body.len()).as_bytes()).await?;
                            return stream.shutdown().await;
                        }
                        answer.push_str(&format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n", body.len()));
                    }
                }
                if script.renumbers && script.uidvalidity.swap(8, Ordering::SeqCst) == 7 {
                    answer.push_str("* OK [UIDVALIDITY 8] renumbered\r\n");
                }
                if liar {
                    // The client waits for bytes that do not exist; a real server is left after a minute.
                    stream.write_all(format!("{answer}{tag} OK\r\n").as_bytes()).await?;
                    return stream.shutdown().await;
                }
                if refused {
                    stream.write_all(format!("{answer}{tag} NO [SERVERBUG] internal error\r\n").as_bytes()).await?;
                    line.clear();
                    continue;
                }
            }
            ("UID", "STORE" | "EXPUNGE") | ("EXPUNGE", _) => {
                let right = selected == script.uidvalidity.load(Ordering::SeqCst);
                let counter = if right { &script.deletions } else { &script.wrong_deletions };
                counter.fetch_add(1, Ordering::SeqCst);
            }
            _ => {}
        }
        stream.write_all(format!("{answer}{tag} OK\r\n").as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

fn mail(subject: &str, more: usize) -> String {
    format!("From: k@x.example\r\nSubject: {subject}\r\n\r\nText\r\n{}\r\n", "0123456789abcdef\r\n".repeat(more / 18))
}

fn form(kind: ReceiveKind, port: u16) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = format!("{kind}@desk.example");
    form.receive = kind;
    form.receive_server.host = "127.0.0.1".into();
    form.receive_server.port = port;
    form.receive_server.security = Security::Plain;
    form.receive_server.auth = AuthMethod::UserPass;
    form.receive_server.user = "x".into();
    form.receive_password = Some("secret".into());
    form.after_fetch = AfterFetch::Leave;
    form.send = SendKind::None;
    form
}

each_engine! {
    async fn a_server_that_lies_about_sizes_neither_fills_memory_nor_stops_the_rest(desk) {
        for kind in [ReceiveKind::Pop3, ReceiveKind::Imap] {
            let mailbox = desk.mailbox(kind.as_str()).await;
            let mails = vec![(100, mail("a", 0)), (100, mail("grown", 900_000)), (100, mail("far too large", 3_000_000)), (300_000, mail("b", 3_000_000)), (100, mail("c", 0))];
            let script = Script::new(mails, u32::MAX);
            let port = serve(&script, kind).await;
            let cx = Cx { desk: copy(&desk, "narrow", Limits { message_bytes: 2_000_000, ..Limits::default() }), ..desk.system() };
            create(&cx, mailbox, form(kind, port)).await.unwrap();
            let received = receive_now(&cx, mailbox).await.unwrap();
            assert_eq!(received, Received { count: 3, failures: vec![] }, "{kind}");
            assert!((2..=5).contains(&script.logins.load(Ordering::SeqCst)), "{kind}: {} connections", script.logins.load(Ordering::SeqCst));
            let again = receive_now(&cx, mailbox).await.unwrap();
            assert_eq!(again, Received { count: 0, failures: vec![] }, "{kind}");
            let held = quarantine(&cx).await.unwrap();
            assert_eq!(held.iter().filter(|held| held.account == format!("{kind}@desk.example") && held.reason == QuarantineReason::TooLarge).count(), 2, "{kind}");
        }
    }

    async fn a_fetch_that_somebody_asked_for_ends_with_the_program(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cx = desk.system();
        create(&cx, mailbox, form(ReceiveKind::Imap, listener.local_addr().unwrap().port())).await.unwrap();
        let asked = tokio::spawn(async move { receive_now(&cx, mailbox).await });
        // It takes the connection and never says a word.
        let _silent = listener.accept().await.unwrap();
        desk.desk.wake.stop.cancel();
        let soon = std::time::Duration::from_secs(10);
        let received = tokio::time::timeout(soon, asked).await.unwrap().unwrap().unwrap();
        assert_eq!((received.count, received.failures.len()), (0, 1));
        let mut tx = desk.desk.db.read().await.unwrap();
        let (held,): (i64,) = tx.query("select count(*) from accounts where leased_until > 0").one().await.unwrap();
        assert_eq!(held, 0, "the next program fetches at once");
    }

    async fn what_came_before_the_line_broke_is_kept(desk) {
        for kind in [ReceiveKind::Pop3, ReceiveKind::Imap] {
            let mailbox = desk.mailbox(kind.as_str()).await;
            let script = Script::new((0..9).map(|n| (100, mail(&n.to_string(), 0))).collect(), 4);
            let port = serve(&script, kind).await;
            let cx = desk.system();
            let id = create(&cx, mailbox, form(kind, port)).await.unwrap();
            let failed = receive_now(&cx, mailbox).await.unwrap();
            assert_eq!((failed.count, failed.failures.len()), (0, 1), "{kind}");
            let account = list(&cx).await.unwrap().into_iter().find(|account| account.id == id).unwrap();
            assert_eq!(account.last_error_step, "fetch", "{kind}");
            let mut tx = desk.desk.db.read().await.unwrap();
            let (kept,): (i64,) = tx.query("select count(*) from messages where account_id = $1").bind(id).one().await.unwrap();
            drop(tx);
            assert_eq!(kept, 4, "{kind}");
            script.gives.store(u32::MAX, Ordering::SeqCst);
            assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 5, failures: vec![] }, "{kind}");
        }
    }

    async fn a_mail_that_the_server_does_not_give_holds_up_no_other(desk) {
        let cases = [
            (ReceiveKind::Imap, Fault::Refuses), (ReceiveKind::Imap, Fault::HangsUp), (ReceiveKind::Imap, Fault::SaysNil),
            (ReceiveKind::Imap, Fault::SaysLess), (ReceiveKind::Imap, Fault::SaysMore),
            (ReceiveKind::Pop3, Fault::Refuses), (ReceiveKind::Pop3, Fault::HangsUp),
        ];
        for (kind, fault) in cases {
            let case = format!("{kind} {fault:?}");
            let mailbox = desk.mailbox(&case).await;
            let script = Script::faulty(&["a", "bad", "b", "bad too", "c"], fault);
            let port = serve(&script, kind).await;
            let cx = desk.system();
            create(&cx, mailbox, form(kind, port)).await.unwrap();
            assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 3, failures: vec![] }, "{case}");
            let held: Vec<_> = quarantine(&cx).await.unwrap();
            assert!(held.iter().all(|held| held.reason == QuarantineReason::NotGiven), "{case}");
            assert_eq!(held.len(), 2, "{case}");
            assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 0, failures: vec![] }, "{case}");
            // Asked for again it comes back, as nothing comes after it that proves the server well.
            read_again(&cx, held[0].id).await.unwrap();
            assert_eq!(receive_now(&cx, mailbox).await.unwrap().failures.len(), 1, "{case}");
            assert_eq!(quarantine(&cx).await.unwrap().len(), 1, "{case}");
            read_again(&cx, held[1].id).await.unwrap();
            assert_eq!(quarantine(&cx).await.unwrap().len(), 0, "{case}");
        }
    }

    async fn no_row_of_bad_mails_keeps_the_others_out(desk) {
        for (kind, fault) in [(ReceiveKind::Imap, Fault::HangsUp), (ReceiveKind::Imap, Fault::SaysLess), (ReceiveKind::Pop3, Fault::HangsUp)] {
            let case = format!("{kind} {fault:?}");
            let mailbox = desk.mailbox(&case).await;
            let bad = ["bad"; 9];
            let script = Script::faulty(&[&bad[..], &["a", "b"], &bad].concat(), fault);
            let port = serve(&script, kind).await;
            let cx = desk.system();
            let id = create(&cx, mailbox, form(kind, port)).await.unwrap();
            // Each fetch visits some places; what lies between so many bad ones is found before long.
            let mut subjects: Vec<(String,)> = vec![];
            for _ in 0..40 {
                receive_now(&cx, mailbox).await.unwrap();
                let mut tx = desk.desk.db.read().await.unwrap();
                subjects = tx.query("select subject from messages where account_id = $1 order by subject").bind(id).all().await.unwrap();
                if subjects.len() == 2 {
                    break;
                }
            }
            assert_eq!(subjects, [("a".to_owned(),), ("b".to_owned(),)], "{case}");
        }
    }

    async fn numbers_that_are_doubled_or_out_of_order_bring_every_mail_once(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let script = Arc::new(Script { scrambles: true, ..Script::plain(&["a", "b", "c", "d"]) });
        let port = serve(&script, ReceiveKind::Imap).await;
        let cx = desk.system();
        create(&cx, mailbox, form(ReceiveKind::Imap, port)).await.unwrap();
        assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 4, failures: vec![] });
        assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 0, failures: vec![] });
    }

    async fn nothing_is_deleted_by_numbers_that_changed_meanwhile(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let script = Arc::new(Script { renumbers: true, ..Script::plain(&["a", "b"]) });
        let port = serve(&script, ReceiveKind::Imap).await;
        let cx = desk.system();
        create(&cx, mailbox, AccountForm { after_fetch: AfterFetch::Delete, ..form(ReceiveKind::Imap, port) }).await.unwrap();
        assert_eq!(receive_now(&cx, mailbox).await.unwrap(), Received { count: 2, failures: vec![] });
        assert_eq!(script.wrong_deletions.load(Ordering::SeqCst), 0);
        assert!(script.deletions.load(Ordering::SeqCst) > 0, "by the new numbers they may go");
    }

    async fn a_server_that_gives_no_mail_at_all_loses_none_to_quarantine(desk) {
        for kind in [ReceiveKind::Imap, ReceiveKind::Pop3] {
            let mailbox = desk.mailbox(kind.as_str()).await;
            let script = Script::faulty(&["bad 1", "bad 2", "bad 3", "bad 4"], Fault::Refuses);
            let port = serve(&script, kind).await;
            let cx = desk.system();
            create(&cx, mailbox, form(kind, port)).await.unwrap();
            for _ in 0..6 {
                assert_eq!(receive_now(&cx, mailbox).await.unwrap().failures.len(), 1, "{kind}");
            }
            assert_eq!(quarantine(&cx).await.unwrap().len(), 0, "{kind}");
        }
    }
}
