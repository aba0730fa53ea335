//! What a fetch may still note when its account was changed, removed or taken over meanwhile: nothing.

use super::{
    filing::{Chunk, Content, Cursor, Incoming, Key, file},
    lease, sql,
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

    async fn a_clock_that_was_wrong_for_a_while_holds_no_account_up(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut form = AccountForm::blank();
        form.address = "support@desk.example".into();
        form.receive = ReceiveKind::Folder;
        form.folder = "/mails".into();
        form.send = SendKind::None;
        let id = create(&system, mailbox, form).await.unwrap();
        let tomorrow = system.now.plus_days(1);
        // Claimed while the clock was a day ahead, by a copy that died before the clock was set right.
        assert!(lease::claim_due(&desk.desk, tomorrow).await.unwrap().is_some());
        assert!(lease::claim_due(&desk.desk, tomorrow).await.unwrap().is_none(), "it is held");
        let claim = lease::claim_due(&desk.desk, system.now).await.unwrap().unwrap();
        // And one whose next fetch was set then.
        let mut tx = desk.desk.db.write().await.unwrap();
        sql::succeeded(&mut tx, &claim, tomorrow, tomorrow.plus_minutes(5), 0).await.unwrap();
        tx.commit().await.unwrap();
        assert!(lease::claim_due(&desk.desk, system.now).await.unwrap().is_some());
        assert!(lease::claim_due(&desk.desk, system.now.plus_minutes(1)).await.unwrap().is_none(), "a claim of now holds");
        // A clock that is a day ahead finds it due, and its claim gone.
        assert_eq!(lease::next_due(&desk.desk).await.unwrap().map(|at| at <= tomorrow.plus_minutes(5)), Some(true));
        assert!(lease::claim_one(&desk.desk, id, tomorrow).await.unwrap().is_some());
    }
}
