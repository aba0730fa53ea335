//! Letters that wait for a chosen hour.

use super::*;
use domain::outbox::Later;

fn tomorrow() -> Moment {
    NOW.plus_days(1)
}

impl Desk {
    async fn scheduled(&self, at: Moment, stops_on_reply: bool) -> MessageId {
        let (id, token, version) = self.written(CUSTOMER).await;
        let key = format!("{:x}", rand::random::<u64>());
        send_at(&self.mina, id, &token, version, After::Done, key, Some(Later { at, stops_on_reply })).await.unwrap().message
    }

    async fn row(&self) -> domain::conversations::RowView {
        let query = domain::conversations::ListQuery::of(self.mailbox, domain::conversations::View::Drafts);
        conversations::list(&self.mina, &query).await.unwrap().rows.into_iter().find(|row| row.id == self.conversation).unwrap()
    }
}

each_engine! {
    async fn a_letter_waits_for_its_hour_and_then_finishes_its_conversation(test) {
        let desk = Desk::new(test).await;
        let message = desk.scheduled(tomorrow(), true).await;
        let page = desk.page().await;
        assert_eq!((page.class, page.waiting_since, page.lease), (Class::Ready, Some(NOW), None), "the customer still waits");
        let row = desk.row().await;
        assert_eq!((row.scheduled_at, row.has_draft), (Some(tomorrow()), true), "it is found beside the drafts");
        desk.deliver(&at(tomorrow().plus_ms(-1))).await;
        assert!(desk.out().is_empty());
        desk.deliver(&at(tomorrow())).await;
        assert_eq!(desk.out().len(), 1);
        assert!(desk.out()[0].contains("Date: Tue, 6 Jan 2026 00:00:00 +0000"), "{}", desk.out()[0]);
        let page = desk.page().await;
        assert_eq!((page.class, page.waiting_since), (Class::Done, None));
        assert_eq!(desk.messages().await.iter().find(|m| m.id == message).unwrap().at, tomorrow());
        let history = desk.history().await;
        assert!(history.contains(&EventKind::SendScheduled) && history.contains(&EventKind::Sent));
        desk.deliver(&at(tomorrow().plus_days(1))).await;
        assert_eq!(desk.out().len(), 1, "once");
    }

    async fn the_customers_mail_brings_the_draft_back(test) {
        let desk = Desk::new(test).await;
        desk.scheduled(tomorrow(), true).await;
        desk.arrives(Some(desk.conversation), NOW.plus_minutes(5)).await;
        desk.deliver(&at(tomorrow().plus_days(1))).await;
        assert!(desk.out().is_empty());
        let page = desk.page().await;
        assert_eq!((page.class, page.drafts.len(), page.waiting_since), (Class::Open, 1, Some(NOW)));
        assert_eq!(page.drafts[0].stopped_at, Some(NOW.plus_minutes(5)));
        assert!(page.drafts[0].content.text.contains("明日です"));
        assert!(desk.history().await.contains(&EventKind::SendOvertaken));
        assert_eq!((desk.row().await.scheduled_at, desk.messages().await.len()), (None, 2));
        // It can be sent again; what came is shown first.
        let held = drafts::resume(&desk.mina, page.drafts[0].id).await.unwrap();
        let version = desk.draft(held.draft_id).await.version;
        send(&desk.mina, held.draft_id, &held.token, version, After::Done, "again".into()).await.unwrap();
        assert_eq!(desk.page().await.drafts.len(), 0);
    }

    async fn whoever_switched_it_off_sends_all_the_same(test) {
        let desk = Desk::new(test).await;
        desk.scheduled(tomorrow(), false).await;
        desk.arrives(Some(desk.conversation), NOW.plus_minutes(5)).await;
        desk.deliver(&at(tomorrow())).await;
        assert_eq!(desk.out().len(), 1);
        // The newer mail is not finished by it.
        assert_eq!(desk.page().await.class, Class::Open);
    }

    async fn it_goes_now_or_at_another_hour_or_not_at_all(test) {
        let desk = Desk::new(test).await;
        let message = desk.scheduled(tomorrow(), true).await;
        let other = tomorrow().plus_minutes(90);
        reschedule(&desk.mina, message, Some(other)).await.unwrap();
        assert_eq!((desk.letter(message).await.due_at, desk.row().await.scheduled_at), (other, Some(other)));
        for wrong in [NOW, NOW.plus_ms(-1), NOW.plus_days(400)] {
            assert_eq!(refused(reschedule(&desk.mina, message, Some(wrong)).await), Refused::Invalid { field: Field::SendAt, wrong: Wrong::OutOfRange });
        }
        assert_eq!(refused(reschedule(&stranger(&desk.test), message, None).await), Refused::NotFound);
        let held = take_back(&desk.mina, message).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.class, page.waiting_since, page.drafts.len()), (Class::Working, Some(NOW), 1));
        assert_eq!(desk.row().await.scheduled_at, None);
        drafts::leave(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let message = desk.scheduled(tomorrow(), true).await;
        reschedule(&desk.mina, message, None).await.unwrap();
        desk.deliver(&at(NOW)).await;
        assert_eq!(desk.out().len(), 1);
        assert!(desk.out()[0].contains("Date: Mon, 5 Jan 2026 00:00:00 +0000") && desk.out()[0].contains("In-Reply-To:"), "{}", desk.out()[0]);
        assert_eq!(refused(reschedule(&desk.mina, message, None).await), Refused::TooLate);
    }

    async fn nothing_goes_out_of_the_trash(test) {
        let desk = Desk::new(test).await;
        desk.scheduled(tomorrow(), false).await;
        conversations::trash(&desk.mina, &[desk.conversation]).await.unwrap();
        desk.deliver(&at(tomorrow())).await;
        assert_eq!((desk.out().len(), desk.page().await.drafts.len()), (0, 1));
    }

    async fn an_hour_is_read_on_the_clocks_of_whoever_typed_it(test) {
        let desk = Desk::new(test).await;
        let mut profile = crate::users::profile(&desk.mina).await.unwrap();
        profile.zone = "Asia/Tokyo".into();
        crate::users::save_profile(&desk.mina, &profile).await.unwrap();
        assert_eq!(chosen_hour(&desk.mina, "2026-01-06T09:00").await.unwrap(), tomorrow());
        for wrong in ["", "tomorrow", "2026-13-01T09:00"] {
            assert_eq!(refused(chosen_hour(&desk.mina, wrong).await), Refused::Invalid { field: Field::SendAt, wrong: Wrong::Malformed });
        }
    }
}
