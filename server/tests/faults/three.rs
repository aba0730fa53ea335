//! Three copies of the program on one PostgreSQL, one of them killed again and again while mails come in and letters go out:
//! nothing is lost, nothing doubled, and a letter is *unsure* only where its end may have gone out.

use super::{
    chance::Chance,
    company::{Company, handing_over, receiving},
    copies::schema,
    maildir::Maildir,
    program::Program,
    rounds, server,
    sink::Sink,
    until,
};
use domain::accounts::{AfterFetch, ReceiveKind};
use std::{collections::HashSet, time::Duration};

const KILLS: usize = 8;
/// What comes in and goes out before each kill.
const MAILS: usize = 30;
const LETTERS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_copies_of_which_one_dies_again_and_again_lose_and_double_nothing() {
    let (Some(url), Some(imap), Some(root)) = (server("MADOGUCHI_TEST_POSTGRES"), server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT"))
    else {
        return;
    };
    let mut chance = Chance::new(3);
    let url = schema(&url).await;
    let company = Company::shared(&url).await;
    let mut maildir = Maildir::new(&root, "three");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    let sink = Sink::start(Duration::from_millis(40)).await;
    let sender = company.account(handing_over(&sink.address)).await;
    let start = || Program::worker(&company.data(), &["--database", &url]);
    let mut copies: Vec<Program> = (0..3).map(|_| start()).collect();

    let kills = rounds(KILLS);
    for round in 0..kills {
        for n in 0..MAILS {
            maildir.lay(&mail(round * MAILS + n));
        }
        for n in 0..LETTERS {
            company.letter(sender, "k@customer.example", &format!("letter {}", round * LETTERS + n)).await;
        }
        company.make_due().await;
        // A copy that starts looks around at once, as somebody's must; then one dies in whatever it is doing.
        let oldest = round % copies.len();
        assert!(copies[oldest].stop().0.success());
        copies[oldest] = start();
        tokio::time::sleep(chance.ms_below(1_500)).await;
        copies.iter_mut().for_each(Program::must_run);
        let dies = usize::try_from(chance.below(3)).unwrap();
        copies[dies].kill();
        company.leases_of_the_dead_run_out(copies[dies].id()).await;
        copies[dies] = start();
    }

    let (mails, letters) = (kills * MAILS, kills * LETTERS);
    until("everything is in and out", async || {
        copies.iter_mut().for_each(Program::must_run);
        company.make_due().await;
        let all_in = company.standing().await.messages as usize == mails + letters && maildir.count() == 0;
        let open = company.letters().await.iter().filter(|(_, state, _)| matches!(state.as_str(), "waiting" | "sending")).count();
        (all_in && open == 0).then_some(())
    })
    .await;
    for mut copy in copies {
        assert!(copy.stop().0.success());
    }

    let end = company.standing().await;
    assert_eq!((end.arrivals as usize, end.stored, end.quarantined), (mails, 0, 0));
    let came: Vec<String> = company.messages().await.into_iter().map(|(id, _)| id).filter(|id| id.ends_with("@customer.example")).collect();
    assert_eq!((came.len(), came.iter().collect::<HashSet<_>>().len()), (mails, mails), "each mail once");
    let seen = sink.seen();
    let mut unsure = 0;
    for (subject, state, handed_over) in company.letters().await {
        let seen = seen.get(&subject).copied().unwrap_or_default();
        match state.as_str() {
            "sent" => assert_eq!(seen.ends, 1, "{subject} is said to be sent"),
            "unsure" => {
                unsure += 1;
                assert!(handed_over && seen.ends <= 1, "{subject} is unsure: {seen:?}");
            }
            state => panic!("{subject} is {state}"),
        }
    }
    println!("{kills} kills: {mails} mails, {letters} letters, {unsure} unsure");
    assert!(unsure <= kills, "one letter at a time is in a copy's hand: {unsure} of {kills}");
}

fn mail(n: usize) -> String {
    format!("From: k{n}@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: mail {n}\r\n\r\n{n} 通目です。\r\n")
}
