//! Signing in, sessions, invitations.

use super::*;
use crate::{each_engine, testing::TestDesk};
use domain::users::NewUser;

const PASSWORD: &str = "correct-horse-9";

fn nobody(desk: &TestDesk) -> Cx {
    desk.cx(Who::Nobody)
}

async fn add(desk: &TestDesk, email: &str) -> UserId {
    users::add(&desk.system(), NewUser { name: "水谷".into(), email: email.into(), role: Role::Member }, PASSWORD, false).await.unwrap()
}

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn who_is(desk: &TestDesk, token: &str, now: Moment) -> Option<UserId> {
    who(&desk.desk, token, now).await.unwrap().map(|(_, me)| me.id)
}

each_engine! {
    async fn a_session_opens_with_the_right_password_only(desk) {
        let id = add(&desk, "Mizutani@Desk.example").await;
        let cx = nobody(&desk);
        let signed = login(&cx, " mizutani@desk.example ", PASSWORD, "browser").await.unwrap();
        assert_eq!(who_is(&desk, &signed.token, cx.now).await, Some(id));
        assert_eq!(who_is(&desk, "guess", cx.now).await, None);
        assert_eq!(refused(login(&cx, "mizutani@desk.example", "wrong-horse-9", "").await), Some(Refused::BadCredentials));
        assert_eq!(refused(login(&cx, "nobody@desk.example", PASSWORD, "").await), Some(Refused::BadCredentials));
        logout(&cx, &signed.token).await.unwrap();
        assert_eq!(who_is(&desk, &signed.token, cx.now).await, None);
    }

    async fn the_database_holds_no_token(desk) {
        add(&desk, "a@desk.example").await;
        let signed = login(&nobody(&desk), "a@desk.example", PASSWORD, "").await.unwrap();
        let mut tx = desk.desk.db.read().await.unwrap();
        let stored: Vec<(String,)> = tx.query("select token_hash from sessions order by id").all().await.unwrap();
        assert_eq!(stored.len(), 1);
        assert_ne!(stored[0].0, signed.token);
    }

    async fn tries_are_slowed_down_even_when_they_come_at_once(desk) {
        add(&desk, "a@desk.example").await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let cx = nobody(&desk);
            tasks.spawn(async move { login(&cx, "a@desk.example", "wrong-horse-9", "").await.err() });
        }
        let mut throttled = 0;
        while let Some(answer) = tasks.join_next().await {
            if let Some(Error::Refused(Refused::Throttled { seconds })) = answer.unwrap() {
                assert!((1..=15 * 60 + 1).contains(&seconds));
                throttled += 1;
            }
        }
        assert_eq!(throttled, 12 - TRIES_PER_NAME as usize);
        assert!(matches!(refused(login(&nobody(&desk), "a@desk.example", PASSWORD, "").await), Some(Refused::Throttled { .. })), "not even the right one");
        let later = TestDesk::later(&nobody(&desk), (TRIES_WINDOW_MINUTES + 1) * 60_000);
        login(&later, "a@desk.example", PASSWORD, "").await.unwrap();
    }

    async fn a_session_ends_by_idling_and_at_last_by_age(desk) {
        let id = add(&desk, "a@desk.example").await;
        let cx = nobody(&desk);
        let token = login(&cx, "a@desk.example", PASSWORD, "").await.unwrap().token;
        assert_eq!(who_is(&desk, &token, cx.now.plus_days(SESSION_IDLE_DAYS).plus_ms(1)).await, None, "idle");
        let mut now = cx.now;
        for _ in 0..40 {
            now = now.plus_minutes(20 * 60);
            if who_is(&desk, &token, now).await.is_none() {
                break;
            }
            assert_eq!(who_is(&desk, &token, now).await, Some(id));
        }
        assert!(now <= cx.now.plus_days(SESSION_MAX_DAYS + 1), "in use, but not for ever");
        assert_eq!(who_is(&desk, &token, cx.now.plus_days(SESSION_MAX_DAYS + 1)).await, None);
    }

    async fn a_new_password_ends_every_other_session(desk) {
        add(&desk, "a@desk.example").await;
        let cx = nobody(&desk);
        let here = login(&cx, "a@desk.example", PASSWORD, "here").await.unwrap().token;
        let there = login(&cx, "a@desk.example", PASSWORD, "there").await.unwrap().token;
        let (person, _) = who(&desk.desk, &here, cx.now).await.unwrap().unwrap();
        let cx = desk.cx(person);
        assert_eq!(refused(change_password(&cx, &here, "wrong-horse-9", "new-battery-7").await), Some(Refused::BadCredentials));
        assert!(matches!(refused(change_password(&cx, &here, PASSWORD, "short1").await), Some(Refused::Invalid { .. })));
        change_password(&cx, &here, PASSWORD, "new-battery-7").await.unwrap();
        assert!(who_is(&desk, &here, cx.now).await.is_some());
        assert!(who_is(&desk, &there, cx.now).await.is_none());
        assert_eq!(refused(login(&nobody(&desk), "a@desk.example", PASSWORD, "").await), Some(Refused::BadCredentials));
    }

    async fn one_sees_and_ends_only_ones_own_sessions(desk) {
        add(&desk, "a@desk.example").await;
        add(&desk, "b@desk.example").await;
        let a = login(&nobody(&desk), "a@desk.example", PASSWORD, "tablet").await.unwrap().token;
        let b = login(&nobody(&desk), "b@desk.example", PASSWORD, "").await.unwrap().token;
        let as_a = desk.cx(who(&desk.desk, &a, crate::testing::NOW).await.unwrap().unwrap().0);
        let as_b = desk.cx(who(&desk.desk, &b, crate::testing::NOW).await.unwrap().unwrap().0);
        let list = sessions(&as_a, &a).await.unwrap();
        assert_eq!(list.iter().map(|s| (s.agent.as_str(), s.current)).collect::<Vec<_>>(), [("tablet", true)]);
        assert_eq!(refused(end_session(&as_b, list[0].id).await), Some(Refused::NotFound));
        end_session(&as_a, list[0].id).await.unwrap();
        assert!(who_is(&desk, &a, as_a.now).await.is_none());
    }

    async fn an_invitation_works_once_and_not_for_ever(desk) {
        let admin = desk.person("admin", Role::Admin, &[], domain::access::Viewing::None, false).await;
        let new = NewUser { name: "新人".into(), email: "new@desk.example".into(), role: Role::Member };
        let link = users::invite(&admin, new.clone()).await.unwrap();
        let token = link.path.strip_prefix("/invite/").unwrap().to_owned();
        let cx = nobody(&desk);
        assert_eq!(invite_view(&cx, &token).await.unwrap().email, "new@desk.example");
        assert_eq!(refused(invite_view(&TestDesk::later(&cx, INVITE_DAYS * 24 * 3_600_000 + 1), &token).await), Some(Refused::LinkExpired));
        for guess in ["", "x", &token_hash(&token)] {
            assert_eq!(refused(accept_invite(&cx, guess, PASSWORD, "").await), Some(Refused::LinkExpired), "{guess}");
        }
        assert_eq!(refused(login(&cx, "new@desk.example", "", "").await), Some(Refused::BadCredentials), "no password yet, so none fits");
        let signed = accept_invite(&cx, &token, PASSWORD, "").await.unwrap();
        assert!(who_is(&desk, &signed.token, cx.now).await.is_some());
        assert_eq!(refused(accept_invite(&cx, &token, "other-horse-9", "").await), Some(Refused::LinkExpired));
        assert_eq!(refused(users::invite(&admin, new).await), Some(Refused::Taken { field: Field::Email }));
    }

    async fn a_newer_link_ends_the_older_one(desk) {
        let admin = desk.person("admin", Role::Admin, &[], domain::access::Viewing::None, false).await;
        let id = add(&desk, "a@desk.example").await;
        let first = users::reinvite(&admin, id).await.unwrap().path;
        let second = users::reinvite(&admin, id).await.unwrap().path;
        let cx = TestDesk::later(&nobody(&desk), 1);
        assert_eq!(refused(invite_view(&cx, first.strip_prefix("/invite/").unwrap()).await), Some(Refused::LinkExpired));
        invite_view(&cx, second.strip_prefix("/invite/").unwrap()).await.unwrap();
    }

    async fn a_link_ends_with_every_other_way_to_a_password(desk) {
        let admin = desk.person("admin", Role::Admin, &[], domain::access::Viewing::None, false).await;
        let id = add(&desk, "a@desk.example").await;
        let link = async || users::reinvite(&admin, id).await.unwrap().path.strip_prefix("/invite/").unwrap().to_owned();
        let ended = async |token: String| refused(accept_invite(&nobody(&desk), &token, "other-horse-9", "").await) == Some(Refused::LinkExpired);

        let token = link().await;
        let here = login(&nobody(&desk), "a@desk.example", PASSWORD, "").await.unwrap().token;
        let (person, _) = who(&desk.desk, &here, admin.now).await.unwrap().unwrap();
        change_password(&desk.cx(person), &here, PASSWORD, "new-battery-7").await.unwrap();
        assert!(ended(token).await, "after a change");

        let token = link().await;
        users::reset_password(&desk.system(), "a@desk.example", "temporary-1").await.unwrap();
        assert!(ended(token).await, "after a reset");

        let token = link().await;
        users::set_state(&admin, id, UserState::Suspended).await.unwrap();
        users::set_state(&admin, id, UserState::Active).await.unwrap();
        assert!(ended(token).await, "after a suspension");
    }

    async fn what_is_no_address_is_refused_before_anything_is_kept(desk) {
        let long = format!("{}@desk.example", "a".repeat(300));
        assert_eq!(refused(login(&nobody(&desk), &long, PASSWORD, "").await), Some(Refused::BadCredentials));
        let mut tx = desk.desk.db.read().await.unwrap();
        let (tries,): (i64,) = tx.query("select count(*) from login_attempts").one().await.unwrap();
        assert_eq!(tries, 0);
    }

    async fn a_suspended_person_is_out_at_once(desk) {
        let admin = desk.person("admin", Role::Admin, &[], domain::access::Viewing::None, false).await;
        let id = add(&desk, "a@desk.example").await;
        let token = login(&nobody(&desk), "a@desk.example", PASSWORD, "").await.unwrap().token;
        users::set_state(&admin, id, UserState::Suspended).await.unwrap();
        assert!(who_is(&desk, &token, admin.now).await.is_none());
        assert_eq!(refused(login(&nobody(&desk), "a@desk.example", PASSWORD, "").await), Some(Refused::BadCredentials));
        users::set_state(&admin, id, UserState::Active).await.unwrap();
        login(&nobody(&desk), "a@desk.example", PASSWORD, "").await.unwrap();
    }
}
