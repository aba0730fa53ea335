//! What the clock does when time has passed, and that it does it once.

use super::tick;
use crate::{
    Cx, auth, comments, conversations,
    drafts::{self, fixture::Desk},
    each_engine, files, leases, outbox,
    testing::{NOW, TestDesk},
    users,
};
use domain::{
    Moment,
    access::Role,
    auth::{INVITE_DAYS, SESSION_IDLE_DAYS},
    conversations::TRASH_DAYS,
    drafts::DraftKind,
    outbox::After,
    users::NewUser,
};
use std::sync::Arc;

fn at(desk: &TestDesk, now: Moment) -> Cx {
    Cx { now, ..desk.system() }
}

async fn rows(desk: &TestDesk, text: &'static str) -> i64 {
    let mut tx = desk.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query(text).one().await.unwrap();
    count
}

each_engine! {
    async fn a_lease_that_ran_out_is_told_once_for_each_silence(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let now = NOW.plus_minutes(domain::leases::EXPIRES_MINUTES);
        assert_eq!(leases::tell_expired(&at(&desk.test, now)).await.unwrap(), 0, "not yet");
        let late = at(&desk.test, now.plus_ms(1));
        let (one, other) = tokio::join!(leases::tell_expired(&late), leases::tell_expired(&late));
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        assert_eq!(leases::tell_expired(&at(&desk.test, now.plus_minutes(1))).await.unwrap(), 0);
        // The holder is back, and falls silent again.
        let back = TestDesk::later(&desk.mina, 6 * 60_000);
        leases::heartbeat(&back, desk.conversation, &held.token).await.unwrap();
        assert_eq!(leases::tell_expired(&at(&desk.test, back.now.plus_minutes(5))).await.unwrap(), 0);
        assert_eq!(leases::tell_expired(&at(&desk.test, back.now.plus_minutes(6))).await.unwrap(), 1);
        assert!(leases::tell_expired(&desk.mina).await.is_err(), "people do not wind the clock");
    }

    async fn the_trash_is_emptied_after_thirty_days_with_everything_in_it(test) {
        let desk = Desk::new(test).await;
        let files = &desk.test.desk.files;
        let comment = comments::add(&desk.mina, desk.conversation, "社内").await.unwrap();
        comments::edit(&desk.mina, comment, "社内のみ").await.unwrap();
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Forward, None).await.unwrap();
        let version = drafts::save(&desk.mina, held.draft_id, &held.token, 1, desk.content("x@y.example", "転送します")).await.unwrap();
        outbox::send(&desk.mina, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
        outbox::sender::deliver_due(&desk.mina.desk, &(Arc::new(|| NOW.plus_seconds(11)) as outbox::sender::Clock)).await.unwrap();
        let (kept, _) = desk.arrives(None, NOW.plus_seconds(1)).await;
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        let named: Vec<(String,)> = tx.query("select file from messages where conversation_id = $1 union select file from draft_files").bind(desk.conversation).all().await.unwrap();
        let (other,): (String,) = tx.query("select file from messages where conversation_id = $1").bind(kept).one().await.unwrap();
        drop(tx);
        assert_eq!(named.len(), 3);
        conversations::trash(&desk.mina, &[desk.conversation, kept]).await.unwrap();
        conversations::restore(&desk.mina, &[kept]).await.unwrap();

        let due = NOW.plus_days(TRASH_DAYS);
        assert_eq!(conversations::purge(&at(&desk.test, due.plus_ms(-1))).await.unwrap(), 0);
        let (one, other_copy) = (at(&desk.test, due), at(&desk.test, due));
        let (one, other_copy) = tokio::join!(conversations::purge(&one), conversations::purge(&other_copy));
        assert_eq!(one.unwrap() + other_copy.unwrap(), 1);
        for (table, left) in [
            ("select count(*) from conversations", 1),
            ("select count(*) from messages", 1),
            ("select count(*) from letters", 0),
            ("select count(*) from letter_recipients", 0),
            ("select count(*) from drafts", 0),
            ("select count(*) from revisions", 0),
            ("select count(*) from draft_files", 0),
            ("select count(*) from comments", 0),
            ("select count(*) from comment_versions", 0),
            ("select count(*) from audit where action = 'purge'", 1),
        ] {
            assert_eq!(rows(&desk.test, table).await, left, "{table}");
        }

        // Set aside first, where they can still be read, and deleted a day later.
        assert_eq!(files::sweep(&at(&desk.test, due)).await.unwrap(), 0);
        for (file,) in &named {
            assert!(!files.exists(file).await.unwrap());
            files.get(file).await.unwrap();
        }
        assert_eq!(files::sweep(&at(&desk.test, due.plus_minutes(1))).await.unwrap(), 0);
        let next_day = at(&desk.test, due.plus_days(1));
        let (one, two) = tokio::join!(files::sweep(&next_day), files::sweep(&next_day));
        assert_eq!(one.unwrap() + two.unwrap(), 3);
        for (file,) in &named {
            assert!(files.get(file).await.is_err());
        }
        files.get(&other).await.unwrap();
        assert_eq!(rows(&desk.test, "select count(*) from unused_files").await, 0);
        tick(&at(&desk.test, due.plus_days(2))).await;
        assert_eq!(rows(&desk.test, "select count(*) from conversations").await, 1);
    }

    async fn a_file_that_is_named_again_comes_back(test) {
        let desk = Desk::new(test).await;
        let files = &desk.test.desk.files;
        let stored = files.put("同じ内容".into()).await.unwrap();
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        files::may_be_unused(&mut tx, std::slice::from_ref(&stored.file)).await.unwrap();
        tx.commit().await.unwrap();
        files::sweep(&at(&desk.test, NOW)).await.unwrap();
        // Somebody saw it there before it was set aside, and names it now.
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        tx.query("update messages set file = $1").text(&stored.file).run().await.unwrap();
        tx.commit().await.unwrap();
        files.get(&stored.file).await.unwrap();
        assert_eq!(files::sweep(&at(&desk.test, NOW.plus_days(1))).await.unwrap(), 0);
        assert!(files.exists(&stored.file).await.unwrap());
        assert_eq!(rows(&desk.test, "select count(*) from unused_files").await, 0);
    }

    async fn what_has_ended_is_swept(desk) {
        let admin = desk.person("admin", Role::Admin, &[], domain::access::Viewing::None, false).await;
        users::invite(&admin, NewUser { name: "新人".into(), email: "new@desk.example".into(), role: Role::Member }).await.unwrap();
        let nobody = desk.cx(domain::access::Who::Nobody);
        auth::login(&nobody, "admin@desk.example", "correct-horse-9", "").await.unwrap();
        assert!(auth::login(&nobody, "admin@desk.example", "wrong-horse-9", "").await.is_err());
        tick(&at(&desk, NOW.plus_minutes(1))).await;
        let left = [rows(&desk, "select count(*) from sessions").await, rows(&desk, "select count(*) from invites").await, rows(&desk, "select count(*) from login_attempts").await];
        assert_eq!(left, [1, 1, 1]);
        tick(&at(&desk, NOW.plus_days(SESSION_IDLE_DAYS))).await;
        assert_eq!((rows(&desk, "select count(*) from sessions").await, rows(&desk, "select count(*) from login_attempts").await), (0, 0));
        tick(&at(&desk, NOW.plus_days(INVITE_DAYS))).await;
        assert_eq!(rows(&desk, "select count(*) from invites").await, 0);
    }
}
