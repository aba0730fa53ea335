//! HTML of mails: cleaned for showing, and turned into text for searching, previews and quoting.

mod bounded;
mod clean;
mod css;
mod nesting;
mod pictures;
mod styles;
mod text;
mod tokens;
mod written;

pub use clean::{CleanOptions, Cleaned, asks_outside, clean};
pub use pictures::Pictures;
pub use text::{from_text, to_text};
pub use written::{as_letter, clean_written, read_written};

/// Bytes at the start of a document where a charset declaration is looked for (the HTML standard says 1024; mails are worse).
const DECLARATION_WINDOW: usize = 4_096;

/// The charset of a `<meta>` element: `charset=` or inside `content=`.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..DECLARATION_WINDOW.min(bytes.len()))?).into_owned();
    tokens::Tokens::new(&head).find_map(|token| match token {
        tokens::Token::Start { name, attributes, .. } if name.eq_ignore_ascii_case("meta") => {
            let direct = tokens::attribute(attributes, "charset");
            let content = || {
                let content = tokens::attribute(attributes, "content")?.to_ascii_lowercase();
                let (_, label) = content.split_once("charset=")?;
                Some(label.split([';', ' ']).next().unwrap_or_default().to_owned())
            };
            direct.or_else(content).map(|label| label.trim().to_owned()).filter(|label| !label.is_empty())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
