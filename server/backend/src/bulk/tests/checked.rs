//! A second person's look.

use super::*;
use domain::checks::{CheckMode, CheckState, SendingRules};

each_engine! {
    async fn nothing_goes_out_that_nobody_approved_as_it_is(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let rules = SendingRules { mode: CheckMode::Everybody, ..SendingRules::default() };
        crate::checks::set_rules(&desk.test.system(), desk.mailbox, &rules).await.unwrap();
        let id = desk.bulk_to("a@x.example\r\n").await;
        list_recipients(&desk.mina, id).await.unwrap();
        let version = desk.bulk(id).await.version;
        assert!(desk.bulk(id).await.needs_check);
        assert_eq!(refused(send(&desk.mina, id, version, None).await), Refused::NeedsCheck);
        let ren = desk.ren.who.user_id().unwrap();
        let mina = desk.mina.who.user_id().unwrap();
        assert!(matches!(refused(ask(&desk.mina, id, version, mina, "").await), Refused::Invalid { field: Field::User, .. }));
        ask(&desk.mina, id, version, ren, "お願いします").await.unwrap();
        let version = desk.bulk(id).await.version;
        assert_eq!(refused(approve(&desk.mina, id, version).await), Refused::NotAllowed);
        assert!(open(&desk.ren, id).await.unwrap().check.unwrap().may_decide);
        approve(&desk.ren, id, version).await.unwrap();
        // Any change afterwards makes it void: here another audience.
        let version = desk.bulk(id).await.version;
        let version = read_file(&desk.mina, id, version, "x.csv", b"b@x.example").await.unwrap();
        list_recipients(&desk.mina, id).await.unwrap();
        assert_eq!(desk.bulk(id).await.check.unwrap().state, CheckState::Void);
        assert_eq!(refused(send(&desk.mina, id, version, None).await), Refused::NeedsCheck);
        // Returned with a reason, corrected, approved, sent.
        ask(&desk.mina, id, version, ren, "").await.unwrap();
        assert!(matches!(refused(give_back(&desk.ren, id, version, " ").await), Refused::Invalid { .. }));
        give_back(&desk.ren, id, version, "日付が違います").await.unwrap();
        let returned = desk.bulk(id).await.check.unwrap();
        assert_eq!((returned.state, returned.reason.as_str()), (CheckState::Returned, "日付が違います"));
        let version = save(&desk.mina, id, version, desk.bulk_content("件", "直しました")).await.unwrap();
        ask(&desk.mina, id, version, ren, "").await.unwrap();
        assert_eq!(refused(approve(&desk.ren, id, version - 1).await), Refused::Stale, "of an earlier version");
        approve(&desk.ren, id, version).await.unwrap();
        list_recipients(&desk.mina, id).await.unwrap();
        send(&desk.mina, id, desk.bulk(id).await.version, None).await.unwrap();
        assert_eq!(desk.bulk(id).await.state, BulkState::Sending);
    }

    async fn what_was_looked_at_is_what_is_sent(test) {
        let desk = Desk::new(test).await;
        let id = desk.bulk_to("a@x.example\r\n").await;
        let version = desk.bulk(id).await.version;
        assert_eq!(refused(send(&desk.mina, id, version, None).await), Refused::Stale, "never looked at");
        list_recipients(&desk.mina, id).await.unwrap();
        save(&desk.ren, id, version, desk.bulk_content("別の件", "別の文")).await.unwrap();
        assert_eq!(refused(send(&desk.mina, id, version, None).await), Refused::Stale);
        assert_eq!(refused(send(&desk.mina, id, version + 1, None).await), Refused::Stale);
        let bare = save(&desk.mina, id, version + 1, desk.bulk_content("", "x")).await.unwrap();
        list_recipients(&desk.mina, id).await.unwrap();
        assert!(matches!(refused(send(&desk.mina, id, bare, None).await), Refused::Invalid { field: Field::Subject, wrong: Wrong::Missing }));
    }
}
