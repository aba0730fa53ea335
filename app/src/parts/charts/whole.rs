//! One bar that is everything, in parts: each series is a part, as wide as its share, and says its number.

use super::{
    Figures,
    drawing::{Drawing, Mark, Paint, Shape, wide},
    scale::grouped,
};

const GAP: f64 = 2.0;
const LEAST: f64 = 24.0;

pub fn whole(figures: &Figures, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height);
    let parts: Vec<(usize, usize, f64)> = (0..figures.places.len())
        .flat_map(|place| (0..figures.series.len()).map(move |series| (place, series)))
        .filter_map(|(place, series)| Some((place, series, figures.cell(place, series)?.value.filter(|value| *value > 0.0)?)))
        .collect();
    let widths = shares(&parts.iter().map(|(_, _, value)| *value).collect::<Vec<_>>(), width);
    let mut x = 0.0;
    for ((place, series, value), wide_as) in parts.into_iter().zip(widths) {
        let (color, strong) = figures.series.get(series).map(|one| (one.color.clone(), one.strong)).unwrap_or_default();
        let class = if strong { "chart__part chart__part--strong" } else { "chart__part" };
        let paint = Paint { class, color, level: None, pattern: 0 };
        let said = grouped(value as i64);
        let inner = (wide_as - GAP).max(1.0);
        let mut shapes = vec![Shape::Rect { x, y: 0.0, width: inner, height, round: 2.0, paint }];
        if wide(&said) <= wide_as {
            let class = if strong { "chart__inside chart__inside--strong" } else { "chart__inside" };
            shapes.push(Shape::Text { x: x + inner / 2.0, y: height / 2.0 + 4.0, text: said, anchor: "middle", class });
        }
        drawing.marks.push(Mark { place, series, shapes, reach: [x, 0.0, inner, height] });
        x += wide_as;
    }
    drawing
}

/// Widths by share, none so narrow that nobody could meet it, all of them together `width`.
fn shares(values: &[f64], width: f64) -> Vec<f64> {
    let least = LEAST.min(width / values.len().max(1) as f64);
    let total: f64 = values.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let narrow: Vec<bool> = values.iter().map(|value| value / total * width < least).collect();
    let taken = narrow.iter().filter(|narrow| **narrow).count() as f64 * least;
    let rest: f64 = values.iter().zip(&narrow).filter(|(_, narrow)| !**narrow).map(|(value, _)| value).sum::<f64>().max(f64::MIN_POSITIVE);
    values.iter().zip(narrow).map(|(value, narrow)| if narrow { least } else { value / rest * (width - taken) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_part_can_still_be_met_and_nothing_leaves_the_bar() {
        for values in [vec![1.0, 500.0, 2.0], vec![9.0, 11.0, 7.0, 6.0, 2.0, 3.0], vec![1.0]] {
            let widths = shares(&values, 600.0);
            assert!((widths.iter().sum::<f64>() - 600.0).abs() < 0.001, "{values:?}: {widths:?}");
            assert!(widths.iter().all(|width| *width >= LEAST - 0.001), "{values:?}: {widths:?}");
        }
        assert!(shares(&[], 600.0).is_empty());
    }
}
