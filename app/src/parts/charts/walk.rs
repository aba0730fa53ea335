//! From mark to mark by keys.

use super::drawing::Mark;

/// The mark that a key leads to. `turned`: series lie beside each other; `down`: the next series lies below.
pub fn next(marks: &[Mark], from: (usize, usize), key: &str, turned: bool, down: bool) -> Option<(usize, usize)> {
    let at = |mark: &Mark| (mark.place, mark.series);
    let one_place = marks.iter().all(|mark| mark.place == from.0);
    let flip = |at: (usize, usize)| if turned || one_place { (at.1, at.0) } else { at };
    let (across, along) = flip(from);
    let all: Vec<(usize, usize)> = marks.iter().map(at).map(flip).collect();
    // The nearest on the way; of several the one in the same line.
    let nearest =
        |far: &dyn Fn((usize, usize)) -> Option<(usize, usize)>| all.iter().filter_map(|mark| Some((far(*mark)?, *mark))).min().map(|(_, mark)| mark);
    let sideways = |(a, b): (usize, usize)| (a, b.abs_diff(along));
    let found = match (key, down || turned) {
        ("ArrowRight", _) => nearest(&|mark| (mark.0 > across).then(|| sideways(mark))),
        ("ArrowLeft", _) => nearest(&|mark| (mark.0 < across).then(|| (across - mark.0, mark.1.abs_diff(along)))),
        ("ArrowDown", true) | ("ArrowUp", false) => nearest(&|mark| (mark.0 == across && mark.1 > along).then_some((mark.1, 0))),
        ("ArrowUp", true) | ("ArrowDown", false) => nearest(&|mark| (mark.0 == across && mark.1 < along).then(|| (along - mark.1, 0))),
        ("Home", _) => nearest(&|mark| Some(sideways(mark))),
        ("End", _) => nearest(&|mark| Some((usize::MAX - mark.0, mark.1.abs_diff(along)))),
        _ => None,
    };
    found.map(flip)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(all: &[(usize, usize)]) -> Vec<Mark> {
        all.iter().map(|(place, series)| Mark { place: *place, series: *series, shapes: vec![], reach: [0.0; 4] }).collect()
    }

    #[test]
    fn arrow_keys_go_from_mark_to_mark_and_over_gaps() {
        let bars = marks(&[(0, 0), (0, 1), (2, 0), (2, 1), (3, 1)]);
        for (from, key, to) in [
            ((0, 0), "ArrowRight", Some((2, 0))),
            ((2, 0), "ArrowRight", Some((3, 1))),
            ((3, 1), "ArrowRight", None),
            ((3, 1), "ArrowLeft", Some((2, 1))),
            ((2, 1), "ArrowLeft", Some((0, 1))),
            ((0, 0), "ArrowUp", Some((0, 1))),
            ((0, 1), "ArrowDown", Some((0, 0))),
            ((0, 1), "ArrowUp", None),
            ((2, 0), "Home", Some((0, 0))),
            ((2, 0), "End", Some((3, 1))),
            ((2, 0), "a", None),
        ] {
            assert_eq!(next(&bars, from, key, false, false), to, "{from:?} {key}");
        }
    }

    #[test]
    fn a_heat_map_is_walked_as_it_lies() {
        let fields = marks(&[(0, 0), (1, 0), (0, 1), (1, 1)]);
        assert_eq!(next(&fields, (0, 0), "ArrowDown", false, true), Some((0, 1)));
        assert_eq!(next(&fields, (0, 0), "ArrowDown", true, true), Some((1, 0)));
        assert_eq!(next(&fields, (0, 0), "ArrowRight", true, true), Some((0, 1)));
    }

    #[test]
    fn the_parts_of_a_whole_lie_side_by_side() {
        let parts = marks(&[(0, 0), (0, 2), (0, 5)]);
        assert_eq!(next(&parts, (0, 0), "ArrowRight", false, false), Some((0, 2)));
        assert_eq!(next(&parts, (0, 5), "ArrowLeft", false, false), Some((0, 2)));
    }
}
