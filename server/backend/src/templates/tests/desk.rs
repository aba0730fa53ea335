//! The desk: names and folders, who may, versions, files, putting away.

use super::*;

each_engine! {
    async fn a_version_is_used_from_the_moment_it_is_published(test) {
        let desk = Desk::new(test).await;
        let (mina, ren) = (&desk.mina, &desk.ren);
        let id = create(mina, &Form { folder: " 故障 ".into(), ..form("一次対応", None) }).await.unwrap();
        let first = page(mina, id).await.unwrap();
        assert_eq!((first.now.number, first.published, first.may_edit, first.form.folder.as_str()), (0, 0, true, "故障"));
        assert!(offered(mina, desk.mailbox).await.unwrap().is_empty(), "nobody can use what is being written");
        let saved = save(mina, id, first.version, says("件名", "一")).await.unwrap();
        assert_eq!(refused(publish(mina, id, first.version, says("件名", "古い画面"), "").await), Refused::Stale);
        assert_eq!(publish(mina, id, saved, says("件名", "一の確定"), "最初の版").await.unwrap(), 1);
        assert_eq!(next(ren, id, says("件名", "二"), "電話番号を更新").await, 2);
        let now = page(mina, id).await.unwrap();
        assert_eq!((now.now.number, now.now.content.text.as_str(), now.now.author_name.as_deref()), (2, "二", Some("ren")));
        let notes: Vec<_> = now.versions.iter().map(|version| (version.number, version.note.as_str())).collect();
        assert_eq!(notes, [(2, "電話番号を更新"), (1, "最初の版")]);
        assert_eq!(version(mina, id, 1).await.unwrap().content.text, "一の確定");
        assert_eq!(refused(version(mina, id, 0).await), Refused::NotFound);
        // Back to the first one, which is being written then; the second one stays in use.
        let back = go_back(mina, id, now.version, 1).await.unwrap();
        let writing = page(mina, id).await.unwrap();
        assert_eq!((writing.now.number, writing.now.content.text.as_str(), writing.published), (0, "一の確定", 2));
        discard(mina, id, back).await.unwrap();
        assert_eq!(page(mina, id).await.unwrap().now.number, 2);
        assert_eq!(refused(publish(mina, id, page(mina, id).await.unwrap().version, says(" ", "\n"), "").await), Refused::Invalid { field: Field::Text, wrong: Wrong::Missing });
    }

    async fn a_new_version_is_new_until_it_is_seen(test) {
        let desk = Desk::new(test).await;
        let id = in_use(&desk.mina, &form("納期", None), says("納期", "一")).await;
        let is_new = async |cx: &Cx| list(cx, "").await.unwrap().lines[0].is_new;
        assert_eq!((is_new(&desk.mina).await, is_new(&desk.ren).await), (false, true), "whoever wrote it knows it");
        seen(&desk.ren, id).await.unwrap();
        assert!(!is_new(&desk.ren).await);
        next(&desk.mina, id, says("納期", "二"), "").await;
        assert!(is_new(&desk.ren).await);
        let much_later = TestDesk::later(&desk.ren, (NEW_DAYS + 1) * 86_400_000);
        assert!(!is_new(&much_later).await, "old news is no news");
    }

    async fn who_may_not_change_one_sees_what_is_in_use_and_nothing_else(test) {
        let desk = Desk::new(test).await;
        let reader = desk.test.person("reader", Role::Member, &[desk.mailbox], Viewing::All, false).await;
        let admin = desk.test.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let other = desk.test.mailbox("ほか").await;
        let outsider = desk.test.member("outsider", &[other]).await;
        let nobody = stranger(&desk.test);
        let id = in_use(&desk.mina, &form("窓口だけ", Some(desk.mailbox)), says("件", "文")).await;
        let version = page(&desk.mina, id).await.unwrap().version;
        save(&desk.mina, id, version, says("件", "書きかけ")).await.unwrap();
        let seen = page(&reader, id).await.unwrap();
        assert_eq!((seen.may_edit, seen.now.number, seen.now.content.text.as_str()), (false, 1, "文"));
        for cx in [&outsider, &nobody] {
            assert_eq!(refused(page(cx, id).await), Refused::NotFound);
            assert_eq!(refused(save(cx, id, seen.version, says("", "x")).await), Refused::NotFound);
        }
        assert!(names(&outsider, "").await.is_empty());
        for (done, expected) in [
            (refused(save(&reader, id, seen.version, says("", "x")).await), Refused::NotAllowed),
            (refused(set_archived(&reader, id, seen.version, true).await), Refused::NotAllowed),
            (refused(create(&reader, &form("x", None)).await), Refused::NotAllowed),
            (refused(create(&outsider, &form("x", Some(desk.mailbox))).await), Refused::NotFound),
            (refused(create(&nobody, &form("x", None)).await), Refused::NotFound),
        ] {
            assert_eq!(done, expected);
        }
        // The one who is named may, the others may not, operators always may.
        let named = Form { editors: Editors::Named, named: vec![reader.who.user_id().unwrap()], ..form("窓口だけ", Some(desk.mailbox)) };
        let now = set(&admin, id, seen.version, &named).await.unwrap();
        assert_eq!(page(&reader, id).await.unwrap().now.content.text, "書きかけ");
        assert_eq!(refused(save(&desk.mina, id, now, says("", "x")).await), Refused::NotAllowed);
        save(&reader, id, now, says("件", "直した")).await.unwrap();
    }

    async fn names_are_used_once_in_a_place_and_folders_go_when_they_are_empty(test) {
        let desk = Desk::new(test).await;
        let mina = &desk.mina;
        let id = in_use(mina, &Form { folder: "故障".into(), ..form("ＡＢＣ案内", None) }, says("件", "文")).await;
        assert_eq!(refused(create(mina, &form("abc案内", None)).await), Refused::Taken { field: Field::Name });
        in_use(mina, &Form { folder: "使い方".into(), ..form("abc案内", Some(desk.mailbox)) }, says("件", "文")).await;
        assert_eq!(page(mina, id).await.unwrap().folders, ["使い方", "故障"]);
        rename_folder(mina, "故障", "使い方").await.unwrap();
        assert_eq!(page(mina, id).await.unwrap().folders, ["使い方"]);
        assert_eq!(refused(rename_folder(mina, "故障", "x").await), Refused::NotFound);
        let version = page(mina, id).await.unwrap().version;
        set_archived(mina, id, version, true).await.unwrap();
        let next = in_use(mina, &form("ABC案内", None), says("件", "文")).await;
        let version = page(mina, id).await.unwrap().version;
        assert_eq!(refused(set_archived(mina, id, version, false).await), Refused::Taken { field: Field::Name });
        let version = page(mina, next).await.unwrap().version;
        set(mina, next, version, &form("別の名前", None)).await.unwrap();
        let version = page(mina, id).await.unwrap().version;
        set_archived(mina, id, version, false).await.unwrap();
        assert!(list(mina, "").await.unwrap().lines.iter().all(|line| line.archived_at.is_none()));
        let entries: Vec<(String,)> = mina.desk.db.read().await.unwrap().query("select detail from audit where action = 'template' order by id").all().await.unwrap();
        assert!(entries.iter().any(|(detail,)| detail.contains("archive")) && entries.len() >= 8, "{entries:?}");
    }

    async fn everything_in_it_finds_a_template_whatever_its_width_and_kana(test) {
        let desk = Desk::new(test).await;
        in_use(&desk.mina, &Form { folder: "修理".into(), ..form("代替機", None) }, says("発送のお知らせ", "ｻﾎﾟｰﾄより100%お届けします_")).await;
        in_use(&desk.mina, &form("ほか", None), says("別", "何もなし")).await;
        for (typed, expected) in [
            ("", vec!["代替機", "ほか"]),
            ("さぽーと", vec!["代替機"]),
            ("修理", vec!["代替機"]),
            ("お知らせ", vec!["代替機"]),
            ("100%お", vec!["代替機"]),
            ("%", vec!["代替機"]),
            ("す_", vec!["代替機"]),
            ("'; drop table templates; --", vec![]),
            ("!", vec![]),
        ] {
            assert_eq!(names(&desk.mina, typed).await, expected, "{typed}");
        }
    }

    async fn files_belong_to_the_version_that_they_were_published_with(test) {
        let desk = Desk::new(test).await;
        let mina = &desk.mina;
        let id = create(mina, &form("資料", None)).await.unwrap();
        let version = page(mina, id).await.unwrap().version;
        let (first, version) = add_file(mina, id, version, drafts::NewFile { name: "../資料.pdf", kind: "application/pdf", inside: false }, spool(mina, b"%PDF").await).await.unwrap();
        assert_eq!((first.name.as_str(), first.size), ("資料.pdf", 4));
        assert_eq!(refused(add_file(mina, id, version - 1, drafts::NewFile { name: "x", kind: "", inside: false }, spool(mina, b"x").await).await), Refused::Stale);
        publish(mina, id, version, says("件", "文"), "").await.unwrap();
        // Whoever begins the next version begins with the files of this one.
        let now = page(mina, id).await.unwrap();
        assert_eq!(now.now.files.len(), 1);
        let version = remove_file(mina, id, now.version, now.now.files[0].id).await.unwrap();
        assert!(page(mina, id).await.unwrap().now.files.is_empty());
        assert_eq!(super::super::version(mina, id, 1).await.unwrap().files.len(), 1, "what is in use keeps it");
        let kept = super::super::version(mina, id, 1).await.unwrap().files[0].id;
        assert_eq!(file(mina, id, kept).await.unwrap().bytes, b"%PDF");
        assert_eq!(refused(file(&stranger(&desk.test), id, kept).await.map(|_| ())), Refused::NotFound);
        assert_eq!(refused(remove_file(mina, id, version, AttachmentId(999)).await), Refused::NotFound);
        // A file of another template is none of this one's.
        let other = create(mina, &form("ほか", None)).await.unwrap();
        assert_eq!(refused(file(mina, other, kept).await.map(|_| ())), Refused::NotFound);
    }

    async fn what_does_not_belong_into_a_mail_never_gets_into_a_template(test) {
        let desk = Desk::new(test).await;
        let html = "<div onclick=\"x()\">%Customer% 様<script>alert(1)</script><img src=\"https://t.example/p.gif\"></div>";
        let id = in_use(&desk.mina, &form("HTML", None), Content { html: Some(html.into()), ..says("件", "読まれない") }).await;
        let content = page(&desk.mina, id).await.unwrap().now.content;
        assert_eq!((content.html.as_deref(), content.text.trim()), (Some("<div>%Customer% 様<img></div>"), "%Customer% 様"));
        let version = page(&desk.mina, id).await.unwrap().version;
        let bad = Content { subject: "a\r\nBcc: x@evil.example".into(), ..says("", "文") };
        assert_eq!(refused(save(&desk.mina, id, version, bad).await), Refused::Invalid { field: Field::Subject, wrong: Wrong::Malformed });
    }
}
