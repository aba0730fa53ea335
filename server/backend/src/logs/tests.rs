//! Calls and visits: who may write them, how they are found, who comes back to them.

use super::*;
use crate::{Error, book, conversations, each_engine, notifications, testing::TestDesk};
use domain::{
    access::{Role, Viewing, Who},
    addresses::Address,
    conversations::{EventKind, Item},
    fields::OptionForm,
    logs::{Dating, EntryForm, ItemForm, ItemKind, Way},
    statuses::{Class, Color},
};

const SPACE: SpaceId = SpaceId(1);

fn call(subject: &str) -> EntryForm {
    EntryForm { subject: subject.into(), starts: "2026-01-05T09:00".into(), way: Some(Way::Out), ..EntryForm::default() }
}

fn operator(cx: &Cx) -> Cx {
    let mut person = cx.who.person().unwrap().clone();
    person.operates = vec![SPACE];
    Cx { who: Who::Person(person), ..cx.clone() }
}

fn option(name: &str) -> OptionForm {
    OptionForm { id: None, name: name.into(), color: Color::Nezumi, archived: false }
}

fn item_form(name: &str, kind: ItemKind, required: bool, options: &[&str]) -> ItemForm {
    ItemForm { name: name.into(), kind, required, options: options.iter().map(|name| option(name)).collect() }
}

