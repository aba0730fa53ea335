//! HTML as plain text: blocks become lines, quoted blocks get "> ", lists get marks. Linear in the size of the input.

use super::tokens::{Token, Tokens, attribute};
use mail_parser::decoders::html::add_html_token;

/// Quote depth that is still shown by marks.
const MAX_QUOTES: usize = 10;

/// The readable text. Lines end with LF; no line wraps, so that sentences stay searchable.
pub fn to_text(html: &str) -> String {
    read(Writer { most_breaks: 2, ..Writer::default() }, html)
}

/// Like [`to_text`], for what was written here: every blank line stays, and where a link leads is said when its words do not.
pub(super) fn as_written(html: &str) -> String {
    read(Writer { most_breaks: usize::MAX, says_links: true, ..Writer::default() }, html)
}

fn read(mut writer: Writer, html: &str) -> String {
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Start { name, attributes } => writer.start(&name.to_ascii_lowercase(), attributes),
            Token::End { name } => writer.end(&name.to_ascii_lowercase()),
            Token::Raw | Token::Comment => {}
        }
    }
    writer.finish()
}

/// Plain text as HTML, for messages that mix both kinds of parts.
pub fn from_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 16);
    out.push_str("<div style=\"white-space:pre-wrap\">");
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out.push_str("</div>");
    out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line breaks owed before the next text, and a blank owed inside a line.
    breaks: usize,
    blank: bool,
    quotes: usize,
    /// The depth of the line before.
    said: usize,
    preformatted: usize,
    hidden: usize,
    /// Per open list: the next number, or `None` for bullets.
    lists: Vec<Option<u32>>,
    /// Line breaks in a row that are kept.
    most_breaks: usize,
    says_links: bool,
    /// Where the open link leads, and where its words begin.
    link: Option<(String, usize)>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let decoded = entities(text);
        if self.preformatted > 0 {
            for (at, line) in decoded.split('\n').enumerate() {
                if at > 0 {
                    self.line_break();
                }
                self.word(line.trim_end_matches('\r'));
            }
            return;
        }
        for c in decoded.chars() {
            match c {
                ' ' | '\t' | '\r' | '\n' | '\u{A0}' | '\u{C}' => self.blank = true,
                // Fillers that newsletters put behind their first line.
                '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{34F}' | '\0' => {}
                _ => {
                    self.open_line();
                    self.out.push(c);
                }
            }
        }
    }

    fn word(&mut self, text: &str) {
        if !text.is_empty() {
            self.open_line();
            self.out.push_str(text);
        }
    }

    /// Pays what is owed: line breaks with quote marks, or one blank.
    fn open_line(&mut self) {
        let is_new = self.out.is_empty() || self.breaks > 0;
        if !self.out.is_empty() {
            // Empty lines inside of a quote belong to it.
            let between = self.marks(self.said.min(self.quotes));
            for place in 0..self.breaks.min(self.most_breaks) {
                if place > 0 && self.says_links {
                    self.out.push_str(between.trim_end());
                }
                self.out.push('\n');
            }
        }
        if is_new {
            let marks = self.marks(self.quotes);
            self.out.push_str(&marks);
            self.said = self.quotes;
        } else if self.blank {
            self.out.push(' ');
        }
        self.breaks = 0;
        self.blank = false;
    }

    /// What stands before a line of a quote. Our own look like those that we begin answers with.
    fn marks(&self, quotes: usize) -> String {
        let depth = quotes.min(MAX_QUOTES);
        if self.says_links && depth > 0 { format!("{} ", ">".repeat(depth)) } else { "> ".repeat(depth) }
    }

    fn block(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.blank = false;
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        self.blank = false;
    }

    fn start(&mut self, name: &str, attributes: &str) {
        match name {
            "head" | "template" | "select" | "object" | "svg" | "math" => self.hidden += 1,
            "body" => self.hidden = 0,
            "br" => self.line_break(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(2),
            "pre" => {
                self.block(2);
                self.preformatted += 1;
            }
            "blockquote" => {
                self.block(1);
                self.quotes += 1;
            }
            "ul" | "ol" => {
                self.block(1);
                self.lists.push((name == "ol").then_some(1));
            }
            "li" => self.item(),
            "hr" => {
                self.block(1);
                self.word("----------");
                self.block(1);
            }
            "td" | "th" => self.blank = true,
            "a" if self.says_links => self.link = attribute(attributes, "href").map(|href| (href, self.out.len())),
            "img" => {
                if let Some(alt) = attribute(attributes, "alt").filter(|alt| !alt.trim().is_empty() && alt.len() < 200) {
                    self.text(&alt);
                }
            }
            _ if is_block(name) => self.block(1),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "head" | "template" | "select" | "object" | "svg" | "math" => self.hidden = self.hidden.saturating_sub(1),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(2),
            "pre" => {
                self.block(2);
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "blockquote" => {
                self.block(1);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "ul" | "ol" => {
                self.block(1);
                self.lists.pop();
            }
            "a" => self.say_link(),
            _ if is_block(name) => self.block(1),
            _ => {}
        }
    }

    fn say_link(&mut self) {
        let Some((href, began)) = self.link.take() else { return };
        let words = self.out.get(began..).unwrap_or_default().trim();
        let bare = |address: &str| address.trim_start_matches("mailto:").trim_start_matches("tel:").trim_end_matches('/').to_owned();
        if !words.is_empty() && bare(words) != bare(&href) {
            self.blank = true;
            self.word(&format!("<{href}>"));
        }
    }

    fn item(&mut self) {
        self.block(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.word(&mark);
    }

    fn finish(self) -> String {
        let lines: Vec<&str> = self.out.lines().map(str::trim_end).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "tr"
            | "table"
            | "li"
            | "dt"
            | "dd"
            | "dl"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "address"
            | "center"
            | "caption"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "body"
            | "html"
            | "aside"
            | "details"
            | "summary"
    )
}

/// Longest entity name with its marks.
const MAX_ENTITY: usize = 34;

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let window = from.get(..from.floor_char_boundary(MAX_ENTITY)).unwrap_or(from);
        let length = window
            .char_indices()
            .skip(1)
            .find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '#')
            .map_or(window.len(), |(end, c)| if c == ';' { end + 1 } else { end });
        let (entity, after) = from.split_at(length.max(1));
        entity_text(entity, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn entity_text(entity: &str, out: &mut String) {
    let name = entity.trim_start_matches('&').trim_end_matches(';');
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        match code.map(windows_1252).and_then(char::from_u32) {
            Some(c) if c != '\0' => out.push(c),
            _ => out.push_str(entity),
        }
        return;
    }
    // Entities without semicolon are allowed for the oldest ones only; "&copy=" in a link must stay.
    let complete = entity.ends_with(';');
    if !complete && !["amp", "lt", "gt", "quot", "nbsp"].contains(&name) {
        out.push_str(entity);
        return;
    }
    add_html_token(out, format!("&{name};").as_bytes(), false);
}

/// Numbers 128-159 mean Windows-1252 (HTML standard, numeric character reference end state).
fn windows_1252(code: u32) -> u32 {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().map_or(code, u32::from),
        _ => code,
    }
}
