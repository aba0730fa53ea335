//! A report as a mail: the same questions, names, tables and charts as on the screen, in the reader's language.

mod html;
mod picture;

use crate::{
    parts::charts::Figures,
    reports::{
        asked::{self, Asked, Span, Tab},
        cards::{self, Card},
        figures, mail_words as words, names,
        overview::{one_summary, period_words},
        sheet::{self, Made},
    },
};
use backend::reports::{Paper, Picture, Post, Written};
use domain::{
    Language,
    reports::{Answer, Measure, Question, ReportsDesk, Unit},
};

/// What stands in the mail of an overview, in this order. The hours of the week have too many fields for a mail.
const MAILED: [Card; 6] = [Card::Totals, Card::Time, Card::Waits, Card::Ages, Card::People, Card::Menu];
/// Rows of a table; the workbook has all of them.
const ROWS: usize = 40;
/// Of a picture, pixels: what programs show without making it smaller.
const WIDTH: f64 = 640.0;

/// How the program mails reports.
pub fn paper() -> Paper {
    Paper { questions, written }
}

fn questions(address: &str, desk: &ReportsDesk) -> Vec<Question> {
    let path = address.split_once('?').map_or(address, |(path, _)| path);
    if ![asked::REPORTS_URL, asked::ANY_URL].contains(&path) {
        return vec![];
    }
    let asked = Asked::from(address.to_owned());
    cards_of(&asked).iter().map(|card| cards::question(&asked, *card, desk)).collect()
}

fn cards_of(asked: &Asked) -> &'static [Card] {
    if asked.tab == Tab::Explore { &[Card::Free] } else { &MAILED }
}

/// A table of the mail, with its chart where it is one.
struct Section {
    title: String,
    summary: String,
    /// The name of its picture.
    picture: Option<String>,
    /// The colours of what stands in the picture, where there is more than one.
    legend: Vec<(String, String)>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// That not all of it is here.
    rest: Option<String>,
}

fn written(post: &Post<'_>) -> Written {
    let Post { desk, language: l, .. } = *post;
    let asked = Asked::from(post.address.to_owned());
    let answers: Vec<(Card, Answer)> = cards_of(&asked).iter().copied().zip(post.answers.iter().cloned()).collect();
    let mut pictures: Vec<(String, Picture)> = Vec::new();
    let sections: Vec<Section> = answers.iter().map(|(card, answer)| section(*card, answer, &asked, desk, l, &mut pictures)).collect();
    let first = answers.first().map(|(_, answer)| answer);
    let period = first.map(period_words).unwrap_or_default();
    // The days that the mail tells of, also when it is opened later.
    let span = first.map_or(asked.span, |answer| Span::Free(answer.question.period));
    let link = format!("{}{}", post.base, Asked { span, ..asked.clone() }.url());
    let book = sheet::workbook(&asked, &answers, desk, Made { by: post.reader, at: post.made }, l);
    let about: Vec<(String, String)> = book.about.rows.iter().filter_map(|row| Some((said(row.first()?), said(row.get(1)?)))).collect();
    let name = sheet_file(post.name);
    let file = first.map_or_else(|| name.clone(), |answer| sheet::name(&name, &answer.question));
    let page = html::Page {
        name: post.name,
        period: &period,
        link: &link,
        sections: &sections,
        about: &about,
        settings: &format!("{}/reports/mails", post.base),
    };
    Written {
        subject: words::subject(l, post.name, &period),
        text: plain(&page, l),
        html: html::written(&page, l),
        pictures,
        book,
        file: format!("{file}.xlsx"),
    }
}

/// A name that every system takes for one of a file.
fn sheet_file(name: &str) -> String {
    name.chars().map(|letter| if r#"/\:*?"<>|"#.contains(letter) || letter.is_control() { '-' } else { letter }).collect()
}

fn said(cell: &domain::reports::SheetCell) -> String {
    use domain::reports::SheetCell as Cell;
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Day { said, .. } => said.clone(),
        Cell::Time(minutes) => {
            let day = domain::reports::Day(minutes.div_euclid(1_440));
            format!("{day} {:02}:{:02}", minutes.rem_euclid(1_440) / 60, minutes % 60)
        }
        Cell::Empty | Cell::Count(_) | Cell::Hundredths(_) | Cell::Span(_) => String::new(),
    }
}

