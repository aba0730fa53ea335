//! Charts, drawn as SVG by server and browser alike. They know nothing of what they show: they get places, series and links.
//!
//! What is drawn is worked out as plain shapes first (`drawing`), one module a kind of chart; `plot` puts them on the page and
//! answers to pointer, keyboard and fingers; `chart` is the card around it, with its sentence, its legend and its table.

mod bars;
mod chart;
pub(crate) mod drawing;
mod heat;
mod legend;
mod lines;
mod plot;
mod row_bar;
mod save;
pub(crate) mod scale;
mod table;
mod tip;
mod walk;
mod whole;
mod words;

pub use chart::Chart;
pub use row_bar::RowBar;
pub use scale::{Scale, grouped};
pub use table::FiguresTable;

use drawing::Drawing;
use scale::Ruler;
use serde::{Deserialize, Serialize};

/// What a chart shows: a value for each place (a day, a person, a bucket) and series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub places: Vec<Place>,
    pub series: Vec<Series>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// As it is said: `11月17日(火)`.
    pub name: String,
    /// As it stands at the axis: `11/17`.
    pub short: String,
    /// Nobody works: its ground is shaded.
    pub off: bool,
    /// Goes before others when not every place can be named at the axis.
    pub tick: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    /// A name of a status colour (`parts/colour.scss`).
    pub color: String,
    /// What it is compared with: drawn as a dashed line.
    pub ghost: bool,
    /// The part of a whole that must not be overlooked.
    pub strong: bool,
    /// One a place.
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// `None` where there is nothing to tell.
    pub value: Option<f64>,
    /// The value in words: `78件`.
    pub said: String,
    /// What it counts.
    pub href: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Bars,
    Stacked,
    Lines,
    /// Series are the days, places the hours.
    Heat,
    /// How often how much: the places are buckets. A target lies before this bucket and is called so; what is behind it is late.
    Spread(Option<(usize, String)>),
    /// One bar that is everything: one place, a series for each part.
    Whole,
}

impl Kind {
    /// The height of the picture in pixels; the width is that of its room. The style sheet knows the same heights.
    fn height(&self, width: f64) -> f64 {
        match self {
            Kind::Whole => 34.0,
            Kind::Heat if heat::is_turned(width) => heat::TURNED_HEIGHT,
            Kind::Heat => heat::HEIGHT,
            _ => 216.0,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Kind::Bars => "bars",
            Kind::Stacked => "stacked",
            Kind::Lines => "lines",
            Kind::Heat => "heat",
            Kind::Spread(_) => "spread",
            Kind::Whole => "whole",
        }
    }
}

impl Figures {
    fn cell(&self, place: usize, series: usize) -> Option<&Cell> {
        self.series.get(series)?.cells.get(place)
    }

    /// The largest value; of stacks the highest one.
    fn most(&self, stacked: bool) -> f64 {
        let value = |series: &Series, place: usize| series.cells.get(place).and_then(|cell| cell.value).unwrap_or_default();
        let solid = || self.series.iter().filter(|series| !series.ghost);
        let single = self.series.iter().filter(|series| !stacked || series.ghost);
        let singles = single.flat_map(|series| series.cells.iter().filter_map(|cell| cell.value)).fold(0.0, f64::max);
        let sums = (0..self.places.len()).map(|place| solid().map(|series| value(series, place)).sum::<f64>());
        if stacked { sums.fold(singles, f64::max) } else { singles }
    }

    pub fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.cells.iter().all(|cell| cell.value.unwrap_or_default() == 0.0))
    }

    pub(crate) fn draw(&self, kind: &Kind, ruler: Ruler, width: f64) -> Drawing {
        let height = kind.height(width);
        match kind {
            Kind::Bars => bars::grouped(self, ruler, width, height),
            Kind::Stacked => bars::stacked(self, ruler, width, height),
            Kind::Spread(target) => bars::spread(self, target.as_ref(), ruler, width, height),
            Kind::Lines => lines::lines(self, ruler, width, height),
            Kind::Heat => heat::heat(self, width, height),
            Kind::Whole => whole::whole(self, width, height),
        }
    }
}

#[cfg(test)]
mod tests;
