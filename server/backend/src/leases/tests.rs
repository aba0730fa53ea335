//! One person writes at a time, whatever else happens.

use super::*;
use crate::{
    drafts::{
        self,
        fixture::{Desk, refused},
    },
    each_engine, mailboxes,
    testing::{TestDesk, stranger},
    users,
};
use domain::{
    access::{Grant, Person, Role, Viewing, Who},
    drafts::DraftKind,
    mailboxes::GrantView,
    users::{NewUser, UserState},
};

/// A colleague with every right, made without hashing a password.
async fn colleague(desk: &Desk, number: usize) -> Cx {
    let system = desk.test.system();
    let new = NewUser { name: format!("p{number}"), email: format!("p{number}@desk.example"), role: Role::Member };
    let mut tx = system.desk.db.write().await.unwrap();
    let id = users::insert(&mut tx, &system, &new, None, false, UserState::Active).await.unwrap();
    tx.commit().await.unwrap();
    let grant = Grant { mailbox_id: desk.mailbox, space_id: SpaceId(1), viewing: Viewing::All, editing: true, sending: true, deleting: true };
    let view = GrantView {
        mailbox_id: desk.mailbox,
        user_id: id,
        user_name: String::new(),
        viewing: Viewing::All,
        editing: true,
        sending: true,
        deleting: true,
    };
    mailboxes::set_grant(&system, &view).await.unwrap();
    desk.test.cx(Who::Person(Person { id, name: new.name, role: Role::Member, grants: vec![grant], operates: vec![], must_change_password: false }))
}

