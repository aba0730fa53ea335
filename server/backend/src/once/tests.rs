//! A deed under a key: once for each person, and its answer as long as the key is known.

use super::*;
use crate::{
    clock, comments, conversations,
    drafts::fixture::{Desk, refused},
    each_engine,
    testing::{NOW, TestDesk},
};
use domain::{
    conversations::{Change, Priority},
    *,
};

const KEY: &str = "0123456789abcdef";

async fn count(desk: &TestDesk, text: &'static str) -> i64 {
    let mut tx = desk.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query(text).one().await.unwrap();
    count
}

each_engine! {
    async fn a_comment_that_is_asked_for_twice_stands_once(test) {
        let desk = Desk::new(test).await;
        let mina = TestDesk::keyed(&desk.mina, KEY);
        let first = comments::add(&mina, desk.conversation, "在庫を確認中です").await.unwrap();
        assert_eq!(comments::add(&mina, desk.conversation, "在庫を確認中です").await.unwrap(), first);
        // The key is hers: somebody else's is another one.
        let other = comments::add(&TestDesk::keyed(&desk.ren, KEY), desk.conversation, "了解").await.unwrap();
        assert_ne!(other, first);
        assert_eq!(count(&desk.test, "select count(*) from comments").await, 2);
        // And it is for one deed.
        assert_eq!(refused(conversations::done(&mina, &[desk.conversation]).await), Refused::Stale);
    }

    async fn of_many_at_once_one_is_done(test) {
        let desk = Desk::new(test).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (cx, id) = (TestDesk::keyed(&desk.mina, KEY), desk.conversation);
            tasks.spawn(async move { comments::add(&cx, id, "一度だけ").await.unwrap() });
        }
        let mut answers = tasks.join_all().await;
        answers.dedup();
        assert_eq!(answers.len(), 1);
        assert_eq!(count(&desk.test, "select count(*) from comments").await, 1);
    }

    async fn a_change_that_is_asked_for_twice_is_undone_by_what_the_first_answered(test) {
        let desk = Desk::new(test).await;
        let mina = TestDesk::keyed(&desk.mina, KEY);
        let change = Change { priority: Some(Priority::Urgent), ..Change::default() };
        let first = conversations::change(&mina, &[(desk.conversation, None)], &change).await.unwrap();
        assert_eq!(conversations::change(&mina, &[(desk.conversation, None)], &change).await.unwrap(), first);
        assert_eq!(conversations::undo(&desk.mina, &first).await.unwrap(), 1);
        assert_eq!(desk.page().await.priority, Priority::Normal);
        // The lost answer that comes late changes nothing any more.
        conversations::change(&mina, &[(desk.conversation, None)], &change).await.unwrap();
        assert_eq!(desk.page().await.priority, Priority::Normal);
        let done = TestDesk::keyed(&desk.mina, "another-key-0123456");
        let first = conversations::done(&done, &[desk.conversation]).await.unwrap();
        assert_eq!((first.len(), conversations::done(&done, &[desk.conversation]).await.unwrap()), (1, first));
    }

    async fn a_refusal_keeps_no_key(test) {
        let desk = Desk::new(test).await;
        let mina = TestDesk::keyed(&desk.mina, KEY);
        assert!(comments::add(&mina, desk.conversation, " ").await.is_err());
        assert_eq!(refused(comments::add(&mina, ConversationId(999_999), "x").await), Refused::NotFound);
        assert_eq!(count(&desk.test, "select count(*) from once").await, 0);
        comments::add(&mina, desk.conversation, "x").await.unwrap();
    }

    async fn keys_are_forgotten_after_seven_days(test) {
        let desk = Desk::new(test).await;
        comments::add(&TestDesk::keyed(&desk.mina, KEY), desk.conversation, "x").await.unwrap();
        let at = |now| Cx { now, ..desk.test.system() };
        clock::tick(&at(NOW.plus_days(KEPT_DAYS))).await;
        assert_eq!(count(&desk.test, "select count(*) from once").await, 1);
        clock::tick(&at(NOW.plus_days(KEPT_DAYS).plus_ms(1))).await;
        assert_eq!(count(&desk.test, "select count(*) from once").await, 0);
        assert!(sweep(&desk.mina).await.is_err(), "people do not wind the clock");
    }
}

#[test]
fn a_key_is_long_enough_not_to_be_met_by_chance() {
    for (key, expected) in
        [("0123456789abcdef", true), ("short", false), ("with space 0123456789", false), ("日本語日本語", false), (&"x".repeat(101), false)]
    {
        assert_eq!(is_key(key), expected, "{key}");
    }
}
