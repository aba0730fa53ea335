//! Bars: side by side, on top of each other, and how often how much.

use super::{
    Figures,
    drawing::{Drawing, Mark, Paint, Room, Shape},
    lines::ghosts,
    scale::{Ruler, grouped as number},
};

fn paint(figures: &Figures, series: usize) -> Paint {
    Paint { class: "chart__fill", color: figures.series.get(series).map(|one| one.color.clone()).unwrap_or_default(), level: None, pattern: series }
}

/// The place of what stands in series that are no ghosts.
fn solid(figures: &Figures) -> Vec<usize> {
    figures.series.iter().enumerate().filter(|(_, series)| !series.ghost).map(|(at, _)| at).collect()
}

/// A mark that answers over the whole height of the room.
fn column(room: Room, place: usize, series: usize, x: f64, width: f64, value: f64, paint: Paint) -> Mark {
    let (y, height) = room.column(value);
    let round = (width / 4.0).min(1.5);
    Mark { place, series, shapes: vec![Shape::Rect { x, y, width, height, round, paint }], reach: [x, room.top, width, room.height] }
}

/// How much of a place its bars take.
fn bar_room(band: f64) -> f64 {
    (band - (band * 0.25).clamp(1.0, 14.0)).max(1.0)
}

pub fn grouped(figures: &Figures, ruler: Ruler, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height);
    let room = drawing.axes(figures, ruler, figures.most(false));
    let (band, solid) = (room.band(figures.places.len()), solid(figures));
    let all = bar_room(band).min(64.0 * solid.len().max(1) as f64);
    let each = all / solid.len().max(1) as f64;
    let gap = if each > 4.0 { 1.0 } else { 0.0 };
    for place in 0..figures.places.len() {
        let start = room.left + band * place as f64 + (band - all) / 2.0;
        for (nth, series) in solid.iter().enumerate() {
            let Some(value) = figures.cell(place, *series).and_then(|cell| cell.value) else { continue };
            let x = start + each * nth as f64;
            drawing.marks.push(column(room, place, *series, x, (each - gap).max(0.5), value, paint(figures, *series)));
        }
    }
    ghosts(&mut drawing, figures, room);
    drawing
}

pub fn stacked(figures: &Figures, ruler: Ruler, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height);
    let room = drawing.axes(figures, ruler, figures.most(true));
    let band = room.band(figures.places.len());
    let each = bar_room(band).min(64.0);
    for place in 0..figures.places.len() {
        let x = room.left + band * place as f64 + (band - each) / 2.0;
        let mut below = 0.0;
        for series in solid(figures) {
            let Some(value) = figures.cell(place, series).and_then(|cell| cell.value).filter(|value| *value > 0.0) else { continue };
            let (bottom, top) = (room.y(below), room.y(below + value));
            below += value;
            // A hair of ground between two parts: they are told apart without colour.
            let height = (bottom - top - 1.0).max(0.5);
            let shapes = vec![Shape::Rect { x, y: top, width: each, height, round: 0.0, paint: paint(figures, series) }];
            drawing.marks.push(Mark { place, series, shapes, reach: [x, top, each, (bottom - top).max(1.0)] });
        }
    }
    ghosts(&mut drawing, figures, room);
    drawing
}

/// Each bucket says its number; what is behind the target has another colour and pattern.
pub fn spread(figures: &Figures, target: Option<&(usize, String)>, ruler: Ruler, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height);
    let room = drawing.axes(figures, ruler, figures.most(false));
    let band = room.band(figures.places.len());
    let each = bar_room(band).min(64.0);
    for place in 0..figures.places.len() {
        let Some(value) = figures.cell(place, 0).and_then(|cell| cell.value) else { continue };
        let x = room.left + band * place as f64 + (band - each) / 2.0;
        let late = target.is_some_and(|(first_late, _)| place >= *first_late);
        let mut paint = paint(figures, 0);
        if late {
            paint = Paint { class: "chart__fill", color: "daidai".to_owned(), level: None, pattern: 1 };
        }
        let mut mark = column(room, place, 0, x, each, value, paint);
        let (top, _) = room.column(value);
        mark.shapes.push(Shape::Text { x: x + each / 2.0, y: top - 5.0, text: number(value as i64), anchor: "middle", class: "chart__number" });
        drawing.marks.push(mark);
    }
    if let Some((first_late, name)) = target {
        let x = room.left + band * *first_late as f64;
        drawing.front.push(Shape::Line { from: (x, 4.0), to: (x, room.top + room.height), class: "chart__target" });
        let before = x > room.left + room.width * 0.66;
        let (x, anchor) = if before { (x - 5.0, "end") } else { (x + 5.0, "start") };
        drawing.front.push(Shape::Text { x, y: 12.0, text: name.clone(), anchor, class: "chart__axis" });
    }
    drawing
}
