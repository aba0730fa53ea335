//! What a chart is made of once it is worked out: shapes behind, marks that are links, shapes in front. Pixels.

use super::{Figures, scale::Ruler};

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// `round`: radius of the corners.
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        round: f64,
        paint: Paint,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
        class: &'static str,
    },
    /// A line through points, with gaps where there is none.
    Path {
        d: String,
        class: &'static str,
        color: String,
    },
    Text {
        x: f64,
        y: f64,
        text: String,
        anchor: &'static str,
        class: &'static str,
    },
    /// A point of a line: series are told apart by its form.
    Point {
        x: f64,
        y: f64,
        form: usize,
        paint: Paint,
    },
}

/// How an area is filled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paint {
    pub class: &'static str,
    /// A name of a status colour.
    pub color: String,
    /// How strong, of a heat map.
    pub level: Option<u8>,
    /// The pattern on it; 0 is none.
    pub pattern: usize,
}

/// A value that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub place: usize,
    pub series: usize,
    pub shapes: Vec<Shape>,
    /// Where it answers to the pointer: x, y, width, height.
    pub reach: [f64; 4],
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub back: Vec<Shape>,
    pub marks: Vec<Mark>,
    pub front: Vec<Shape>,
}

/// The area between the axes.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// What the uppermost line stands for.
    pub most: f64,
}

const TOP: f64 = 18.0;
const BOTTOM: f64 = 24.0;

impl Drawing {
    pub fn new(width: f64, height: f64) -> Drawing {
        Drawing { width, height, ..Drawing::default() }
    }

    /// Draws lines, values and shaded places, and answers what is left for the marks.
    pub fn axes(&mut self, figures: &Figures, ruler: Ruler, most: f64) -> Room {
        let lines = ruler.scale.lines(most);
        let said: Vec<String> = lines.iter().map(|line| ruler.scale.said(*line, ruler.language)).collect();
        let left = said.iter().map(|text| wide(text)).fold(16.0, f64::max) + 10.0;
        let room = Room {
            left,
            top: TOP,
            width: (self.width - left - 4.0).max(40.0),
            height: self.height - TOP - BOTTOM,
            most: lines.last().copied().unwrap_or(1.0),
        };
        let band = room.band(figures.places.len());
        for (at, _) in figures.places.iter().enumerate().filter(|(_, place)| place.off) {
            let x = room.left + band * at as f64;
            let paint = Paint { class: "chart__off", ..Paint::default() };
            self.back.push(Shape::Rect { x, y: room.top, width: band, height: room.height, round: 0.0, paint });
        }
        for (line, said) in lines.iter().zip(said) {
            let y = room.y(*line);
            self.back.push(Shape::Line { from: (room.left, y), to: (room.left + room.width, y), class: "chart__line" });
            self.back.push(Shape::Text { x: room.left - 6.0, y: y + 4.0, text: said, anchor: "end", class: "chart__axis" });
        }
        self.names(figures, room);
        room
    }

    /// Names the places under the axis, as many as there is room for.
    fn names(&mut self, figures: &Figures, room: Room) {
        let band = room.band(figures.places.len());
        let widest = figures.places.iter().map(|place| wide(&place.short)).fold(0.0, f64::max) + 8.0;
        let all = band >= widest;
        let preferred = figures.places.iter().any(|place| place.tick);
        let mut free_from = f64::MIN;
        for (at, place) in figures.places.iter().enumerate() {
            let x = room.left + band * (at as f64 + 0.5);
            if place.short.is_empty() || !(all || place.tick || !preferred) || x - wide(&place.short) / 2.0 < free_from {
                continue;
            }
            // The last name may not leave the picture.
            let half = wide(&place.short) / 2.0;
            let x = x.clamp(half, (self.width - half).max(half));
            free_from = x + half + 8.0;
            let y = room.top + room.height + 17.0;
            self.back.push(Shape::Text { x, y, text: place.short.clone(), anchor: "middle", class: "chart__axis" });
        }
    }
}

impl Room {
    pub fn band(self, places: usize) -> f64 {
        self.width / places.max(1) as f64
    }

    pub fn y(self, value: f64) -> f64 {
        self.top + self.height - self.height * (value / self.most).clamp(0.0, 1.0)
    }

    /// From a value down to the axis; what is there at all is seen.
    pub fn column(self, value: f64) -> (f64, f64) {
        let height = if value > 0.0 { (self.height * (value / self.most)).max(1.0) } else { 0.0 };
        (self.top + self.height - height, height)
    }
}

/// The outline of a point of a series: a circle, a square or a triangle.
pub fn point(x: f64, y: f64, form: usize) -> String {
    match form % 3 {
        0 => format!("M{} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4.0),
        1 => format!("M{} {}h7v7h-7Z", x - 3.5, y - 3.5),
        _ => format!("M{x} {}l5 8h-10Z", y - 4.5),
    }
}

/// About how wide a text of the axis is. Kana and kanji are as wide as they are high.
pub fn wide(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 6.2 } else { 11.0 }).sum()
}
