//! Killed while a bulk mail goes out to a thousand: nobody gets it twice, nobody is left out, and each gets their own.

use super::{
    chance::Chance,
    company::{Company, handing_over},
    maildir::Maildir,
    program::Program,
    rounds, server, until,
};
use backend::{Cx, bulk};
use domain::{
    BulkMailId,
    bulk::{BulkContent, BulkState, Counts, limits::BulkLimits},
};
use std::collections::HashMap;

const RECIPIENTS: usize = 1_000;
const KILLS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_thousand_are_sent_to_everybody_gets_their_own_mail_once() {
    let (Some(address), Some(root)) = (server("MADOGUCHI_TEST_SMTP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let mut chance = Chance::new(11);
    let maildir = Maildir::new(&root, "bulk");
    let company = Company::new().await;
    let id = begin(&company, &address, &maildir.user).await;

    let (mut kills, most) = (0, u64::try_from(2 * RECIPIENTS / rounds(KILLS)).unwrap().max(1));
    while counts(&company, id).await.open() > 0 {
        let before = counts(&company, id).await;
        let mut program = Program::worker(&company.data(), &[]);
        let (how, some) = (chance.below(3), 1 + i64::try_from(chance.below(most)).unwrap());
        until("a bulk mail goes on", async || {
            program.must_run();
            let now = counts(&company, id).await;
            let went_on = kills < rounds(KILLS) && if how == 0 { now.sending > 0 && now.sent > before.sent } else { now.sent >= before.sent + some };
            (went_on || now.open() == 0).then_some(())
        })
        .await;
        if counts(&company, id).await.open() == 0 {
            assert!(program.stop().0.success());
            break;
        }
        tokio::time::sleep(chance.ms_below(12)).await;
        program.kill();
        kills += 1;
    }

    let end = counts(&company, id).await;
    println!("{kills} kills, {RECIPIENTS} recipients: {end:?}");
    assert_eq!(end.sent + end.unsure, RECIPIENTS as i64, "{end:?}");
    // Of a server that syncs each mail a connection takes a few at once.
    assert!(end.unsure <= i64::try_from(kills * bulk::sender::IN_DOUBT / 4).unwrap(), "{end:?} after {kills} kills");
    let state = bulk::open(&company.mina, id).await.unwrap().state;
    assert_eq!(state, if end.unsure == 0 { BulkState::Sent } else { BulkState::PartlyFailed });
    until("what was sent arrives", async || (maildir.count() as i64 >= end.sent).then_some(())).await;

    let mut arrived: HashMap<String, Vec<String>> = HashMap::new();
    for mail in maildir.mails() {
        let read = mail::read::read(mail.as_bytes());
        assert_eq!((read.to.len(), read.cc.len()), (1, 0), "nobody else stands in it");
        arrived.entry(read.to[0].addr.clone()).or_default().push(format!("{}\n{}", read.subject, read.text));
    }
    let mut unsure = 0;
    for n in 0..RECIPIENTS {
        let mails = arrived.remove(&addr(&maildir.user, n)).unwrap_or_default();
        match mails.as_slice() {
            [one] => {
                assert!(one.starts_with(&format!("第{n}号 のご案内\n参加者{n} 様\n")), "{one}");
                // The number of anybody else stands nowhere in it.
                let others = one
                    .split(['第', '者'])
                    .skip(1)
                    .filter_map(|rest| rest.split(['号', ' ']).next())
                    .filter(|found| found.parse::<usize>().is_ok_and(|found| found != n));
                assert_eq!(others.count(), 0, "{one}");
            }
            [] => unsure += 1,
            more => panic!("{n} got it {} times", more.len()),
        }
    }
    assert!(arrived.is_empty(), "nobody wrote to {arrived:?}");
    assert!(unsure <= end.unsure, "{unsure} got nothing, {} are unsure", end.unsure);
}

fn addr(user: &str, n: usize) -> String {
    // One mailbox of the test server, whatever stands behind the @.
    format!("{user}@p{n}.example")
}

async fn begin(company: &Company, smtp: &str, user: &str) -> BulkMailId {
    let account_id = Some(company.account(handing_over(smtp)).await);
    bulk::set_limits(&Cx::system(&company.desk), &BulkLimits { per_minute: 0, ..BulkLimits::default() }).await.unwrap();
    let mina = &company.mina;
    let id = bulk::create(mina).await.unwrap();
    let content =
        BulkContent { account_id, subject: "%item:番号% のご案内".into(), text: "%Customer% 様\n\nご案内です。".into(), html: None };
    let version = bulk::save(mina, id, 1, content).await.unwrap();
    let rows: String = (0..RECIPIENTS).map(|n| format!("{},参加者{n},,,第{n}号\r\n", addr(user, n))).collect();
    bulk::read_file(mina, id, version, "x.csv", format!("アドレス,名前,会社,部課,番号\r\n{rows}").as_bytes()).await.unwrap();
    bulk::list_recipients(mina, id).await.unwrap();
    bulk::send(mina, id, version + 1, None).await.unwrap();
    id
}

async fn counts(company: &Company, id: BulkMailId) -> Counts {
    bulk::open(&company.mina, id).await.unwrap().counts
}
