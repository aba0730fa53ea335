//! Replies that were written without a network.

use super::*;
use crate::leases;
use domain::{
    leases::EXPIRES_MINUTES,
    outbox::{Late, LateDraft, LateReply},
};

const KEY: &str = "late-0123456789abcdef";

fn reply(desk: &Desk, send: Option<After>) -> LateReply {
    LateReply {
        conversation: desk.conversation, kind: DraftKind::Reply, seen: desk.question, text: "明日お届けします。".into(), draft: None, send
    }
}

fn keyed(cx: &Cx) -> Cx {
    TestDesk::keyed(cx, KEY)
}

async fn out(desk: &Desk) -> usize {
    desk.messages().await.iter().filter(|message| message.direction == domain::messages::Direction::Out).count()
}

each_engine! {
    async fn a_late_reply_goes_out_once_and_finishes_its_conversation(test) {
        let desk = Desk::new(test).await;
        let cx = keyed(&desk.mina);
        let Late::Sent { message } = send_late(&cx, reply(&desk, Some(After::Done))).await.unwrap() else { panic!("not sent") };
        assert_eq!(send_late(&cx, reply(&desk, Some(After::Done))).await.unwrap(), Late::Sent { message });
        assert_eq!(out(&desk).await, 1);
        let page = desk.page().await;
        assert_eq!((page.class, page.lease, page.drafts.len()), (Class::Done, None, 0));
        let sent = desk.messages().await.into_iter().find(|other| other.id == message).unwrap();
        let text: String = sent.segments.iter().map(|segment| segment.text.as_str()).collect();
        assert!(text.starts_with("明日お届けします。") && text.contains("納期はいつですか。"), "{text}");
        // The program ended between sending and keeping the answer.
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        tx.query("delete from once").run().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(send_late(&cx, reply(&desk, Some(After::Done))).await.unwrap(), Late::Sent { message });
        assert_eq!(out(&desk).await, 1);
    }

    async fn a_reply_to_what_is_no_longer_the_newest_becomes_a_draft(test) {
        let desk = Desk::new(test).await;
        desk.arrives(Some(desk.conversation), NOW.plus_seconds(60)).await;
        let Late::Kept { draft, why } = send_late(&keyed(&desk.mina), reply(&desk, Some(After::Done))).await.unwrap() else { panic!("sent") };
        assert_eq!(why, Some(Refused::Stale));
        assert!(desk.draft(draft).await.content.text.starts_with("明日お届けします。"));
        assert_eq!((out(&desk).await, desk.page().await.lease), (0, None), "others may write");
    }

    async fn somebody_who_answered_first_stays_the_only_one(test) {
        let desk = Desk::new(test).await;
        desk.sent_by(&desk.ren, CUSTOMER).await;
        let kept = send_late(&keyed(&desk.mina), reply(&desk, Some(After::Done))).await.unwrap();
        assert!(matches!(kept, Late::Kept { why: Some(Refused::Stale), .. }), "{kept:?}");
        assert_eq!(out(&desk).await, 1);
    }

    async fn while_somebody_else_writes_nothing_is_done(test) {
        let desk = Desk::new(test).await;
        drafts::start(&desk.ren, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let cx = keyed(&desk.mina);
        assert!(matches!(refused(send_late(&cx, reply(&desk, Some(After::Done))).await), Refused::Held { .. }));
        assert_eq!(desk.page().await.drafts.len(), 1, "the words are only where they were written");
        // A key that was refused is heard again.
        let held = desk.page().await.lease.unwrap();
        drafts::cancel(&desk.ren, held.draft_id.unwrap(), &leases::take_over(&desk.ren, desk.conversation).await.unwrap().token).await.unwrap();
        assert!(matches!(send_late(&cx, reply(&desk, Some(After::Done))).await.unwrap(), Late::Sent { .. }));
    }

    async fn without_a_wish_to_send_it_is_a_draft(test) {
        let desk = Desk::new(test).await;
        let cx = keyed(&desk.mina);
        let kept = send_late(&cx, reply(&desk, None)).await.unwrap();
        assert_eq!(send_late(&cx, reply(&desk, None)).await.unwrap(), kept);
        let drafts = desk.page().await.drafts;
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].content.text.matches("明日お届けします。").count(), 1);
    }

    async fn words_above_a_draft_that_was_there_are_not_sent_unseen(test) {
        let desk = Desk::new(test).await;
        let (id, token, _) = desk.written(CUSTOMER).await;
        drafts::leave(&desk.mina, id, &token).await.unwrap();
        let Late::Kept { draft, why } = send_late(&keyed(&desk.mina), reply(&desk, Some(After::Done))).await.unwrap() else { panic!("sent") };
        assert_eq!((draft, why), (id, Some(Refused::Stale)));
        let text = desk.draft(id).await.content.text;
        assert!(text.starts_with("明日お届けします。") && text.contains("明日です。"), "{text}");
    }

    async fn a_draft_that_was_open_goes_on_where_it_was(test) {
        let desk = Desk::new(test).await;
        let (id, _, version) = desk.written(CUSTOMER).await;
        let content = DraftContent { text: "明後日です。".into(), ..desk.draft(id).await.content };
        let late = LateReply { text: content.text.clone(), draft: Some(LateDraft { id, version, content }), ..reply(&desk, Some(After::Done)) };
        // Long after its lease ran out.
        let cx = TestDesk::later(&keyed(&desk.mina), (EXPIRES_MINUTES + 60) * 60_000);
        let Late::Sent { message } = send_late(&cx, late.clone()).await.unwrap() else { panic!("not sent") };
        let sent = desk.messages().await.into_iter().find(|other| other.id == message).unwrap();
        assert!(sent.segments[0].text.starts_with("明後日です。"));
        assert_eq!(refused(send_late(&TestDesk::keyed(&desk.mina, "other-0123456789abcdef"), late).await), Refused::AlreadySent);
    }

    async fn a_draft_that_somebody_went_on_with_is_left_alone(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        drafts::save(&desk.mina, id, &token, version, desk.content(CUSTOMER, "別の端末で書きました。")).await.unwrap();
        let content = desk.content(CUSTOMER, "古い端末で書きました。");
        let late = LateReply { text: content.text.clone(), draft: Some(LateDraft { id, version, content }), ..reply(&desk, Some(After::Done)) };
        assert_eq!(refused(send_late(&keyed(&desk.mina), late).await), Refused::Stale);
        assert_eq!(desk.draft(id).await.content.text, "別の端末で書きました。");
    }

    async fn who_may_not_write_may_not_write_late(test) {
        let desk = Desk::new(test).await;
        let reader = desk.test.person("reader", domain::access::Role::Member, &[desk.mailbox], domain::access::Viewing::All, false).await;
        assert_eq!(refused(send_late(&keyed(&reader), reply(&desk, None)).await), Refused::NotAllowed);
        assert_eq!(refused(send_late(&keyed(&stranger(&desk.test)), reply(&desk, None)).await), Refused::NotFound);
        let empty = LateReply { text: " \n".into(), ..reply(&desk, None) };
        assert!(matches!(refused(send_late(&keyed(&desk.mina), empty).await), Refused::Invalid { .. }));
    }
}
