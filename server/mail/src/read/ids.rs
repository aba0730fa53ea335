//! Message-ID, In-Reply-To, References and Content-ID (RFC 5322, 3.6.4): ids without angle brackets.

use super::{fields::unfolded, limits};

/// RFC 5322 lines end at 998; a longer id is noise.
const MAX_LENGTH: usize = 998;

/// The ids of all these fields. Of endless threads the root, which stands first, and the newest ones, at the end.
pub(crate) fn of_fields<'f>(fields: impl Iterator<Item = &'f [u8]>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for field in fields {
        ids.append(&mut list(field));
        if ids.len() > limits::IDS {
            ids.drain(1..=ids.len() - limits::IDS);
        }
    }
    ids
}

pub(crate) fn list(field: &[u8]) -> Vec<String> {
    let text: String = String::from_utf8_lossy(&unfolded(field)).chars().filter(|c| !c.is_control() || *c == '\t').collect();
    let mut ids = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let (inside, tail) = after.split_once('>').unwrap_or((after, ""));
        push(&mut ids, inside);
        rest = tail;
    }
    if ids.is_empty() {
        // Without brackets: every word that looks like an id, or the single word there is.
        let words: Vec<&str> = text.split([' ', '\t', ',']).filter(|word| !word.is_empty()).collect();
        let is_single = words.len() == 1;
        words.into_iter().filter(|word| is_single || word.contains('@')).for_each(|word| push(&mut ids, word));
    }
    ids
}

fn push(ids: &mut Vec<String>, id: &str) {
    // Some mailers fold inside an id.
    let id: String = id.chars().filter(|c| !c.is_whitespace()).collect();
    let id = id.trim_matches(['<', '>']);
    if !id.is_empty() && id.len() <= MAX_LENGTH {
        ids.push(id.to_owned());
    }
}
