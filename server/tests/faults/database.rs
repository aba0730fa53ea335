//! The database in trouble: held by somebody else for longer than anybody waits, and ended and started again in the middle of fetching,
//! sending and reading pages. The program goes on by itself, says what is wrong meanwhile, and loses and doubles nothing.

use super::{
    company::{Company, handing_over, receiving},
    maildir::Maildir,
    postgres::Postgres,
    program::Program,
    rounds, server,
    sink::Sink,
    until,
    web::{free_address, get, page, post, ready, sign_in},
};
use domain::{
    accounts::{AfterFetch, ReceiveKind},
    own_fault::OwnFault,
};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

/// Longer than a statement waits for SQLite (10 s).
const HELD: Duration = Duration::from_secs(14);
const RESTARTS: usize = 3;
const MAILS: usize = 40;
const LETTERS: usize = 15;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_another_program_holds_the_database_pages_are_read_and_afterwards_all_goes_on() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let company = Company::new().await;
    let mut maildir = Maildir::new(&root, "held");
    let account = company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    // Who writes needs an address to send from.
    company.account(handing_over("127.0.0.1:1")).await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    let cookie = sign_in(address);
    until("the first fetch is over", async || {
        let mut tx = company.desk.db.read().await.unwrap();
        let (free,): (bool,) =
            tx.query("select last_ok_at is not null and leased_until = 0 from accounts where id = $1").bind(account).one().await.unwrap();
        free.then_some(())
    })
    .await;

    // This process is the other program: a transaction that it does not end locks all other writers out.
    let held = company.desk.db.write().await.unwrap();
    let begun = Instant::now();
    (0..MAILS).for_each(|n| maildir.lay(&mail(n)));
    let tray = format!("/m/{}/tray", company.mailbox);
    assert!(page(address, &cookie, &tray).starts_with("HTTP/1.1 200"), "reading needs no writer");
    let draft = format!("mailbox={}", company.mailbox);
    let answer = post(address, &cookie, "/rpc/drafts/start-new", "application/x-www-form-urlencoded", draft.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains(OwnFault::DatabaseAway.as_str()), "{answer}");
    let whole = if rounds(0) > 0 { Duration::from_secs(60) } else { HELD };
    tokio::time::sleep(whole.saturating_sub(begun.elapsed())).await;
    program.must_run();
    drop(held);

    until("the mails are in", async || {
        program.must_run();
        (company.standing().await.messages as usize == MAILS && maildir.count() == 0).then_some(())
    })
    .await;
    let answer = post(address, &cookie, "/rpc/drafts/start-new", "application/x-www-form-urlencoded", draft.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(program.stop().0.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_that_ends_and_starts_again_costs_no_mail_and_doubles_no_letter() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let mut postgres = Postgres::start();
    let company = Company::shared(&postgres.url).await;
    let mut maildir = Maildir::new(&root, "restart");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    let sink = Sink::start(Duration::from_millis(60)).await;
    let sender = company.account(handing_over(&sink.address)).await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--database", &postgres.url, "--listen", &address.to_string()]);
    ready(address, &mut program);
    let cookie = sign_in(address);
    let tray = format!("/m/{}/tray", company.mailbox);
    let restarts = rounds(RESTARTS);
    for round in 0..restarts {
        for n in 0..LETTERS {
            company.letter(sender, "k@customer.example", &format!("letter {}", round * LETTERS + n)).await;
        }
        (round * MAILS..(round + 1) * MAILS).for_each(|n| maildir.lay(&mail(n)));
        // The sender looks for letters that others queued every 15 seconds, or when a person does something here.
        let (first, all) = (round * LETTERS, (round + 1) * LETTERS);
        until("letters are on their way", async || {
            program.must_run();
            (sink.seen().len() > first).then_some(())
        })
        .await;
        postgres.restart(if round % 2 == 0 { "INT" } else { "KILL" }, Duration::from_millis(300 * round as u64));
        until("pages are shown again", async || {
            program.must_run();
            page(address, &cookie, &tray).starts_with("HTTP/1.1 200").then_some(())
        })
        .await;
        until("letters go on", async || (sink.seen().len() == all).then_some(())).await;
    }
    until("everything is in and out", async || {
        program.must_run();
        company.make_due().await;
        let all_in = company.standing().await.messages as usize == restarts * (MAILS + LETTERS) && maildir.count() == 0;
        let open = company.letters().await.iter().filter(|(_, state, _)| matches!(state.as_str(), "waiting" | "sending")).count();
        (all_in && open == 0).then_some(())
    })
    .await;
    assert!(get(address, "/readyz").unwrap().ends_with("ready\n"));
    assert!(program.stop().0.success());
    let ids: Vec<String> = company.messages().await.into_iter().map(|(id, _)| id).filter(|id| id.ends_with("@customer.example")).collect();
    assert_eq!((ids.len(), ids.iter().collect::<HashSet<_>>().len()), (restarts * MAILS, restarts * MAILS), "each mail once");
    let seen = sink.seen();
    for (subject, state, _) in company.letters().await {
        let seen = seen.get(&subject).copied().unwrap_or_default();
        // What became of it is noted when the database is back: nobody has to wonder.
        assert_eq!((state.as_str(), seen.ends), ("sent", 1), "{subject}");
    }
}

fn mail(n: usize) -> String {
    format!("From: k{n}@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: mail {n}\r\n\r\n{n} 通目です。\r\n")
}
