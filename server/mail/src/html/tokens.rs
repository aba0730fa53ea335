//! A linear reader of HTML tokens, for text, measuring and looking things up. It is not what makes HTML safe:
//! that is the parser inside the cleaner.

/// Elements whose content is not HTML.
const RAW_TEXT: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "noembed", "noframes", "iframe"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Start {
        name: &'a str,
        attributes: &'a str,
    },
    End {
        name: &'a str,
    },
    /// What stands inside `<script>`, `<style>`, `<title>` and the like.
    Raw,
    Comment,
}

pub(super) struct Tokens<'a> {
    rest: &'a str,
    raw_until: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Tokens<'a> {
        Tokens { rest: html, raw_until: None }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn raw(&mut self, name: &str) -> Token<'a> {
        let end = end_tag(self.rest, name).unwrap_or(self.rest.len());
        self.take(end);
        Token::Raw
    }

    fn markup(&mut self) -> Token<'a> {
        let after = self.rest.get(1..).unwrap_or_default();
        if after.starts_with("!--") {
            let end = self.rest.get(4..).and_then(|inside| inside.find("-->")).map_or(self.rest.len(), |end| end + 7);
            // "<!-->" is a whole comment.
            let end = if self.rest.starts_with("<!-->") { 5 } else { end };
            self.take(end);
            return Token::Comment;
        }
        if after.starts_with(['!', '?']) {
            let end = self.rest.find('>').map_or(self.rest.len(), |end| end + 1);
            self.take(end);
            return Token::Comment;
        }
        let is_end = after.starts_with('/');
        let tag = self.take(tag_length(self.rest));
        let inside = tag.trim_start_matches('<').trim_start_matches('/').trim_end_matches('>');
        let name_length = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_length);
        if is_end {
            return Token::End { name };
        }
        if RAW_TEXT.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.raw_until = Some(name);
        }
        Token::Start { name, attributes }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(name) = self.raw_until.take() {
            return Some(self.raw(name));
        }
        if opens_markup(self.rest) {
            return Some(self.markup());
        }
        // A "<" that opens nothing is text.
        let mut end = self.rest.len();
        for (at, _) in self.rest.match_indices('<') {
            if self.rest.get(at..).is_some_and(opens_markup) {
                end = at;
                break;
            }
        }
        Some(Token::Text(self.take(end)))
    }
}

fn opens_markup(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next() == Some('<')
        && match letters.next() {
            Some('!' | '?') => true,
            Some('/') => letters.next().is_some_and(|c| c.is_ascii_alphabetic()),
            Some(c) => c.is_ascii_alphabetic(),
            None => false,
        }
}

/// Length of a tag with its brackets; quotes hide `>` only after an equals sign.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    rest.len()
}

fn end_tag(rest: &str, name: &str) -> Option<usize> {
    rest.match_indices("</").map(|(at, _)| at).find(|at| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && rest.as_bytes().get(at + 2 + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    })
}

/// The value of an attribute in the inside of a tag, entities untouched.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end.max(1))?;
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inside = value.get(1..).unwrap_or_default();
                    inside.split_once(quote).unwrap_or((inside, ""))
                }
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            },
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.to_owned());
        }
        rest = after;
    }
}