async fn subjects(cx: &Cx, query: &LogQuery) -> Vec<String> {
    list(cx, query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
}

async fn contact(desk: &TestDesk, company: &str, name: &str, addr: &str) -> (CompanyId, ContactId) {
    let mut tx = desk.desk.db.write().await.unwrap();
    let company = book::insert_company(&mut tx, SPACE, company, "", crate::testing::NOW).await.unwrap();
    let contact = book::insert_contact(&mut tx, SPACE, Some(company), name, "", crate::testing::NOW).await.unwrap();
    book::add_address(&mut tx, SPACE, contact, addr).await.unwrap();
    tx.commit().await.unwrap();
    (company, contact)
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId, addr: &str) -> ConversationId {
    let mut tx = desk.desk.db.write().await.unwrap();
    let customer = Address { name: "三嶋".into(), addr: addr.into() };
    let new = conversations::NewConversation {
        mailbox,
        subject: "温度警報",
        customer: &customer,
        class: Class::Open,
        assignee: None,
        at: crate::testing::NOW,
        language: "",
    };
    let id = conversations::create(&mut tx, &desk.system(), &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn refused<T: std::fmt::Debug>(done: Result<T>) -> Refused {
    match done {
        Err(Error::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

each_engine! {
async fn an_entry_is_written_read_changed_and_found(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (kuze, hayase) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    let (company, contact) = contact(&desk, "月見浜水産", "三嶋 航太郎", "k@tsukimihama.example").await;
    let form = EntryForm { contact: Some(contact), text: "ポンプを交換。\n100%復旧".into(), ..call("温度警報の件") };
    let id = save(&kuze, Log::Calls, None, &form).await.unwrap();
    let view = entry(&hayase, id).await.unwrap();
    assert_eq!((view.row.subject.as_str(), view.row.with(), view.row.company_name.as_str()), ("温度警報の件", "三嶋 航太郎", "月見浜水産"));
    assert_eq!((view.row.at, view.row.way, view.row.person_name.as_str(), view.version), (crate::testing::NOW, Some(Way::Out), "kuze", 1));
    assert!(view.may_edit && !view.may_remove, "a colleague's");
    // A stranger's call, later, and a visit.
    let other = EntryForm { party: "飛び込みの人".into(), starts: "2026-01-06T10:00".into(), ..call("飛び込み") };
    save(&hayase, Log::Calls, None, &other).await.unwrap();
    save(&hayase, Log::Visits, None, &EntryForm { company: Some(company), ..call("下見") }).await.unwrap();

    let calls = LogQuery::of(Log::Calls);
    assert_eq!(subjects(&kuze, &calls).await, ["飛び込み", "温度警報の件"]);
    let with = |change: fn(&mut LogQuery)| { let mut query = calls.clone(); change(&mut query); query };
    for (query, expected) in [
        (with(|query| query.text = "ﾎﾟﾝﾌﾟ　ツキミ".into()), vec![]),
        (with(|query| query.text = "ﾎﾟﾝﾌﾟ　月見浜".into()), vec!["温度警報の件"]),
        (with(|query| query.text = "100%".into()), vec!["温度警報の件"]),
        (with(|query| query.text = "_".into()), vec![]),
        (with(|query| query.from = "2026-01-06".into()), vec!["飛び込み"]),
        (with(|query| query.to = "2026-01-05".into()), vec!["温度警報の件"]),
        (LogQuery { person: hayase.who.user_id(), ..calls.clone() }, vec!["飛び込み"]),
        (LogQuery { contact: Some(contact), ..calls.clone() }, vec!["温度警報の件"]),
        (LogQuery { company: Some(company), ..LogQuery::of(Log::Visits) }, vec!["下見"]),
        (with(|query| query.waiting = true), vec![]),
    ] {
        assert_eq!(subjects(&kuze, &query).await, expected, "{query:?}");
    }
    // Somebody else was quicker.
    save(&hayase, Log::Calls, Some((id, 1)), &EntryForm { contact: Some(contact), ..call("温度警報（解決）") }).await.unwrap();
    assert_eq!(refused(save(&kuze, Log::Calls, Some((id, 1)), &form).await), Refused::Stale);
    assert_eq!(refused(save(&kuze, Log::Visits, Some((id, 2)), &form).await), Refused::Stale);
    assert_eq!(entry(&kuze, id).await.unwrap().row.subject, "温度警報（解決）");
    let mut tx = desk.desk.db.read().await.unwrap();
    let (entries,): (i64,) = tx.query("select count(*) from audit where action = 'log'").one().await.unwrap();
    assert_eq!(entries, 4);
}

async fn whoever_may_not_is_refused_and_a_removed_entry_comes_back(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (kuze, hayase) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    let viewer = desk.person("mizutani", Role::Member, &[mailbox], Viewing::All, false).await;
    let outsider = desk.member("soto", &[]).await;
    let id = save(&kuze, Log::Calls, None, &call("用件")).await.unwrap();
    assert_eq!(refused(save(&viewer, Log::Calls, None, &call("用件")).await), Refused::NotAllowed);
    assert_eq!(refused(comment(&viewer, id, "x").await), Refused::NotAllowed);
    assert!(!entry(&viewer, id).await.unwrap().may_edit);
    assert_eq!(refused(list(&outsider, &LogQuery::of(Log::Calls)).await), Refused::NotFound);
    assert_eq!(refused(entry(&outsider, id).await), Refused::NotFound);
    assert_eq!(refused(people(&outsider).await), Refused::NotFound);
    assert_eq!(due(&outsider).await.unwrap().count, 0);
    let stranger = EntryForm { person: outsider.who.user_id(), ..call("用件") };
    assert_eq!(refused(save(&kuze, Log::Calls, None, &stranger).await), Refused::Invalid { field: Field::User, wrong: Wrong::Malformed });
    // One's own, or an operator's.
    assert_eq!(refused(remove(&hayase, id).await), Refused::NotAllowed);
    remove(&kuze, id).await.unwrap();
    assert_eq!(refused(entry(&kuze, id).await), Refused::NotFound);
    assert_eq!(refused(comment(&kuze, id, "x").await), Refused::NotFound);
    assert!(subjects(&kuze, &LogQuery::of(Log::Calls)).await.is_empty());
    assert_eq!(refused(restore(&hayase, id).await), Refused::NotAllowed);
    restore(&operator(&hayase), id).await.unwrap();
    assert_eq!(subjects(&kuze, &LogQuery::of(Log::Calls)).await, ["用件"]);
    let note = comment(&hayase, id, "承知しました").await.unwrap();
    assert_eq!(entry(&kuze, id).await.unwrap().comments[0].text, "承知しました");
    assert_eq!(list(&kuze, &LogQuery::of(Log::Calls)).await.unwrap().rows[0].comments, 1);
    assert_eq!(refused(uncomment(&kuze, note).await), Refused::NotAllowed);
    uncomment(&hayase, note).await.unwrap();
    assert!(entry(&kuze, id).await.unwrap().comments.is_empty());
}

async fn operators_decide_what_is_asked(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let kuze = desk.member("kuze", &[mailbox]).await;
    let boss = operator(&desk.member("saegusa", &[mailbox]).await);
    assert_eq!(refused(set_dating(&kuze, Log::Calls, Dating::Day, 5).await), Refused::NotAllowed);
    assert_eq!(refused(set_dating(&boss, Log::Calls, Dating::Day, 7).await), Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange });
    assert_eq!(refused(add_item(&kuze, Log::Calls, &item_form("種別", ItemKind::Menu, false, &["故障"])).await), Refused::NotAllowed);
    let kind = add_item(&boss, Log::Calls, &item_form("種別", ItemKind::Menu, true, &["故障", "料金"])).await.unwrap();
    let count = add_item(&boss, Log::Calls, &item_form("台数", ItemKind::Number, false, &[])).await.unwrap();
    assert_eq!(refused(add_item(&boss, Log::Calls, &item_form("台数", ItemKind::Text, false, &[])).await), Refused::Taken { field: Field::Name });
    set_results(&boss, Log::Calls, &[option("完了"), option("不在")]).await.unwrap();
    order_items(&boss, Log::Calls, &[count, kind]).await.unwrap();
    let settings = settings(&kuze, Log::Calls).await.unwrap();
    assert_eq!(settings.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["台数", "種別"]);
    let (broken, away) = (settings.items[1].options[0].id, settings.results[1].id);

    assert_eq!(refused(save(&kuze, Log::Calls, None, &call("用件")).await), Refused::Invalid { field: Field::Value, wrong: Wrong::Missing });
    let form = EntryForm { values: vec![(kind, broken.to_string()), (count, "１２".into())], result: Some(away), ..call("用件") };
    let id = save(&kuze, Log::Calls, None, &form).await.unwrap();
    let view = entry(&kuze, id).await.unwrap();
    let told: Vec<_> = view.values.iter().map(|value| (value.value.clone(), value.text.as_str())).collect();
    assert_eq!(told, [("12".to_owned(), "12"), (broken.to_string(), "故障")]);
    assert_eq!((view.row.result_name.as_str(), view.result_id), ("不在", Some(away)));
    assert_eq!(subjects(&kuze, &LogQuery { result: Some(away), text: "故障".into(), ..LogQuery::of(Log::Calls) }).await, ["用件"]);
    // Options of one item are no options of another, and what is offered no more stays where it is.
    let crossed = EntryForm { values: vec![(kind, away.to_string())], ..form.clone() };
    assert_eq!(refused(save(&kuze, Log::Calls, None, &crossed).await), Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed });
    set_results(&boss, Log::Calls, &[option("済み")]).await.unwrap();
    assert_eq!(refused(save(&kuze, Log::Calls, None, &form).await), Refused::Stale);
    save(&kuze, Log::Calls, Some((id, 1)), &form).await.unwrap();
    // Whole days from now on; what is there keeps its time.
    set_dating(&boss, Log::Calls, Dating::Days, 5).await.unwrap();
    let day = EntryForm { starts: "2026-01-05".into(), ends: "2026-01-07".into(), result: None, ..form.clone() };
    let days = save(&kuze, Log::Calls, None, &day).await.unwrap();
    let row = entry(&kuze, days).await.unwrap().row;
    assert_eq!((row.whole_days, row.until_at.map(|until| until.ms_since(row.at))), (true, Some(2 * 86_400_000)));
    assert!(!entry(&kuze, id).await.unwrap().row.whole_days);
    assert_eq!(subjects(&kuze, &LogQuery { from: "2026-01-05".into(), to: "2026-01-05".into(), ..LogQuery::of(Log::Calls) }).await.len(), 2);
    remove_item(&boss, kind).await.unwrap();
    assert_eq!(entry(&kuze, id).await.unwrap().values.len(), 1);
    assert_eq!(refused(edit_item(&boss, kind, &item_form("種別", ItemKind::Menu, false, &["故障"])).await), Refused::NotFound);
    edit_item(&boss, count, &item_form("個数", ItemKind::Number, true, &[])).await.unwrap();
    assert_eq!(refused(edit_item(&boss, count, &item_form("個数", ItemKind::Text, true, &[])).await), Refused::NotAllowed);
}

async fn an_entry_begins_with_what_the_conversation_knows_and_stands_in_its_history(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let kuze = desk.member("kuze", &[mailbox]).await;
    let other = desk.mailbox("採用").await;
    let recruiter = desk.member("hayase", &[other]).await;
    let (company, contact) = contact(&desk, "月見浜水産", "三嶋 航太郎", "k@tsukimihama.example").await;
    let known = conversation(&desk, mailbox, "K@tsukimihama.example").await;
    let unknown = conversation(&desk, mailbox, "who@x.example").await;
    let begun = blank(&kuze, Log::Calls, None, None, Some(known)).await.unwrap();
    assert_eq!((begun.form.contact, begun.form.company, begun.contact_name.as_str()), (Some(contact), Some(company), "三嶋 航太郎"));
    assert_eq!((begun.form.subject.as_str(), begun.form.starts.as_str()), ("温度警報", "2026-01-05T09:00"));
    assert_eq!(blank(&kuze, Log::Calls, None, None, Some(unknown)).await.unwrap().form.party, "三嶋");
    assert_eq!(blank(&kuze, Log::Visits, Some(contact), None, None).await.unwrap().company_name, "月見浜水産");
    assert_eq!(refused(blank(&recruiter, Log::Calls, None, None, Some(known)).await), Refused::NotFound);
    assert_eq!(refused(save(&recruiter, Log::Calls, None, &begun.form).await), Refused::NotFound);

    let id = save(&kuze, Log::Calls, None, &begun.form).await.unwrap();
    let told = conversations::open(&kuze, known).await.unwrap().items.into_iter().find_map(|item| match item {
        Item::Event(event) if event.kind == EventKind::Logged => Some((event.before, event.after)),
        _ => None,
    });
    assert_eq!(told, Some(("call".to_owned(), format!("{id} 温度警報"))));
    assert_eq!(entry(&kuze, id).await.unwrap().conversation.map(|linked| linked.id), Some(known));
    // Whoever may not see the conversation sees the entry without it, and changing the entry does not part them.
    let seen = entry(&recruiter, id).await.unwrap();
    assert_eq!(seen.conversation, None);
    save(&recruiter, Log::Calls, Some((id, seen.version)), &EntryForm { contact: Some(contact), ..call("温度警報") }).await.unwrap();
    assert_eq!(entry(&kuze, id).await.unwrap().conversation.map(|linked| linked.id), Some(known));

    let mut tx = desk.desk.db.read().await.unwrap();
    let end = (Moment(i64::MAX), i64::MAX);
    let of = traces(&mut tx, &kuze, SPACE, &[contact], None, end, 10).await.unwrap();
    assert_eq!(of.iter().map(|trace| (trace.id, trace.path.clone(), trace.by.as_str())).collect::<Vec<_>>(), [(id.0, format!("/logs/calls/{id}"), "hayase")]);
    assert_eq!(traces(&mut tx, &kuze, SPACE, &[], Some(company), end, 10).await.unwrap(), of);
    assert!(traces(&mut tx, &kuze, SPACE, &[contact], Some(company), (of[0].at, of[0].id), 10).await.unwrap().is_empty());
    assert_eq!(refused(traces(&mut tx, &desk.member("soto", &[]).await, SPACE, &[contact], None, end, 10).await), Refused::NotFound);
}

async fn whoever_has_to_come_back_is_told_in_time(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (kuze, hayase) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    let talk = conversation(&desk, mailbox, "who@x.example").await;
    let form = EntryForm {
        follow: "2026-01-05T10:00".into(),
        follow_person: hayase.who.user_id(),
        conversation: Some(talk),
        ..call("折り返す")
    };
    let id = save(&kuze, Log::Calls, None, &form).await.unwrap();
    let (hour, day) = (3_600_000, 86_400_000);
    assert_eq!(tasks(&hayase).await.unwrap().len(), 1);
    assert!(tasks(&kuze).await.unwrap().is_empty());
    assert_eq!(due(&hayase).await.unwrap().count, 0);
    let later = |cx: &Cx, ms: i64| TestDesk::later(cx, ms);
    assert_eq!(tell_due(&later(&desk.system(), hour - 1)).await.unwrap(), 0);
    assert_eq!(tell_due(&later(&desk.system(), hour)).await.unwrap(), 1);
    assert_eq!(tell_due(&later(&desk.system(), hour)).await.unwrap(), 0, "told once");
    let told = notifications::list(&hayase, None).await.unwrap().rows;
    assert_eq!((told[0].kind, told[0].text.as_str(), told[0].about_id), (domain::notifications::Kind::FollowUp, "折り返す", talk.0));
    assert_eq!(refused(tell_due(&hayase).await), Refused::NotAllowed);
    let now_due = due(&later(&hayase, hour)).await.unwrap();
    assert_eq!((now_due.count, now_due.first.map(|row| row.id)), (1, Some(id)));

    snooze(&later(&hayase, 2 * hour), id).await.unwrap();
    assert_eq!(due(&later(&hayase, 2 * hour)).await.unwrap().count, 0);
    assert_eq!(due(&later(&hayase, 2 * hour + day)).await.unwrap().count, 1);
    assert_eq!(tell_due(&later(&desk.system(), 2 * hour + day)).await.unwrap(), 1, "told of anew");
    let viewer = desk.person("mizutani", Role::Member, &[mailbox], Viewing::All, false).await;
    assert_eq!(refused(finish(&viewer, id, true).await), Refused::NotAllowed);
    finish(&later(&hayase, 2 * hour + day), id, true).await.unwrap();
    assert_eq!(due(&later(&hayase, 9 * day)).await.unwrap().count, 0);
    assert!(tasks(&hayase).await.unwrap().is_empty());
    finish(&hayase, id, false).await.unwrap();
    assert_eq!(tasks(&hayase).await.unwrap().len(), 1);
    // Without a time there is nothing to come back to.
    let plain = save(&kuze, Log::Calls, None, &call("済んだ話")).await.unwrap();
    assert_eq!(refused(finish(&kuze, plain, true).await), Refused::Stale);
}

async fn files_are_kept_as_long_as_an_entry_names_them(desk) {
    use tokio::io::AsyncWriteExt;
    let mailbox = desk.mailbox("窓口").await;
    let kuze = desk.member("kuze", &[mailbox]).await;
    let outsider = desk.member("soto", &[]).await;
    let id = save(&kuze, Log::Visits, None, &call("現地確認")).await.unwrap();
    let spool = || async {
        let mut spool = desk.desk.files.spool(1_000).await.unwrap();
        spool.write_all("写真".as_bytes()).await.unwrap();
        spool
    };
    let new = || NewFile { name: "../a\u{202e}gpj.exe", kind: "image/png; x" };
    assert_eq!(refused(add_file(&outsider, id, new(), spool().await).await), Refused::NotFound);
    let kept = add_file(&kuze, id, new(), spool().await).await.unwrap();
    assert!(!kept.name.contains(['/', '\u{202e}']) && kept.kind == "image/png", "{kept:?}");
    assert_eq!(file(&kuze, id, kept.id).await.unwrap().bytes, "写真".as_bytes());
    assert_eq!(file(&outsider, id, kept.id).await.err().map(|cause| cause.to_string()), Some("not found".into()));
    assert_eq!(entry(&kuze, id).await.unwrap().row.files, 1);
    // Two days later the sweep finds it named.
    crate::files::sweep(&TestDesk::later(&desk.system(), 3 * 86_400_000)).await.unwrap();
    assert_eq!(file(&kuze, id, kept.id).await.unwrap().bytes, "写真".as_bytes());
    drop_file(&kuze, id, kept.id).await.unwrap();
    assert_eq!(entry(&kuze, id).await.unwrap().row.files, 0);
    assert_eq!(refused(drop_file(&kuze, id, kept.id).await), Refused::NotFound);
}

async fn pages_follow_each_other_without_a_gap(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let kuze = desk.member("kuze", &[mailbox]).await;
    for number in 0..PAGE + 3 {
        // Several in one minute.
        save(&kuze, Log::Calls, None, &EntryForm { starts: format!("2026-01-05T09:{:02}", number / 10), ..call(&format!("{number}")) }).await.unwrap();
    }
    let first = list(&kuze, &LogQuery::of(Log::Calls)).await.unwrap();
    let second = list(&kuze, &LogQuery { before: first.next, ..LogQuery::of(Log::Calls) }).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (PAGE, 3, None));
    let all: Vec<String> = first.rows.into_iter().chain(second.rows).map(|row| row.subject).collect();
    assert_eq!(all, (0..PAGE + 3).rev().map(|number| number.to_string()).collect::<Vec<_>>());
}
}

each_engine! {
async fn what_was_written_out_and_is_read_in_again_changes_nothing(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (kuze, hayase) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    let boss = operator(&desk.member("saegusa", &[mailbox]).await);
    let viewer = desk.person("mizutani", Role::Member, &[mailbox], Viewing::All, false).await;
    let (_, contact) = contact(&desk, "月見浜水産", "三嶋 航太郎", "k@tsukimihama.example").await;
    let kind = add_item(&boss, Log::Calls, &item_form("種別", ItemKind::Multi, false, &["故障", "料金"])).await.unwrap();
    set_results(&boss, Log::Calls, &[option("完了")]).await.unwrap();
    let settings = settings(&kuze, Log::Calls).await.unwrap();
    let both = settings.items[0].options.iter().map(|option| option.id.to_string()).collect::<Vec<_>>().join(",");
    let form = EntryForm {
        contact: Some(contact),
        result: Some(settings.results[0].id),
        text: "=SUM(1)\n\"引用\", 改行".into(),
        values: vec![(kind, both)],
        follow: "2026-01-07T10:00".into(),
        follow_person: hayase.who.user_id(),
        ..call("-5度の警報")
    };
    let id = save(&kuze, Log::Calls, None, &form).await.unwrap();
    save(&kuze, Log::Calls, None, &EntryForm { party: "飛び込み".into(), ..call("道順") }).await.unwrap();
    let query = LogQuery::of(Log::Calls);
    for l in [Language::Japanese, Language::English] {
        let head = begin_export(&kuze, &query, l).await.unwrap();
        let (lines, next) = export_page(&kuze, &query, l).await.unwrap();
        assert_eq!((lines.len(), next), (2, None));
        let line = |cells: &[String]| csv::line(cells.iter().map(String::as_str));
        let file = format!("{}{}{}", csv::MARK, line(&head), lines.iter().map(|cells| line(cells)).collect::<String>());
        assert!(file.contains("'=SUM(1)") && file.contains("'-5度の警報"), "{file}");
        let done = import(&kuze, Log::Calls, file.as_bytes(), true).await.unwrap();
        assert_eq!((done.added, done.changed, done.same, done.refused.len()), (0, 0, 2, 0), "{done:?}");
        assert_eq!(entry(&kuze, id).await.unwrap().version, 1);
        assert_eq!(refused(import(&viewer, Log::Calls, file.as_bytes(), false).await), Refused::NotAllowed);
    }
    // A spreadsheet changes one line, writes Shift_JIS and adds another line.
    let file = format!("番号,開始,件名,種別,相手,会社\n{id},2026/1/5 9:00,零下5度の警報,料金,三嶋 航太郎,月見浜水産\n,2026/1/6 9:30,見積,,三嶋 航太郎,月見浜水産\n");
    let (sjis, _, lost) = encoding_rs::SHIFT_JIS.encode(&file);
    assert!(!lost);
    let tried = import(&kuze, Log::Calls, &sjis, false).await.unwrap();
    assert_eq!((tried.added, tried.changed, tried.same, tried.kept), (1, 1, 0, false));
    assert_eq!(entry(&kuze, id).await.unwrap().row.subject, "-5度の警報", "a trial changes nothing");
    assert!(import(&kuze, Log::Calls, &sjis, true).await.unwrap().kept);
    let view = entry(&kuze, id).await.unwrap();
    assert_eq!((view.row.subject.as_str(), view.values[0].text.as_str(), view.row.contact_id), ("零下5度の警報", "料金", Some(contact)));
    assert_eq!((view.text.as_str(), view.row.follow_id), ("=SUM(1)\n\"引用\", 改行", hayase.who.user_id()), "what the file has no column for stays");
    let rows = list(&kuze, &LogQuery { contact: Some(contact), ..query.clone() }).await.unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.subject.as_str()).collect::<Vec<_>>(), ["見積", "零下5度の警報"]);
    // One bad line, and nothing is kept; each is told.
    let file = "番号,開始,件名,担当\n,2026-01-08,よい行,\n,きのう,日付のない行,\n9999,2026-01-08,ない番号,\n,2026-01-08,知らない人,だれか\n";
    let done = import(&kuze, Log::Calls, file.as_bytes(), true).await.unwrap();
    assert_eq!((done.kept, done.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>()), (false, vec![3, 4, 5]));
    assert_eq!(subjects(&kuze, &query).await.len(), 3);
    assert_eq!(refused(import(&kuze, Log::Calls, b"a,b\n1,2\n", true).await), Refused::Invalid { field: Field::File, wrong: Wrong::Malformed });
    let mut tx = desk.desk.db.read().await.unwrap();
    let (out, read): (i64, i64) = tx.query("select count(*) filter (where action = 'export'), count(*) filter (where action = 'import') from audit").one().await.unwrap();
    assert_eq!((out, read), (2, 3));
}
}
