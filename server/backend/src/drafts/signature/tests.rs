use crate::{
    drafts::{self, fixture::Desk},
    each_engine, mailboxes, users,
};
use domain::drafts::DraftKind;

each_engine! {
    async fn one_shared_signature_names_each_writer(test) {
        let desk = Desk::new(test).await;
        let text = "営業部 %User%\n%UserMail% %Mailbox%\n%Customer% 様 %Date% %Company%";
        mailboxes::edit(&desk.test.system(), desk.mailbox, "窓口", text).await.unwrap();
        for (cx, name) in [(&desk.mina, "mina"), (&desk.ren, "ren")] {
            let held = drafts::start(cx, desk.conversation, DraftKind::Reply, None).await.unwrap();
            let written = desk.draft(held.draft_id).await.content.text;
            let expected = format!("営業部 {name}\n{name}@desk.example 窓口\n三嶋 航太郎 様 2026年1月5日\n");
            assert!(written.contains(&expected), "{written}");
            drafts::leave(cx, held.draft_id, &held.token).await.unwrap();
        }
        // Nobody is answered by a new mail: the word stays, to be seen.
        let (conversation, held) = drafts::start_new(&desk.mina, desk.mailbox).await.unwrap();
        let page = crate::conversations::open(&desk.mina, conversation).await.unwrap();
        assert!(page.drafts.iter().any(|draft| draft.id == held.draft_id && draft.content.text.contains("%Customer% 様")));
    }

    async fn ones_own_signature_comes_first_and_a_word_in_a_name_is_no_word(test) {
        let desk = Desk::new(test).await;
        let mut profile = users::profile(&desk.mina).await.unwrap();
        profile.name = "%Mailbox% 花子".into();
        profile.signature = "%UserLastName% / %User%".into();
        users::save_profile(&desk.mina, &profile).await.unwrap();
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let written = desk.draft(held.draft_id).await.content.text;
        assert!(written.contains("%Mailbox% / %Mailbox% 花子"), "{written}");
    }
}
