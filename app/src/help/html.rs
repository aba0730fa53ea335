//! The guide as HTML, made once for each language. It stays on the server.

use super::{
    guide::{self, Block},
    sent::{ChapterView, EntryView, PlaceView},
};
use domain::Language;
use std::fmt::Write;

pub fn guide(language: Language) -> Vec<ChapterView> {
    let entry = |entry: &guide::Entry| EntryView { id: entry.id.to_owned(), title: entry.title.to_owned(), html: html(entry.blocks) };
    let chapter = |chapter: &guide::Chapter| ChapterView {
        id: chapter.id.to_owned(),
        title: chapter.title.to_owned(),
        administration: chapter.administration,
        entries: chapter.entries.iter().map(entry).collect(),
    };
    guide::guide(language).iter().map(chapter).collect()
}

/// Where there is something to read, and under which title.
pub fn places(language: Language) -> Vec<PlaceView> {
    let place = |chapter: &guide::Chapter, entry: &guide::Entry| PlaceView {
        id: entry.id.to_owned(),
        title: entry.title.to_owned(),
        chapter: chapter.title.to_owned(),
    };
    guide::guide(language).iter().flat_map(|chapter| chapter.entries.iter().map(move |entry| place(chapter, entry))).collect()
}

fn html(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        // Writing into a string cannot fail.
        let _ = match block {
            Block::Text(text) => write!(html, "<p>{}</p>", escaped(text)),
            Block::Steps(steps) => write!(html, "<ol>{}</ol>", lines(steps)),
            Block::Points(points) => write!(html, "<ul>{}</ul>", lines(points)),
            Block::Terms(terms) => {
                let terms: String =
                    terms.iter().map(|(term, says)| format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(term), escaped(says))).collect();
                write!(html, "<dl>{terms}</dl>")
            }
            Block::Command(line) => write!(html, "<pre class=\"help__command\" tabindex=\"0\"><code>{}</code></pre>", escaped(line)),
        };
    }
    html
}

fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("<li>{}</li>", escaped(line))).collect()
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_html_are_text() {
        assert_eq!(html(&[Block::Text("a < b & c"), Block::Points(&["<b>"])]), "<p>a &lt; b &amp; c</p><ul><li>&lt;b&gt;</li></ul>");
    }
}
