//! Files of companies and people: the dry run, the import, the way out and in again.

use super::super::*;
use crate::{
    each_engine,
    testing::{NOW, TestDesk},
};
use bytes::Bytes;
use domain::{
    book::{Column, CompanyForm, ContactForm, Counts, EntryKind, GroupForm, ItemForm, ItemKind, ItemOptionForm, Outcome, PlanView, Reason, Stage},
    csv,
};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refused {
    crate::drafts::fixture::refused(result)
}

async fn mina(desk: &TestDesk) -> Cx {
    let mailbox = desk.mailbox("窓口").await;
    desk.member("mina", &[mailbox]).await
}

async fn dry(cx: &Cx, kind: EntryKind, text: &str) -> (ImportId, PlanView) {
    let id = begin_import(cx, kind, "顧客.csv", Bytes::from(text.to_owned())).await.unwrap();
    let plan = import(cx, id, None).await.unwrap().plan.unwrap();
    (id, plan)
}

/// Takes a file in and waits until it is done.
async fn taken_in(cx: &Cx, kind: EntryKind, text: &str) -> domain::book::ImportState {
    let (id, plan) = dry(cx, kind, text).await;
    start_import(cx, id, plan.columns).await.unwrap();
    over(cx, id).await
}

/// Waits until nothing of it goes on.
async fn over(cx: &Cx, id: ImportId) -> domain::book::ImportState {
    loop {
        let state = import(cx, id, None).await.unwrap().state;
        if !matches!(state.stage, Stage::Running | Stage::Undoing) {
            return state;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn written(cx: &Cx, kind: EntryKind, heads: &[&str]) -> String {
    let export = export(cx, kind).await.unwrap();
    assert_eq!(export.columns.len(), heads.len());
    let lines = export.rows.iter().map(|row| csv::line(row.iter().map(String::as_str)));
    std::iter::once(csv::line(heads.iter().copied())).chain(lines).collect()
}

const COMPANIES: [&str; 6] = ["会社グループ", "会社コード", "会社名", "よみ", "電話", "担当"];
const PEOPLE: [&str; 11] =
    ["顧客グループ", "顧客コード", "名前", "よみ", "会社コード", "会社名", "部課", "電話", "メールアドレス", "配信停止", "保有製品"];

fn counts(new: usize, overwrite: usize, same: usize, error: usize) -> Counts {
    Counts { new, overwrite, same, error }
}

each_engine! {
    async fn an_export_that_is_taken_in_again_changes_nothing(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        let option = |name: &str| ItemOptionForm { id: None, name: name.into(), archived: false };
        let products = ItemForm { name: "保有製品".into(), kind: ItemKind::Multi, required: false, is_unique: false, listed: true, options: vec![option("KM-RF08"), option("KM-T2、白")] };
        let products = add_item(&operator, EntryKind::Contact, &products).await.unwrap();
        let options: Vec<String> = setup(&cx).await.unwrap().items[0].options.iter().map(|option| option.id.to_string()).collect();
        let group = add_group(&cx, EntryKind::Company, &GroupForm { name: "助成、保守".into() }).await.unwrap();
        let hikari = CompanyForm { code: "=H-1".into(), name: "ひかり\"の\"森, Inc".into(), phone: "+81-22-555".into(), in_charge: cx.who.user_id(), groups: vec![group], ..CompanyForm::default() };
        let hikari = add_company(&cx, &hikari).await.unwrap();
        add_company(&cx, &CompanyForm { name: "コードのない会社".into(), ..CompanyForm::default() }).await.unwrap();
        let yu = ContactForm {
            code: "C-1".into(), name: "篠宮 悠".into(), reading: "しのみや".into(), company: Some(hikari), section: "推進室".into(), phone: "-022".into(),
            addresses: vec!["y@hikari.example".into(), "yu@home.example".into()], opted_out: true, values: vec![(products, options.join(","))], ..ContactForm::default()
        };
        let yu = add_contact(&cx, &yu).await.unwrap();
        add_contact(&cx, &ContactForm { name: "@名前".into(), addresses: vec!["only@x.example".into()], ..ContactForm::default() }).await.unwrap();
        let before = contact(&cx, yu).await.unwrap();
        let companies = written(&cx, EntryKind::Company, &COMPANIES).await;
        let people = written(&cx, EntryKind::Contact, &PEOPLE).await;
        assert!(people.contains("'@名前") && companies.contains("'=H-1"), "no formula leaves: {people} {companies}");
        let (_, plan) = dry(&cx, EntryKind::Contact, &people).await;
        assert_eq!((plan.counts, plan.lines.len()), (counts(0, 0, 2, 0), 0));
        // One without a code is known by its name.
        let (_, plan) = dry(&cx, EntryKind::Company, &companies).await;
        assert_eq!((plan.counts, plan.lines.len()), (counts(0, 0, 2, 0), 0));
        let state = taken_in(&cx, EntryKind::Contact, &people).await;
        assert_eq!((state.stage, state.added, state.overwritten, state.failed), (Stage::Done, 0, 0, 0));
        assert_eq!(contact(&cx, yu).await.unwrap(), before);
        let mut tx = cx.desk.db.read().await.unwrap();
        let (count,): (i64,) = tx.query("select count(*) from audit where action = 'export'").one().await.unwrap();
        assert_eq!(count, 2);
    }

    async fn a_dry_run_tells_of_each_line_and_changes_nothing(desk) {
        let cx = mina(&desk).await;
        let company = add_company(&cx, &CompanyForm { code: "H-1".into(), name: "ひかり".into(), ..CompanyForm::default() }).await.unwrap();
        let yu = ContactForm { code: "C-1".into(), name: "篠宮 悠".into(), section: "広域連携室".into(), company: Some(company), addresses: vec!["y@hikari.example".into()], ..ContactForm::default() };
        let yu = add_contact(&cx, &yu).await.unwrap();
        let koutarou = add_contact(&cx, &ContactForm { name: "三嶋".into(), addresses: vec!["k@tsuki.example".into()], ..ContactForm::default() }).await.unwrap();
        let text = "顧客コード,名前,会社名,部課,電話,メールアドレス,配信停止,色\r\n\
            Ｃ－１,篠宮 悠,ひかり,\"東日本\r\n推進室\",,y@hikari.example,,\r\n\
            ,三嶋 航太郎,,,０２２５－５５,K@TSUKI.example,はい,\r\n\
            ,瀬名,,,,sena@@minamo.example,,\r\n\
            ,,,,,n@x.example,,\r\n\
            C-2,周 安然,いない会社,,,,,\r\n\
            C-3,一人目,,,,,,\r\n\
            c-3,二人目,,,,,,\r\n\
            C-4,新しい人,ひかり,,,new@hikari.example,たぶん,\r\n\
            C-5,新しい人,ひかり,課,,new@hikari.example,いいえ,赤\r\n";
        let (id, plan) = dry(&cx, EntryKind::Contact, text).await;
        use Column::*;
        assert_eq!(plan.columns, [Code, Name, Company, Section, Phone, Addresses, OptOut, Skip]);
        let told: Vec<(usize, Outcome, Vec<Reason>)> = plan.lines.iter().map(|line| (line.number, line.outcome, line.errors.iter().map(|error| error.why.clone()).collect())).collect();
        assert_eq!(told, [
            (2, Outcome::Error, vec![Reason::Malformed]),
            (5, Outcome::Error, vec![Reason::TwoAts]),
            (6, Outcome::Error, vec![Reason::Missing]),
            (7, Outcome::Error, vec![Reason::NoSuchCompany]),
            (9, Outcome::Error, vec![Reason::Twice { line: 8 }]),
            (10, Outcome::Error, vec![Reason::Malformed]),
            (4, Outcome::Overwrite, vec![]),
            (8, Outcome::New, vec![]),
            (11, Outcome::New, vec![]),
        ]);
        assert_eq!(plan.counts, counts(2, 1, 0, 6));
        let changed: Vec<&str> = plan.lines[6].changes.iter().map(|change| change.after.as_str()).collect();
        assert_eq!(changed, ["三嶋 航太郎", "0225-55", "K@TSUKI.example", "1"]);
        assert_eq!(contact(&cx, yu).await.unwrap().form.section, "広域連携室");
        assert_eq!(contact(&cx, koutarou).await.unwrap().form.name, "三嶋");
        start_import(&cx, id, plan.columns.clone()).await.unwrap();
        assert_eq!(refused(start_import(&cx, id, plan.columns).await), Refused::Stale, "it is begun once");
        let state = loop {
            let state = import(&cx, id, None).await.unwrap().state;
            if state.stage == Stage::Done {
                break state;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        assert_eq!((state.total, state.done, state.added, state.overwritten, state.failed), (9, 9, 2, 1, 6));
        let view = contact(&cx, koutarou).await.unwrap();
        assert_eq!((view.form.phone.as_str(), view.opted_out_by.as_deref()), ("0225-55", Some("import")));
        assert_eq!(find(&cx, "航太郎").await.unwrap().contacts.len(), 1);
        assert_eq!(find(&cx, "new@hikari").await.unwrap().contacts[0].company, "ひかり");
    }

    async fn files_of_spreadsheets_are_read_and_their_columns_remembered(desk) {
        let cx = mina(&desk).await;
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("コード,氏名かな,相手,ｸﾞﾙｰﾌﾟ\r\n1,たかしま,髙島㈱,保守\r\n");
        let id = begin_import(&cx, EntryKind::Company, "会社.csv", Bytes::from(bytes.into_owned())).await.unwrap();
        let plan = import(&cx, id, None).await.unwrap().plan.unwrap();
        assert_eq!((plan.encoding.as_str(), plan.columns.as_slice()), ("CP932", [Column::Code, Column::Skip, Column::Skip, Column::Group].as_slice()));
        let columns = vec![Column::Code, Column::Reading, Column::Name, Column::Group];
        assert_eq!(refused(start_import(&cx, id, vec![Column::Code]).await), Refused::Invalid { field: Field::Name, wrong: Wrong::Missing });
        let plan = import(&cx, id, Some(columns.clone())).await.unwrap().plan.unwrap();
        assert_eq!((plan.lines[0].name.as_str(), plan.counts), ("髙島㈱", counts(1, 0, 0, 0)));
        start_import(&cx, id, columns.clone()).await.unwrap();
        over(&cx, id).await;
        assert_eq!(setup(&cx).await.unwrap().groups[0].name, "保守", "a group that was not there came along");
        let again = begin_import(&cx, EntryKind::Company, "会社2.csv", Bytes::from("コード,氏名かな,相手,グループ\n1,たかしま,髙島㈱,保守\n".to_owned())).await.unwrap();
        let plan = import(&cx, again, None).await.unwrap().plan.unwrap();
        assert_eq!((plan.columns, plan.counts), (columns, counts(0, 0, 1, 0)), "as they were last");
    }

    async fn what_excel_writes_is_read_with_its_quotes_line_breaks_and_wide_digits(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        let note = ItemForm { name: "備考".into(), kind: ItemKind::LongText, required: false, is_unique: false, listed: false, options: vec![] };
        let note = add_item(&operator, EntryKind::Contact, &note).await.unwrap();
        let files: [(&str, &[u8]); 3] = [
            ("CP932", include_bytes!("files/excel-cp932.csv")),
            ("UTF-8", include_bytes!("files/excel-utf8.csv")),
            ("UTF-16", include_bytes!("files/excel-unicode.txt")),
        ];
        for (place, (encoding, bytes)) in files.into_iter().enumerate() {
            let id = begin_import(&cx, EntryKind::Contact, "顧客.csv", Bytes::from_static(bytes)).await.unwrap();
            let plan = import(&cx, id, None).await.unwrap().plan.unwrap();
            let expected = if place == 0 { counts(2, 0, 0, 0) } else { counts(0, 0, 2, 0) };
            assert_eq!((plan.encoding.as_str(), plan.rows, plan.counts), (encoding, 2, expected));
            start_import(&cx, id, plan.columns).await.unwrap();
            over(&cx, id).await;
        }
        let takashima = contact(&cx, find(&cx, "takashima").await.unwrap().contacts[0].id).await.unwrap().form;
        assert_eq!((takashima.code.as_str(), takashima.name.as_str(), takashima.phone.as_str()), ("001", "髙島 ①郎", "022-555-0101"));
        assert_eq!(takashima.values, [(note, "\"月～金\"\n午前のみ, 不在あり".to_owned())]);
        let yamasaki = contact(&cx, find(&cx, "yamasaki").await.unwrap().contacts[0].id).await.unwrap().form;
        assert_eq!(yamasaki.addresses, ["yamasaki@tsukimihama.example", "hana@nagi.example"]);
        let torn = begin_import(&cx, EntryKind::Contact, "x.csv", Bytes::from_static("名前,備考\n三嶋,\"一\n二\n".as_bytes())).await;
        assert_eq!(refused(torn), Refused::OpenQuote { line: 2 });
    }

    async fn companies_without_a_code_are_known_by_their_names_each_once(desk) {
        let cx = mina(&desk).await;
        for name in ["ひかり", "ひかり", "なぎ"] {
            add_company(&cx, &CompanyForm { name: name.into(), ..CompanyForm::default() }).await.unwrap();
        }
        add_company(&cx, &CompanyForm { name: "コードのある会社".into(), code: "C-1".into(), ..CompanyForm::default() }).await.unwrap();
        let file = "会社コード,会社名,電話\n,ヒカリ,022-1\n,ひかり,022-2\n,ひかり,022-3\n,なぎ,\n,コードのある会社,\n,なぎさ,\n";
        let (_, plan) = dry(&cx, EntryKind::Company, file).await;
        let told = |number: usize| plan.lines.iter().find(|line| line.number == number).map(|line| line.outcome);
        assert_eq!(plan.counts, counts(2, 2, 1, 1));
        assert_eq!((told(3), told(4), told(6), told(7)), (Some(Outcome::Overwrite), Some(Outcome::Error), Some(Outcome::New), Some(Outcome::New)));
    }

    async fn cards_of_a_phone_come_in_with_their_companies_and_go_out_as_they_were(desk) {
        let cx = mina(&desk).await;
        let cards: &[u8] = include_bytes!("files/phone.vcf");
        let nagi = add_company(&cx, &CompanyForm { name: "なぎ水産".into(), ..CompanyForm::default() }).await.unwrap();
        let sena = ContactForm { name: "瀬名".into(), addresses: vec!["sena@minamo.example".into()], opted_out: true, ..ContactForm::default() };
        let sena = add_contact(&cx, &sena).await.unwrap();
        let id = begin_import(&cx, EntryKind::Contact, "contacts.vcf", Bytes::from_static(cards)).await.unwrap();
        let plan = import(&cx, id, None).await.unwrap().plan.unwrap();
        assert_eq!((plan.encoding.as_str(), plan.rows, plan.counts), ("vCard", 3, counts(2, 1, 0, 0)));
        start_import(&cx, id, plan.columns).await.unwrap();
        over(&cx, id).await;
        let mishima = contact(&cx, find(&cx, "k.mishima").await.unwrap().contacts[0].id).await.unwrap();
        assert_eq!((mishima.form.name.as_str(), mishima.form.reading.as_str()), ("三嶋 航太郎", "みしま こうたろう"));
        assert_eq!((mishima.company.as_str(), mishima.form.section.as_str()), ("月見浜商事", "購買部"));
        let jiro = contact(&cx, find(&cx, "jiro@").await.unwrap().contacts[0].id).await.unwrap();
        assert_eq!(jiro.form.company, Some(nagi), "a company that is there is not added again");
        let view = contact(&cx, sena).await.unwrap();
        assert_eq!((view.form.opted_out, view.form.reading.as_str()), (true, "せな みお"), "what a card does not say stays");
        // Out again, and nothing changes.
        let text = export_cards(&cx, None).await.unwrap();
        assert_eq!(mail::vcard::read(text.as_bytes()).len(), 3, "{text}");
        let again = begin_import(&cx, EntryKind::Contact, "x.vcf", Bytes::from(text)).await.unwrap();
        assert_eq!(import(&cx, again, None).await.unwrap().plan.unwrap().counts, counts(0, 0, 3, 0));
        let one = export_cards(&cx, Some(sena)).await.unwrap();
        assert_eq!(mail::vcard::read(one.as_bytes())[0].addresses, ["sena@minamo.example"]);
        // Taken back: the company that came along goes too, the one that was there stays.
        undo_import(&cx, id).await.unwrap();
        let state = over(&cx, id).await;
        assert_eq!((state.stage, state.undone, state.kept), (Stage::Undone, 4, 0));
        assert!(find(&cx, "三嶋").await.unwrap().is_empty() && find(&cx, "月見浜").await.unwrap().is_empty());
        assert!(!find(&cx, "なぎ水産").await.unwrap().is_empty());
        assert_eq!(contact(&cx, sena).await.unwrap().form.name, "瀬名");
    }

    async fn an_import_is_taken_back_but_for_what_somebody_changed_since(desk) {
        let cx = mina(&desk).await;
        let mailbox = desk.mailbox("二つめ").await;
        let other = desk.member("ren", &[mailbox]).await;
        let known = |code: &str, name: &str| CompanyForm { code: code.into(), name: name.into(), phone: "022-1".into(), ..CompanyForm::default() };
        let one = add_company(&cx, &known("1", "一")).await.unwrap();
        let two = add_company(&cx, &known("2", "二")).await.unwrap();
        let file = "会社グループ,会社コード,会社名,電話\n仕入先,1,一商店,022-9\n,2,二商店,022-9\n,3,三商店,022-9\n,4,四商店,022-9\n";
        let (id, plan) = dry(&cx, EntryKind::Company, file).await;
        start_import(&cx, id, plan.columns).await.unwrap();
        let state = over(&cx, id).await;
        assert!(state.can_be_undone(cx.now));
        let view = company(&cx, two).await.unwrap();
        edit_company(&cx, two, view.version, &CompanyForm { reading: "に".into(), ..view.form }).await.unwrap();
        let four = find(&cx, "四商店").await.unwrap().companies[0].id;
        let hana = ContactForm { name: "花".into(), company: Some(four), ..ContactForm::default() };
        add_contact(&cx, &hana).await.unwrap();
        assert_eq!(refused(undo_import(&other, id).await), Refused::NotFound);
        assert!(recent_imports(&other).await.unwrap().is_empty());
        let later = Cx { now: cx.now.plus_days(31), ..cx.clone() };
        assert_eq!(refused(undo_import(&later, id).await), Refused::TooLate);
        undo_import(&cx, id).await.unwrap();
        let state = over(&cx, id).await;
        assert_eq!((state.stage, state.undone, state.kept), (Stage::Undone, 2, 2));
        assert_eq!(recent_imports(&cx).await.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let view = company(&cx, one).await.unwrap();
        assert_eq!((view.form.name.as_str(), view.form.phone.as_str(), view.groups.len()), ("一", "022-1", 0));
        assert_eq!(company(&cx, two).await.unwrap().form.name, "二商店", "somebody changed it since");
        assert!(find(&cx, "三商店").await.unwrap().is_empty());
        assert!(!find(&cx, "四商店").await.unwrap().is_empty(), "somebody belongs to it since");
        assert_eq!(refused(undo_import(&cx, id).await), Refused::Stale);
        assert!(setup(&cx).await.unwrap().groups.is_empty(), "the group that came along is gone");
    }

    async fn groups_of_an_import_stay_where_somebody_uses_them(desk) {
        let cx = mina(&desk).await;
        let (id, plan) = dry(&cx, EntryKind::Contact, "顧客グループ,名前\n使う,一\n空く,二\n改める,三\n選ぶ,四\n").await;
        start_import(&cx, id, plan.columns).await.unwrap();
        over(&cx, id).await;
        let groups = setup(&cx).await.unwrap().groups;
        let of = |name: &str| groups.iter().find(|group| group.name == name).unwrap().id;
        add_contact(&cx, &ContactForm { name: "花".into(), groups: vec![of("使う")], ..ContactForm::default() }).await.unwrap();
        rename_group(&cx, of("改める"), &GroupForm { name: "改めた".into() }).await.unwrap();
        let audience = format!("{{\"subject\":\"group-{}\"}}", of("選ぶ"));
        let mut tx = cx.desk.db.write().await.unwrap();
        tx.query("insert into bulk_audiences(space_id, name, name_key, audience, created_by, created_at) select 1, 'x', 'x', $1, $2, 0")
            .text(&audience)
            .bind(cx.who.user_id())
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        undo_import(&cx, id).await.unwrap();
        over(&cx, id).await;
        let mut left: Vec<String> = setup(&cx).await.unwrap().groups.into_iter().map(|group| group.name).collect();
        left.sort_unstable();
        assert_eq!(left, ["使う", "改めた", "選ぶ"]);
    }

    async fn items_of_its_own_go_out_with_cards_and_come_in_as_they_were(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        for (name, kind) in [("製品; 型番", ItemKind::Multi), ("更新日", ItemKind::Date), ("備考", ItemKind::Text), ("携帯電話", ItemKind::Text)] {
            let options = if kind == ItemKind::Multi { ["甲, 上", "乙"].map(|name| ItemOptionForm { id: None, name: name.into(), archived: false }).to_vec() } else { vec![] };
            let item = ItemForm { name: name.into(), kind, required: false, is_unique: false, listed: false, options };
            add_item(&operator, EntryKind::Contact, &item).await.unwrap();
        }
        let items = setup(&cx).await.unwrap().items;
        let both = items[0].options.iter().map(|option| option.id.to_string()).collect::<Vec<_>>().join(",");
        let values = vec![(items[0].id, both), (items[1].id, "2026-01-31".into()), (items[2].id, "午前のみ\\; 要連絡".into()), (items[3].id, "090-1".into())];
        let sena = ContactForm { name: "瀬名 みお".into(), addresses: vec!["sena@minamo.example".into()], values: values.clone(), ..ContactForm::default() };
        let sena = add_contact(&cx, &sena).await.unwrap();
        for text in [export_cards(&cx, None).await.unwrap(), export_cards(&cx, Some(sena)).await.unwrap()] {
            let again = begin_import(&cx, EntryKind::Contact, "x.vcf", Bytes::from(text.clone())).await.unwrap();
            let plan = import(&cx, again, None).await.unwrap().plan.unwrap();
            assert_eq!(plan.counts, counts(0, 0, 1, 0), "nothing changes: {:?}\n{text}", plan.lines);
            // Where they are unknown they come in whole.
            let view = contact(&cx, sena).await.unwrap();
            edit_contact(&cx, sena, view.version, &ContactForm { values: vec![], ..view.form }).await.unwrap();
            let again = begin_import(&cx, EntryKind::Contact, "x.vcf", Bytes::from(text)).await.unwrap();
            let plan = import(&cx, again, None).await.unwrap().plan.unwrap();
            start_import(&cx, again, plan.columns).await.unwrap();
            over(&cx, again).await;
            let mut form = contact(&cx, sena).await.unwrap().form;
            form.values.sort_unstable();
            let mut expected = values.clone();
            expected.sort_unstable();
            assert_eq!((form.values, form.phone.as_str()), (expected, ""));
        }
    }

    async fn only_its_owner_sees_a_file_and_nobody_waits_for_one_that_was_left(desk) {
        let cx = mina(&desk).await;
        let mailbox = desk.mailbox("二つめ").await;
        let other = desk.member("ren", &[mailbox]).await;
        let (id, plan) = dry(&cx, EntryKind::Contact, "名前\n三嶋\n").await;
        assert_eq!(refused(import(&other, id, None).await), Refused::NotFound);
        assert_eq!(refused(cancel_import(&other, id).await), Refused::NotFound);
        cancel_import(&cx, id).await.unwrap();
        assert_eq!(refused(start_import(&cx, id, plan.columns.clone()).await), Refused::Stale);
        assert_eq!(import(&cx, id, None).await.unwrap().state.stage, Stage::Cancelled);
        for empty in ["", "名前\n", "\n\n"] {
            let answer = begin_import(&cx, EntryKind::Contact, "x.csv", Bytes::from(empty.to_owned())).await;
            assert_eq!(refused(answer), Refused::Invalid { field: Field::File, wrong: Wrong::Missing }, "{empty:?}");
        }
        // One that nobody comes back to, and one whose program ended.
        let (left, _) = dry(&cx, EntryKind::Contact, "名前\n二人\n").await;
        let (broken, _) = dry(&cx, EntryKind::Contact, "名前\n三人\n").await;
        let mut tx = cx.desk.db.write().await.unwrap();
        sql::set_stage(&mut tx, broken, Stage::Planned, Stage::Running, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let later = Cx { now: NOW.plus_minutes(10), ..desk.system() };
        assert_eq!(sweep_imports(&later).await.unwrap(), 1);
        assert_eq!(import(&cx, broken, None).await.unwrap().state.stage, Stage::Stopped);
        assert_eq!(sweep_imports(&Cx { now: NOW.plus_days(2), ..desk.system() }).await.unwrap(), 1);
        assert_eq!(import(&cx, left, None).await.unwrap().state.stage, Stage::Cancelled);
    }
}
