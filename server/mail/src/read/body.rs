//! What people read: one text and one HTML body out of the tree of parts.

use super::charset::{self, Charset, Hints};
use super::flowed;
use super::structure::{Node, Part};
use super::tnef::Opened;
use crate::html;

/// Bytes of text kept; what goes beyond is still in the raw mail.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// Bytes of HTML kept.
const MAX_HTML: usize = 8 * 1024 * 1024;

#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub text: String,
    pub html: Option<String>,
    /// Label of the first text part, lower case.
    pub declared: Option<String>,
    pub charset: Option<Charset>,
}

impl Body {
    /// What Exchange packed into its envelope, where the mail beside it says less.
    pub(crate) fn fill_from(&mut self, opened: &[Opened]) {
        for opened in opened {
            if self.html.is_none() {
                self.html = opened.html.clone().filter(|html| !html.trim().is_empty());
                self.html.iter_mut().for_each(|html| truncate(html, MAX_HTML));
            }
            if self.text.trim().is_empty() {
                let text = opened.text.clone().filter(|text| !text.trim().is_empty());
                self.text = text.or_else(|| self.html.as_deref().map(html::to_text)).unwrap_or_default();
                truncate(&mut self.text, MAX_TEXT);
            }
        }
    }
}

/// Reads the shown parts. Attachments are told apart by `is_attachment`.
pub(crate) fn read(tree: &Node<'_>, hints: &Hints) -> Body {
    let mut body = Body::default();
    let mut reader = Reader { hints, left: MAX_TEXT + MAX_HTML, body: &mut body };
    let mut shown = reader.node(tree);
    if shown.is_empty() {
        // Only text attachments: better shown than nothing.
        shown = tree.leaves().into_iter().find(|part| part.is_text()).map(|part| reader.part(part)).unwrap_or_default();
    }
    body.text = shown.plain.filter(|text| !text.trim().is_empty()).or_else(|| shown.html.as_deref().map(html::to_text)).unwrap_or_default();
    body.html = shown.html;
    truncate(&mut body.text, MAX_TEXT);
    body
}

/// Every part with a file name or an attachment disposition, and everything that is not plain text or HTML.
pub(crate) fn is_attachment(part: &Part<'_>, hints: &Hints) -> bool {
    !part.is_text() || part.disposition.value == "attachment" || super::file_name::find(&part.disposition, &part.kind, hints).is_some()
}

#[derive(Default)]
struct Shown {
    plain: Option<String>,
    html: Option<String>,
}

impl Shown {
    fn is_empty(&self) -> bool {
        self.plain.is_none() && self.html.is_none()
    }
}

struct Reader<'r> {
    hints: &'r Hints,
    left: usize,
    body: &'r mut Body,
}

impl Reader<'_> {
    fn node(&mut self, node: &Node<'_>) -> Shown {
        match node {
            Node::Leaf(part) if is_attachment(part, self.hints) => Shown::default(),
            Node::Leaf(part) => self.part(part),
            Node::Many { subtype, children } if subtype == "alternative" => self.alternative(children),
            Node::Many { children, .. } => self.sequence(children),
        }
    }

    /// The first readable text and the last HTML: senders order them from plain to rich (RFC 2046, 5.1.4).
    fn alternative(&mut self, children: &[Node<'_>]) -> Shown {
        let mut chosen = Shown::default();
        for child in children {
            let shown = self.node(child);
            if chosen.plain.as_deref().is_none_or(|text| text.trim().is_empty()) {
                chosen.plain = shown.plain.or(chosen.plain);
            }
            chosen.html = shown.html.or(chosen.html);
        }
        chosen
    }

    fn sequence(&mut self, children: &[Node<'_>]) -> Shown {
        let shown: Vec<Shown> = children.iter().map(|child| self.node(child)).filter(|shown| !shown.is_empty()).collect();
        if shown.len() == 1 {
            return shown.into_iter().next().unwrap_or_default();
        }
        let (mut plain, mut rich) = (Vec::new(), Vec::new());
        let any_html = shown.iter().any(|one| one.html.is_some());
        for one in shown {
            let text = match (&one.plain, &one.html) {
                (Some(text), _) if !text.trim().is_empty() => text.clone(),
                (_, Some(html)) => html::to_text(html),
                _ => String::new(),
            };
            if any_html {
                rich.push(one.html.unwrap_or_else(|| html::from_text(&text)));
            }
            plain.push(text);
        }
        Shown { plain: (!plain.is_empty()).then(|| plain.join("\n")), html: any_html.then(|| rich.join("\n<br>\n")) }
    }

    fn part(&mut self, part: &Part<'_>) -> Shown {
        let mut bytes = part.bytes();
        bytes.truncate(self.left);
        self.left -= bytes.len();
        let is_html = part.kind.value == "text/html";
        let label = part.kind.plain("charset").map(str::to_owned);
        // The MIME label wins over the meta element (RFC 2854, 6); the element is asked when the label says nothing.
        let asked = match label.as_deref().and_then(Charset::from_label) {
            None | Some(Charset::Ascii) if is_html => html::declared_charset(&bytes).or(label.clone()),
            _ => label.clone(),
        };
        let mut decoded = charset::decode(&bytes, asked.as_deref(), self.hints);
        if self.body.charset.is_none() {
            self.body.charset = Some(decoded.charset);
            self.body.declared = label.map(|label| label.trim().to_lowercase()).filter(|label| !label.is_empty());
        }
        if is_html {
            truncate(&mut decoded.text, MAX_HTML);
            return Shown { plain: None, html: Some(decoded.text) };
        }
        let is_flowed = part.kind.plain("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        let delete_space = part.kind.plain("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        let text = if is_flowed { flowed::unflow(&decoded.text, delete_space) } else { decoded.text };
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
        truncate(&mut text, MAX_TEXT);
        Shown { plain: Some(text), html: None }
    }
}

fn truncate(text: &mut String, limit: usize) {
    text.truncate(text.floor_char_boundary(limit));
}
