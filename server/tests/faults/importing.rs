//! Killed while an import is looked through and taken in: every mail comes in exactly once, whenever the program died.

use super::{chance::Chance, company::Company, program::Program, rounds, until};
use backend::{Cx, imports};
use domain::{
    ImportId,
    imports::{Choices, ImportState, ImportView, Origin},
};
use std::collections::HashSet;

const MAILS: i64 = 3_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_importing_every_mail_comes_in_exactly_once() {
    let mut chance = Chance::new(28);
    let company = Company::new().await;
    let folder = company.data().join("import");
    std::fs::create_dir(&folder).unwrap();
    let mbox: String = (0..MAILS)
        .map(|n| format!("From - Thu Feb 01 10:00:00 2024\nFrom: {n}@customer.example\nMessage-ID: <{n}@customer.example>\nSubject: {n}\n\n{n}\n\n"))
        .collect();
    std::fs::write(folder.join("old.mbox"), mbox).unwrap();
    let system = Cx::system(&company.desk);
    let id = imports::begin(&system, company.mailbox, &Origin::Folder("old.mbox".into())).await.unwrap();

    let mut program = Program::worker(&company.data(), &[]);
    until("it is looked through", async || {
        program.must_run();
        (view(&company, id).await.state == ImportState::Looked).then_some(())
    })
    .await;
    imports::start(&system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
    for _ in 0..rounds(6).min(20) {
        let before = view(&company, id).await;
        if before.state == ImportState::Done {
            break;
        }
        // Somewhere in the next few batches.
        let far = before.found + i64::try_from(chance.below(300)).unwrap();
        until("it goes on", async || {
            program.must_run();
            let now = view(&company, id).await;
            (now.state == ImportState::Done || now.found > far).then_some(())
        })
        .await;
        tokio::time::sleep(chance.ms_below(30)).await;
        program.kill();
        program = Program::worker(&company.data(), &[]);
    }
    until("everything is taken in", async || {
        program.must_run();
        let standing = company.standing().await;
        (view(&company, id).await.state == ImportState::Done && standing.stored == 0).then_some(())
    })
    .await;
    assert!(program.stop().0.success());
    let end = company.standing().await;
    assert_eq!((end.messages, end.quarantined, end.arrivals), (MAILS, 0, MAILS));
    let messages = company.messages().await;
    assert_eq!(messages.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(), messages.len(), "none came in twice");
    let view = view(&company, id).await;
    assert_eq!((view.taken, view.known), (MAILS, 0));
}

async fn view(company: &Company, id: ImportId) -> ImportView {
    let desk = imports::desk(&Cx::system(&company.desk), company.mailbox).await.unwrap();
    desk.imports.into_iter().find(|import| import.id == id).unwrap()
}
