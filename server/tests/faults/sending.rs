//! Killed while sending: no letter arrives twice, and what is said to be sent has arrived.

use super::{
    chance::Chance,
    company::{Company, handing_over},
    maildir::Maildir,
    program::Program,
    rounds, server, until,
};
use backend::{drafts, outbox, users};
use domain::{drafts::DraftContent, outbox::After, users::Profile};
use std::{collections::HashMap, path::Path};

const LETTERS: usize = 200;
const KILLS: usize = 25;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_sending_no_letter_arrives_twice_and_every_sent_one_arrives() {
    let (Some(address), Some(root)) = (server("MADOGUCHI_TEST_SMTP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let mut chance = Chance::new(7);
    let maildir = Maildir::new(&root, "recipient");
    let company = Company::new().await;
    write_letters(&company, &address, &maildir.user).await;

    let mut kills = 0;
    let most = u64::try_from(2 * LETTERS / rounds(KILLS)).unwrap().max(1);
    loop {
        let before = states(&company).await;
        if before.open() == 0 {
            break;
        }
        let mut program = Program::worker(&company.data(), &[]);
        // Killed when a letter is on its way, or when some are out, or in whatever the time brings.
        let (how, some) = (chance.below(4), 1 + i64::try_from(chance.below(most)).unwrap());
        let arrived = maildir.count();
        until("letters go out", async || {
            program.must_run();
            let now = states(&company).await;
            let went_on = kills < rounds(KILLS)
                && match how {
                    0 => now.sending > 0,
                    1 => maildir.count() > arrived,
                    _ => now.sent >= before.sent + some,
                };
            (went_on || now.open() == 0).then_some(())
        })
        .await;
        if states(&company).await.open() == 0 {
            assert!(program.stop().0.success());
            break;
        }
        tokio::time::sleep(chance.ms_below(12)).await;
        program.kill();
        kills += 1;
    }

    let end = states(&company).await;
    println!("{kills} kills, {LETTERS} letters: {end:?}");
    assert_eq!((end.open(), end.sent + end.unsure), (0, LETTERS as i64), "{end:?}");
    // One letter is in hand at a time, and only between its end and the server's word for it nobody knows.
    assert!(end.unsure <= kills as i64, "{end:?} after {kills} kills");
    assert_eq!(unsure_before_the_end(&company).await, 0, "what was not handed over whole is not unsure");
    until("what was sent arrives", async || (maildir.count() as i64 >= end.sent && queue_is_empty(&root)).then_some(())).await;

    let mut arrived: HashMap<String, u32> = HashMap::new();
    for mail in maildir.mails() {
        let subject = mail.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap();
        *arrived.entry(subject.trim().to_owned()).or_default() += 1;
    }
    for (subject, state) in letters(&company).await {
        let times = arrived.remove(&subject).unwrap_or_default();
        match state.as_str() {
            "sent" => assert_eq!(times, 1, "{subject} is said to be sent"),
            state => assert!(times <= 1, "{subject} arrived {times} times and is {state}"),
        }
    }
    assert!(arrived.is_empty(), "nobody wrote {arrived:?}");
}

/// New mails to one recipient, each under a subject of its own, due at once.
async fn write_letters(company: &Company, smtp: &str, user: &str) {
    let account_id = company.account(handing_over(smtp)).await;
    let mina = &company.mina;
    let profile = users::profile(mina).await.unwrap();
    users::save_profile(mina, &Profile { undo_seconds: 0, ..profile }).await.unwrap();
    for n in 0..LETTERS {
        let (_, held) = drafts::start_new(mina, company.mailbox).await.unwrap();
        let content = DraftContent {
            account_id,
            to: format!("{user}@customer.example"),
            cc: String::new(),
            bcc: String::new(),
            subject: format!("letter {n}"),
            text: format!("{n} 通目のお知らせです。"),
            html: None,
        };
        let version = drafts::save(mina, held.draft_id, &held.token, 1, content).await.unwrap();
        outbox::send(mina, held.draft_id, &held.token, version, After::Done, format!("key {n}")).await.unwrap();
    }
}

/// How many letters are in which state.
#[derive(Clone, Copy, Debug)]
struct States {
    waiting: i64,
    sending: i64,
    sent: i64,
    unsure: i64,
}

impl States {
    fn open(&self) -> i64 {
        self.waiting + self.sending
    }
}

async fn states(company: &Company) -> States {
    let letters = letters(company).await;
    let of = |state: &str| letters.iter().filter(|(_, s)| s == state).count() as i64;
    States { waiting: of("waiting"), sending: of("sending"), sent: of("sent"), unsure: of("unsure") }
}

async fn unsure_before_the_end(company: &Company) -> i64 {
    let mut tx = company.desk.db.read().await.unwrap();
    let (found,): (i64,) = tx.query("select count(*) from letters where state = 'unsure' and handed_at is null").one().await.unwrap();
    found
}

/// Subject and state of every letter.
async fn letters(company: &Company) -> Vec<(String, String)> {
    let mut tx = company.desk.db.read().await.unwrap();
    tx.query("select m.subject, l.state from letters l join messages m on m.id = l.message_id order by l.id").all().await.unwrap()
}

/// Whether the test's Postfix has delivered everything that it took. Its folders stand beside those of the mailboxes.
fn queue_is_empty(mail_root: &str) -> bool {
    let queue = Path::new(mail_root).parent().unwrap().join("postfix/queue");
    ["maildrop", "incoming", "active"].iter().all(|part| std::fs::read_dir(queue.join(part)).unwrap().next().is_none())
}
