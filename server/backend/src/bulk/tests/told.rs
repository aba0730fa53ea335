//! Who hears of a bulk mail.

use super::*;
use crate::notifications;
use domain::{
    checks::{CheckMode, SendingRules},
    notifications::{About, Kind},
};

async fn heard(cx: &Cx) -> Vec<(Kind, i64)> {
    let rows = notifications::list(cx, None).await.unwrap().rows;
    rows.into_iter().filter(|row| row.about == About::BulkMail).map(|row| (row.kind, row.about_id)).collect()
}

each_engine! {
    async fn a_check_is_told_to_the_one_and_its_end_to_the_other(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let rules = SendingRules { mode: CheckMode::Everybody, ..SendingRules::default() };
        crate::checks::set_rules(&desk.test.system(), desk.mailbox, &rules).await.unwrap();
        let id = desk.bulk_to("a@x.example\r\n").await;
        list_recipients(&desk.mina, id).await.unwrap();
        let version = desk.bulk(id).await.version;
        ask(&desk.mina, id, version, desk.ren.who.user_id().unwrap(), "お願いします").await.unwrap();
        assert_eq!((heard(&desk.ren).await, heard(&desk.mina).await), (vec![(Kind::Confirmer, id.0)], vec![]));
        give_back(&desk.ren, id, version, "日付が違います").await.unwrap();
        ask(&desk.mina, id, version, desk.ren.who.user_id().unwrap(), "").await.unwrap();
        approve(&desk.ren, id, version).await.unwrap();
        assert_eq!(heard(&desk.mina).await, [(Kind::Approved, id.0), (Kind::Returned, id.0)]);
    }

    async fn its_end_and_its_trouble_are_told_to_whoever_sent_it(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\n").await;
        desk.bulk_sends(id).await;
        assert!(heard(&desk.mina).await.is_empty());
        desk.bulk_delivers(NOW).await;
        assert_eq!(heard(&desk.mina).await, [(Kind::BulkDone, id.0)]);
        let row = notifications::list(&desk.mina, None).await.unwrap().rows.remove(0);
        assert_eq!((row.text.as_str(), row.url()), ("1 / 1", format!("/bulk/{id}")));
        // Held by itself: the day is full when its hour has come.
        let second = desk.bulk_to("b@x.example\r\n").await;
        list_recipients(&desk.mina, second).await.unwrap();
        send(&desk.mina, second, desk.bulk(second).await.version, Some(NOW.plus_minutes(5))).await.unwrap();
        desk.limited(BulkLimits { per_minute: 0, per_day: 0, ..BulkLimits::default() }).await;
        desk.bulk_delivers(NOW.plus_minutes(5)).await;
        assert_eq!(heard(&desk.mina).await[0], (Kind::BulkHeld, second.0));
        assert!(heard(&desk.ren).await.is_empty(), "it is not theirs");
    }
}
