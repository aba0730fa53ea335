//! Style attributes by whitelist: known harmless properties with values that cannot load, move or cover anything.

const PROPERTIES: [&str; 74] = [
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "box-sizing",
    "caption-side",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-wrap",
    "overflow-wrap",
];
const FUNCTIONS: [&str; 6] = ["rgb", "rgba", "hsl", "hsla", "calc", "min"];
/// Bytes of one value.
const MAX_VALUE: usize = 500;

/// What is left of a style attribute, and how many of its declarations would have loaded something from elsewhere.
pub(super) fn filtered(style: &str) -> (String, u32) {
    let mut kept = String::new();
    let mut remote = 0;
    for declaration in declarations(style) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if loads(value) {
            remote += u32::from(!value.to_ascii_lowercase().contains("data:") && !value.to_ascii_lowercase().contains("cid:"));
            continue;
        }
        if PROPERTIES.contains(&name.as_str()) && is_harmless(&name, value) {
            if !kept.is_empty() {
                kept.push(';');
            }
            kept.push_str(&name);
            kept.push(':');
            kept.push_str(value);
        }
    }
    (kept, remote)
}

/// Splits at semicolons outside quotes and brackets.
fn declarations(style: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, c) in style.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.extend(style.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(style.get(start..));
    parts
}

/// Whether a value asks for a file, even when it hides that with escapes or comments.
fn loads(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    ["url(", "image(", "image-set(", "src(", "cross-fade(", "element(", "@import", "//"].iter().any(|word| plain.contains(word))
        || plain.contains('\\')
}

fn is_harmless(name: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let plain_letters = value.chars().all(|c| c.is_alphanumeric() || " \t#.,%()-+\"'!/_*".contains(c));
    let is_position_trick = matches!(name, "display") && lower.contains("contents");
    let is_far_away = name.starts_with("margin") && lower.contains('-') || name == "text-indent" && lower.contains('-');
    value.len() <= MAX_VALUE
        && plain_letters
        && !lower.contains("/*")
        && !is_position_trick
        && !is_far_away
        && !lower.contains("expression")
        && functions(&lower).all(|function| FUNCTIONS.contains(&function))
}

/// The words directly before an opening bracket.
fn functions(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices('(').filter_map(|(at, _)| {
        let before = value.get(..at)?;
        let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-').map_or(0, |start| start + 1);
        before.get(start..)
    })
}