each_engine! {
    async fn of_fifty_who_start_at_once_exactly_one_writes(test) {
        let desk = Desk::new(test).await;
        let mut starters = tokio::task::JoinSet::new();
        for number in 0..50 {
            let (cx, conversation) = (colleague(&desk, number).await, desk.conversation);
            starters.spawn(async move { (cx.who.person().unwrap().name.clone(), drafts::start(&cx, conversation, DraftKind::Reply, None).await) });
        }
        let (mut winners, mut holders) = (vec![], vec![]);
        while let Some(started) = starters.join_next().await {
            match started.unwrap() {
                (name, Ok(_)) => winners.push(name),
                (_, result) => match refused(result) {
                    Refused::Held { holder, .. } => holders.push(holder),
                    other => std::panic::panic_any(other),
                },
            }
        }
        assert_eq!((winners.len(), holders.len()), (1, 49));
        assert!(holders.iter().all(|holder| *holder == winners[0]));
        let page = desk.page().await;
        assert_eq!((page.drafts.len(), page.assignee_name), (1, Some(winners.remove(0))));
    }

    async fn a_heartbeat_keeps_the_lease_and_silence_gives_it_up(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        heartbeat(&TestDesk::later(&desk.mina, 4 * 60_000), desk.conversation, &held.token).await.unwrap();
        let early = TestDesk::later(&desk.ren, 9 * 60_000);
        assert!(matches!(refused(drafts::start(&early, desk.conversation, DraftKind::Reply, None).await), Refused::Held { holder, .. } if holder == "mina"));
        let late = TestDesk::later(&desk.ren, 9 * 60_000 + 1);
        let lease = conversations::open(&late, desk.conversation).await.unwrap().lease.unwrap();
        assert!(lease.expired && !lease.mine);
        let taken = drafts::start(&late, desk.conversation, DraftKind::Reply, None).await.unwrap();
        assert_ne!((taken.draft_id, &taken.token), (held.draft_id, &held.token));
        assert_eq!(refused(heartbeat(&desk.mina, desk.conversation, &held.token).await), Refused::LeaseLost { holder: Some("ren".into()) });
        // Mina's draft is still there, and Ren could go on with it.
        assert_eq!(desk.page().await.drafts.len(), 2);
    }

    async fn starting_again_in_another_tab_ends_the_first_ones_token(test) {
        let desk = Desk::new(test).await;
        let first = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let second = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        assert_eq!(first.draft_id, second.draft_id);
        let content = desk.content("a@b.example", "x");
        let lost = refused(drafts::save(&desk.mina, first.draft_id, &first.token, 1, content.clone()).await);
        assert_eq!(lost, Refused::LeaseLost { holder: Some("mina".into()) });
        drafts::save(&desk.mina, first.draft_id, &second.token, 1, content).await.unwrap();
        assert_eq!(desk.history().await.iter().filter(|kind| **kind == EventKind::ReplyStarted).count(), 1);
    }

    async fn taking_over_brings_the_draft_along_and_tells_both(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        drafts::save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", "半分まで")).await.unwrap();
        let mut live = hearing(&desk).await;
        let taken = take_over(&desk.ren, desk.conversation).await.unwrap();
        assert_eq!(taken.draft_id, held.draft_id);
        let (mina, ren) = (desk.mina.who.user_id().unwrap(), desk.ren.who.user_id().unwrap());
        loop {
            if let Event::TakenOver { id, from, by, .. } = *live.recv().await.unwrap() {
                assert_eq!((id, from, by), (desk.conversation, mina, ren));
                break;
            }
        }
        assert_eq!(refused(heartbeat(&desk.mina, desk.conversation, &held.token).await), Refused::LeaseLost { holder: Some("ren".into()) });
        let late = drafts::save(&desk.mina, held.draft_id, &held.token, 2, desk.content("a@b.example", "遅い")).await;
        assert_eq!(refused(late), Refused::LeaseLost { holder: Some("ren".into()) });
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.author_name.as_str(), draft.content.text.as_str()), ("mina", "半分まで"));
        drafts::save(&desk.ren, held.draft_id, &taken.token, draft.version, desk.content("a@b.example", "半分まで、残りも")).await.unwrap();
        let event = desk.page().await.items.into_iter().find_map(|item| match item {
            domain::conversations::Item::Event(event) if event.kind == EventKind::TakenOver => Some(event),
            _ => None,
        });
        let event = event.unwrap();
        assert_eq!((event.before.as_str(), event.after.as_str()), ("mina", "ren"));
        let lease = desk.page().await.lease.unwrap();
        assert_eq!((lease.user_name.as_str(), lease.mine), ("ren", false));
    }

    async fn only_people_with_the_edit_right_take_over(test) {
        let desk = Desk::new(test).await;
        assert_eq!(refused(take_over(&desk.ren, desk.conversation).await), Refused::Stale);
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let reader = desk.test.person("reader", Role::Member, &[desk.mailbox], Viewing::All, false).await;
        let own = desk.test.person("own", Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        assert_eq!(refused(take_over(&reader, desk.conversation).await), Refused::NotAllowed);
        assert_eq!(refused(take_over(&own, desk.conversation).await), Refused::NotFound);
        assert_eq!(refused(take_over(&stranger(&desk.test), desk.conversation).await), Refused::NotFound);
        assert_eq!(refused(heartbeat(&stranger(&desk.test), desk.conversation, &held.token).await), Refused::NotFound);
        // A colleague who learned the token is still not the holder.
        assert_eq!(refused(heartbeat(&desk.ren, desk.conversation, &held.token).await), Refused::LeaseLost { holder: Some("mina".into()) });
        heartbeat(&desk.mina, desk.conversation, &held.token).await.unwrap();
    }
}

/// What is published from now on. On PostgreSQL events come by way of the database: an event of our own that arrives shows that
/// somebody listens.
async fn hearing(desk: &Desk) -> tokio::sync::broadcast::Receiver<std::sync::Arc<Event>> {
    let live = desk.mina.desk.live.clone();
    let mut heard = live.all();
    let listener = live.clone();
    tokio::spawn(async move { listener.listen(tokio_util::sync::CancellationToken::new()).await });
    loop {
        live.publish(Event::Settings);
        match tokio::time::timeout(std::time::Duration::from_millis(100), heard.recv()).await {
            Ok(Ok(event)) if *event == Event::Settings => return heard,
            _ => {}
        }
    }
}