fn section(card: Card, answer: &Answer, asked: &Asked, desk: &ReportsDesk, l: Language, pictures: &mut Vec<(String, Picture)>) -> Section {
    let title = sheet::title(card, answer, desk, l);
    if card == Card::Totals {
        let (head, rows) = totals(answer, l);
        return Section { title, summary: String::new(), picture: None, legend: vec![], head, rows, rest: None };
    }
    let look = if card == Card::Free { asked.look } else { Default::default() };
    let all = figures::figures(answer, l);
    let of = answer.measure(0).unwrap_or(Measure::Received);
    let shown = figures::shown(&all, answer, l);
    let (head, mut rows) = table(answer, desk, l);
    let left = rows.len().saturating_sub(ROWS) + answer.left_off;
    rows.truncate(ROWS);
    let mut picture = None;
    let mut legend = vec![];
    // One number is no chart.
    if !shown.is_empty() && answer.question.axis != domain::reports::Axis::All {
        let name = format!("chart{}", pictures.len() + 1);
        pictures.push((name.clone(), picture::drawn(&shown, &figures::kind(answer, look, l), names::scale(of), l, WIDTH)));
        picture = Some(name);
        legend = legend_of(&shown, answer);
    }
    let summary = if shown.is_empty() { words::nothing(l).to_owned() } else { one_summary(answer, l) };
    Section { title, summary, picture, legend, head, rows, rest: (left > 0).then(|| words::rest(l, left)) }
}

fn legend_of(figures: &Figures, answer: &Answer) -> Vec<(String, String)> {
    if figures.series.len() < 2 || answer.question.axis == domain::reports::Axis::WeekHour {
        return vec![];
    }
    figures.series.iter().map(|series| (series.name.clone(), picture::legend(series).to_owned())).collect()
}

/// Each figure with what it was before.
fn totals(answer: &Answer, l: Language) -> (Vec<String>, Vec<Vec<String>>) {
    let value = |values: &[Option<i64>], at: usize, of: Measure| names::value(of, values.get(at).copied().flatten(), figures::business(answer), l);
    let compared = !answer.totals_before.is_empty();
    let mut head = vec![words::figure(l).to_owned(), words::value(l).to_owned()];
    head.extend(compared.then(|| words::before(l).to_owned()));
    let rows = answer.question.measures.iter().enumerate().map(|(at, of)| {
        let mut row = vec![names::measure(*of, l).to_owned(), value(&answer.totals, at, *of)];
        row.extend(compared.then(|| value(&answer.totals_before, at, *of)));
        row
    });
    (head, rows.collect())
}

fn table(answer: &Answer, desk: &ReportsDesk, l: Language) -> (Vec<String>, Vec<Vec<String>>) {
    let question = &answer.question;
    let business = figures::business(answer);
    let mut head = vec![names::axis(question.axis, desk, l)];
    match question.second {
        Some(second) => head.extend(answer.columns.iter().map(|column| names::head(column, second, answer, l))),
        None => head.extend(question.measures.iter().map(|of| names::measure(*of, l).to_owned())),
    }
    let line = |name: String, values: &[Option<i64>]| {
        let cells = values.iter().zip(question.measures.iter().cycle()).map(|(value, of)| names::value(*of, *value, business, l));
        std::iter::once(name).chain(cells).collect::<Vec<_>>()
    };
    let counts = |row: &&domain::reports::Row| {
        // Of a long list only what there was: in a mail nobody looks for what is not.
        question.axis.is_time() || question.measures.iter().any(|of| of.unit() != Unit::Count) || row.values.iter().flatten().any(|value| *value != 0)
    };
    let rows = answer.rows.iter().filter(counts).map(|row| line(names::head(&row.head, question.axis, answer, l), &row.values));
    let total = question.second.is_none().then(|| line(crate::reports::words::total(l).to_owned(), &answer.totals));
    // The total stands first, where a table that is cut still has it.
    (head, total.into_iter().chain(rows).collect())
}

/// For programs that show no HTML.
fn plain(page: &html::Page<'_>, l: Language) -> String {
    let mut lines = vec![format!("{}  {}", page.name, page.period), page.link.to_owned(), String::new()];
    for section in page.sections {
        lines.push(format!("■ {}", section.title));
        lines.extend((!section.summary.is_empty()).then(|| section.summary.clone()));
        lines.push(section.head.join(" | "));
        lines.extend(section.rows.iter().map(|row| row.join(" | ")));
        lines.extend(section.rest.clone());
        lines.push(String::new());
    }
    lines.extend(page.about.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.extend([String::new(), words::why(l).to_owned(), page.settings.to_owned()]);
    lines.join("\n")
}

#[cfg(test)]
mod tests;
