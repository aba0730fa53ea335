//! The address of a customer's page.

use domain::{
    ConversationId,
    history::{Place, Unit},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use serde::{Deserialize, Serialize};

/// What a customer's page is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub address: String,
    pub unit: Unit,
    pub before: Option<Place>,
    /// The conversation whose page led here.
    pub from: Option<ConversationId>,
}

pub fn use_asked() -> Memo<Asked> {
    let (path, query) = (use_location().pathname, use_query_map());
    Memo::new(move |_| {
        // Read from the address as it is: what the router gives was decoded twice.
        let address = path.with(|path| decoded(path.trim_start_matches('/').split('/').nth(1).unwrap_or_default()));
        query.with(|query| {
            let from = query.get("from").and_then(|text| text.parse().ok());
            let unit = query.get("unit").and_then(|text| Unit::parse(&text)).unwrap_or_default();
            // The thread is that of a conversation.
            let unit = if unit == Unit::Thread && from.is_none() { Unit::default() } else { unit };
            Asked { address, unit, before: query.get("before").and_then(|text| text.parse().ok()), from }
        })
    })
}

/// The page of a customer.
pub fn customer_url(address: &str, unit: Unit, from: Option<ConversationId>, before: Option<Place>) -> String {
    let mut parts = Vec::new();
    if unit != Unit::default() {
        parts.push(format!("unit={unit}"));
    }
    if let Some(from) = from {
        parts.push(format!("from={from}"));
    }
    if let Some(before) = before {
        parts.push(format!("before={before}"));
    }
    let path = format!("/customers/{}", encoded(address.trim()));
    if parts.is_empty() { path } else { format!("{path}?{}", parts.join("&")) }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, later)) = rest.split_first() {
        let hex = |at: usize| later.get(at).and_then(|digit| (*digit as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &later[2..];
            }
            (other, ..) => {
                bytes.push(*other);
                rest = later;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_the_address() {
        for address in ["y.shinomiya@hikarinomori.example", "a+b/c@x.example", "三嶋@例え.jp", "100%41@x.example"] {
            let url = customer_url(address, Unit::Customer, None, None);
            assert_eq!(decoded(url.trim_start_matches("/customers/")), address, "{url}");
        }
        assert_eq!(customer_url(" m@x.example ", Unit::Company, Some(ConversationId(7)), None), "/customers/m@x.example?unit=company&from=7");
    }
}
