//! Which rows of a long list are drawn.

use std::ops::Range;

/// Lists up to this length are drawn whole.
const WHOLE: usize = 100;
/// So many rows are drawn above and below those in sight: for quick fingers, and for the keys that go from row to row.
const AROUND: usize = 24;
/// What is drawn changes by so many rows at a time.
const STEP: usize = 8;

/// How far a list is scrolled, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    pub top: f64,
    /// The height of what can be seen.
    pub seen: f64,
    /// The height of a row; 0 until it was measured.
    pub row: f64,
}

/// The rows to draw of `len`.
pub fn span(sight: Sight, len: usize) -> Range<usize> {
    if len <= WHOLE {
        return 0..len;
    }
    if sight.row < 1.0 {
        return 0..WHOLE;
    }
    // Never negative and never beyond a list's length.
    let rows = |pixels: f64| (pixels.max(0.0) / sight.row) as usize;
    let first = rows(sight.top).min(len.saturating_sub(1)).saturating_sub(AROUND) / STEP * STEP;
    let last = (rows(sight.top + sight.seen) + AROUND).div_ceil(STEP) * STEP;
    first..last.clamp(first, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_drawn_with_some_rows_around_it() {
        let sight = |top| Sight { top, seen: 800.0, row: 40.0 };
        assert_eq!(span(sight(0.0), 60), 0..60);
        assert_eq!(span(Sight::default(), 5_000), 0..WHOLE);
        assert_eq!(span(sight(0.0), 100_000), 0..48);
        assert_eq!(span(sight(-80.0), 100_000), 0..48);
        assert_eq!(span(sight(40_000.0), 100_000), 976..1048);
        assert_eq!(span(sight(3_999_200.0), 100_000), 99_952..100_000);
        // The list became shorter than what is scrolled.
        assert_eq!(span(sight(3_999_200.0), 120), 88..120);
    }

    #[test]
    fn small_scrolling_draws_nothing_anew() {
        let sight = |top| Sight { top, seen: 800.0, row: 40.0 };
        assert_eq!(span(sight(40_000.0), 100_000), span(sight(40_030.0), 100_000));
    }
}
