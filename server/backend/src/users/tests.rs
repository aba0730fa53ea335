//! People: who may keep them, and what a profile may say.

use super::*;
use crate::{each_engine, testing::TestDesk};
use domain::access::Viewing;

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn admin(desk: &TestDesk) -> Cx {
    desk.person("admin", Role::Admin, &[], Viewing::None, false).await
}

each_engine! {
    async fn only_admins_keep_people(desk) {
        admin(&desk).await;
        let member = desk.member("member", &[]).await;
        let new = NewUser { name: "x".into(), email: "x@desk.example".into(), role: Role::Admin };
        assert_eq!(refused(list(&member).await), Some(Refused::NotAllowed));
        assert_eq!(refused(invite(&member, new.clone()).await), Some(Refused::NotAllowed));
        assert_eq!(refused(set_role(&member, member.who.user_id().unwrap(), Role::Admin).await), Some(Refused::NotAllowed));
        assert_eq!(refused(set_operator(&member, member.who.user_id().unwrap(), true).await), Some(Refused::NotAllowed));
        assert_eq!(refused(reset_password(&member, "admin@desk.example", "another-horse-9").await), Some(Refused::NotAllowed));
        assert_eq!(refused(add(&desk.cx(domain::access::Who::Nobody), new, "another-horse-9", false).await), Some(Refused::NotSignedIn));
    }

    async fn the_last_admin_stays(desk) {
        let admin = admin(&desk).await;
        let id = admin.who.user_id().unwrap();
        assert_eq!(refused(set_role(&admin, id, Role::Member).await), Some(Refused::LastAdmin));
        assert_eq!(refused(set_state(&admin, id, UserState::Suspended).await), Some(Refused::LastAdmin));
        let second = desk.person("second", Role::Admin, &[], Viewing::None, false).await;
        set_role(&second, id, Role::Member).await.unwrap();
    }

    async fn a_profile_is_checked_and_kept(desk) {
        let cx = desk.member("mina", &[]).await;
        let mut profile = profile(&cx).await.unwrap();
        assert_eq!((profile.language, profile.zone.as_str(), profile.undo_seconds), (Language::Japanese, "Asia/Tokyo", 10));
        profile.language = Language::English;
        profile.zone = "Europe/Berlin".into();
        profile.signature = "営業部\nMina".into();
        save_profile(&cx, &profile).await.unwrap();
        assert_eq!(super::profile(&cx).await.unwrap(), profile);
        profile.zone = "Mars/Olympus".into();
        assert_eq!(refused(save_profile(&cx, &profile).await), Some(Refused::Invalid { field: Field::Zone, wrong: Wrong::Malformed }));
        profile.zone = "UTC".into();
        profile.undo_seconds = 31;
        assert!(refused(save_profile(&cx, &profile).await).is_some());
    }

    async fn single_keys_and_the_tour_belong_to_one_person(desk) {
        let (mina, toru) = (desk.member("mina", &[]).await, desk.member("toru", &[]).await);
        let mut signed = Vec::new();
        for (cx, email) in [(&mina, "mina@desk.example"), (&toru, "toru@desk.example")] {
            reset_password(&desk.system(), email, "temporary-1").await.unwrap();
            let entered = auth::login(&desk.cx(domain::access::Who::Nobody), email, "temporary-1", "").await.unwrap();
            auth::change_password(cx, &entered.token, "temporary-1", "my-own-horse-3").await.unwrap();
            signed.push(entered.token);
        }
        let mut seen = Vec::new();
        for step in 0..4 {
            match step {
                1 => set_single_keys(&mina, false).await.unwrap(),
                2 => tour_seen(&mina).await.unwrap(),
                3 => set_single_keys(&mina, true).await.unwrap(),
                _ => {}
            }
            for token in &signed {
                let (_, me) = auth::who(&desk.desk, token, mina.now).await.unwrap().unwrap();
                seen.push((me.single_keys, me.toured));
            }
        }
        let untouched = (true, false);
        assert_eq!(seen, [untouched, untouched, (false, false), untouched, (false, true), untouched, (true, true), untouched]);
        let nobody = desk.cx(domain::access::Who::Nobody);
        assert_eq!(refused(set_single_keys(&nobody, false).await), Some(Refused::NotSignedIn));
        assert_eq!(refused(tour_seen(&nobody).await), Some(Refused::NotSignedIn));
    }

    async fn a_reset_password_is_temporary(desk) {
        let cx = desk.member("mina", &[]).await;
        reset_password(&desk.system(), "mina@desk.example", "temporary-1").await.unwrap();
        let signed = auth::login(&desk.cx(domain::access::Who::Nobody), "mina@desk.example", "temporary-1", "").await.unwrap();
        assert!(signed.must_change_password);
        let (who, me) = auth::who(&desk.desk, &signed.token, cx.now).await.unwrap().unwrap();
        assert!(me.must_change_password);
        let cx = desk.cx(who);
        assert_eq!(refused(profile(&cx).await), Some(Refused::MustChangePassword));
        auth::change_password(&cx, &signed.token, "temporary-1", "my-own-horse-3").await.unwrap();
        let (who, _) = auth::who(&desk.desk, &signed.token, cx.now).await.unwrap().unwrap();
        profile(&desk.cx(who)).await.unwrap();
    }
}
