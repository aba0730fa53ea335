//! A heat map: a row a day of the week, a column an hour; in a narrow room the hours go down. Every field says its number.

use super::{
    Figures,
    drawing::{Drawing, Mark, Paint, Shape, wide},
    scale::grouped,
};

/// Below this width the hours stand under each other.
const NARROW: f64 = 620.0;
const ROW: f64 = 26.0;
const TURNED_ROW: f64 = 22.0;
const HEAD: f64 = 20.0;
/// Seven days; twenty-four hours.
pub const HEIGHT: f64 = HEAD + 7.0 * ROW;
pub const TURNED_HEIGHT: f64 = HEAD + 24.0 * TURNED_ROW;
/// How many strengths there are besides nothing.
const LEVELS: f64 = 5.0;

pub fn is_turned(width: f64) -> bool {
    width < NARROW
}

pub fn heat(figures: &Figures, width: f64, height: f64) -> Drawing {
    let turned = is_turned(width);
    let mut drawing = Drawing::new(width, height);
    let (hours, days) = (figures.places.len(), figures.series.len());
    let hour_name = |at: usize| figures.places.get(at).map(|place| place.short.clone()).unwrap_or_default();
    let day_name = |at: usize| figures.series.get(at).map(|series| series.name.clone()).unwrap_or_default();
    let (rows, columns) = if turned { (hours, days) } else { (days, hours) };
    let row_name = |at: usize| if turned { hour_name(at) } else { day_name(at) };
    let column_name = |at: usize| if turned { day_name(at) } else { hour_name(at) };
    let left = (0..rows).map(|at| wide(&row_name(at))).fold(16.0, f64::max) + 8.0;
    let across = (width - left) / columns.max(1) as f64;
    let down = (height - HEAD) / rows.max(1) as f64;
    let text = |x, y, text, anchor, class| Shape::Text { x, y, text, anchor, class };
    for at in 0..rows {
        drawing.back.push(text(left - 6.0, HEAD + down * (at as f64 + 0.5) + 4.0, row_name(at), "end", "chart__axis"));
    }
    for at in 0..columns {
        drawing.back.push(text(left + across * (at as f64 + 0.5), 12.0, column_name(at), "middle", "chart__axis"));
    }
    let most = figures.most(false).max(1.0);
    for series in 0..days {
        for place in 0..hours {
            let Some(value) = figures.cell(place, series).and_then(|cell| cell.value) else { continue };
            let (row, column) = if turned { (place, series) } else { (series, place) };
            let (x, y) = (left + across * column as f64, HEAD + down * row as f64);
            let level = if value > 0.0 { (value / most * LEVELS).ceil().clamp(1.0, LEVELS) as u8 } else { 0 };
            let color = figures.series.get(series).map(|series| series.color.clone()).unwrap_or_default();
            let paint = Paint { class: "chart__heat", color, level: Some(level), pattern: 0 };
            let mut shapes = vec![Shape::Rect { x: x + 0.5, y: y + 0.5, width: across - 1.0, height: down - 1.0, round: 2.0, paint }];
            let said = grouped(value as i64);
            if value > 0.0 && wide(&said) <= across {
                shapes.push(text(x + across / 2.0, y + down / 2.0 + 4.0, said, "middle", "chart__inside"));
            }
            drawing.marks.push(Mark { place, series, shapes, reach: [x, y, across, down] });
        }
    }
    drawing
}
