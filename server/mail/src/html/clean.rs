//! HTML of strangers made safe: styles inlined first, then a whitelist of elements, attributes, link targets and
//! style properties. What is not known is removed. Nothing outside is asked for unless a person allowed it.

use super::{Pictures, bounded::Bounded, css, nesting, styles, text};
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// Bytes of HTML that are cleaned; the rest is cut off.
const MAX_INPUT: usize = 2 * 1024 * 1024;
/// Bytes of addresses that `cid:` links become, all together: a picture that is named again is there again in full.
const MAX_PICTURES: usize = 40 * 1024 * 1024;
/// Bytes of the answer beside its pictures.
const MAX_OUTPUT: usize = 16 * 1024 * 1024;

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
        return as_text(html);
    }
    let styled = body_as_block(&styles::inlined(html));
    // The inliner normalises the tree; what it made is measured again before the second parse.
    if !nesting::is_harmless(&styled) {
        return as_text(html);
    }
    let spent = Arc::new(Spent { remote_blocked: AtomicU32::new(0), pictures: AtomicUsize::new(MAX_PICTURES) });
    let document = builder(options.clone(), Arc::clone(&spent)).clean(&styled);
    let mut out = Bounded::new(MAX_OUTPUT + MAX_PICTURES);
    match document.write_to(&mut out).ok().and_then(|()| out.into_text()) {
        Some(html) => Cleaned { html, remote_blocked: spent.remote_blocked.load(Ordering::Relaxed) },
        None => as_text(html),
    }
}

/// Whether the HTML of a mail asks for pictures or styles of other people's servers.
pub fn asks_outside(html: &str) -> bool {
    // Most mails name nothing that could be asked for, and need no cleaning to know it.
    let lower = html.to_ascii_lowercase();
    let may_ask = ["src", "background", "url(", "poster", "@import", "href"].iter().any(|word| lower.contains(word));
    may_ask && lower.contains("//") && clean(html, &CleanOptions::default()).remote_blocked > 0
}

fn as_text(html: &str) -> Cleaned {
    Cleaned { html: text::from_text(&text::to_text(html)), remote_blocked: 0 }
}

/// What one cleaning has blocked, and the bytes it has left for pictures.
struct Spent {
    remote_blocked: AtomicU32,
    pictures: AtomicUsize,
}

/// The cleaner keeps a fragment only; colours and fonts of `<body>` move to a block.
fn body_as_block(html: &str) -> String {
    html.replace("<body ", "<div ").replace("<BODY ", "<div ").replace("</body>", "</div>").replace("</BODY>", "</div>")
}

fn builder(options: CleanOptions, spent: Arc<Spent>) -> Builder<'static> {
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
        // The filter refuses relative addresses, and counts those that mean another server ("//host/picture").
        .url_relative(UrlRelative::PassThrough)
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| filter(&options, &spent, element, attribute, value));
    builder
}

fn filter<'v>(options: &CleanOptions, spent: &Spent, element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        (_, "style") => {
            let (kept, remote) = css::filtered(value);
            spent.remote_blocked.fetch_add(remote, Ordering::Relaxed);
            (!kept.is_empty()).then_some(Cow::Owned(kept))
        }
        ("a", "href") => is_link(value).then_some(Cow::Borrowed(value)),
        ("a", "target" | "rel") => Some(Cow::Borrowed(value)),
        ("img", "src") | (_, "background") => image(options, spent, value),
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

fn image<'v>(options: &CleanOptions, spent: &Spent, value: &'v str) -> Option<Cow<'v, str>> {
    let plain = squeezed(value);
    if plain.starts_with("http:") || plain.starts_with("https:") || plain.starts_with("//") || plain.starts_with('\\') {
        if options.remote_images && (plain.starts_with("http://") || plain.starts_with("https://")) {
            return Some(Cow::Borrowed(value));
        }
        spent.remote_blocked.fetch_add(1, Ordering::Relaxed);
        return None;
    }
    if plain.starts_with("cid:") {
        let id = value.trim().get(4..).unwrap_or_default();
        let address = options.pictures.address(id)?;
        let left = spent.pictures.load(Ordering::Relaxed).checked_sub(address.len())?;
        spent.pictures.store(left, Ordering::Relaxed);
        return Some(Cow::Owned(address.to_owned()));
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
