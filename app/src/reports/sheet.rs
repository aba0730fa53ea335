//! Answers as tables for spreadsheets: what every cell is. Numbers stay numbers; in CSV waits are minutes.

use super::{
    asked::{Asked, Look, Tab},
    cards::{self, Card},
    names, said, sheet_words, words,
};
use domain::{
    Language, csv,
    reports::{
        Answer, Axis, Clocks, Day, Head, Measure, Question, ReportsDesk, Sheet, SheetCell as Cell, SheetChart, SheetColumn as Column, Unit, Workbook,
    },
};

/// The tables that can be had, by the name that they have in an address.
pub const TABLES: [Card; 6] = [Card::Time, Card::People, Card::Menu, Card::Waits, Card::Ages, Card::Hours];
/// Where an address asks for all of them.
pub const ALL: &str = "all";
/// Columns of a chart that can still be told apart.
const DRAWN: usize = 12;

/// What an address asks for: how it was narrowed, and each table with its question.
pub fn asked(desk: &ReportsDesk, parameter: impl Fn(&str) -> Option<String>) -> (Asked, Vec<(Card, Question)>) {
    let table = parameter("table");
    let cards = match table.as_deref() {
        Some(ALL) => TABLES.to_vec(),
        table => vec![table.and_then(Card::named).unwrap_or(Card::Free)],
    };
    let tab = if cards == [Card::Free] { Tab::Explore } else { Tab::Overview };
    let asked = Asked { tab, ..Asked::named(parameter) };
    let questions = cards.into_iter().map(|card| (card, cards::question(&asked, card, desk))).collect();
    (asked, questions)
}

/// How a table is called.
pub fn title(card: Card, answer: &Answer, desk: &ReportsDesk, l: Language) -> String {
    match card {
        Card::Free => {
            let figure = answer.measure(0).map_or("", |of| names::measure(of, l));
            words::figure_by(l, figure, &names::axis_within(answer.question.axis, desk, l))
        }
        Card::Totals => words::total(l).to_owned(),
        known => table_name(known, l).to_owned(),
    }
}

pub fn table_name(card: Card, l: Language) -> &'static str {
    match card {
        Card::Time => sheet_words::over_time(l),
        Card::People => words::people(l),
        Card::Menu => words::categories(l),
        Card::Waits => words::waits(l),
        Card::Ages => sheet_words::age_now(l),
        Card::Hours => words::heat(l),
        Card::Totals | Card::Hands | Card::Free => sheet_words::this_table(l),
    }
}

/// What a file is called, without its ending.
pub fn name(title: &str, of: &Question) -> String {
    format!("{title} {} {}", of.period.from, of.period.to)
}

/// The table as CSV, without the mark of its encoding.
pub fn written(answer: &Answer, desk: &ReportsDesk, l: Language) -> String {
    let sheet = sheet(Card::Free, Look::Bars, answer, desk, l);
    let heads = sheet.columns.iter().map(|column| if column.is_span { sheet_words::in_minutes(l, &column.name) } else { column.name.clone() });
    let rows = sheet.rows.iter().chain(&sheet.total).map(|row| row.iter().map(plain).collect::<Vec<_>>());
    let lines = std::iter::once(heads.collect::<Vec<_>>()).chain(rows);
    lines.map(|line| csv::line(line.iter().map(String::as_str))).collect()
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Time(_) => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day { said, .. } => said.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Span(ms) => format!("{:.1}", *ms as f64 / 60_000.0),
        Cell::Hundredths(value) => format!("{:.2}", *value as f64 / 100.0),
    }
}

