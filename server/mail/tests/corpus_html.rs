//! The attacks of the corpora against the HTML cleaner. Skipped, with a word, where the corpora are not present.
#![expect(clippy::unwrap_used, reason = "tests")]

use mail::html::{CleanOptions, clean};
use serde_json::Value;
use std::path::PathBuf;

fn file(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/html").join(name);
    let text = std::fs::read(&path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if text.is_none() {
        eprintln!("skipped: {} is not here", path.display());
    }
    text
}

/// Every tag with its attributes, read the way a browser would read the cleaner's own (well-formed) output.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let mut quoted = false;
        let end = rest.find(|c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let inside = &rest[..end.unwrap_or(rest.len())];
        rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
        let name_end = inside.find(' ').unwrap_or(inside.len());
        let mut attributes = Vec::new();
        let mut list = &inside[name_end..];
        while let Some((name, after)) = list.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap();
            attributes.push((name.trim().to_owned(), value.replace("&amp;", "&")));
            list = after;
        }
        assert!(list.trim().is_empty() || inside.starts_with('/'), "attribute without quotes in {inside:?}");
        tags.push((inside[..name_end].to_owned(), attributes));
    }
    tags
}

const ELEMENTS: &[&str] = &[
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
    "u",
    "ul",
    "dir",
    "tt",
    "var",
    "wbr",
    "time",
];

/// What executes, loads or submits must not be there, whatever form it takes.
fn assert_inert(html: &str, context: &str) {
    for (name, attributes) in tags(html) {
        let name = name.trim_start_matches('/').to_lowercase();
        assert!(ELEMENTS.contains(&name.as_str()), "{context}: element {name:?} in {html}");
        for (attribute, value) in attributes {
            let plain: String = value.to_lowercase().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            assert!(!attribute.to_lowercase().starts_with("on"), "{context}: handler {attribute} in {html}");
            assert!(
                !["id", "name", "class", "action", "formaction", "srcdoc", "srcset", "ping", "xlink:href", "poster"].contains(&attribute.as_str()),
                "{context}: {attribute}"
            );
            for word in ["javascript:", "vbscript:", "data:text", "data:application", "data:image/svg", "expression(", "-moz-binding", "behavior:"] {
                assert!(!plain.contains(word) || ["alt", "title"].contains(&attribute.as_str()), "{context}: {attribute}={value:?}");
            }
            if attribute == "style" {
                for word in ["url(", "@import", "position", "image(", "\\", "content:"] {
                    assert!(!plain.contains(word), "{context}: style {value:?}");
                }
            }
        }
    }
}

#[test]
fn no_payload_of_dompurify_leaves_anything_that_runs() {
    let Some(text) = file("dompurify/expect.json") else { return };
    let rows: Value = serde_json::from_str(&text).unwrap();
    let rows = rows.as_array().unwrap();
    let mut count = 0;
    for (index, row) in rows.iter().enumerate() {
        let Some(payload) = row["payload"].as_str() else { continue };
        count += 1;
        for options in [CleanOptions::default(), CleanOptions { remote_images: true, ..CleanOptions::default() }] {
            let cleaned = clean(payload, &options);
            assert_inert(&cleaned.html, &format!("#{index} {payload}"));
            // Cleaning again must change nothing that matters: no mutation makes a second reading dangerous.
            assert_inert(&clean(&cleaned.html, &options).html, &format!("#{index} again"));
        }
    }
    println!("dompurify: {count} payloads");
    assert!(count > 200);
}

#[test]
fn nothing_is_requested_from_outside_unless_allowed() {
    let Some(leak) = file("httpleaks/leak.html") else { return };
    let cleaned = clean(&leak, &CleanOptions::default());
    assert_inert(&cleaned.html, "leak.html");
    for (name, attributes) in tags(&cleaned.html) {
        for (attribute, value) in attributes {
            let is_link = name == "a" && attribute == "href";
            assert!(is_link || !value.contains("leaking.via"), "{name} {attribute}={value:?}");
        }
    }
    assert!(cleaned.remote_blocked > 5, "{}", cleaned.remote_blocked);
    let allowed = clean(&leak, &CleanOptions { remote_images: true, ..CleanOptions::default() });
    assert_inert(&allowed.html, "leak.html, images allowed");
    for (name, attributes) in tags(&allowed.html) {
        for (attribute, value) in attributes {
            let may = (name == "a" && attribute == "href") || (name == "img" && attribute == "src") || attribute == "background";
            assert!(may || !value.contains("leaking.via"), "{name} {attribute}={value:?}");
        }
    }
}
