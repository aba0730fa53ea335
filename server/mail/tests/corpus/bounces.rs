//! Delivery reports of real mail systems: is the right recipient found, and is it told whether the address is wrong?

use super::{Score, folder, rows};
use mail::automatic::Automatic;
use mail::bounce::{self, Recipient};
use serde_json::Value;

/// At least so many of a hundred.
const WANTED: f64 = 0.95;

#[test]
fn the_right_recipient_and_reason_are_found_in_reports() {
    let Some(folder) = folder("bounces") else { return };
    let (mut recipients, mut both, mut strict, mut recognised) = (Score::default(), Score::default(), Score::default(), Score::default());
    for row in rows(&folder) {
        let file = row["file"].as_str().unwrap();
        let raw = std::fs::read(folder.join(file)).unwrap();
        let expect = &row["expect"];
        let automatic = mail::read::read(&raw).automatic;
        let is_report = expect["bounce"] == true;
        recognised.ask(file, "recognised", is_report == (automatic == Automatic::Bounce), || format!("{} got {automatic:?}", expect["kind"]));
        let wanted: Vec<&Value> = expect.get("rows").and_then(Value::as_array).map_or_else(|| vec![expect], |rows| rows.iter().collect());
        let wanted: Vec<&Value> = wanted.into_iter().filter(|row| row["recipient"].is_string()).collect();
        if !is_report || wanted.is_empty() {
            continue;
        }
        let found = bounce::read(&raw).map(|report| report.recipients).unwrap_or_default();
        let told =
            || format!("wanted {:?} got {:?}", wanted.iter().map(|row| short(row)).collect::<Vec<_>>(), found.iter().map(of).collect::<Vec<_>>());
        let all = |fits: &dyn Fn(&Value, &Recipient) -> bool| wanted.iter().all(|row| recipient(row, &found).is_some_and(|found| fits(row, found)));
        recipients.ask(file, "recipient", all(&|_, _| true), told);
        // "Filtered" is the other project's word for a server that says "user unknown" later than usual: both readings are right.
        let may_be_either = |row: &Value| row["reason"] == "filtered";
        both.ask(file, "hard", all(&|row, found| row["hard_bounce"].as_bool().is_none_or(|hard| hard == found.hard || may_be_either(row))), told);
        strict.ask(file, "hard", all(&|row, found| row["hard_bounce"].as_bool().is_none_or(|hard| hard == found.hard)), told);
    }
    for (title, score) in [("recognised as reports", &recognised), ("recipient and hard or soft", &both)] {
        score.missed.iter().for_each(|miss| println!("{title}: {}: {}", miss.file, miss.detail));
    }
    println!(
        "corpora/bounces: recognised {}, right recipient {}, right recipient and hard or soft {}, the same without either reading of \"filtered\" {}",
        recognised.told(),
        recipients.told(),
        both.told(),
        strict.told()
    );
    for score in [&recipients, &both, &recognised] {
        assert!(score.rate() >= WANTED, "{}", score.told());
    }
    // What persons, absent colleagues and complaints write is never a report.
    assert!(recognised.missed.iter().all(|miss| !miss.file.starts_with("not/")));
}

fn recipient<'f>(row: &Value, found: &'f [Recipient]) -> Option<&'f Recipient> {
    let wanted = row["recipient"].as_str()?;
    found.iter().find(|one| one.addr.eq_ignore_ascii_case(wanted) || one.original.as_deref().is_some_and(|addr| addr.eq_ignore_ascii_case(wanted)))
}

fn short(row: &Value) -> String {
    format!("{} {} {} {}", row["recipient"], row["reason"], row["hard_bounce"], row["status"])
}

fn of(found: &Recipient) -> String {
    format!("{} {} {} {:?} {:?}", found.addr, found.why, found.hard, found.status, found.answer.chars().take(120).collect::<String>())
}
