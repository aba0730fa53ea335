//! Looking at earlier words, and going back to them.

use super::*;
use crate::{
    drafts::{
        self,
        fixture::{CUSTOMER, Desk, refused},
    },
    each_engine,
    testing::{NOW, stranger},
};
use domain::drafts::DraftKind;

/// Mina writes twice, a while apart, and hands over to Ren, who writes more. Answers the draft, Ren's token and the version.
async fn written_by_two(desk: &Desk) -> (DraftId, String, i64) {
    let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
    let id = held.draft_id;
    let later = |cx: &Cx, seconds| Cx { now: NOW.plus_seconds(seconds), ..cx.clone() };
    drafts::save(&later(&desk.mina, 10), id, &held.token, 1, desk.content(CUSTOMER, "一つ目")).await.unwrap();
    drafts::save(&later(&desk.mina, 100), id, &held.token, 2, desk.content(CUSTOMER, "二つ目")).await.unwrap();
    drafts::leave(&later(&desk.mina, 110), id, &held.token).await.unwrap();
    let held = drafts::resume(&later(&desk.ren, 120), id).await.unwrap();
    let version = drafts::save(&later(&desk.ren, 130), id, &held.token, 3, desk.content("", "三つ目")).await.unwrap();
    (id, held.token, version)
}

each_engine! {
    async fn everybody_who_sees_the_draft_reads_who_wrote_what_and_when(test) {
        let desk = Desk::new(test).await;
        let (id, ..) = written_by_two(&desk).await;
        let lines = revisions(&desk.mina, id).await.unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.author_name.as_str(), line.at.ms_since(NOW) / 1_000)).collect();
        assert_eq!(told, [("ren", 130), ("mina", 100), ("mina", 10), ("mina", 0)]);
        assert_eq!(revision(&desk.mina, id, lines[1].id).await.unwrap().content.text, "二つ目");
        let reader = desk.test.person("reader", domain::access::Role::Member, &[desk.mailbox], domain::access::Viewing::All, false).await;
        assert_eq!(revisions(&reader, id).await.unwrap().len(), 4);
        let stranger = stranger(&desk.test);
        assert_eq!(refused(revisions(&stranger, id).await), Refused::NotFound);
        assert_eq!(refused(revision(&stranger, id, lines[1].id).await), Refused::NotFound);
        // A revision of another draft is none of this one.
        let (_, other) = drafts::start_new(&desk.mina, desk.mailbox).await.unwrap();
        assert_eq!(refused(revision(&desk.mina, other.draft_id, lines[1].id).await), Refused::NotFound);
    }

    async fn going_back_keeps_what_stood_there(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = written_by_two(&desk).await;
        let lines = revisions(&desk.ren, id).await.unwrap();
        // Not yet a revision of its own: too soon after the last one.
        let cx = Cx { now: NOW.plus_seconds(140), ..desk.ren.clone() };
        let version = drafts::save(&cx, id, &token, version, desk.content("", "三つ目と少し")).await.unwrap();
        assert_eq!(refused(go_back(&cx, id, "wrong", version, lines[2].id).await), Refused::LeaseLost { holder: Some("ren".into()) });
        assert_eq!(refused(go_back(&cx, id, &token, version - 1, lines[2].id).await), Refused::Stale);
        assert_eq!(refused(go_back(&cx, id, &token, version, RevisionId(9_999)).await), Refused::NotFound);
        assert_eq!(revisions(&cx, id).await.unwrap().len(), 4, "what is refused leaves nothing");

        let restored = go_back(&cx, id, &token, version, lines[2].id).await.unwrap();
        assert_eq!((restored.content.text.as_str(), restored.content.to.as_str(), restored.version), ("一つ目", CUSTOMER, version + 1));
        let after = revisions(&cx, id).await.unwrap();
        assert_eq!(after.len(), 6);
        assert_eq!(revision(&cx, id, after[1].id).await.unwrap().content.text, "三つ目と少し");
        assert_eq!(revision(&cx, id, after[0].id).await.unwrap().content.text, "一つ目");
        let back = go_back(&cx, id, &token, restored.version, after[1].id).await.unwrap();
        assert_eq!(back.content.text, "三つ目と少し");
    }

    async fn words_without_an_account_that_sends_come_back_with_the_one_of_now(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = written_by_two(&desk).await;
        let first = revisions(&desk.ren, id).await.unwrap()[2].id;
        let mut form = domain::accounts::AccountForm::blank();
        form.address = "second@ours.example".into();
        form.receive = domain::accounts::ReceiveKind::None;
        form.send = domain::accounts::SendKind::Folder;
        form.send_server.host = desk.test.folder.path().join("out").display().to_string();
        let second = crate::accounts::create(&desk.test.system(), desk.mailbox, form).await.unwrap();
        let content = DraftContent { account_id: second, ..desk.content(CUSTOMER, "別の送信元から") };
        let version = drafts::save(&desk.ren, id, &token, version, content).await.unwrap();
        crate::accounts::remove(&desk.test.system(), desk.account).await.unwrap();
        let restored = go_back(&desk.ren, id, &token, version, first).await.unwrap();
        assert_eq!((restored.content.text.as_str(), restored.content.account_id), ("一つ目", second));
    }
}
