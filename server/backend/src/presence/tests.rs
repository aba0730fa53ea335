//! Who is seen looking, by whom, and until when.

use super::{leave, look};
use crate::{
    Cx,
    drafts::fixture::{Desk, refused},
    each_engine,
    live::Live,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    ConversationId, Refused,
    access::{Role, Viewing},
    presence::{EXPIRES_SECONDS, TABS},
};

async fn names(cx: &Cx, id: ConversationId, tab: u64) -> Vec<String> {
    look(cx, id, tab).await.unwrap().into_iter().map(|person| person.name).collect()
}

each_engine! {
    async fn people_see_each_other_until_they_go(test) {
        let desk = Desk::new(test).await;
        let (id, (other, _)) = (desk.conversation, desk.arrives(None, NOW.plus_seconds(1)).await);
        assert!(names(&desk.mina, id, 1).await.is_empty());
        assert!(names(&desk.mina, id, 2).await.is_empty(), "one is not told of oneself");
        assert_eq!(names(&desk.ren, id, 1).await, ["mina"]);
        assert_eq!(names(&desk.mina, id, 1).await, ["ren"]);
        // Looking at another one ends it here; so does leaving, with every tab.
        assert!(names(&desk.ren, other, 1).await.is_empty());
        assert!(names(&desk.mina, id, 1).await.is_empty());
        assert!(names(&desk.ren, id, 1).await == ["mina"] && leave(&desk.mina, id, 1).await.is_ok());
        assert_eq!(names(&desk.ren, id, 1).await, ["mina"], "the other tab");
        leave(&desk.mina, id, 2).await.unwrap();
        assert!(names(&desk.ren, id, 1).await.is_empty());
        // A page that left late does not end what its tab looks at by now.
        names(&desk.mina, other, 1).await;
        leave(&desk.mina, id, 1).await.unwrap();
        assert_eq!(names(&desk.ren, other, 2).await, ["mina"]);
    }

    async fn whoever_falls_silent_is_gone(test) {
        let desk = Desk::new(test).await;
        names(&desk.mina, desk.conversation, 1).await;
        let later = |ms: i64| TestDesk::later(&desk.ren, ms);
        assert_eq!(names(&later(EXPIRES_SECONDS * 1_000 - 1), desk.conversation, 1).await, ["mina"]);
        assert!(names(&later(EXPIRES_SECONDS * 1_000), desk.conversation, 1).await.is_empty());
    }

    async fn a_person_with_very_many_tabs_costs_no_more_memory(test) {
        let desk = Desk::new(test).await;
        for tab in 0..100 {
            names(&desk.mina, desk.conversation, tab).await;
        }
        assert_eq!(desk.test.desk.live.viewers.places().len(), TABS);
    }

    async fn who_may_not_view_neither_looks_nor_is_told(test) {
        let desk = Desk::new(test).await;
        let own = desk.test.person("own", Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        for cx in [&own, &stranger(&desk.test)] {
            assert_eq!(refused(look(cx, desk.conversation, 1).await), Refused::NotFound);
            assert_eq!(refused(leave(cx, desk.conversation, 1).await), Refused::NotFound);
        }
        assert!(names(&desk.mina, desk.conversation, 1).await.is_empty());
    }

    async fn another_copy_of_the_program_hears_it(test) {
        let desk = Desk::new(test).await;
        if !desk.test.desk.db.is_shared() {
            return;
        }
        let other = Live::new(&desk.test.desk.db);
        let listening = other.clone();
        tokio::spawn(async move { listening.listen(tokio_util::sync::CancellationToken::new()).await });
        // Said again and again, as a page does: nobody knows from when on the other one listens.
        while other.viewers.of(desk.conversation, NOW).is_empty() {
            names(&desk.mina, desk.conversation, 1).await;
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(other.viewers.of(desk.conversation, NOW), [desk.mina.who.user_id().unwrap()]);
    }
}
