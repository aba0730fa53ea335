//! Tables of cases: what is taken as an entry, and addresses of lists.

use super::*;
use crate::{Field, LogId, LogItemId, Moment, OptionId, Refused, UserId, Wrong, fields::OptionForm, statuses::Color};

fn settings(items: Vec<ItemView>) -> LogSettings {
    LogSettings { log: Log::Calls, dating: Dating::Time, step: 5, results: vec![], items }
}

fn item(id: i64, kind: ItemKind, required: bool) -> ItemView {
    ItemView { id: LogItemId(id), name: "項目".into(), kind, required, options: vec![] }
}

#[test]
fn an_entry_says_what_is_missing() {
    let items = vec![item(1, ItemKind::Number, true), item(2, ItemKind::LongText, false), item(3, ItemKind::Date, false)];
    let settings = settings(items);
    let form = |subject: &str, values: &[(i64, &str)]| EntryForm {
        subject: subject.into(),
        values: values.iter().map(|(id, text)| (LogItemId(*id), (*text).to_owned())).collect(),
        ..EntryForm::default()
    };
    let wrong = |field, wrong| Err(Refused::Invalid { field, wrong });
    let cases = [
        (form("", &[(1, "1")]), wrong(Field::Subject, Wrong::Missing)),
        (form(&"あ".repeat(201), &[(1, "1")]), wrong(Field::Subject, Wrong::TooLong)),
        (form("納期", &[]), wrong(Field::Value, Wrong::Missing)),
        (form("納期", &[(1, "いくつか")]), wrong(Field::Value, Wrong::Malformed)),
        (form("納期", &[(1, "１，２００"), (3, "2026-02-30")]), wrong(Field::Value, Wrong::Malformed)),
        (form("納期", &[(1, "１２００"), (2, "一行目\n二行目"), (3, "2026/2/3")]), Ok(3)),
        // What no item asks for is no value.
        (form("納期", &[(1, "2"), (9, "x")]), Ok(1)),
    ];
    for (form, expected) in cases {
        assert_eq!(form.check(&settings).map(|values| values.len()), expected, "{form:?}");
    }
}

#[test]
fn times_follow_the_dating_of_the_log() {
    // Days as their number, times as minutes behind it.
    let read = |text: &str| -> Option<Moment> {
        let (day, clock) = text.split_once('T').unwrap_or((text, "00:00"));
        let day: i64 = day.rsplit('-').next()?.parse().ok()?;
        let (hour, minute) = clock.split_once(':')?;
        Some(Moment(day * 1_440 + hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?))
    };
    let wrong = |field, wrong| Err(Refused::Invalid { field, wrong });
    let cases = [
        (Dating::Time, "2026-11-02T10:30", "2026-11-02T11:00", Ok((3_510, None, false))),
        (Dating::Times, "2026-11-02T10:30", "2026-11-02T11:00", Ok((3_510, Some(3_540), false))),
        (Dating::Times, "2026-11-02T10:30", "", Ok((3_510, None, false))),
        (Dating::Times, "2026-11-02T10:30", "2026-11-02T10:29", wrong(Field::Until, Wrong::OutOfRange)),
        (Dating::Day, "2026-11-02T10:30", "2026-11-09", Ok((2_880, None, true))),
        (Dating::Days, "2026-11-02", "2026-11-02", Ok((2_880, Some(2_880), true))),
        (Dating::Days, "", "2026-11-02", wrong(Field::Days, Wrong::Missing)),
        (Dating::Days, "x", "", wrong(Field::Days, Wrong::Malformed)),
    ];
    for (dating, starts, ends, expected) in cases {
        let read = When::read(dating, starts, ends, read).map(|when| (when.at.0, when.until.map(|until| until.0), when.whole_days));
        assert_eq!(read, expected, "{dating} {starts} {ends}");
    }
}

#[test]
fn the_address_of_a_list_leads_back_to_it() {
    let query = LogQuery {
        person: Some(UserId(3)),
        result: Some(OptionId(4)),
        text: "納期 b".into(),
        from: "2026-11-01".into(),
        waiting: true,
        before: Some(Place { at: Moment(1_700), id: LogId(9) }),
        ..LogQuery::of(Log::Visits)
    };
    let address = query.parameters(str::to_owned);
    assert_eq!(address, "?q=納期 b&person=3&result=4&from=2026-11-01&waiting=1&before=1700_9");
    let parameter = |name: &str| {
        let pairs = address.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).next()
    };
    assert_eq!(LogQuery::named(Log::Visits, parameter), query);
    assert!(query.is_narrowed() && !LogQuery::of(Log::Calls).is_narrowed());
    assert_eq!(LogQuery::of(Log::Calls).parameters(str::to_owned), "");
}

#[test]
fn results_may_be_none_but_never_two_of_one_name() {
    let option = |name: &str| OptionForm { id: None, name: name.into(), color: Color::Nezumi, archived: false };
    assert_eq!(check_results(&[]), Ok(()));
    assert_eq!(check_results(&[option("完了"), option("不在")]), Ok(()));
    assert_eq!(check_results(&[option("不在"), option(" 不在 ")]), Err(Refused::Taken { field: Field::Value }));
    assert_eq!(check_results(&[option("")]), Err(Refused::Invalid { field: Field::Value, wrong: Wrong::Missing }));
}
