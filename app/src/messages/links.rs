//! Addresses of the web inside plain text, made clickable. Nothing else is changed.

use leptos::prelude::*;

/// A stretch of text, and whether it is an address.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        // Ends at white space, brackets and full-width punctuation, which Japanese text puts right behind an address.
        let end = from.find(|c: char| c.is_whitespace() || "<>\"「」『』（）【】、。".contains(c)).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        if !before.is_empty() {
            parts.push((false, before));
        }
        parts.push((address.len() > "https://".len(), address));
        rest = &from[address.len()..];
    }
    if !rest.is_empty() {
        parts.push((false, rest));
    }
    parts
}

#[component]
pub fn Linked(text: String) -> impl IntoView {
    split(&text)
        .into_iter()
        .map(|(is_link, part)| {
            let part = part.to_owned();
            if is_link {
                // No referrer: the address of a conversation is nobody else's business.
                view! { <a class="link" href=part target="_blank" rel="external noopener noreferrer nofollow">{part.clone()}</a> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let cases: [(&str, &[(bool, &str)]); 4] = [
            ("詳細は https://x.example/a?b=1（別紙）", &[(false, "詳細は "), (true, "https://x.example/a?b=1"), (false, "（別紙）")]),
            ("See http://x.example/a.", &[(false, "See "), (true, "http://x.example/a"), (false, ".")]),
            ("http:// and nothing", &[(false, "http://"), (false, " and nothing")]),
            ("javascript:alert(1)", &[(false, "javascript:alert(1)")]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
