//! What is answered, as charts show it.

use super::{asked::Look, listed::list_url, names, words};
use crate::parts::charts::{Cell, Figures, Kind, Place, Series, grouped};
use domain::{
    Language,
    reports::{self, Answer, Axis, Clocks, Key, Measure, Unit},
};

/// The colours of what has none of its own, each far from its neighbours.
const PALETTE: [&str; 8] = ["ruri", "daidai", "tokiwa", "fuji", "yamabuki", "asagi", "botan", "nezumi"];
/// As many series can still be told apart.
const SERIES_MAX: usize = 8;
const AGES: [&str; 6] = ["nezumi", "aotake", "yamabuki", "daidai", "shu", "shu"];

pub fn business(answer: &Answer) -> bool {
    answer.question.clocks == Clocks::Business
}

/// A number with the list that it counts.
fn cell(answer: &Answer, of: Measure, value: Option<i64>, row: Option<Key>, column: Option<Key>, before: bool, l: Language) -> Cell {
    Cell {
        value: value.map(|value| names::number(of, value)),
        said: names::value(of, value, business(answer), l),
        // What counts nothing leads nowhere.
        href: value.filter(|value| *value != 0).map(|_| list_url(&answer.question, &reports::Cell { measure: of, row, column, before })),
    }
}

/// The list behind the value of a measure over everything.
pub fn total_url(answer: &Answer, of: Measure, before: bool) -> String {
    list_url(&answer.question, &reports::Cell { before, ..reports::Cell::total(of) })
}

fn places(answer: &Answer, l: Language) -> Vec<Place> {
    let axis = answer.question.axis;
    let place = |row: &reports::Row| {
        let day = row.head.key.0.filter(|_| axis == Axis::Day).map(reports::Day);
        Place {
            name: names::head(&row.head, axis, answer, l),
            short: names::short(&row.head, axis, answer, l),
            off: axis == Axis::Day && row.head.shut,
            tick: day.is_some_and(|day| day.weekday() == 0),
        }
    };
    answer.rows.iter().map(place).collect()
}

/// A series for each measure, or of the one measure a series for each column; with the period before, each has a ghost.
pub fn figures(answer: &Answer, l: Language) -> Figures {
    let axis = answer.question.axis;
    if axis == Axis::WeekHour {
        return week(answer, l);
    }
    if axis == Axis::Age || axis == Axis::All {
        return whole(answer, l);
    }
    let places = places(answer, l);
    if let Some(second) = answer.question.second {
        return Figures { places, series: columns(answer, second, l) };
    }
    let series_of = |at: usize, of: Measure, before: bool| {
        let name = names::measure(of, l);
        let cells = answer.rows.iter().map(|row| {
            let value = if before { &row.before } else { &row.values }.get(at).copied().flatten();
            cell(answer, of, value, Some(row.head.key), None, before, l)
        });
        let name = if before { words::before_of(l, name) } else { name.to_owned() };
        let color = if before { beside(names::color(of)) } else { names::color(of) };
        Series { name, color: color.to_owned(), ghost: before, cells: cells.collect(), ..Series::default() }
    };
    let mut series: Vec<Series> = answer.question.measures.iter().enumerate().map(|(at, of)| series_of(at, *of, false)).collect();
    // Of several measures the first one is enough to compare, and of nothing at all a line says nothing.
    let compared = answer.rows.iter().any(|row| row.before.first().copied().flatten().unwrap_or_default() != 0);
    series.extend(answer.measure(0).filter(|_| compared).map(|of| series_of(0, of, true)));
    Figures { places, series }
}

/// Of a line over bars of this colour: it must be seen on them and beside them.
fn beside(color: &str) -> &'static str {
    if color == "daidai" { "ruri" } else { "daidai" }
}

/// A series for each column of one measure.
fn columns(answer: &Answer, second: Axis, l: Language) -> Vec<Series> {
    let Some(of) = answer.measure(0) else { return vec![] };
    let series = answer.columns.iter().enumerate().map(|(at, head)| {
        let color = head.color.map_or(PALETTE[at % PALETTE.len()], |color| color.as_str());
        let cells = answer
            .rows
            .iter()
            .enumerate()
            .map(|(row, of_row)| cell(answer, of, answer.value(row, at, 0), Some(of_row.head.key), Some(head.key), false, l));
        Series { name: names::head(head, second, answer, l), color: color.to_owned(), cells: cells.collect(), ..Series::default() }
    });
    series.collect()
}

/// The same with as many series as can be told apart in a picture: the largest, and what is left in one.
fn drawn(figures: &Figures, summable: bool, l: Language) -> Figures {
    if figures.series.len() <= SERIES_MAX || figures.series.iter().any(|series| series.ghost) {
        return figures.clone();
    }
    let sum = |series: &Series| series.cells.iter().filter_map(|cell| cell.value).sum::<f64>();
    let mut order: Vec<usize> = (0..figures.series.len()).collect();
    order.sort_by(|a, b| sum(&figures.series[*b]).total_cmp(&sum(&figures.series[*a])).then(a.cmp(b)));
    let mut kept: Vec<usize> = order.iter().copied().take(SERIES_MAX - 1).collect();
    kept.sort_unstable();
    let mut series: Vec<Series> = kept.iter().map(|at| figures.series[*at].clone()).collect();
    let rest: Vec<usize> = (0..figures.series.len()).filter(|at| !kept.contains(at)).collect();
    if summable {
        let cells = (0..figures.places.len()).map(|place| {
            let value: f64 = rest.iter().filter_map(|at| figures.series[*at].cells.get(place)?.value).sum();
            Cell { value: Some(value), said: grouped(value as i64), href: None }
        });
        series.push(Series { name: words::rest(l, rest.len()), color: "nezumi".to_owned(), cells: cells.collect(), ..Series::default() });
    }
    Figures { places: figures.places.clone(), series }
}

