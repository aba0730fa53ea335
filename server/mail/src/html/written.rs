//! Formatted text that is written here: what may stand in a draft, how it goes out, and how it reads without its formatting.
//! The editor cleans what is typed and pasted as well; this is the side that cannot be talked out of it.

use super::{nesting, text};
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};

/// Only what the tools of the editor make, and tables that were pasted. No style, no class, nothing that loads from elsewhere.
/// Running it again changes nothing, and links keep the form that the editor gives them: what is saved is what is read again.
pub fn clean_written(html: &str) -> String {
    if !nesting::is_harmless(html) {
        return domain::drafts::html_from_text(&text::to_text(html));
    }
    builder().clean(html).to_string()
}

/// The whole document of a mail: cleaned again, with the few styles that mail programs need to show quotes and tables as such.
pub fn as_letter(html: &str) -> String {
    let styled = HashMap::from([
        ("blockquote", HashMap::from([("type", "cite"), ("style", "margin:0 0 0 0.4em;padding-left:0.8em;border-left:2px solid #bbb")])),
        ("table", HashMap::from([("style", "border-collapse:collapse")])),
        ("td", HashMap::from([("style", CELL)])),
        ("th", HashMap::from([("style", CELL)])),
    ]);
    let body = if nesting::is_harmless(html) { builder().set_tag_attribute_values(styled).clean(html).to_string() } else { clean_written(html) };
    format!("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n{}\n</body>\n</html>\n", body)
}

const CELL: &str = "border:1px solid #bbb;padding:0.2em 0.5em";

/// The plain part of a mail: like [`text::to_text`], with all blank lines and the addresses of links.
pub fn read_written(html: &str) -> String {
    text::as_written(html)
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "noscript", "template", "textarea", "select", "iframe", "object", "svg", "math",
        ]))
        .generic_attributes(HashSet::from(["dir"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::Deny)
        .strip_comments(true)
        // A picture travels with the mail or not at all; a link leads out of it.
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => value.starts_with("cid:").then(|| value.into()),
            ("a", "href") => (!value.starts_with("cid:")).then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
}

const TAGS: [&str; 32] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "caption",
    "tfoot",
];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::what_the_tools_make("<div><b>太</b><i>斜</i><u>線</u></div><ul><li>一</li></ul><blockquote><div>引用</div></blockquote>", None)]
    #[case::links("<div><a href=\"https://x.example/?a=1&amp;b=2\">先</a><a href=\"mailto:a@b.example\">宛</a></div>", None)]
    #[case::own_picture("<div><img src=\"cid:k1@inline\" alt=\"図\" width=\"40\"></div>", None)]
    #[case::tracker("<div>a<img src=\"https://t.example/p.gif\">b</div>", Some("<div>a<img>b</div>"))]
    #[case::script("<div onclick=\"x()\">a<script>alert(1)</script></div>", Some("<div>a</div>"))]
    #[case::script_link("<a href=\"javascript:alert(1)\">a</a><a href=\"//x.example\">b</a>", Some("<a>a</a><a>b</a>"))]
    #[case::data("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", Some("<img>"))]
    #[case::word("<p class=\"MsoNormal\" style=\"mso-x:y\"><o:p>文</o:p></p><!--[if gte mso 9]>x<![endif]-->", Some("<p>文</p>"))]
    #[case::blanks("<div>a&nbsp; b</div>", None)]
    fn only_what_belongs_into_a_mail_stays(#[case] given: &str, #[case] kept: Option<&str>) {
        let cleaned = clean_written(given);
        assert_eq!(cleaned, kept.unwrap_or(given));
        assert_eq!(clean_written(&cleaned), cleaned, "once is enough");
    }

    #[test]
    fn a_letter_shows_its_quotes_and_nothing_slips_in_beside_them() {
        let letter = as_letter("<div>a</div><blockquote><div>q</div></blockquote><img alt=\"<blockquote onerror=alert(1)\" src=\"cid:x\">");
        assert!(letter.contains("<blockquote type=\"cite\" style=\"margin") || letter.contains("<blockquote style=\"margin"), "{letter}");
        assert_eq!(letter.matches("type=\"cite\"").count(), 1, "{letter}");
    }

    #[test]
    fn the_plain_part_keeps_blank_lines_quotes_lists_and_where_links_lead() {
        let html = "<div>一</div><div><br></div><div><br></div><div><b>二</b> <a href=\"https://x.example/\">先</a></div><ol><li>三</li><li>四</li></ol>\
                    <blockquote><div>引用</div></blockquote><div><a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"https://y.example\">https://y.example</a></div>";
        assert_eq!(read_written(html), "一\n\n\n二 先 <https://x.example/>\n1. 三\n2. 四\n> 引用\na@b.example https://y.example");
        let text = "さんは書きました:\n> 一\n>> 二\n>\n> 三\n\n\n結び";
        assert_eq!(read_written(&domain::drafts::html_from_text(text)), text);
    }

    #[test]
    fn what_no_parser_should_read_keeps_its_words() {
        let deep = format!("{}語{}", "<div>".repeat(1_000), "</div>".repeat(1_000));
        assert_eq!(clean_written(&deep), "<div>語</div>");
    }
}
