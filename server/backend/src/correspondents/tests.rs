use super::*;
use crate::{
    drafts::fixture::{CUSTOMER, Desk},
    each_engine, mailboxes, messages,
    testing::NOW,
};
use domain::{access::Viewing, mailboxes::GrantView};

/// A mail in a mailbox, with nothing but its people.
async fn mail(desk: &Desk, direction: Direction, at: Moment, people: &[(PersonRole, &str, &str)]) {
    let mut tx = desk.mina.desk.db.write().await.unwrap();
    let people: Vec<_> = people.iter().map(|(role, name, addr)| (*role, Address { name: (*name).into(), addr: (*addr).into() })).collect();
    remember(&mut tx, desk.mailbox, direction, at, &people).await.unwrap();
    tx.commit().await.unwrap();
}

async fn suggested(cx: &Cx, typed: &str) -> Vec<String> {
    suggest(cx, typed).await.unwrap().iter().map(Address::display).collect()
}

each_engine! {
    async fn people_are_found_by_name_reading_and_address_the_nearest_first(test) {
        let desk = Desk::new(test).await;
        use PersonRole::{Cc, From, To};
        mail(&desk, Direction::In, NOW, &[(From, "佐藤 花子（サトウ）", "hanako@a.example"), (To, "", "support@ours.example"), (Cc, "", "hanako.boss@a.example")]).await;
        for n in 0..5 {
            mail(&desk, Direction::Out, NOW.plus_seconds(n), &[(From, "窓口", "support@ours.example"), (To, "佐藤 次郎", "jiro@b.example")]).await;
        }
        assert_eq!(suggested(&desk.mina, "佐藤").await, ["佐藤 次郎 <jiro@b.example>", "佐藤 花子（サトウ） <hanako@a.example>"], "five mails come before one");
        for typed in ["さとう", "ｻﾄ", "花", "HANAKO@"] {
            assert_eq!(suggested(&desk.mina, typed).await, ["佐藤 花子（サトウ） <hanako@a.example>"], "{typed}");
        }
        assert_eq!(suggested(&desk.mina, "a.example").await.len(), 2);
        for nobody in ["support", "", "%", "_", "zzz"] {
            assert!(suggested(&desk.mina, nobody).await.is_empty(), "{nobody}");
        }
    }

    async fn a_new_name_takes_the_place_of_the_old_one(test) {
        let desk = Desk::new(test).await;
        mail(&desk, Direction::In, NOW, &[(PersonRole::From, "旧姓 幸子", "sachi@a.example")]).await;
        mail(&desk, Direction::In, NOW.plus_seconds(60), &[(PersonRole::From, "新姓 幸子", "SACHI@a.example")]).await;
        mail(&desk, Direction::Out, NOW.plus_seconds(90), &[(PersonRole::To, "", "sachi@a.example")]).await;
        assert_eq!(suggested(&desk.mina, "新姓").await, ["新姓 幸子 <sachi@a.example>"]);
        assert!(suggested(&desk.mina, "旧姓").await.is_empty());
        assert_eq!(suggested(&desk.mina, "sachi").await.len(), 1);
    }

    async fn nobody_hears_of_people_in_mailboxes_they_do_not_see_whole(test) {
        let desk = Desk::new(test).await;
        mail(&desk, Direction::In, NOW, &[(PersonRole::From, "秘密 太郎", "himitsu@a.example")]).await;
        assert_eq!(suggested(&desk.ren, "秘密").await.len(), 1);
        let ren = desk.ren.who.user_id().unwrap();
        for viewing in [Viewing::Own, Viewing::None] {
            let held = viewing != Viewing::None;
            let grant = GrantView { mailbox_id: desk.mailbox, user_id: ren, user_name: String::new(), viewing, editing: held, sending: held, deleting: held };
            mailboxes::set_grant(&desk.test.system(), &grant).await.unwrap();
            // With rights that were read before the change, and with those of now.
            assert!(suggested(&desk.ren, "秘密").await.is_empty(), "{viewing:?}");
        }
        let outsider = desk.test.member("soto", &[]).await;
        assert!(suggested(&outsider, "秘密").await.is_empty());
        assert_eq!(crate::drafts::fixture::refused(suggest(&Cx { who: domain::access::Who::Nobody, ..desk.mina.clone() }, "秘密").await), Refused::NotSignedIn);
    }

    async fn mails_that_are_taken_in_and_sent_make_them_and_machines_do_not(test) {
        let desk = Desk::new(test).await;
        assert_eq!(suggested(&desk.mina, "mishima").await, [format!("三嶋 航太郎 <{CUSTOMER}>")]);
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        let sender = Address { name: "自動 応答".into(), addr: "noreply@a.example".into() };
        let machine = messages::NewMessage {
            conversation_id: desk.conversation, mailbox_id: desk.mailbox, arrival_id: None, account_id: Some(desk.account), author_id: None,
            direction: Direction::In, message_id: String::new(), from: sender.clone(), people: vec![(PersonRole::From, sender)], subject: String::new(), snippet: String::new(),
            text: String::new(), has_html: false, remote_pictures: false, file: String::new(), size: 0, at: NOW, sent_at: None, automatic: "reply".into(), charset: String::new(),
            language: String::new(), invitation: None, attachments: vec![],
        };
        messages::insert(&mut tx, &machine).await.unwrap();
        tx.commit().await.unwrap();
        assert!(suggested(&desk.mina, "noreply").await.is_empty());
    }

    async fn those_of_earlier_versions_get_their_keys_from_the_clock(test) {
        let desk = Desk::new(test).await;
        mail(&desk, Direction::In, NOW, &[(PersonRole::From, "以前 から", "mae@a.example")]).await;
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        sql::forget_keys_for_test(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(suggested(&desk.mina, "以前").await.is_empty());
        assert!(see_to_keys(&desk.test.system()).await.unwrap() >= 1);
        assert_eq!(see_to_keys(&desk.test.system()).await.unwrap(), 0);
        assert_eq!(suggested(&desk.mina, "以前").await.len(), 1);
    }
}
