//! Several copies of the program on one PostgreSQL: together they take every mail in exactly once.

use super::{
    company::{Company, receiving},
    maildir::Maildir,
    program::Program,
    server, until,
};
use backend::db::Db;
use domain::accounts::{AfterFetch, ReceiveKind};
use std::collections::HashSet;

const MAILS: i64 = 300;
const WAVES: i64 = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_on_one_database_take_every_mail_in_exactly_once() {
    let (Some(url), Some(imap), Some(root)) = (server("MADOGUCHI_TEST_POSTGRES"), server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT"))
    else {
        return;
    };
    let url = schema(&url).await;
    let company = Company::shared(&url).await;
    let mut maildir = Maildir::new(&root, "shared");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    let mut copies: Vec<_> = (0..2).map(|_| Program::worker(&company.data(), &["--database", &url])).collect();
    for wave in 0..WAVES {
        let (from, to) = (wave * MAILS / WAVES, (wave + 1) * MAILS / WAVES);
        for n in from..to {
            maildir.lay(&format!("From: k@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: {n}\r\n\r\n{n}\r\n"));
        }
        until("a wave is taken in", async || {
            copies.iter_mut().for_each(Program::must_run);
            // Whoever holds the account keeps it; the other one finds it due whenever it looks.
            company.make_due().await;
            (company.standing().await.messages >= to && maildir.count() == 0).then_some(())
        })
        .await;
        if wave == WAVES / 2 {
            // One dies in the middle; what it held is free when its lease has run out.
            copies[0].kill();
            company.leases_run_out().await;
            copies[0] = Program::worker(&company.data(), &["--database", &url]);
        }
    }
    for mut copy in copies {
        assert!(copy.stop().0.success());
    }
    let end = company.standing().await;
    assert_eq!((end.messages, end.stored, end.quarantined), (MAILS, 0, 0));
    let messages = company.messages().await;
    assert_eq!(messages.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(), messages.len(), "none came in twice");
}

/// A schema of our own on the test's server, as the address of a database.
pub async fn schema(url: &str) -> String {
    let name = format!("faults{}", std::process::id());
    let db = Db::open(url).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.query(Box::leak(format!("create schema {name}").into_boxed_str())).run().await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    format!("{url}?options[search_path]={name}")
}
