//! Killed while fetching: every mail comes in exactly once, whole, whenever the program died.

use super::{
    chance::Chance,
    company::{Company, receiving},
    maildir::Maildir,
    program::Program,
    rounds, server, until,
};
use domain::accounts::{AfterFetch, ReceiveKind};
use std::{collections::HashMap, time::Duration};

struct Story {
    kind: ReceiveKind,
    variable: &'static str,
    after_fetch: AfterFetch,
    mails: usize,
    kills: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_fetching_over_imap_every_mail_comes_in_exactly_once() {
    let story = Story { kind: ReceiveKind::Imap, variable: "MADOGUCHI_TEST_IMAP", after_fetch: AfterFetch::Delete, mails: 2_000, kills: 25 };
    tell(story).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_fetching_over_pop3_every_mail_comes_in_exactly_once() {
    let story = Story { kind: ReceiveKind::Pop3, variable: "MADOGUCHI_TEST_POP3", after_fetch: AfterFetch::Leave, mails: 300, kills: 10 };
    tell(story).await;
}

async fn tell(story: Story) {
    let (Some(address), Some(root)) = (server(story.variable), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    // Every run needs a mail of its own to get on with, also the last one.
    let kills = rounds(story.kills).min(story.mails / 2 - 1);
    let mut chance = Chance::new(story.mails as u64);
    let mut maildir = Maildir::new(&root, "killed");
    let mails: Vec<String> = (0..story.mails).map(mail).collect();
    let company = Company::new().await;
    company.account(receiving(story.kind, &address, &maildir.user, story.after_fetch)).await;

    // Half of them wait at the beginning; of the others some come before every start, so that there is work to be killed in.
    let mut rest = mails.iter();
    for mail in rest.by_ref().take(story.mails / 2) {
        maildir.lay(mail);
    }
    let each_time = rest.len() / (kills + 1);
    for _ in 0..kills {
        for mail in rest.by_ref().take(each_time) {
            maildir.lay(mail);
        }
        let (before, waiting) = (company.standing().await, maildir.count());
        let mut program = Program::worker(&company.data(), &[]);
        match Step::by_chance(&mut chance, story.after_fetch) {
            Step::Started(time) => tokio::time::sleep(time).await,
            step => {
                until("the program goes on", async || {
                    program.must_run();
                    let now = company.standing().await;
                    let went_on = match step {
                        Step::Started(_) => true,
                        Step::Filed => now.arrivals > before.arrivals,
                        Step::TakenIn => now.messages > before.messages,
                        Step::DeletedOnServer => maildir.count() < waiting,
                    };
                    went_on.then_some(())
                })
                .await
            }
        }
        tokio::time::sleep(chance.ms_below(40)).await;
        program.kill();
        company.make_due().await;
    }
    for mail in rest {
        maildir.lay(mail);
    }

    let mut program = Program::worker(&company.data(), &[]);
    let all = i64::try_from(story.mails).unwrap();
    let left = if story.after_fetch == AfterFetch::Delete { 0 } else { story.mails };
    until("every mail is taken in", async || {
        program.must_run();
        let now = company.standing().await;
        (now.messages >= all && now.stored == 0 && maildir.count() == left).then_some(())
    })
    .await;
    assert!(program.stop().0.success());
    let end = company.standing().await;
    println!("{kills} kills, {} mails: {end:?}", story.mails);
    assert_eq!((end.messages, end.stored, end.quarantined), (all, 0, 0));

    let mut by_id: HashMap<String, String> = HashMap::new();
    for (id, raw) in company.messages().await {
        assert!(by_id.insert(id.clone(), raw).is_none(), "{id} came in twice");
    }
    for (n, mail) in mails.iter().enumerate() {
        assert_eq!(by_id.get(&format!("{n}@customer.example")), Some(mail), "mail {n}, byte for byte");
    }
}

/// What is to have happened before the program is killed.
#[derive(Clone, Copy)]
enum Step {
    /// Nothing, or whatever it got to in this time.
    Started(Duration),
    Filed,
    TakenIn,
    DeletedOnServer,
}

impl Step {
    fn by_chance(chance: &mut Chance, after_fetch: AfterFetch) -> Step {
        match chance.below(if after_fetch == AfterFetch::Delete { 4 } else { 3 }) {
            0 => Step::Started(chance.ms_below(600)),
            1 => Step::Filed,
            2 => Step::TakenIn,
            _ => Step::DeletedOnServer,
        }
    }
}

fn mail(n: usize) -> String {
    format!(
        "From: Kunde {n} <k{n}@customer.example>\r\nTo: support@desk.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: mail {n}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{n} 通目のお問い合わせです。\r\n.\r\n{}\r\n",
        "いつもお世話になっております。\r\n".repeat(n % 40)
    )
}
