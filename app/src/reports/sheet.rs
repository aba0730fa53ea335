//! An answer as a table for spreadsheets: numbers stay numbers, and waits are minutes.

use super::{
    asked::{Asked, Tab},
    cards::{self, Card},
    names, words,
};
use domain::{
    Language, csv,
    reports::{Answer, Measure, Question, ReportsDesk, Unit},
};

/// The tables that can be had, by the name that they have in an address.
pub const TABLES: [Card; 6] = [Card::Time, Card::People, Card::Menu, Card::Waits, Card::Ages, Card::Hours];

/// The question that an address asks for a table.
pub fn asked(desk: &ReportsDesk, parameter: impl Fn(&str) -> Option<String>) -> Question {
    let card = parameter("table").and_then(|name| Card::named(&name)).unwrap_or(Card::Free);
    let tab = if card == Card::Free { Tab::Explore } else { Tab::Overview };
    cards::question(&Asked { tab, ..Asked::named(parameter) }, card, desk)
}

/// The table as CSV, with the mark that spreadsheets look for.
pub fn written(answer: &Answer, desk: &ReportsDesk, l: Language) -> String {
    let lines = table(answer, desk, l);
    let lines: String = lines.iter().map(|line| csv::line(line.iter().map(String::as_str))).collect();
    format!("{}{lines}", csv::MARK)
}

/// What a file is called.
pub fn name(answer: &Answer, desk: &ReportsDesk, l: Language) -> String {
    let figure = answer.measure(0).map_or("", |of| names::measure(of, l));
    let axis = names::axis_within(answer.question.axis, desk, l);
    format!("{} {} {}.csv", words::figure_by(l, figure, &axis), answer.question.period.from, answer.question.period.to)
}

fn table(answer: &Answer, desk: &ReportsDesk, l: Language) -> Vec<Vec<String>> {
    let question = &answer.question;
    let compared = answer.rows.iter().any(|row| !row.before.is_empty());
    let of_measure =
        |of: Measure| if of.unit() == Unit::Time { words::in_minutes(l, names::measure(of, l)) } else { names::measure(of, l).to_owned() };
    let mut head = vec![names::axis(question.axis, desk, l)];
    match question.second {
        Some(second) => head.extend(answer.columns.iter().map(|column| names::head(column, second, answer, l))),
        None => head.extend(question.measures.iter().map(|of| of_measure(*of))),
    }
    if compared {
        head.extend(question.measures.iter().map(|of| words::before_of(l, &of_measure(*of))));
    }
    let cells = |values: &[Option<i64>]| -> Vec<String> {
        let measures = question.measures.iter().cycle();
        values.iter().zip(measures).map(|(value, of)| value.map(|value| plain(*of, value)).unwrap_or_default()).collect()
    };
    let mut lines = vec![head];
    for row in &answer.rows {
        let mut line = vec![names::head(&row.head, question.axis, answer, l)];
        line.extend(cells(&row.values));
        line.extend(cells(&row.before));
        lines.push(line);
    }
    if question.second.is_none() {
        let mut line = vec![words::total(l).to_owned()];
        line.extend(cells(&answer.totals));
        if compared {
            line.extend(cells(&answer.totals_before));
        }
        lines.push(line);
    }
    lines
}

fn plain(of: Measure, value: i64) -> String {
    match of.unit() {
        Unit::Count => value.to_string(),
        Unit::Time => format!("{:.1}", value as f64 / 60_000.0),
        Unit::Hundredths => format!("{:.2}", value as f64 / 100.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reports::{Axis, Head, Key, Period, Row};

    #[test]
    fn a_table_holds_numbers_that_can_be_summed() {
        let day = |text: &str| text.parse().unwrap();
        let period = Period { from: day("2026-11-01"), to: day("2026-11-02") };
        let question = Question::of(domain::SpaceId(1), &[Measure::Received, Measure::AnswerMedian], Axis::Assignee, period);
        let head = |key: Key, label: &str| Head { key, label: label.into(), color: None, class: None, level: 0, shut: false };
        let row = |head: Head, values: Vec<Option<i64>>| Row { head, values, before: vec![] };
        let answer = Answer {
            question,
            before: None,
            zone: "Asia/Tokyo".into(),
            columns: vec![],
            rows: vec![row(head(Key::of(3), "早瀬 透"), vec![Some(1_284), Some(90_000)]), row(head(Key::NONE, ""), vec![Some(6), None])],
            totals: vec![Some(1_290), Some(90_000)],
            totals_before: vec![],
            left_off: 0,
            ages: vec![],
            answer_target: None,
            done_target: None,
            reading_in: false,
        };
        let desk = ReportsDesk {
            space: domain::SpaceId(1),
            zone: "Asia/Tokyo".into(),
            today: period.to,
            mailboxes: vec![],
            log_items: vec![],
            book_items: vec![],
        };
        let written = written(&answer, &desk, Language::Japanese);
        assert_eq!(written, "\u{feff}担当者,受信,初回返信（中央値）（分）\r\n早瀬 透,1284,1.5\r\n担当者なし,6,\r\n合計,1290,1.5\r\n");
        assert_eq!(name(&answer, &desk, Language::English), "Received by assignee 2026-11-01 2026-11-02.csv");
    }
}
