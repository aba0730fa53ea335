//! A workbook as bytes (ECMA-376): cells have types, the heading row stays in sight, and a chart of the program's own stands beside the
//! figures. Text is only ever text: nothing that somebody typed becomes a formula.

use crate::Result;
use anyhow::Context;
use domain::reports::{Sheet, SheetCell, SheetChart, Workbook};
use rust_xlsxwriter::{Chart, ChartType, Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Rows that a chart can still show.
const DRAWN_ROWS: usize = 200;
const DAY_MS: f64 = 86_400_000.0;
const DAY_MINUTES: i64 = 24 * 60;
/// Days from the first day of spreadsheets to 1970-01-01.
const EPOCH: i64 = 25_569;
/// Characters of a name of a sheet, and those that it may not have.
const NAME_MAX: usize = 31;
const NAME_BARRED: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const WIDE: (f64, f64) = (9.0, 60.0);

/// # Errors
/// When it cannot be written, which is our fault.
pub fn xlsx(book: &Workbook) -> Result<Vec<u8>> {
    Ok(written(book).context("a workbook")?)
}

/// How many characters of a text a file in CP932 would lack.
pub fn lacking(text: &str) -> usize {
    mail::table::cp932(text).1
}

fn written(book: &Workbook) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in book.sheets.iter().chain([&book.about]) {
        let name = name(&sheet.name, &names);
        fill(file.add_worksheet(), sheet, &name)?;
        names.push(name);
    }
    file.set_properties(&rust_xlsxwriter::DocProperties::new().set_title(&book.title));
    file.save_to_buffer()
}

/// As spreadsheets allow it: no longer, none of their signs, and no second one of the same name.
fn name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted.chars().map(|letter| if NAME_BARRED.contains(&letter) || letter.is_control() { '・' } else { letter }).collect();
    let plain = plain.trim().trim_matches('\'');
    let cut = |length: usize| plain.chars().take(length).collect::<String>();
    let first = if plain.is_empty() { "1".to_owned() } else { cut(NAME_MAX) };
    let is_free = |name: &String| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    std::iter::once(first).chain((2..).map(|number| format!("{} {number}", cut(NAME_MAX - 5)))).find(is_free).unwrap_or_default()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, name: &str) -> std::result::Result<(), XlsxError> {
    let looks = Looks::new();
    page.set_name(name)?.set_freeze_panes(1, 1)?.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (at, column) in sheet.columns.iter().enumerate() {
        let at = place(at);
        page.write_string_with_format(0, at, &column.name, &looks.head)?;
        let cells = sheet.rows.iter().chain(&sheet.total).filter_map(|row| row.get(usize::from(at))).map(width);
        page.set_column_width(at, cells.fold(wide(&column.name), f64::max).clamp(WIDE.0, WIDE.1))?;
    }
    let mut row = 0;
    for cells in &sheet.rows {
        row += 1;
        write(page, row, cells, &looks, false)?;
    }
    let last = row;
    if let Some(total) = &sheet.total {
        write(page, row + 1, total, &looks, true)?;
    }
    if let Some(kind) = sheet.chart.filter(|_| (1..=DRAWN_ROWS).contains(&sheet.rows.len())) {
        page.insert_chart(1, place(sheet.columns.len() + 1), &chart(sheet, kind, name, last))?;
    }
    Ok(())
}

fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn write(page: &mut Worksheet, row: u32, cells: &[SheetCell], looks: &Looks, is_total: bool) -> std::result::Result<(), XlsxError> {
    for (at, cell) in cells.iter().enumerate() {
        let at = place(at);
        let look = |format: &Format| if is_total { format.clone().set_bold().set_border_top(FormatBorder::Thin) } else { format.clone() };
        match cell {
            SheetCell::Empty => page.write_blank(row, at, &look(&looks.text))?,
            SheetCell::Text(text) => page.write_string_with_format(row, at, cut(text), &look(&looks.text))?,
            SheetCell::Count(count) => page.write_number_with_format(row, at, *count as f64, &look(&looks.count))?,
            SheetCell::Hundredths(value) => page.write_number_with_format(row, at, *value as f64 / 100.0, &look(&looks.hundredths))?,
            SheetCell::Span(ms) => page.write_number_with_format(row, at, *ms as f64 / DAY_MS, &look(&looks.span))?,
            SheetCell::Day { day, month, .. } => {
                let at_day = ExcelDateTime::from_serial_datetime((day.0 + EPOCH) as f64)?;
                page.write_datetime_with_format(row, at, at_day, &look(if *month { &looks.month } else { &looks.day }))?
            }
            SheetCell::Time(minutes) => {
                let at_time = ExcelDateTime::from_serial_datetime(*minutes as f64 / DAY_MINUTES as f64 + EPOCH as f64)?;
                page.write_datetime_with_format(row, at, at_time, &look(&looks.time))?
            }
        };
    }
    Ok(())
}

/// A cell holds so much and no more.
fn cut(text: &str) -> String {
    text.chars().take(32_000).collect()
}

fn chart(sheet: &Sheet, kind: SheetChart, name: &str, last: u32) -> Chart {
    let mut chart = Chart::new(match kind {
        SheetChart::Columns => ChartType::Column,
        SheetChart::Stacked => ChartType::ColumnStacked,
        SheetChart::Lines => ChartType::Line,
    });
    for (at, column) in sheet.columns.iter().enumerate().skip(1).filter(|(_, column)| column.is_drawn) {
        let at = place(at);
        let series = chart.add_series().set_categories((name, 1, 0, last, 0)).set_values((name, 1, at, last, at)).set_name((name, 0, at));
        if column.is_span {
            chart.y_axis().set_num_format("[h]:mm");
        } else {
            series.set_gap(60);
        }
    }
    chart.title().set_name(&sheet.name);
    chart.set_width(720).set_height(360).set_alt_text(&sheet.name);
    if sheet.columns.iter().filter(|column| column.is_drawn).count() < 2 {
        chart.legend().set_hidden();
    }
    chart
}

