//! Lines with points; what they are compared with is dashed.

use super::{
    Figures,
    drawing::{Drawing, Mark, Paint, Room, Shape},
    scale::Ruler,
};
use std::fmt::Write;

pub fn lines(figures: &Figures, ruler: Ruler, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height);
    let room = drawing.axes(figures, ruler, figures.most(false));
    let band = room.band(figures.places.len());
    ghosts(&mut drawing, figures, room);
    // Under the points of the other lines.
    drawing.back.append(&mut drawing.front);
    for (at, series) in figures.series.iter().enumerate().filter(|(_, series)| !series.ghost) {
        drawing.back.push(Shape::Path { d: way(figures, at, room), class: "chart__way", color: series.color.clone() });
        for (place, cell) in series.cells.iter().enumerate() {
            let Some(value) = cell.value else { continue };
            let (x, y) = (room.left + band * (place as f64 + 0.5), room.y(value));
            let paint = Paint { class: "chart__point", color: series.color.clone(), ..Paint::default() };
            let half = (band / 2.0).min(12.0);
            let shapes = vec![Shape::Point { x, y, form: at, paint }];
            drawing.marks.push(Mark { place, series: at, shapes, reach: [x - half, (y - 12.0).max(0.0), 2.0 * half, 24.0] });
        }
    }
    drawing
}

/// What is only compared with, over whatever is drawn.
pub fn ghosts(drawing: &mut Drawing, figures: &Figures, room: Room) {
    for (at, series) in figures.series.iter().enumerate().filter(|(_, series)| series.ghost) {
        drawing.front.push(Shape::Path { d: way(figures, at, room), class: "chart__ghost", color: series.color.clone() });
    }
}

/// A path through the values of a series; where a value is missing it begins anew.
fn way(figures: &Figures, series: usize, room: Room) -> String {
    let band = room.band(figures.places.len());
    let mut d = String::new();
    let mut down = false;
    for place in 0..figures.places.len() {
        let Some(value) = figures.cell(place, series).and_then(|cell| cell.value) else {
            down = false;
            continue;
        };
        let (x, y) = (room.left + band * (place as f64 + 0.5), room.y(value));
        // Writing into a string does not fail.
        let _ = write!(d, "{}{x:.1} {y:.1}", if down { "L" } else { "M" });
        down = true;
    }
    d
}