pub fn sheet(card: Card, look: Look, answer: &Answer, desk: &ReportsDesk, l: Language) -> Sheet {
    let question = &answer.question;
    let compared = answer.rows.iter().any(|row| !row.before.is_empty());
    let first = answer.measure(0).map(Measure::unit);
    let of_measure = |of: &Measure, name: String, is_drawn: bool| {
        // A wait and a count have no common axis.
        Column { name, is_span: of.unit() == Unit::Time, is_drawn: is_drawn && Some(of.unit()) == first }
    };
    let mut columns = vec![Column { name: names::axis(question.axis, desk, l), is_span: false, is_drawn: false }];
    match (question.second, answer.measure(0)) {
        (Some(second), Some(of)) => {
            let named = answer.columns.iter().enumerate();
            columns.extend(named.map(|(at, column)| of_measure(&of, names::head(column, second, answer, l), at < DRAWN)));
        }
        _ => columns.extend(question.measures.iter().map(|of| of_measure(of, names::measure(*of, l).to_owned(), true))),
    }
    if compared {
        columns.extend(question.measures.iter().map(|of| of_measure(of, words::before_of(l, names::measure(*of, l)), false)));
    }
    let cells = |values: &[Option<i64>]| -> Vec<Cell> {
        let measures = question.measures.iter().cycle();
        values.iter().zip(measures).map(|(value, of)| value.map_or(Cell::Empty, |value| typed(*of, value))).collect()
    };
    let line = |head: Cell, values: &[Option<i64>], before: &[Option<i64>]| -> Vec<Cell> {
        std::iter::once(head).chain(cells(values)).chain(if compared { cells(before) } else { vec![] }).collect()
    };
    let rows = answer.rows.iter().map(|row| line(head(&row.head, answer, l), &row.values, &row.before)).collect();
    let total = question.second.is_none().then(|| line(Cell::Text(words::total(l).to_owned()), &answer.totals, &answer.totals_before));
    Sheet { name: title(card, answer, desk, l), columns, rows, total, chart: chart(answer, look) }
}

fn typed(of: Measure, value: i64) -> Cell {
    match of.unit() {
        Unit::Count => Cell::Count(value),
        Unit::Time => Cell::Span(value),
        Unit::Hundredths => Cell::Hundredths(value),
    }
}

/// Days are days, so that a program can sort them and place them on an axis.
fn head(head: &Head, answer: &Answer, l: Language) -> Cell {
    let axis = answer.question.axis;
    let said = names::head(head, axis, answer, l);
    match (axis, head.key.0) {
        (Axis::Day | Axis::Month, Some(day)) => Cell::Day { day: Day(day), said, month: axis == Axis::Month },
        _ => Cell::Text(said),
    }
}

/// The chart that the screen shows of it, where a spreadsheet has such a one.
fn chart(answer: &Answer, look: Look) -> Option<SheetChart> {
    let splits = answer.question.second.is_some() && answer.measure(0).is_some_and(|of| of.unit() == Unit::Count);
    match (answer.question.axis, look) {
        (Axis::All | Axis::WeekHour, _) => None,
        (_, Look::Lines) => Some(SheetChart::Lines),
        (_, Look::Stacked) if splits => Some(SheetChart::Stacked),
        _ => Some(SheetChart::Columns),
    }
}

/// Who has it made, and when: minutes since 1970 on the clocks of the space.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    pub by: &'a str,
    pub at: i64,
}

/// Tables in one file, with a sheet that says what was counted.
pub fn workbook(asked: &Asked, answers: &[(Card, Answer)], desk: &ReportsDesk, made: Made<'_>, l: Language) -> Workbook {
    let look = |card: Card| if card == Card::Free { asked.look } else { Look::Bars };
    let sheets: Vec<Sheet> = answers.iter().map(|(card, answer)| sheet(*card, look(*card), answer, desk, l)).collect();
    let title = match &sheets[..] {
        [only] => only.name.clone(),
        _ => words::title(l).to_owned(),
    };
    Workbook { title, about: about(answers, &sheets, desk, made, l), sheets }
}

