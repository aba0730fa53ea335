//! Writing: what a draft begins with, how it is saved, left, given up, and who may do so.

use super::{
    fixture::{CUSTOMER, Desk, refused},
    *,
};
use crate::{
    Limits, each_engine,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing},
    conversations::{ListQuery, View},
    users::Profile,
};
use tokio::io::AsyncWriteExt;

async fn reply(desk: &Desk) -> domain::leases::Held {
    start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap()
}

async fn spool(cx: &Cx, bytes: &[u8]) -> crate::files::Spool {
    let mut spool = cx.desk.files.spool(1 << 30).await.unwrap();
    spool.write_all(bytes).await.unwrap();
    spool
}

fn named<'a>(name: &'a str, kind: &'a str) -> NewFile<'a> {
    NewFile { name, kind, inside: false }
}

async fn revisions_of(cx: &Cx, id: DraftId) -> i64 {
    let mut tx = cx.desk.db.read().await.unwrap();
    sql::find(&mut tx, id).await.unwrap().unwrap().revisions
}

each_engine! {
    async fn starting_a_reply_makes_it_ones_own_work(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let page = desk.page().await;
        assert_eq!((page.class, page.assignee_name.as_deref()), (Class::Working, Some("mina")));
        let lease = page.lease.unwrap();
        assert_eq!((lease.user_name.as_str(), lease.since, lease.draft_id, lease.mine, lease.expired), ("mina", NOW, Some(held.draft_id), true, false));
        assert_eq!(desk.history().await, [EventKind::ReplyStarted, EventKind::Assignee, EventKind::Status]);
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.answers_id, draft.version, draft.revisions, draft.content.account_id), (Some(desk.question), 1, 0, desk.account));
        assert_eq!(draft.content.to, format!("三嶋 航太郎 <{CUSTOMER}>"));
        assert_eq!((draft.content.cc.as_str(), draft.content.subject.as_str()), ("", "Re: 納期"));
        assert!(draft.content.text.starts_with("\n\n2026年1月5日(月)"), "{}", draft.content.text);
        assert!(draft.content.text.ends_with("さんは書きました:\n> 納期はいつですか。\n"), "{}", draft.content.text);
        let list = conversations::list(&desk.ren, &ListQuery::of(desk.mailbox, View::Drafts)).await.unwrap();
        assert_eq!(list.rows.iter().map(|row| (row.id, row.replying_name.as_deref(), row.has_draft)).collect::<Vec<_>>(), [(desk.conversation, Some("mina"), true)]);
        let other = refused(start(&desk.ren, desk.conversation, DraftKind::ReplyAll, None).await);
        assert_eq!(other, Refused::Held { holder: "mina".into(), since: NOW });
    }

    async fn whoever_has_an_assignee_keeps_it(test) {
        let desk = Desk::new(test).await;
        let change = domain::conversations::Change { assignee: Some(desk.ren.who.user_id()), ..Default::default() };
        conversations::change(&desk.mina, &[(desk.conversation, None)], &change).await.unwrap();
        reply(&desk).await;
        assert_eq!(desk.page().await.assignee_name.as_deref(), Some("ren"));
    }

    async fn a_reply_to_all_names_everybody_but_us_and_uses_the_signature_that_is_set(test) {
        let desk = Desk::new(test).await;
        crate::mailboxes::edit(&desk.test.system(), desk.mailbox, "info", "窓口 営業部").await.unwrap();
        let held = start(&desk.mina, desk.conversation, DraftKind::ReplyAll, Some(desk.question)).await.unwrap();
        let content = desk.draft(held.draft_id).await.content;
        assert_eq!(content.cc, "jane@customer.example");
        assert!(content.text.starts_with("\n\n窓口 営業部\n\n2026年"), "{}", content.text);
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let profile = Profile { name: "mina".into(), language: Language::Japanese, zone: "Asia/Tokyo".into(), signature: "ミナ".into(), undo_seconds: 10, writes_rich: false };
        crate::users::save_profile(&desk.mina, &profile).await.unwrap();
        let held = reply(&desk).await;
        let text = desk.draft(held.draft_id).await.content.text;
        assert!(text.starts_with("\n\nミナ\n\n2026年1月5日(月) 9:00 三嶋"), "{text}");
    }

    async fn a_forward_takes_the_files_along(test) {
        let desk = Desk::new(test).await;
        let held = start(&desk.mina, desk.conversation, DraftKind::Forward, None).await.unwrap();
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.content.to.as_str(), draft.content.subject.as_str()), ("", "Fwd: Re: 納期"));
        assert!(draft.content.text.contains("転送メッセージ") && draft.content.text.contains("納期はいつですか。"));
        let names: Vec<_> = draft.files.iter().map(|f| (f.name.as_str(), f.kind.as_str(), f.size)).collect();
        assert_eq!(names, [("order.pdf", "application/pdf", 8)]);
        assert_eq!(file(&desk.ren, held.draft_id, draft.files[0].id).await.unwrap().bytes, b"%PDF-1.4");
        // Nothing was written: the copied file does not count as work.
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!((desk.page().await.class, desk.page().await.drafts.len()), (Class::Open, 0));
    }

    async fn cancelling_with_nothing_written_restores_what_was(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let opened = desk.draft(held.draft_id).await;
        // A save that only adds blank lines is nothing written.
        let content = DraftContent { text: format!("{}\n\n", opened.content.text), ..opened.content };
        save(&desk.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.class, page.assignee_name, page.lease, page.drafts.len()), (Class::Open, None, None, 0));
        assert_eq!(desk.history().await.last(), Some(&EventKind::ReplyCancelled));
        assert!(matches!(refused(resume(&desk.mina, held.draft_id).await), Refused::NotFound));
        let list = conversations::list(&desk.ren, &ListQuery::of(desk.mailbox, View::Drafts)).await.unwrap();
        assert!(list.rows.is_empty());
    }

    async fn cancelling_never_hides_a_mail_that_came_meanwhile(test) {
        let desk = Desk::new(test).await;
        desk.done().await;
        let held = reply(&desk).await;
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!(desk.page().await.class, Class::Done);
        let held = reply(&desk).await;
        desk.arrives(Some(desk.conversation), NOW.plus_seconds(30)).await;
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!(desk.page().await.class, Class::Open);
    }

    async fn cancelling_keeps_what_somebody_changed_by_hand(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let ready = crate::mailboxes::mine(&desk.ren).await.unwrap().remove(0).statuses.into_iter().find(|s| s.class == Class::Ready).unwrap().id;
        let change = domain::conversations::Change { status: Some(ready), assignee: Some(desk.ren.who.user_id()), ..Default::default() };
        conversations::change(&desk.ren, &[(desk.conversation, None)], &change).await.unwrap();
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.status_id, page.assignee_name.as_deref()), (ready, Some("ren")));
    }

    async fn many_verbs_at_once_never_wait_for_each_other_in_a_circle(test) {
        let desk = Desk::new(test).await;
        let people = [&desk.mina, &desk.ren, &desk.test.member("aoi", &[desk.mailbox]).await];
        let story = |cx: Cx, number: usize| {
            let (conversation, content) = (desk.conversation, desk.content("a@b.example", "x"));
            async move {
                let mut seen = vec![];
                let held = match number % 2 {
                    0 => start(&cx, conversation, DraftKind::Reply, None).await,
                    _ => leases::take_over(&cx, conversation).await,
                };
                if let Ok(held) = &held {
                    seen.push(leases::heartbeat(&cx, conversation, &held.token).await);
                    seen.push(save(&cx, held.draft_id, &held.token, 1, content).await.map(drop));
                    seen.push(match number % 3 {
                        0 => leave(&cx, held.draft_id, &held.token).await,
                        1 => cancel(&cx, held.draft_id, &held.token).await,
                        _ => crate::outbox::send(&cx, held.draft_id, &held.token, 2, domain::outbox::After::Done, format!("{number}")).await.map(drop),
                    });
                }
                seen.push(held.map(drop));
                seen
            }
        };
        let mut running = tokio::task::JoinSet::new();
        for number in 0..36 {
            running.spawn(story(people[number / 2 % 3].clone(), number));
        }
        for second in 1..6 {
            desk.arrives(Some(desk.conversation), NOW.plus_seconds(second)).await;
        }
        let mut worked = 0;
        while let Some(seen) = running.join_next().await {
            for result in seen.unwrap() {
                worked += usize::from(result.is_ok());
                assert!(!matches!(result, Err(Error::Failed(_))), "{result:?}");
            }
        }
        assert!(worked > 0);
    }

    async fn cancelling_what_was_written_deletes_it_but_keeps_the_revisions(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", "大事な文")).await.unwrap();
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.class, page.drafts.len(), page.lease), (Class::Working, 0, None));
        assert_eq!(desk.history().await.last(), Some(&EventKind::DraftDeleted));
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        assert!(sql::last_revision(&mut tx, held.draft_id).await.unwrap().unwrap().content.contains("大事な文"));
        assert_eq!(refused(resume(&desk.mina, held.draft_id).await), Refused::NotFound);
    }

    async fn what_was_left_is_continued_by_a_colleague(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", "つづきは頼みます")).await.unwrap();
        leave(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!((desk.page().await.lease, desk.history().await.last()), (None, Some(&EventKind::ReplySaved)));
        let taken = resume(&desk.ren, held.draft_id).await.unwrap();
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.author_name.as_str(), draft.content.text.as_str(), draft.version), ("mina", "つづきは頼みます", 2));
        assert_eq!(refused(resume(&desk.mina, held.draft_id).await), Refused::Held { holder: "ren".into(), since: NOW });
        assert_eq!(refused(delete(&desk.mina, held.draft_id).await), Refused::Held { holder: "ren".into(), since: NOW });
        save(&desk.ren, held.draft_id, &taken.token, 2, desk.content("a@b.example", "書きました")).await.unwrap();
        leave(&desk.ren, held.draft_id, &taken.token).await.unwrap();
        // Starting the same reply again finds the draft.
        assert_eq!(reply(&desk).await.draft_id, held.draft_id);
        delete(&desk.mina, held.draft_id).await.unwrap();
        assert_eq!((desk.page().await.drafts.len(), desk.page().await.lease), (0, None));
    }

    async fn a_stale_save_is_refused_and_loses_nothing(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        assert_eq!(save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", "一")).await.unwrap(), 2);
        assert_eq!(refused(save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", "別のタブ")).await), Refused::Stale);
        assert_eq!(desk.draft(held.draft_id).await.content.text, "一");
        assert!(matches!(refused(save(&desk.mina, held.draft_id, "0", 2, desk.content("", "x")).await), Refused::LeaseLost { .. }));
        let foreign = DraftContent { account_id: AccountId(999), ..desk.content("", "x") };
        assert_eq!(refused(save(&desk.mina, held.draft_id, &held.token, 2, foreign).await), Refused::NoSendingAccount);
        let two_lines = DraftContent { subject: "a\r\nBcc: x@y".into(), ..desk.content("", "x") };
        assert!(matches!(refused(save(&desk.mina, held.draft_id, &held.token, 2, two_lines).await), Refused::Invalid { field: Field::Subject, .. }));
    }

    async fn two_saves_at_once_keep_one(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let save_one = |text: &'static str| save(&desk.mina, held.draft_id, &held.token, 1, desk.content("a@b.example", text));
        let (one, two) = tokio::join!(save_one("一"), save_one("二"));
        let kept = if one.is_ok() { "一" } else { "二" };
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1);
        assert_eq!(desk.draft(held.draft_id).await.content.text, kept);
    }

    async fn revisions_are_saves_of_substance(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let long = "あ".repeat(220);
        // After each save: how many there are besides the opening.
        let saves = [
            (0, "一", 1),
            (10, "一二", 1),
            (20, "一二 \n", 1),
            (30, long.as_str(), 2),
            (40, long.as_str(), 2),
            (95, "短い", 3),
        ];
        let mut version = 1;
        for (seconds, text, expected) in saves {
            let cx = TestDesk::later(&desk.mina, seconds * 1000);
            version = save(&cx, held.draft_id, &held.token, version, desk.content("a@b.example", text)).await.unwrap();
            assert_eq!(revisions_of(&cx, held.draft_id).await, expected, "{seconds} s");
        }
        let cx = TestDesk::later(&desk.mina, 96_000);
        save(&cx, held.draft_id, &held.token, version, desk.content("a@b.example", "短いね")).await.unwrap();
        leave(&cx, held.draft_id, &held.token).await.unwrap();
        assert_eq!(revisions_of(&cx, held.draft_id).await, 4);
    }

    async fn files_are_added_removed_and_limited(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let added = add_file(&desk.mina, held.draft_id, &held.token, named("../見積書.pdf", "application/pdf"), spool(&desk.mina, b"%PDF").await).await.unwrap();
        assert_eq!((added.name.as_str(), added.size), ("見積書.pdf", 4));
        assert_eq!(desk.draft(held.draft_id).await.files, std::slice::from_ref(&added));
        assert_eq!(file(&desk.ren, held.draft_id, added.id).await.unwrap().bytes, b"%PDF");
        assert_eq!(refused(file(&stranger(&desk.test), held.draft_id, added.id).await.map(|f| f.name)), Refused::NotFound);
        let lost = add_file(&desk.ren, held.draft_id, &held.token, named("x", ""), spool(&desk.ren, b"x").await).await;
        assert_eq!(refused(lost), Refused::LeaseLost { holder: Some("mina".into()) });
        assert_eq!(refused(remove_file(&desk.ren, held.draft_id, &held.token, added.id).await), Refused::LeaseLost { holder: Some("mina".into()) });
        // A file is work: cancelling deletes because it was asked for, and does not restore.
        remove_file(&desk.mina, held.draft_id, &held.token, added.id).await.unwrap();
        assert_eq!(refused(remove_file(&desk.mina, held.draft_id, &held.token, added.id).await), Refused::NotFound);
        assert!(desk.draft(held.draft_id).await.files.is_empty());
    }

    async fn a_file_that_is_too_large_is_refused_with_the_limit(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let small = std::sync::Arc::new(crate::Desk {
            db: desk.mina.desk.db.clone(),
            files: desk.mina.desk.files.clone(),
            keys: desk.mina.desk.keys.clone(),
            live: desk.mina.desk.live.clone(),
            trust: desk.mina.desk.trust.clone(),
            signatures: None,
            limits: Limits { message_bytes: 15, file_bytes: 10, ..Limits::default() },
            wake: Default::default(),
            rules: Default::default(),
            paper: crate::testing::PAPER,
            name: "test".into(),
        });
        let cx = Cx { desk: small, ..desk.mina.clone() };
        let too_large = add_file(&cx, held.draft_id, &held.token, named("x", ""), spool(&cx, &[b'x'; 11]).await).await;
        assert_eq!(refused(too_large), Refused::OverLimit { what: Limit::FileBytes, limit: 10 });
        add_file(&cx, held.draft_id, &held.token, named("x", ""), spool(&cx, &[b'x'; 10]).await).await.unwrap();
        let together = add_file(&cx, held.draft_id, &held.token, named("y", ""), spool(&cx, &[b'y'; 6]).await).await;
        assert_eq!(refused(together), Refused::OverLimit { what: Limit::MessageBytes, limit: 15 });
    }

    async fn a_new_mail_is_a_conversation_of_its_own(test) {
        let desk = Desk::new(test).await;
        let (conversation, held) = start_new(&desk.mina, desk.mailbox).await.unwrap();
        let content = DraftContent { subject: "お知らせ".into(), ..desk.content("山田 <yamada@x.example>", "こんにちは") };
        save(&desk.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        let page = conversations::open(&desk.ren, conversation).await.unwrap();
        assert_eq!((page.subject.as_str(), page.class, page.assignee_name.as_deref()), ("お知らせ", Class::Working, Some("mina")));
        let list = conversations::list(&desk.ren, &ListQuery::of(desk.mailbox, View::Drafts)).await.unwrap();
        assert_eq!(list.rows[0].customer_addr, "yamada@x.example");
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert!(conversations::open(&desk.mina, conversation).await.unwrap().trashed_at.is_some());

        let (conversation, held) = start_new(&desk.mina, desk.mailbox).await.unwrap();
        cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!(refused(conversations::open(&desk.mina, conversation).await), Refused::NotFound);
    }

    async fn without_an_account_that_sends_nothing_is_started(test) {
        let mailbox = test.mailbox("空").await;
        let mina = test.member("mina", &[mailbox]).await;
        assert_eq!(refused(start_new(&mina, mailbox).await), Refused::NoSendingAccount);
        assert_eq!(senders(&mina, mailbox).await.unwrap(), []);
    }

    async fn rights_are_asked_by_every_verb(test) {
        let desk = Desk::new(test).await;
        let held = reply(&desk).await;
        let reader = desk.test.person("reader", Role::Member, &[desk.mailbox], Viewing::All, false).await;
        let own = desk.test.person("own", Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        let cases = [(&reader, Refused::NotAllowed), (&own, Refused::NotFound), (&stranger(&desk.test), Refused::NotFound)];
        let id = held.draft_id;
        for (cx, expected) in cases {
            assert_eq!(refused(start(cx, desk.conversation, DraftKind::Reply, None).await), expected);
            assert_eq!(refused(start(cx, desk.conversation, DraftKind::Forward, None).await), expected);
            assert_eq!(refused(resume(cx, id).await), expected);
            assert_eq!(refused(save(cx, id, &held.token, 1, desk.content("", "x")).await), expected);
            assert_eq!(refused(leave(cx, id, &held.token).await), expected);
            assert_eq!(refused(cancel(cx, id, &held.token).await), expected);
            assert_eq!(refused(delete(cx, id).await), expected);
            assert_eq!(refused(go_back(cx, id, &held.token, 1, RevisionId(1)).await), expected);
            assert_eq!(refused(add_file(cx, id, &held.token, named("x", ""), spool(cx, b"x").await).await), expected);
            assert_eq!(refused(remove_file(cx, id, &held.token, AttachmentId(1)).await), expected);
        }
        assert_eq!(refused(start_new(&reader, desk.mailbox).await), Refused::NotAllowed);
        assert_eq!(refused(start_new(&stranger(&desk.test), desk.mailbox).await), Refused::NotFound);
        assert_eq!(refused(senders(&stranger(&desk.test), desk.mailbox).await), Refused::NotFound);
        assert_eq!(refused(save(&desk.test.system(), id, &held.token, 1, desk.content("", "x")).await), Refused::NotSignedIn);
        // A message of another conversation is not answered here.
        let (other, foreign) = desk.arrives(None, NOW.plus_seconds(5)).await;
        assert_eq!(refused(start(&desk.mina, desk.conversation, DraftKind::ReplyAll, Some(foreign)).await), Refused::NotFound);
        // Whoever sees only their own work may answer it.
        let change = domain::conversations::Change { assignee: Some(own.who.user_id()), ..Default::default() };
        conversations::change(&desk.mina, &[(other, None)], &change).await.unwrap();
        start(&own, other, DraftKind::Reply, None).await.unwrap();
    }
}
