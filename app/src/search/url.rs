//! The question in the address. Read from the address as it is: what the router gives was decoded twice, and `100%41` is not `100A`.

use domain::search::{Asked, Older};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub const SEARCH_URL: &str = "/search";

/// What the address asks for.
pub fn use_asked() -> Memo<Asked> {
    let search = use_location().search;
    Memo::new(move |_| {
        search.with(|search| Asked { q: value(search, "q").unwrap_or_default(), older: value(search, "older").and_then(|text| text.parse().ok()) })
    })
}

pub fn search_url(q: &str, older: Option<Older>) -> String {
    let older = older.map(|older| format!("&older={older}")).unwrap_or_default();
    format!("{SEARCH_URL}?q={}{older}", encoded(q))
}

/// Of `application/x-www-form-urlencoded`, which is what a plain form sends.
fn value(search: &str, name: &str) -> Option<String> {
    let (_, value) = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).find(|(of, _)| *of == name)?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, later)) = rest.split_first() {
        let hex = |at: usize| later.get(at).and_then(|digit| (*digit as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &later[2..];
                continue;
            }
            (b'+', ..) => bytes.push(b' '),
            (other, ..) => bytes.push(*other),
        }
        rest = later;
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_the_address() {
        for q in ["返品　\"a b\"", "100%41 + 1 & 2=2 #?", "差出人：三嶋", "", "😀%"] {
            let url = search_url(q, None);
            assert_eq!(value(url.strip_prefix(SEARCH_URL).unwrap(), "q").as_deref(), Some(q), "{url}");
            assert!(url.is_ascii(), "{url}");
        }
        let older = Older { message: domain::MessageId(12), comment: domain::CommentId(0) };
        assert_eq!(search_url("a b", Some(older)), "/search?q=a+b&older=12-0");
        assert_eq!(value("?x=1&q=%E6%A3%9A%&older=1", "q").as_deref(), Some("棚%"));
        assert_eq!(value("", "q"), None);
    }
}
