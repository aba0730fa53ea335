//! What sending does to draft, message and conversation, who may, and how it is taken back.

use super::*;
use crate::accounts;
use domain::{
    access::{Role, Viewing},
    accounts::{AccountForm, SendKind},
    own_fault::OwnFault,
};

each_engine! {
    async fn a_sent_answer_is_a_message_and_ends_the_work(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(&format!("三嶋 <{CUSTOMER}>")).await;
        let content = DraftContent { cc: "jane@customer.example".into(), bcc: "Boss <boss@ours.example>".into(), ..desk.content(CUSTOMER, "明日です。\n.\n以上") };
        let version = drafts::save(&desk.mina, id, &token, version, content).await.unwrap();
        let sent = send(&desk.mina, id, &token, version, After::Done, "k1".into()).await.unwrap();
        assert_eq!(sent.undo_until, NOW.plus_seconds(10));
        let page = desk.page().await;
        assert_eq!((page.class, page.lease, page.drafts.len(), page.waiting_since), (Class::Done, None, 0, None));
        assert_eq!(desk.history().await[3..], [EventKind::Sent, EventKind::Status]);
        let message = desk.messages().await.pop().unwrap();
        assert_eq!((message.id, message.author_name.as_deref(), message.account.as_str()), (sent.message, Some("mina"), "support@ours.example"));
        assert_eq!((message.to[0].addr.as_str(), message.cc[0].addr.as_str(), message.bcc[0].addr.as_str()), (CUSTOMER, "jane@customer.example", "boss@ours.example"));
        assert_eq!(message.letter.unwrap().state, LetterState::Waiting);

        desk.deliver(&at(NOW.plus_seconds(9))).await;
        assert!(desk.out().is_empty(), "not before the undo time is over");
        desk.deliver(&due()).await;
        assert_eq!(desk.letter(sent.message).await.state, LetterState::Sent);
        let out = desk.out();
        assert_eq!(out.len(), 1);
        let raw = messages::raw(&desk.mina, sent.message).await.unwrap().bytes;
        assert_eq!(out[0].as_bytes(), raw, "what was sent is what is kept");
        let read = mail::read::read(&raw);
        let question = format!("q{}@customer.example", NOW.0);
        assert_eq!(read.in_reply_to, std::slice::from_ref(&question));
        assert_eq!(read.references, ["q0@customer.example".to_owned(), "q1@customer.example".to_owned(), question]);
        assert_eq!(read.text.trim_end(), "明日です。\n.\n以上");
        assert!(!out[0].contains("boss@"), "nobody reads who else got it blindly");
        let key = desk.mina.desk.keys.key_for(crate::ingest::TOKEN_PURPOSE);
        assert_eq!(mail::thread::token_of(&key[..], &read.message_id.unwrap()), Some(desk.conversation.0));
        assert_eq!(refused(drafts::save(&desk.mina, id, &token, version, desk.content("", "x")).await), Refused::AlreadySent);
        assert_eq!(refused(drafts::resume(&desk.mina, id).await), Refused::AlreadySent);
    }

    async fn the_sender_chooses_the_status(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        send(&desk.mina, id, &token, version, After::Keep, "k1".into()).await.unwrap();
        assert_eq!(desk.page().await.class, Class::Working);
        let statuses = crate::mailboxes::mine(&desk.mina).await.unwrap().remove(0).statuses;
        let ready = statuses.iter().find(|status| status.class == Class::Ready).unwrap().id;
        let (id, token, version) = desk.written(CUSTOMER).await;
        send(&desk.mina, id, &token, version, After::Status(ready), "k2".into()).await.unwrap();
        assert_eq!(desk.page().await.status_id, ready);
    }

    async fn files_go_along(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Forward, None).await.unwrap();
        let version = drafts::save(&desk.mina, held.draft_id, &held.token, 1, desk.content("x@y.example", "転送します")).await.unwrap();
        let sent = send(&desk.mina, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
        let message = desk.messages().await.pop().unwrap();
        assert_eq!(message.attachments[0].name, "order.pdf");
        let file = messages::attachment(&desk.mina, sent.message, message.attachments[0].id).await.unwrap();
        assert_eq!(file.bytes, b"%PDF-1.4");
        assert_eq!(mail::read::read(&messages::raw(&desk.mina, sent.message).await.unwrap().bytes).in_reply_to, Vec::<String>::new());
    }

    async fn the_same_key_is_the_same_send(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        let once = || send(&desk.mina, id, &token, version, After::Done, "same".into());
        let (one, two, three) = tokio::join!(once(), once(), once());
        let first = one.unwrap();
        assert_eq!((two.unwrap(), three.unwrap(), once().await.unwrap()), (first, first, first));
        assert_eq!(desk.messages().await.len(), 2);
        desk.deliver(&due()).await;
        assert_eq!(once().await.unwrap().message, first.message);
        assert_eq!(desk.out().len(), 1);
        let (other, token, version) = desk.written(CUSTOMER).await;
        assert_eq!(refused(send(&desk.mina, other, &token, version, After::Done, "same".into()).await), Refused::Stale);
    }

    async fn another_key_for_the_same_draft_is_refused(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        let with = |key: &str| send(&desk.mina, id, &token, version, After::Done, key.into());
        let results: [Result<Sent>; 3] = tokio::join!(with("a"), with("b"), with("c")).into();
        let (sent, others): (Vec<_>, Vec<_>) = results.into_iter().partition(|result| result.is_ok());
        assert_eq!(sent.len(), 1);
        for other in others {
            assert_eq!(refused(other), Refused::AlreadySent);
        }
        assert_eq!(desk.messages().await.len(), 2);
    }

    async fn what_cannot_be_sent_is_refused_with_its_reason(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written("").await;
        let attempt = |version: i64| send(&desk.mina, id, &token, version, After::Done, "k".into());
        assert_eq!(refused(attempt(version).await), Refused::NoRecipient);
        let version = drafts::save(&desk.mina, id, &token, version, desk.content("a@b.example, nobody", "x")).await.unwrap();
        assert_eq!(refused(attempt(version).await), Refused::BadAddress { entry: "nobody".into() });
        let version = drafts::save(&desk.mina, id, &token, version, desk.content("a@b.example", "x")).await.unwrap();
        assert_eq!(refused(attempt(version - 1).await), Refused::Stale);
        assert!(matches!(refused(send(&desk.mina, id, "0", version, After::Done, "k".into()).await), Refused::LeaseLost { .. }));
        leases::take_over(&desk.ren, desk.conversation).await.unwrap();
        assert_eq!(refused(attempt(version).await), Refused::LeaseLost { holder: Some("ren".into()) });
        let taken = leases::take_over(&desk.mina, desk.conversation).await.unwrap();
        crate::accounts::remove(&desk.test.system(), desk.account).await.unwrap();
        assert_eq!(refused(send(&desk.mina, id, &taken.token, version, After::Done, "k".into()).await), Refused::NoSendingAccount);
        assert_eq!((desk.messages().await.len(), desk.page().await.drafts.len()), (1, 1));
    }

    async fn only_people_with_the_send_right_send(test) {
        let desk = Desk::new(test).await;
        let mut writer = desk.test.person("writer", Role::Member, &[desk.mailbox], Viewing::All, true).await;
        if let domain::access::Who::Person(person) = &mut writer.who {
            person.grants[0].sending = false;
        }
        let (id, _, version) = desk.written(CUSTOMER).await;
        let token = leases::take_over(&writer, desk.conversation).await.unwrap().token;
        assert_eq!(refused(send(&writer, id, &token, version, After::Done, "k".into()).await), Refused::NotAllowed);
        let own = desk.test.person("own", Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        let token = leases::take_over(&desk.mina, desk.conversation).await.unwrap().token;
        let sent = send(&desk.mina, id, &token, version, After::Done, "k".into()).await.unwrap();
        for (cx, expected) in [(&writer, Refused::NotAllowed), (&own, Refused::NotFound), (&stranger(&desk.test), Refused::NotFound)] {
            assert_eq!(refused(send(cx, id, &token, version, After::Done, "k".into()).await), expected, "not even by its key");
            assert_eq!(refused(take_back(cx, sent.message).await), expected);
            assert_eq!(refused(retry(cx, sent.message).await), expected);
        }
        assert_eq!(refused(drafts::from_failed(&own, sent.message).await), Refused::NotFound);
        assert_eq!(refused(drafts::from_failed(&desk.mina, sent.message).await), Refused::Stale);
        assert_eq!(refused(retry(&desk.mina, sent.message).await), Refused::Stale);
        assert_eq!(refused(take_back(&desk.mina, desk.question).await), Refused::NotFound);
    }

    async fn a_mail_that_came_while_writing_stops_the_send_once(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        assert_eq!(desk.draft(id).await.seen_message_id, desk.question, "the writer knows what was there when they began");
        let (_, newer) = desk.arrives(Some(desk.conversation), NOW.plus_seconds(1)).await;
        assert_eq!(desk.draft(id).await.seen_message_id, desk.question);
        let attempt = || send(&desk.mina, id, &token, version, After::Done, "k".into());
        assert_eq!(refused(attempt().await), Refused::Stale);
        assert_eq!(desk.page().await.drafts.len(), 1);
        assert_eq!(desk.draft(id).await.seen_message_id, newer);
        attempt().await.unwrap();
    }

    async fn a_send_is_taken_back_within_its_time(test) {
        let desk = Desk::new(test).await;
        let before = desk.page().await;
        let message = desk.sent_to(CUSTOMER).await;
        let held = take_back(&TestDesk::later(&desk.mina, 9_999), message).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.class, page.waiting_since, page.lease.unwrap().draft_id), (Class::Working, before.waiting_since, Some(held.draft_id)));
        assert_eq!((desk.messages().await.len(), desk.history().await.last()), (1, Some(&EventKind::SendStopped)));
        let list = domain::conversations::ListQuery::of(desk.mailbox, domain::conversations::View::Sent);
        assert!(conversations::list(&desk.mina, &list).await.unwrap().rows.is_empty());
        desk.deliver(&due()).await;
        assert!(desk.out().is_empty());
        // The draft goes on, and is sent in the end.
        let draft = desk.draft(held.draft_id).await;
        let version = drafts::save(&desk.mina, held.draft_id, &held.token, draft.version, desk.content(CUSTOMER, "明後日です。")).await.unwrap();
        let sent = send(&desk.mina, held.draft_id, &held.token, version, After::Done, "again".into()).await.unwrap();
        assert_eq!(refused(take_back(&TestDesk::later(&desk.mina, 10_000), sent.message).await), Refused::TooLate);
        desk.deliver(&due()).await;
        assert_eq!(refused(take_back(&desk.mina, sent.message).await), Refused::TooLate);
        assert!(desk.out().len() == 1 && desk.messages().await.len() == 2);
    }

    async fn without_undo_time_it_is_due_at_once(test) {
        let desk = Desk::new(test).await;
        let profile = domain::users::Profile { undo_seconds: 0, ..crate::users::profile(&desk.mina).await.unwrap() };
        crate::users::save_profile(&desk.mina, &profile).await.unwrap();
        let message = desk.sent_to(CUSTOMER).await;
        assert_eq!(refused(take_back(&desk.mina, message).await), Refused::TooLate);
        desk.deliver(&at(NOW)).await;
        assert_eq!(desk.letter(message).await.state, LetterState::Sent);
    }

    async fn taking_back_and_sending_race_without_doing_both(test) {
        let desk = Desk::new(test).await;
        for _ in 0..5 {
            let message = desk.sent_to(CUSTOMER).await;
            let sent_before = desk.out().len();
            let late = TestDesk::later(&desk.mina, 9_000);
            let (now, clock) = (due(), at(NOW.plus_seconds(10)));
            let (back, _, _) = tokio::join!(take_back(&late, message), desk.deliver(&clock), desk.deliver(&now));
            let went_out = desk.out().len() - sent_before;
            match back {
                Ok(held) => {
                    assert_eq!(went_out, 0);
                    drafts::cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
                }
                other => {
                    assert_eq!((refused(other), went_out), (Refused::TooLate, 1));
                }
            }
        }
    }

    async fn an_account_that_rests_from_receiving_sends(test) {
        let desk = Desk::new(test).await;
        let system = desk.test.system();
        let shown = || async { accounts::list(&system).await.unwrap().into_iter().find(|account| account.id == desk.account).unwrap().form };
        accounts::change(&system, desk.account, AccountForm { enabled: false, ..shown().await }).await.unwrap();
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        assert_eq!((desk.letter(message).await.state, desk.out().len()), (LetterState::Sent, 1));
        // One that was set not to send meanwhile says so in a word that every language has.
        let message = desk.sent_to(CUSTOMER).await;
        accounts::change(&system, desk.account, AccountForm { send: SendKind::None, ..shown().await }).await.unwrap();
        desk.deliver(&due()).await;
        let letter = desk.letter(message).await;
        assert_eq!((letter.state, letter.answer.as_str()), (LetterState::Failed, OwnFault::DoesNotSend.as_str()));
    }
}
