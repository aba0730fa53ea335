//! HTML of strangers made safe: styles inlined first, then a whitelist of elements, attributes, link targets and
//! style properties. What is not known is removed. Nothing outside is asked for unless a person allowed it.

use super::{Pictures, css, nesting, text};
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Bytes of HTML that are cleaned; the rest is cut off.
const MAX_INPUT: usize = 2 * 1024 * 1024;
/// Style rules times elements that may be matched before styles are given up.
const MAX_STYLE_WORK: usize = 4_000_000;

/// What may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Whether images may be fetched from other people's servers (this tells them that the mail was read).
    pub remote_images: bool,
    /// What `cid:` addresses become; one that is not among them is removed.
    pub pictures: Pictures,
}

/// Safe HTML, a fragment without `<html>` and `<body>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub html: String,
    /// How many images and styles were not shown because they are remote.
    pub remote_blocked: u32,
}

/// Cleans the HTML of a mail. Documents that no parser could read in reasonable time come back as their text.
pub fn clean(html: &str, options: &CleanOptions) -> Cleaned {
    let html = html.get(..html.floor_char_boundary(MAX_INPUT)).unwrap_or(html);
    if !nesting::is_harmless(html) {
        return Cleaned { html: text::from_text(&text::to_text(html)), remote_blocked: 0 };
    }
    let blocked = Arc::new(AtomicU32::new(0));
    let styled = body_as_block(&inlined(html));
    // The inliner normalises the tree; what it made is measured again before the second parse.
    if !nesting::is_harmless(&styled) {
        return Cleaned { html: text::from_text(&text::to_text(html)), remote_blocked: 0 };
    }
    let html = builder(options.clone(), Arc::clone(&blocked)).clean(&styled).to_string();
    Cleaned { html, remote_blocked: blocked.load(Ordering::Relaxed) }
}

/// Style elements written into style attributes, because elements of that name do not survive.
fn inlined(html: &str) -> Cow<'_, str> {
    let elements = html.matches('<').count();
    let rules = html.matches('{').count();
    if rules == 0 || elements.saturating_mul(rules) > MAX_STYLE_WORK {
        return Cow::Borrowed(html);
    }
    let inliner = css_inline::CSSInliner::options().load_remote_stylesheets(false).keep_style_tags(false).keep_link_tags(false).build();
    // Broken style sheets are no reason to refuse the mail: it is then shown without them.
    inliner.inline(html).map_or(Cow::Borrowed(html), Cow::Owned)
}

/// The cleaner keeps a fragment only; colours and fonts of `<body>` move to a block.
fn body_as_block(html: &str) -> String {
    html.replace("<body ", "<div ").replace("<BODY ", "<div ").replace("</body>", "</div>").replace("</BODY>", "</div>")
}

fn builder(options: CleanOptions, blocked: Arc<AtomicU32>) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from([
            "script",
            "style",
            "title",
            "noscript",
            "template",
            "textarea",
            "select",
            "iframe",
            "object",
            "svg",
            "math",
            "noembed",
            "noframes",
            "xmp",
            "plaintext",
        ]))
        .generic_attributes(HashSet::from(["style", "align", "valign", "dir", "lang", "title", "bgcolor", "width", "height"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "border", "hspace", "vspace"])),
            ("font", HashSet::from(["color", "face", "size"])),
            ("table", HashSet::from(["border", "cellpadding", "cellspacing", "bordercolor", "frame", "rules", "summary", "background"])),
            ("td", HashSet::from(["colspan", "rowspan", "nowrap", "background", "abbr"])),
            ("th", HashSet::from(["colspan", "rowspan", "nowrap", "background", "abbr", "scope"])),
            ("tr", HashSet::from(["background"])),
            ("div", HashSet::from(["background", "text"])),
            ("ol", HashSet::from(["start", "type", "reversed"])),
            ("ul", HashSet::from(["type"])),
            ("li", HashSet::from(["value", "type"])),
            ("hr", HashSet::from(["size", "noshade", "color"])),
            ("col", HashSet::from(["span"])),
            ("colgroup", HashSet::from(["span"])),
            ("blockquote", HashSet::from(["type"])),
            ("br", HashSet::from(["clear"])),
            ("q", HashSet::new()),
            ("time", HashSet::from(["datetime"])),
        ]))
        .set_tag_attribute_values(HashMap::from([("a", HashMap::from([("target", "_blank")]))]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid", "data"]))
        // Our own filter removes them, and counts those that lead to somebody's server.
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| filter(&options, &blocked, element, attribute, value));
    builder
}

fn filter<'v>(options: &CleanOptions, blocked: &AtomicU32, element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        (_, "style") => {
            let (kept, remote) = css::filtered(value);
            blocked.fetch_add(remote, Ordering::Relaxed);
            (!kept.is_empty()).then_some(Cow::Owned(kept))
        }
        ("a", "href") => is_link(value).then_some(Cow::Borrowed(value)),
        ("a", "target" | "rel") => Some(Cow::Borrowed(value)),
        ("img", "src") | (_, "background") => image(options, blocked, value),
        // Everything else must not look like an address at all.
        _ => (!value.contains("://") && !value.trim_start().starts_with("//") || matches!(attribute, "alt" | "title" | "summary" | "abbr"))
            .then_some(Cow::Borrowed(value)),
    }
}

/// Without what browsers skip inside an address: controls and blanks.
fn squeezed(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn is_link(value: &str) -> bool {
    let plain = squeezed(value);
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| plain.starts_with(scheme))
}

fn image<'v>(options: &CleanOptions, blocked: &AtomicU32, value: &'v str) -> Option<Cow<'v, str>> {
    let plain = squeezed(value);
    if plain.starts_with("http:") || plain.starts_with("https:") || plain.starts_with("//") || plain.starts_with('\\') {
        if options.remote_images && (plain.starts_with("http://") || plain.starts_with("https://")) {
            return Some(Cow::Borrowed(value));
        }
        blocked.fetch_add(1, Ordering::Relaxed);
        return None;
    }
    if plain.starts_with("cid:") {
        let id = value.trim().get(4..).unwrap_or_default();
        return options.pictures.address(id).map(|address| Cow::Owned(address.to_owned()));
    }
    let is_raster = ["png", "jpeg", "jpg", "gif", "webp", "bmp"].iter().any(|kind| plain.starts_with(&format!("data:image/{kind};base64,")));
    is_raster.then_some(Cow::Borrowed(value))
}

const TAGS: [&str; 68] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "time",
];
