use super::*;
use domain::Language;
use drawing::Shape;

const RULER: Ruler = Ruler { scale: Scale::Count, language: Language::Japanese };

fn cells(values: &[i64]) -> Vec<Cell> {
    values.iter().map(|value| Cell { value: Some(*value as f64), said: value.to_string(), href: None }).collect()
}

fn days(count: usize) -> Vec<Place> {
    (0..count).map(|at| Place { name: format!("11月{}日", at + 1), short: format!("11/{}", at + 1), off: at % 7 > 4, tick: at % 7 == 0 }).collect()
}

fn series(name: &str, values: &[i64]) -> Series {
    Series { name: name.into(), color: "ruri".into(), cells: cells(values), ..Series::default() }
}

#[test]
fn lines_are_round_and_few() {
    let cases: [(Scale, f64, &[f64]); 6] = [
        (Scale::Count, 78.0, &[0.0, 20.0, 40.0, 60.0, 80.0]),
        (Scale::Count, 3.0, &[0.0, 1.0, 2.0, 3.0]),
        (Scale::Count, 0.0, &[0.0, 1.0]),
        (Scale::Count, 1_284.0, &[0.0, 500.0, 1_000.0, 1_500.0]),
        (Scale::Time, 3.0 * 3_600_000.0, &[0.0, 3_600_000.0, 7_200_000.0, 10_800_000.0]),
        (Scale::Ratio, 1.3, &[0.0, 0.5, 1.0, 1.5]),
    ];
    for (scale, most, expected) in cases {
        assert_eq!(scale.lines(most), expected, "{scale:?} {most}");
    }
    for scale in [Scale::Count, Scale::Time, Scale::Ratio] {
        for power in 0..12 {
            let lines = scale.lines(1.7 * 10_f64.powi(power));
            assert!((2..=11).contains(&lines.len()), "{scale:?}: {lines:?}");
        }
    }
}

#[test]
fn values_of_the_axis_are_said_as_people_say_them() {
    assert_eq!(Scale::Count.said(1_284.0, Language::English), "1,284");
    assert_eq!(Scale::Time.said(1_800_000.0, Language::Japanese), "30分");
    assert_eq!(Scale::Time.said(7_200_000.0, Language::English), "2 h");
    assert_eq!(Scale::Time.said(5.0 * 86_400_000.0, Language::Japanese), "5日");
    assert_eq!([grouped(0), grouped(999), grouped(1_000), grouped(-1_234_567)], ["0", "999", "1,000", "−1,234,567"]);
}

#[test]
fn every_value_is_a_mark_inside_the_picture() {
    let figures = Figures { places: days(30), series: vec![series("受信", &[7; 30]), series("処理済み", &[3; 30])] };
    for kind in [Kind::Bars, Kind::Stacked, Kind::Lines] {
        for width in [280.0, 700.0] {
            let drawing = figures.draw(&kind, RULER, width);
            assert_eq!(drawing.marks.len(), 60, "{kind:?}");
            for mark in &drawing.marks {
                let [x, y, wide, high] = mark.reach;
                assert!(x >= 0.0 && y >= 0.0 && x + wide <= width + 0.01 && y + high <= 216.01, "{kind:?}: {:?}", mark.reach);
            }
            let shaded = drawing.back.iter().filter(|shape| matches!(shape, Shape::Rect { .. })).count();
            assert_eq!(shaded, 8, "days off are shaded");
        }
    }
}

#[test]
fn names_at_the_axis_do_not_run_into_each_other() {
    let figures = Figures { places: days(30), series: vec![series("受信", &[7; 30])] };
    for width in [280.0, 500.0, 900.0] {
        let drawing = figures.draw(&Kind::Bars, RULER, width);
        let mut free = f64::MIN;
        for shape in &drawing.back {
            if let Shape::Text { x, text, anchor: "middle", .. } = shape {
                let half = drawing::wide(text) / 2.0;
                assert!(x - half >= free, "{text} at {x} of {width}");
                free = x + half;
            }
        }
        assert!(free > 0.0, "something is named");
    }
}

#[test]
fn what_is_compared_with_is_no_mark() {
    let ghost = Series { ghost: true, ..series("前の期間", &[9; 7]) };
    let figures = Figures { places: days(7), series: vec![series("受信", &[7; 7]), ghost] };
    let drawing = figures.draw(&Kind::Lines, RULER, 500.0);
    assert_eq!(drawing.marks.len(), 7);
    assert!(drawing.marks.iter().all(|mark| mark.series == 0));
}

#[test]
fn what_is_late_stands_behind_the_target_in_another_colour() {
    let figures = Figures { places: days(4), series: vec![series("件数", &[5, 4, 3, 2])] };
    let drawing = figures.draw(&Kind::Spread(Some((3, "目標 8時間".into()))), RULER, 400.0);
    let colors: Vec<String> = drawing
        .marks
        .iter()
        .filter_map(|mark| mark.shapes.iter().find_map(|shape| if let Shape::Rect { paint, .. } = shape { Some(paint.color.clone()) } else { None }))
        .collect();
    assert_eq!(colors, ["ruri", "ruri", "ruri", "daidai"]);
}

#[test]
fn an_hour_of_a_day_is_one_field_in_both_forms_of_the_map() {
    let hours: Vec<Place> = (0..24).map(|hour| Place { name: format!("{hour}時"), short: hour.to_string(), ..Place::default() }).collect();
    let week = ["月", "火", "水", "木", "金", "土", "日"].map(|day| series(day, &(0..24).collect::<Vec<_>>()));
    let figures = Figures { places: hours, series: week.to_vec() };
    for width in [340.0, 800.0] {
        let drawing = figures.draw(&Kind::Heat, RULER, width);
        assert_eq!(drawing.marks.len(), 168);
        assert!(
            drawing.marks.iter().all(|mark| mark.reach[0] + mark.reach[2] <= width + 0.01 && mark.reach[1] + mark.reach[3] <= drawing.height + 0.01)
        );
    }
    assert!(figures.draw(&Kind::Heat, RULER, 340.0).height > figures.draw(&Kind::Heat, RULER, 800.0).height);
}

#[test]
fn nothing_to_tell_is_drawn_too() {
    for kind in [Kind::Bars, Kind::Stacked, Kind::Lines, Kind::Heat, Kind::Spread(None), Kind::Whole] {
        let drawing = Figures::default().draw(&kind, RULER, 300.0);
        assert!(drawing.marks.is_empty(), "{kind:?}");
    }
    assert!(Figures::default().is_empty());
}
