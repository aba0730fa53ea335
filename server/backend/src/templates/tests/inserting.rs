//! Into a draft: the newest version, its words, its files, and what sending asks about; and out of one.

use super::*;

fn bare(text: &str) -> String {
    text.replace([BEGIN, END], "")
}

async fn writes(desk: &Desk) -> domain::leases::Held {
    drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap()
}

async fn put(desk: &Desk, held: &domain::leases::Held, id: TemplateId) -> FilledView {
    insert(&desk.mina, id, held.draft_id, &held.token).await.unwrap()
}

each_engine! {
    async fn the_newest_version_comes_in_whatever_was_offered(test) {
        let desk = Desk::new(test).await;
        let id = in_use(&desk.ren, &form("納期", None), says("", "一 %Customer% 様")).await;
        let held = writes(&desk).await;
        let shown = offered(&desk.mina, desk.mailbox).await.unwrap();
        assert_eq!((shown.len(), shown[0].published), (1, 1));
        let previewed = preview(&desk.mina, id, held.draft_id).await.unwrap();
        assert_eq!((previewed.number, bare(&previewed.text).as_str()), (1, "一 三嶋 航太郎 様"));
        // While the picker is open, somebody publishes.
        next(&desk.ren, id, says("", "二 %Customer% 様"), "").await;
        let inserted = put(&desk, &held, id).await;
        assert_eq!((inserted.number, bare(&inserted.text).as_str()), (2, "二 三嶋 航太郎 様"));
        assert_eq!(inserted.text, format!("二 {BEGIN}三嶋 航太郎{END} 様"));
        let line = offered(&desk.mina, desk.mailbox).await.unwrap().remove(0);
        assert_eq!((line.uses, line.is_new), (1, false), "previews are no use, and what was used was seen");
        let page = page(&desk.mina, id).await.unwrap();
        assert_eq!((page.weeks.iter().sum::<i64>(), *page.weeks.last().unwrap(), page.weeks.len() as i64, page.users), (1, 1, WEEKS, vec![("mina".into(), 1)]));
    }

    async fn files_come_along_and_blanks_are_asked_about_until_somebody_writes_there(test) {
        let desk = Desk::new(test).await;
        let id = create(&desk.mina, &form("資料送付", None)).await.unwrap();
        let version = page(&desk.mina, id).await.unwrap().version;
        let (_, version) = add_file(&desk.mina, id, version, drafts::NewFile { name: "案内.pdf", kind: "application/pdf", inside: false }, spool(&desk.mina, b"%PDF").await).await.unwrap();
        let content = Content { cc: "記録 <log@ours.example>".into(), ..says("ご案内 %Customer%", "%Company%\n%Section%\n%Customer% 様\n\n本文です。") };
        publish(&desk.mina, id, version, content, "").await.unwrap();
        let held = writes(&desk).await;
        let inserted = put(&desk, &held, id).await;
        assert_eq!((inserted.subject.as_str(), inserted.cc.as_str()), ("ご案内 三嶋 航太郎", "記録 <log@ours.example>"));
        assert_eq!((inserted.blank.clone(), inserted.left.len()), (vec!["%Company%".to_owned(), "%Section%".to_owned()], 0));
        let draft = desk.draft(held.draft_id).await;
        assert_eq!(draft.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["案内.pdf"]);
        let asked = async || {
            let guard = drafts::guard(&desk.mina, held.draft_id).await.unwrap();
            guard.warnings.into_iter().filter_map(|warning| if let Warning::Blank { word } = warning { Some(word) } else { None }).collect::<Vec<_>>()
        };
        // The words come with the writer's save.
        let text = bare(&inserted.text);
        let content = domain::drafts::DraftContent { text: format!("{text}\n\n> 納期はいつですか。"), ..draft.content.clone() };
        let saved = drafts::save(&desk.mina, held.draft_id, &held.token, draft.version, content.clone()).await.unwrap();
        assert_eq!(asked().await, ["%Company%", "%Section%"]);
        let text = content.text.replacen("\n\n三嶋", "\n購買部\n三嶋", 1);
        drafts::save(&desk.mina, held.draft_id, &held.token, saved, domain::drafts::DraftContent { text, ..content }).await.unwrap();
        assert!(asked().await.is_empty(), "both lines stand otherwise now");
    }

    async fn formatted_text_is_filled_as_html_and_its_blanks_are_found_as_it_is_read(test) {
        let desk = Desk::new(test).await;
        let html = "<div>%Section%</div><div>%Customer% 様</div><div><b>本文</b>です。</div>";
        let id = in_use(&desk.mina, &form("HTML", None), Content { html: Some(html.into()), ..says("", "") }).await;
        let held = writes(&desk).await;
        let draft = desk.draft(held.draft_id).await;
        let rich = domain::drafts::DraftContent { html: Some("<div><br></div>".into()), ..draft.content.clone() };
        let saved = drafts::save(&desk.mina, held.draft_id, &held.token, draft.version, rich.clone()).await.unwrap();
        let inserted = put(&desk, &held, id).await;
        let expected = format!("<div>{BEGIN}{END}</div><div>{BEGIN}三嶋 航太郎{END} 様</div><div><b>本文</b>です。</div>");
        assert_eq!(inserted.html.as_deref(), Some(expected.as_str()));
        let html = format!("<div>前</div>{}", bare(&expected).replace("<div></div>", "<div><br></div>"));
        drafts::save(&desk.mina, held.draft_id, &held.token, saved, domain::drafts::DraftContent { html: Some(html), ..rich }).await.unwrap();
        let guard = drafts::guard(&desk.mina, held.draft_id).await.unwrap();
        assert!(guard.warnings.contains(&Warning::Blank { word: "%Section%".into() }), "{:?}", guard.warnings);
    }

    async fn a_name_is_no_markup_wherever_it_is_put(test) {
        let desk = Desk::new(test).await;
        let id = in_use(&desk.mina, &form("HTML", None), Content { html: Some("<div>%Customer%</div>".into()), ..says("%Customer%", "") }).await;
        let held = writes(&desk).await;
        let draft = desk.draft(held.draft_id).await;
        let to = "\"<img src=x onerror=alert(1)>\" <evil@x.example>";
        let content = domain::drafts::DraftContent { to: to.into(), ..draft.content };
        drafts::save(&desk.mina, held.draft_id, &held.token, draft.version, content).await.unwrap();
        let inserted = put(&desk, &held, id).await;
        assert_eq!(bare(&inserted.html.unwrap()), "<div>&lt;img src=x onerror=alert(1)&gt;</div>");
        assert_eq!(inserted.subject, "<img src=x onerror=alert(1)>", "one line of plain text");
    }

    async fn what_is_not_for_this_mailbox_or_was_put_away_cannot_come_in(test) {
        let desk = Desk::new(test).await;
        let other = desk.test.mailbox("ほか").await;
        let both = desk.test.member("both", &[desk.mailbox, other]).await;
        let elsewhere = in_use(&both, &form("ほか用", Some(other)), says("", "文")).await;
        let here = in_use(&both, &form("窓口用", Some(desk.mailbox)), says("", "文")).await;
        let held = writes(&desk).await;
        assert_eq!(refused(insert(&desk.mina, elsewhere, held.draft_id, &held.token).await), Refused::NotFound);
        assert_eq!(refused(insert(&both, elsewhere, held.draft_id, "wrong").await), Refused::LeaseLost { holder: Some("mina".into()) });
        assert_eq!(offered(&both, desk.mailbox).await.unwrap().iter().map(|line| line.id).collect::<Vec<_>>(), [here]);
        put(&desk, &held, here).await;
        let version = page(&both, here).await.unwrap().version;
        set_archived(&both, here, version, true).await.unwrap();
        assert_eq!(refused(insert(&desk.mina, here, held.draft_id, &held.token).await), Refused::NotFound);
        assert!(offered(&both, desk.mailbox).await.unwrap().is_empty());
        let reader = desk.test.person("reader", Role::Member, &[desk.mailbox], Viewing::All, false).await;
        assert_eq!(refused(preview(&reader, elsewhere, held.draft_id).await), Refused::NotAllowed);
    }

    async fn a_draft_becomes_a_template_without_what_others_wrote(test) {
        let desk = Desk::new(test).await;
        let held = writes(&desk).await;
        let draft = desk.draft(held.draft_id).await;
        let text = "%Customer% 様\n\n火曜日にお届けします。\n\n2026年1月5日(月) 9:00 三嶋 航太郎 <mishima@customer.example> さんは書きました:\n> 納期はいつですか。";
        let content = domain::drafts::DraftContent { subject: "納期のお知らせ".into(), text: text.into(), ..draft.content };
        drafts::save(&desk.mina, held.draft_id, &held.token, draft.version, content).await.unwrap();
        for name in ["納期のお知らせ", "納期のお知らせ (2)"] {
            let id = from_draft(&desk.mina, held.draft_id).await.unwrap();
            let made = page(&desk.mina, id).await.unwrap();
            assert_eq!((made.form.name.as_str(), made.form.mailbox, made.published), (name, Some(desk.mailbox), 0));
            assert_eq!(made.now.content.text, "%Customer% 様\n\n火曜日にお届けします。");
        }
        assert_eq!(refused(from_message(&desk.mina, desk.question).await), Refused::NotAllowed);
        assert_eq!(refused(from_draft(&stranger(&desk.test), held.draft_id).await), Refused::NotFound);
    }

    async fn a_text_is_tried_out_with_somebody_of_the_address_book(test) {
        let desk = Desk::new(test).await;
        let mut tx = desk.test.desk.db.write().await.unwrap();
        let space = mailboxes::space_of(&mut tx, desk.mailbox).await.unwrap();
        let contact = book::insert_contact(&mut tx, space, None, "三嶋", "購買部", desk.mina.now).await.unwrap();
        book::add_address(&mut tx, space, contact, "m@x.example").await.unwrap();
        tx.commit().await.unwrap();
        let content = says("%Section%", "%Customer% 様 %Company%。%User%");
        let tried = try_out(&desk.mina, None, content.clone(), "m@x.example").await.unwrap();
        assert_eq!((tried.subject.as_str(), bare(&tried.text).as_str(), tried.blank), ("購買部", "三嶋 様 。mina", vec!["%Company%".to_owned()]));
        let nobody = try_out(&desk.mina, None, content, "").await.unwrap();
        assert_eq!((bare(&nobody.text).as_str(), nobody.left.len()), ("%Customer% 様 %Company%。mina", 3));
        assert_eq!(refused(try_out(&stranger(&desk.test), None, says("", "x"), "").await), Refused::NotFound);
    }
}
