//! Pictures that travel inside a mail, as `data:` addresses (RFC 2397) for its HTML. The sandboxed frame has an origin of
//! its own and brings no cookie, so nothing that needs a sign-in would load in it.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::{collections::HashMap, sync::Arc};

/// Bytes of all pictures of one mail together; what comes after them stays an attachment only.
const MAX_BYTES: usize = 30 * 1024 * 1024;

/// By Content-ID, without angle brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures(Arc<HashMap<String, String>>);

impl Pictures {
    /// The pictures that `html` names. A mail that names none is not searched for them.
    pub fn of(raw: &[u8], html: &str) -> Pictures {
        if !html.to_ascii_lowercase().contains("cid:") {
            return Pictures::default();
        }
        Pictures::named(crate::read::parts_with_id(raw))
    }

    /// Pictures by their names, before there is a mail of them.
    pub fn named(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Pictures {
        let mut left = MAX_BYTES;
        let mut pictures = HashMap::new();
        for (id, bytes) in parts {
            let (Some(kind), Some(rest)) = (kind_of(&bytes), left.checked_sub(bytes.len())) else { continue };
            left = rest;
            pictures.entry(id).or_insert_with(|| format!("data:image/{kind};base64,{}", STANDARD.encode(&bytes)));
        }
        Pictures(Arc::new(pictures))
    }

    /// `id` as it stands in `cid:`, percent-encoded or not (RFC 2392).
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        let mut plain = Vec::with_capacity(id.len());
        crate::read::percent_decoded(id, &mut plain);
        // Ids are kept without blanks, because mailers fold inside them.
        let without_blanks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let found = self.0.get(&without_blanks(id)).or_else(|| self.0.get(&without_blanks(&String::from_utf8_lossy(&plain))));
        found.map(String::as_str)
    }
}

/// By its first bytes, as browsers do: the label in a mail is often wrong. Only kinds that cannot run anything.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        [b'B', b'M', ..] => Some("bmp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] =
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<img src=cid:a>\r\n\
        --x\r\nContent-Type: application/octet-stream\r\nContent-ID: <a/b@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
        --x\r\nContent-Type: image/png\r\nContent-ID: <script@x>\r\n\r\n<svg onload=alert(1)>\r\n--x--\r\n";

    #[test]
    fn only_real_pictures_get_an_address_whatever_their_label_says() {
        let pictures = Pictures::of(MAIL, "<IMG SRC=CID:a>");
        assert_eq!(pictures.address("a/b@x"), Some("data:image/png;base64,iVBORw0KGgo="));
        assert_eq!(pictures.address("a%2Fb@x"), pictures.address("a/b@x"));
        assert_eq!(pictures.address("script@x"), None);
        assert_eq!(pictures.address("other"), None);
        assert_eq!(Pictures::of(MAIL, "<p>none"), Pictures::default());
    }
}