/// What a picture shows of all figures.
pub fn shown(all: &Figures, answer: &Answer, l: Language) -> Figures {
    let counts = answer.measure(0).is_none_or(|of| of.unit() == Unit::Count);
    if answer.question.axis == Axis::WeekHour { all.clone() } else { drawn(all, counts, l) }
}

/// The kind of chart that an answer is drawn as.
pub fn kind(answer: &Answer, look: Look, l: Language) -> Kind {
    let of = answer.measure(0).unwrap_or(Measure::Received);
    match (answer.question.axis, look) {
        (Axis::WeekHour, _) => Kind::Heat,
        (Axis::Age, _) => Kind::Whole,
        (Axis::Wait, _) => Kind::Spread(target(answer, l).filter(|_| of == Measure::Answered)),
        // The middle of several waits is no sum of theirs.
        (_, Look::Stacked) if of.unit() == Unit::Count => Kind::Stacked,
        (_, Look::Lines) => Kind::Lines,
        _ => Kind::Bars,
    }
}

/// A row a day, a column an hour.
fn week(answer: &Answer, l: Language) -> Figures {
    let Some(of) = answer.measure(0) else { return Figures::default() };
    let hour = |hour: i64| Place { name: names::hour(l, hour), short: hour.to_string(), ..Place::default() };
    let day = |day: i64| {
        let cells = (0..24).map(|hour| {
            let key = Key::of(day * 24 + hour);
            let value = answer.rows.iter().find(|row| row.head.key == key).and_then(|row| row.values.first().copied().flatten());
            cell(answer, of, Some(value.unwrap_or_default()), Some(key), None, false, l)
        });
        Series { name: names::weekday(day, l).to_owned(), color: names::color(of).to_owned(), cells: cells.collect(), ..Series::default() }
    };
    Figures { places: (0..24).map(hour).collect(), series: (0..7).map(day).collect() }
}

/// One bar: a series for each row.
fn whole(answer: &Answer, l: Language) -> Figures {
    let Some(of) = answer.measure(0) else { return Figures::default() };
    let axis = answer.question.axis;
    let last = answer.rows.len().saturating_sub(1);
    let series = answer.rows.iter().enumerate().map(|(at, row)| {
        let usual = if axis == Axis::Age { AGES[at.min(AGES.len() - 1)] } else { PALETTE[at % PALETTE.len()] };
        Series {
            name: names::head(&row.head, axis, answer, l),
            color: row.head.color.map_or(usual, |color| color.as_str()).to_owned(),
            strong: axis == Axis::Age && at == last && last > 0,
            cells: vec![cell(answer, of, row.values.first().copied().flatten(), Some(row.head.key), None, false, l)],
            ..Series::default()
        }
    });
    let name = names::measure(of, l).to_owned();
    Figures { places: vec![Place { name, ..Place::default() }], series: series.collect() }
}

/// The first bucket of waits that lies behind the target, and the target in words. None where no step ends at it.
pub fn target(answer: &Answer, l: Language) -> Option<(usize, String)> {
    let minutes = answer.answer_target?;
    let end = reports::WAIT_STEPS.iter().position(|end| *end == minutes)?;
    Some((end + 1, words::target(l, &names::duration(minutes * 60_000, true, l))))
}

/// How many of a hundred stayed within the target.
pub fn within(answer: &Answer, first_late: usize) -> Option<i64> {
    let values: Vec<i64> = answer.rows.iter().map(|row| row.values.first().copied().flatten().unwrap_or_default()).collect();
    let all: i64 = values.iter().sum();
    let good: i64 = values.iter().take(first_late).sum();
    // All of a hundred only where it is all.
    (all > 0).then(|| good * 100 / all)
}

/// The place with the largest value of a measure: its name, and the value in words. Nothing where that is in no row: the middle of several
/// waits is no sum of theirs, and in folders and fields one thing may count in several columns.
pub fn peak(answer: &Answer, at: usize, l: Language) -> Option<(String, String)> {
    let of = answer.measure(at)?;
    let summable = of.unit() == Unit::Count && !matches!(answer.question.second, Some(Axis::Folder | Axis::Field(_)));
    if answer.question.second.is_some() && !summable {
        return None;
    }
    // Of each column the same measure.
    let value =
        |row: &reports::Row| row.values.iter().skip(at).step_by(answer.question.measures.len()).copied().flatten().reduce(|sum, more| sum + more);
    let row = answer.rows.iter().rev().max_by_key(|row| value(row))?;
    let most = value(row).filter(|most| *most > 0)?;
    Some((names::head(&row.head, answer.question.axis, answer, l), names::value(of, Some(most), business(answer), l)))
}

/// `+6%`, `−3%`; nothing where there was nothing to compare with.
pub fn percent(now: i64, before: i64) -> Option<String> {
    if before == 0 {
        return None;
    }
    let change = ((now - before) as f64 / before.abs() as f64 * 100.0).round() as i64;
    Some(match change {
        0 => "±0%".to_owned(),
        more if more > 0 => format!("+{}%", grouped(more)),
        less => format!("−{}%", grouped(-less)),
    })
}