/// Kana and kanji are twice as wide.
fn wide(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 1.1 } else { 2.1 }).sum::<f64>() + 2.0
}

fn width(cell: &SheetCell) -> f64 {
    match cell {
        SheetCell::Text(text) => wide(text),
        SheetCell::Time(_) => 18.0,
        SheetCell::Day { .. } => 13.0,
        _ => 0.0,
    }
}

/// How cells of each type look.
struct Looks {
    head: Format,
    text: Format,
    count: Format,
    hundredths: Format,
    span: Format,
    day: Format,
    month: Format,
    time: Format,
}

impl Looks {
    fn new() -> Looks {
        let number = |format: &str| Format::new().set_num_format(format);
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_border_bottom(FormatBorder::Thin);
        Looks {
            head: head.set_background_color(Color::RGB(0xF2_F0_ED)),
            text: Format::new(),
            count: number("#,##0"),
            hundredths: number("0.00"),
            span: number("[h]:mm"),
            day: number("yyyy/mm/dd").set_align(FormatAlign::Left),
            month: number("yyyy/mm").set_align(FormatAlign::Left),
            time: number("yyyy/mm/dd hh:mm").set_align(FormatAlign::Left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use domain::reports::{Day, SheetColumn};
    use std::io::{Cursor, Read};

    fn column(name: &str, is_span: bool) -> SheetColumn {
        SheetColumn { name: name.into(), is_span, is_drawn: !name.is_empty() }
    }

    fn sheet(name: &str, rows: Vec<Vec<SheetCell>>) -> Sheet {
        let columns = vec![column("日", false), column("受信", false), column("初回返信", true), column("1件あたり", false)];
        Sheet { name: name.into(), columns, rows, total: None, chart: Some(SheetChart::Columns) }
    }

    #[test]
    fn somebody_else_reads_what_each_cell_is() {
        let day: Day = "2026-11-24".parse().unwrap();
        let of_day = SheetCell::Day { day, said: "11月24日".into(), month: false };
        let rows = vec![
            vec![of_day, SheetCell::Count(1_284), SheetCell::Span(5_400_000), SheetCell::Hundredths(130)],
            vec![SheetCell::Text("=HYPERLINK(\"https://evil.example\")".into()), SheetCell::Count(-2), SheetCell::Empty, SheetCell::Empty],
            vec![SheetCell::Text("+81".into()), SheetCell::Time(29_400_000), SheetCell::Empty, SheetCell::Empty],
        ];
        let total = Some(vec![SheetCell::Text("合計".into()), SheetCell::Count(1_282), SheetCell::Span(60_000), SheetCell::Empty]);
        let book = Workbook {
            title: "レポート".into(),
            sheets: vec![Sheet { total, ..sheet("受信/処理済み", rows) }, sheet("受信・処理済み", vec![])],
            about: Sheet { chart: None, ..sheet("条件", vec![vec![SheetCell::Text("期間".into())]]) },
        };
        let bytes = xlsx(&book).unwrap();
        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        assert_eq!(read.sheet_names(), ["受信・処理済み", "受信・処理済み 2", "条件"]);
        let range = read.worksheet_range("受信・処理済み").unwrap();
        let at = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(at(0, 1), Data::String("受信".into()));
        assert_eq!(at(1, 1), Data::Float(1_284.0));
        assert_eq!(at(1, 3), Data::Float(1.3));
        let Data::DateTime(date) = at(1, 0) else { panic!("{:?}", at(1, 0)) };
        assert_eq!((date.as_f64(), date.is_duration()), (46_350.0, false));
        let Data::DateTime(span) = at(1, 2) else { panic!("{:?}", at(1, 2)) };
        assert_eq!((span.as_f64(), span.is_duration()), (0.0625, true), "1 h 30 min of a day");
        assert_eq!(at(2, 0), Data::String("=HYPERLINK(\"https://evil.example\")".into()));
        assert_eq!((at(2, 1), at(2, 2)), (Data::Float(-2.0), Data::Empty));
        assert_eq!((at(4, 0), at(4, 1)), (Data::String("合計".into()), Data::Float(1_282.0)));
        assert!(read.worksheet_formula("受信・処理済み").unwrap().is_empty(), "nothing is a formula");
        // The heading row stays in sight, and the chart is drawn of the rows without the total.
        let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert!(part("xl/worksheets/sheet1.xml").contains("state=\"frozen\""));
        let chart = part("xl/charts/chart1.xml");
        assert!(chart.contains("$A$2:$A$4") && chart.contains("$B$2:$B$4") && !chart.contains("$5"), "{chart}");
    }

    #[test]
    fn names_of_sheets_are_such_that_spreadsheets_take_them() {
        let long = "とても".repeat(20);
        let taken = [name("a[b]:*?/\\c", &[]), name(&long, &[])];
        assert_eq!(taken[0], "a・b・・・・・・c");
        assert_eq!(taken[1].chars().count(), 31);
        assert_eq!(name(&long, &taken).chars().count(), 28);
        assert_eq!((name("", &[]), name("A・B・・・・・・C", &taken)), ("1".to_owned(), "A・B・・・・・・C 2".to_owned()));
    }
}
