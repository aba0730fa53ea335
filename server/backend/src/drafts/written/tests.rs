//! Formatted drafts: what is kept of them, their pictures, and that all verbs treat them like plain ones.

use crate::{
    Cx, drafts,
    drafts::{
        NewFile,
        fixture::{CUSTOMER, Desk, refused},
    },
    each_engine,
};
use domain::{
    drafts::{DraftContent, DraftFileView, DraftKind, HTML_MAX},
    leases::Held,
    *,
};
use tokio::io::AsyncWriteExt;

async fn attached(cx: &Cx, held: &Held, kind: &str, inside: bool) -> DraftFileView {
    let mut spool = cx.desk.files.spool(1_000).await.unwrap();
    spool.write_all(b"\x89PNG...").await.unwrap();
    drafts::add_file(cx, held.draft_id, &held.token, NewFile { name: "図.png", kind, inside }, spool).await.unwrap()
}

each_engine! {
    async fn formatted_text_is_cleaned_and_read_by_the_server(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let html = "<div><b>明日</b>です。</div><div onclick=\"x()\">以上<script>alert(1)</script><img src=\"https://t.example/p.gif\"></div>";
        let content = DraftContent { html: Some(html.into()), ..desk.content(CUSTOMER, "the browser says what it likes") };
        drafts::save(&desk.mina, held.draft_id, &held.token, 1, content.clone()).await.unwrap();
        let kept = desk.draft(held.draft_id).await.content;
        assert_eq!(kept.text, "明日です。\n以上");
        assert_eq!(kept.html.as_deref(), Some("<div><b>明日</b>です。</div><div>以上<img></div>"));
        // What the server cleaned is what the editor shows next, and saving that again is no change.
        let revisions = drafts::revisions(&desk.mina, held.draft_id).await.unwrap().len();
        drafts::save(&desk.mina, held.draft_id, &held.token, 2, DraftContent { text: String::new(), ..kept.clone() }).await.unwrap();
        assert_eq!(desk.draft(held.draft_id).await.content, kept);
        assert_eq!(drafts::revisions(&desk.mina, held.draft_id).await.unwrap().len(), revisions);
        let endless = DraftContent { html: Some("x".repeat(HTML_MAX + 1)), ..content };
        assert_eq!(refused(drafts::save(&desk.mina, held.draft_id, &held.token, 3, endless).await), Refused::Invalid { field: Field::Text, wrong: Wrong::TooLong });
        // And back to plain text.
        drafts::save(&desk.mina, held.draft_id, &held.token, 3, desk.content(CUSTOMER, "やはりテキストで")).await.unwrap();
        assert_eq!(desk.draft(held.draft_id).await.content.html, None);
    }

    async fn whoever_likes_to_format_begins_so_with_signature_and_quote(test) {
        let desk = Desk::new(test).await;
        let profile = users::Profile { writes_rich: true, signature: "窓口 ミナ".into(), ..crate::users::profile(&desk.mina).await.unwrap() };
        crate::users::save_profile(&desk.mina, &profile).await.unwrap();
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let content = desk.draft(held.draft_id).await.content;
        let html = content.html.clone().unwrap();
        assert!(html.starts_with("<div><br></div><div><br></div><div>窓口 ミナ</div>"), "{html}");
        assert!(html.ends_with("さんは書きました:</div><blockquote><div>納期はいつですか。</div></blockquote>"), "{html}");
        // Nothing was written: it goes without a trace, as plain text does.
        drafts::save(&desk.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        drafts::cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
        assert_eq!(desk.page().await.drafts.len(), 0);
        let (new, held) = drafts::start_new(&desk.mina, desk.mailbox).await.unwrap();
        let page = crate::conversations::open(&desk.mina, new).await.unwrap();
        assert!(page.drafts.iter().any(|draft| draft.id == held.draft_id && draft.content.html.is_some()));
    }

    async fn only_a_picture_gets_a_place_inside_the_text(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        assert!(attached(&desk.mina, &held, "image/png", true).await.content_id.ends_with("@inline"));
        for (kind, inside) in [("image/png", false), ("image/svg+xml", true), ("text/html", true)] {
            assert_eq!(attached(&desk.mina, &held, kind, inside).await.content_id, "", "{kind}");
        }
    }

    async fn taking_over_takes_the_formatting_along(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let content = DraftContent { html: Some("<div><i>途中</i></div>".into()), ..desk.content(CUSTOMER, "") };
        drafts::save(&desk.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        drafts::leave(&desk.mina, held.draft_id, &held.token).await.unwrap();
        let held = drafts::resume(&desk.ren, held.draft_id).await.unwrap();
        assert_eq!(desk.draft(held.draft_id).await.content.html.as_deref(), Some("<div><i>途中</i></div>"));
    }
}
