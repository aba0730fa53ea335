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
    loop {
        let state = import(cx, id, None).await.unwrap().state;
        if state.stage != Stage::Running {
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
        // A company without a code is a new one each time (MW-43).
        let (_, plan) = dry(&cx, EntryKind::Company, &companies).await;
        assert_eq!(plan.counts, counts(1, 0, 1, 0));
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
        while import(&cx, id, None).await.unwrap().state.stage == Stage::Running {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(setup(&cx).await.unwrap().groups[0].name, "保守", "a group that was not there came along");
        let again = begin_import(&cx, EntryKind::Company, "会社2.csv", Bytes::from("コード,氏名かな,相手,グループ\n1,たかしま,髙島㈱,保守\n".to_owned())).await.unwrap();
        let plan = import(&cx, again, None).await.unwrap().plan.unwrap();
        assert_eq!((plan.columns, plan.counts), (columns, counts(0, 0, 1, 0)), "as they were last");
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
