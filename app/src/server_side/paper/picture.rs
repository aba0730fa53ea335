//! A chart of the screens as a picture for mails: the same shapes, with the colours of the day written into them.

use crate::{
    help::html::escaped,
    parts::charts::{
        Figures, Kind, Scale, Series,
        drawing::{Drawing, Paint, Shape, point},
        scale::Ruler,
    },
};
use backend::reports::{Part, Picture};
use domain::Language;

/// Those of `style/colours.scss` by day.
const COLORS: [(&str, &str); 12] = [
    ("shu", "#D9372B"),
    ("daidai", "#D56800"),
    ("yamabuki", "#B17E00"),
    ("wakakusa", "#789301"),
    ("tokiwa", "#009A4D"),
    ("aotake", "#059583"),
    ("asagi", "#008FAB"),
    ("ruri", "#2A80E2"),
    ("kikyo", "#776DE0"),
    ("fuji", "#9F5DCB"),
    ("botan", "#C74C8E"),
    ("nezumi", "#857F79"),
];
const INK: &str = "#1D1A16";
const INK_2: &str = "#504D47";
const INK_3: &str = "#66635D";
const LINE: &str = "#E5E3DE";
const SHADE: &str = "#F0EEEA";
const STRONG: &str = "#B42B1F";
/// Parts of a hundred that a colour has where it lies on white: of a part of a whole, and by strength on a heat map.
const PART: u32 = 62;
const STRENGTHS: [u32; 6] = [0, 14, 27, 40, 52, 64];
/// What lies over the colours of the second, third and fourth series.
const PATTERNS: &str = "<defs><pattern id=\"p1\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
    <rect fill=\"#FFFFFF\" fill-opacity=\".42\" width=\"2\" height=\"6\"/></pattern>\
    <pattern id=\"p2\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle fill=\"#FFFFFF\" fill-opacity=\".42\" cx=\"2.5\" cy=\"2.5\" r=\"1.2\"/></pattern>\
    <pattern id=\"p3\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect fill=\"#FFFFFF\" fill-opacity=\".42\" width=\"5\" height=\"1.5\"/></pattern></defs>";

pub fn drawn(figures: &Figures, kind: &Kind, scale: Scale, language: Language, width: f64) -> Picture {
    let Drawing { width, height, back, marks, front } = figures.draw(kind, Ruler { scale, language }, width);
    let all = back.into_iter().chain(marks.into_iter().flat_map(|mark| mark.shapes)).chain(front);
    let parts = std::iter::once(Part::Shape(PATTERNS.to_owned())).chain(all.map(part)).collect();
    Picture { width, height, parts }
}

/// The colour of a series in the legend.
pub fn legend(series: &Series) -> &'static str {
    if series.strong { STRONG } else { color(&series.color) }
}

fn color(name: &str) -> &'static str {
    COLORS.iter().find(|(known, _)| *known == name).map_or(INK_3, |(_, color)| color)
}

/// So much of a hundred of it on white.
fn mixed(color: &str, part: u32) -> String {
    let channel = |at: usize| color.get(at..at + 2).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(255);
    let of = |at: usize| (channel(at) * part + 255 * (100 - part)) / 100;
    format!("#{:02X}{:02X}{:02X}", of(1), of(3), of(5))
}

fn fill(paint: &Paint) -> String {
    match (paint.class, paint.level) {
        ("chart__off", _) => SHADE.to_owned(),
        (_, Some(level)) => mixed(color(&paint.color), STRENGTHS.get(usize::from(level)).copied().unwrap_or(0)),
        ("chart__part chart__part--strong", _) => STRONG.to_owned(),
        ("chart__part", _) => mixed(color(&paint.color), PART),
        _ => color(&paint.color).to_owned(),
    }
}

fn part(shape: Shape) -> Part {
    Part::Shape(match shape {
        Shape::Rect { x, y, width, height, round, paint } => {
            let rect = |fill: &str| {
                format!("<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{round:.2}\" fill=\"{fill}\"/>")
            };
            let over = if paint.pattern > 0 { rect(&format!("url(#p{})", (paint.pattern - 1) % 3 + 1)) } else { String::new() };
            format!("{}{over}", rect(&fill(&paint)))
        }
        Shape::Line { from: (x1, y1), to: (x2, y2), class } => {
            let look = if class == "chart__target" { format!("stroke=\"{INK_2}\" stroke-dasharray=\"3 3\"") } else { format!("stroke=\"{LINE}\"") };
            format!("<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" {look}/>")
        }
        Shape::Path { d, class, color: name } => {
            let look = if class == "chart__ghost" { "stroke-width=\"1.5\" stroke-dasharray=\"4 3\"" } else { "stroke-width=\"2\"" };
            format!("<path d=\"{d}\" fill=\"none\" stroke=\"{}\" {look}/>", color(&name))
        }
        Shape::Point { x, y, form, paint } => {
            format!("<path d=\"{}\" fill=\"#FFFFFF\" stroke=\"{}\" stroke-width=\"2\"/>", point(x, y, form), color(&paint.color))
        }
        Shape::Text { x, y, text, anchor, class } => {
            let ink = match class {
                "chart__inside--strong" | "chart__inside chart__inside--strong" => "#FFFFFF",
                "chart__inside" => INK,
                "chart__number" => INK_2,
                _ => INK_3,
            };
            let said = escaped(&text);
            let svg = format!(
                "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\" font-size=\"11\" font-family=\"sans-serif\" fill=\"{ink}\">{said}</text>"
            );
            return Part::Words { words: text, svg };
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_style_sheet() {
        let styles = include_str!("../../../../style/colours.scss");
        for (name, color) in COLORS {
            assert!(styles.contains(&format!("--{name}: light-dark({color},")), "{name}");
        }
        for (name, color) in [("ink", INK), ("ink-2", INK_2), ("ink-3", INK_3), ("line", LINE), ("hover", SHADE), ("danger-solid", STRONG)] {
            assert!(styles.contains(&format!("--{name}: light-dark({color},")), "{name}");
        }
        assert_eq!(mixed("#2A80E2", 100), "#2A80E2");
        assert_eq!(mixed("#2A80E2", 0), "#FFFFFF");
    }
}
