//! Where the card stands: beside what it explains, and never on it.

/// Between the card and what it explains.
const GAP: f64 = 12.0;
/// Between the card and the edge of the window.
const MARGIN: f64 = 8.0;

/// A rectangle in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Spot {
    fn right(self) -> f64 {
        self.left + self.width
    }

    fn bottom(self) -> f64 {
        self.top + self.height
    }
}

/// Left and top of a card of this size. To the right where there is room, else below, above, to the left; at the bottom of the
/// window where there is nothing to explain, or no room beside it.
pub fn beside(window: (f64, f64), card: (f64, f64), spot: Option<Spot>) -> (f64, f64) {
    let most = (window.0 - card.0 - MARGIN, window.1 - card.1 - MARGIN);
    let within = |value: f64, most: f64| value.min(most).max(MARGIN);
    let free = (within((window.0 - card.0) / 2.0, most.0), within(most.1, most.1));
    let Some(spot) = spot else { return free };
    let (middle, level) = (within(spot.left + (spot.width - card.0) / 2.0, most.0), within(spot.top + (spot.height - card.1) / 2.0, most.1));
    let ways = [(spot.right() + GAP, level), (middle, spot.bottom() + GAP), (middle, spot.top - card.1 - GAP), (spot.left - card.0 - GAP, level)];
    let fits = |(left, top): &(f64, f64)| *left >= MARGIN && *left <= most.0 && *top >= MARGIN && *top <= most.1;
    let opposite = (free.0, if spot.top + spot.height / 2.0 > window.1 / 2.0 { MARGIN } else { most.1.max(MARGIN) });
    ways.into_iter().find(fits).unwrap_or(opposite)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: (f64, f64) = (320.0, 200.0);

    fn apart((left, top): (f64, f64), spot: Spot) -> bool {
        left >= spot.right() || left + CARD.0 <= spot.left || top >= spot.bottom() || top + CARD.1 <= spot.top
    }

    #[test]
    fn the_card_stays_in_the_window_and_off_what_it_explains() {
        for window in [(1440.0, 900.0), (1024.0, 768.0), (820.0, 1180.0), (390.0, 844.0)] {
            for (x, y) in [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.0, 1.0), (1.0, 0.2)] {
                let spot = Spot { left: x * (window.0 - 100.0), top: y * (window.1 - 44.0), width: 100.0, height: 44.0 };
                let at = beside(window, CARD, Some(spot));
                assert!(apart(at, spot), "{window:?} {spot:?} {at:?}");
                assert!(at.0 >= 0.0 && at.0 + CARD.0 <= window.0 && at.1 >= 0.0 && at.1 + CARD.1 <= window.1, "{window:?} {spot:?} {at:?}");
            }
        }
    }

    #[test]
    fn without_anything_to_explain_it_stands_at_the_bottom() {
        assert_eq!(beside((390.0, 844.0), CARD, None), (35.0, 636.0));
    }

    #[test]
    fn where_there_is_no_room_beside_it_takes_the_other_half() {
        let all = Spot { left: 0.0, top: 0.0, width: 390.0, height: 700.0 };
        assert_eq!(beside((390.0, 844.0), CARD, Some(all)).1, 636.0);
        let low = Spot { top: 200.0, height: 600.0, ..all };
        assert_eq!(beside((390.0, 844.0), CARD, Some(low)).1, MARGIN);
    }
}
