//! Style elements written into style attributes, as long as that costs time and memory in proportion to the document:
//! a style sheet is copied into every element it matches, and some selectors look at all elements for each.

use super::bounded::Bounded;
use std::borrow::Cow;

/// Selectors and declarations times elements that may be matched before styles are given up.
const MAX_WORK: usize = 4_000_000;
/// Bytes of the document with its styles written in.
const MAX_STYLED: usize = 16 * 1024 * 1024;
/// What makes a selector walk along all siblings or children of an element.
const WALKS: [&str; 4] = ["~", ":nth", "-of-type", ":has"];
/// Conditions on one element in one selector.
const MAX_CONDITIONS: usize = 200;

/// The document without its style sheet when that is too much, or broken: the mail is then shown without it.
pub(super) fn inlined(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    let mut sheet = Sheet::default();
    style_elements(&lower).for_each(|text| sheet.measure(text));
    let elements = lower.matches('<').count() - lower.matches("</").count();
    if sheet.rules == 0 || sheet.conditions > MAX_CONDITIONS || sheet.work(elements) > MAX_WORK {
        return Cow::Borrowed(html);
    }
    let inliner = css_inline::CSSInliner::options().load_remote_stylesheets(false).keep_style_tags(false).keep_link_tags(false).build();
    let mut styled = Bounded::new(MAX_STYLED);
    match inliner.inline_to(html, &mut styled) {
        Ok(()) => styled.into_text().map_or(Cow::Borrowed(html), Cow::Owned),
        Err(_) => Cow::Borrowed(html),
    }
}

#[derive(Default)]
struct Sheet {
    rules: usize,
    /// Selectors and declarations.
    pieces: usize,
    walks: usize,
    /// Of the selector with the most of them.
    conditions: usize,
}

impl Sheet {
    fn measure(&mut self, text: &str) {
        let rules = text.matches('{').count();
        self.rules += rules;
        self.pieces += rules + text.matches([',', ';']).count();
        self.walks += WALKS.iter().map(|walk| text.matches(walk).count()).sum::<usize>();
        let conditions = text.split([',', ';', '{', '}']).map(|piece| piece.matches(['.', ':', '[', '#']).count()).max();
        self.conditions = self.conditions.max(conditions.unwrap_or_default());
    }

    fn work(&self, elements: usize) -> usize {
        elements.saturating_mul(self.pieces).max(elements.saturating_mul(elements).saturating_mul(self.walks))
    }
}

/// What stands in style elements, in lower case; too much rather than too little where a parser would see none.
fn style_elements(lower: &str) -> impl Iterator<Item = &str> {
    let mut rest = lower;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once("<style")?;
        let (inside, tail) = after.split_once("</style").unwrap_or((after, ""));
        rest = tail;
        Some(inside)
    })
}
