//! What a fetch may still note when its account was changed, removed or taken over meanwhile: nothing.

use super::{
    filing::{Chunk, Content, Cursor, Incoming, Key, file},
    lease,
    work::{ClaimLost, Job},
};
use crate::{
    accounts::{change, create, list, remove},
    each_engine,
};
use domain::accounts::{AccountForm, AfterFetch, ReceiveKind, SendKind};

fn chunk(uidl: &str) -> Chunk {
    let mail = Incoming { key: Key::Uidl(uidl.to_owned()), content: Content::Bytes(format!("Subject: {uidl}\r\n\r\nText\r\n").into()) };
    Chunk { mails: vec![mail], cursor: Some(Cursor { folder: "INBOX".into(), uidvalidity: 7, last_uid: 9 }) }
}

each_engine! {
    async fn a_fetch_notes_nothing_about_an_account_that_was_changed_or_removed(desk) {
        for removes in [false, true] {
            let (mailbox, system) = (desk.mailbox(if removes { "removed" } else { "changed" }).await, desk.system());
            let mut form = AccountForm::blank();
            form.address = "support@desk.example".into();
            form.receive = ReceiveKind::Folder;
            form.folder = "/old".into();
            form.after_fetch = AfterFetch::Delete;
            form.send = SendKind::None;
            let id = create(&system, mailbox, form).await.unwrap();
            let claim = lease::claim_one(&desk.desk, id, system.now).await.unwrap().unwrap();
            let job = Job::new(desk.desk.clone(), claim, system.now);
            assert_eq!(file(&job, chunk("1")).await.unwrap().len(), 1);
            assert!(job.deletable(0).await.unwrap().is_some());

            if removes {
                remove(&system, id).await.unwrap();
            } else {
                let form = list(&system).await.unwrap().into_iter().find(|account| account.id == id).unwrap().form;
                change(&system, id, AccountForm { folder: "/new".into(), ..form }).await.unwrap();
            }
            assert!(file(&job, chunk("2")).await.is_err_and(|cause| cause.is::<ClaimLost>()));
            assert!(job.deletable(0).await.is_err(), "what the new settings keep is not deleted by the old ones");
            let mut tx = desk.desk.db.read().await.unwrap();
            let (mails,): (i64,) = tx.query("select count(*) from arrivals where account_id = $1").bind(id).one().await.unwrap();
            let (cursors,): (i64,) = tx.query("select count(*) from cursors where account_id = $1").bind(id).one().await.unwrap();
            drop(tx);
            assert_eq!((mails, cursors), (1, i64::from(removes)), "what is forgotten stays forgotten");
            let next = lease::claim_one(&desk.desk, id, system.now).await.unwrap();
            assert_eq!(next.is_some(), !removes, "the new server is fetched at once");
        }
    }
}