fn about(answers: &[(Card, Answer)], sheets: &[Sheet], desk: &ReportsDesk, made: Made<'_>, l: Language) -> Sheet {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for ((_, answer), sheet) in answers.iter().zip(sheets) {
        let figures: Vec<&str> = answer.question.measures.iter().map(|of| names::measure(*of, l)).collect();
        let by = words::figure_by(l, &figures.join("・"), &names::axis_within(answer.question.axis, desk, l));
        rows.push(vec![text(&sheet.name), Cell::Text(by)]);
        if answer.left_off > 0 {
            rows.push(vec![Cell::Empty, Cell::Text(words::left_off(l, answer.left_off))]);
        }
    }
    if let Some((_, answer)) = answers.first() {
        let question = &answer.question;
        let day = |day: Day| Cell::Day { day, said: day.to_string(), month: false };
        rows.push(vec![text(words::from(l)), day(question.period.from)]);
        rows.push(vec![text(words::to(l)), day(question.period.to)]);
        if let Some(before) = answer.before {
            rows.push(vec![text(sheet_words::compared_with(l)), Cell::Text(format!("{} – {}", before.from, before.to))]);
        }
        rows.push(vec![text(words::mailbox(l)), Cell::Text(said::boxes(&question.mailboxes, desk))]);
        let condition = said::condition(question.condition, desk).unwrap_or_else(|| words::no_condition(l).to_owned());
        rows.push(vec![text(words::condition(l)), Cell::Text(condition)]);
        rows.extend(said::narrowed(&question.narrow, desk, l).into_iter().map(|(axis, places)| vec![Cell::Text(axis), Cell::Text(places)]));
        let clocks = if question.clocks == Clocks::Business { words::business_hours(l) } else { words::clock_hours(l) };
        rows.push(vec![text(words::clocks(l)), text(clocks)]);
        rows.push(vec![text(sheet_words::zone(l)), text(&answer.zone)]);
        if let Some(since) = answers.iter().find_map(|(_, answer)| answer.counted_since) {
            rows.push(vec![text(sheet_words::note(l)), Cell::Text(words::counted_since(l, &since.to_string()))]);
        }
        if answer.reading_in {
            rows.push(vec![text(sheet_words::note(l)), text(words::reading_in(l))]);
        }
    }
    rows.push(vec![text(sheet_words::made_at(l)), Cell::Time(made.at)]);
    rows.push(vec![text(sheet_words::made_by(l)), text(made.by)]);
    let column = |name: &str| Column { name: name.to_owned(), is_span: false, is_drawn: false };
    Sheet {
        name: sheet_words::counted(l).to_owned(),
        columns: vec![column(sheet_words::item(l)), column(sheet_words::content(l))],
        rows,
        total: None,
        chart: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reports::{Key, Period, Row};

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
            counted_since: None,
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
        assert_eq!(written, "担当者,受信,初回返信（中央値）（分）\r\n早瀬 透,1284,1.5\r\n担当者なし,6,\r\n合計,1290,1.5\r\n");
        let title = title(Card::Free, &answer, &desk, Language::English);
        assert_eq!(name(&title, &answer.question), "Received by assignee 2026-11-01 2026-11-02");
        let made = Made { by: "美奈", at: 0 };
        let book = workbook(&Asked::default(), &[(Card::Free, answer.clone())], &desk, made, Language::Japanese);
        assert_eq!(book.sheets[0].rows[0], [Cell::Text("早瀬 透".into()), Cell::Count(1_284), Cell::Span(90_000)]);
        assert_eq!(book.sheets[0].rows[1][2], Cell::Empty);
        let drawn: Vec<bool> = book.sheets[0].columns.iter().map(|column| column.is_drawn).collect();
        assert_eq!(drawn, [false, true, false], "a wait and a count have no common axis");
        let about = |name: &str| book.about.rows.iter().find(|row| row[0] == Cell::Text(name.into())).map(|row| row[1].clone());
        assert_eq!(about("タイムゾーン"), Some(Cell::Text("Asia/Tokyo".into())));
        assert_eq!(about("作成した人"), Some(Cell::Text("美奈".into())));
        assert_eq!(about("最後の日"), Some(Cell::Day { day: period.to, said: "2026-11-02".into(), month: false }));
    }
}
