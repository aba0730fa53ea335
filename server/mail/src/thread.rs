//! What ties mails together: Message-IDs that carry their conversation under a seal, and fingerprints of raw mails.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Hexadecimal digits of the seal: 80 bits, far beyond guessing through a mail server.
const TAG_LENGTH: usize = 20;

/// The form ids are compared in: without brackets and blanks, domain in lower case (RFC 5322, 3.6.4; gateways change its case).
pub fn normalised_id(id: &str) -> String {
    let id: String = id.trim().trim_start_matches('<').trim_end_matches('>').chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    match id.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.to_lowercase()),
        None => id,
    }
}

/// SHA-256 of the bytes, 64 hexadecimal digits: the name of the stored file.
pub fn content_hash(raw: &[u8]) -> String {
    hex(&Sha256::digest(raw))
}

/// `{random}.c{conversation}.{seal}@{domain}`. `random` must be unguessable and of letters and digits; other characters are dropped.
pub fn message_id_for(key: &[u8], domain: &str, random: &str, conversation: i64) -> String {
    let random: String = random.chars().filter(char::is_ascii_alphanumeric).collect();
    let domain: String = domain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect::<String>().to_lowercase();
    let seal = seal(key, &random, conversation);
    format!("{random}.c{conversation}.{seal}@{domain}")
}

/// The conversation in an id that [`message_id_for`] made with the same key; `None` for everything else, forged ones included.
pub fn token_of(key: &[u8], id: &str) -> Option<i64> {
    let id = normalised_id(id);
    let (local, _) = id.rsplit_once('@')?;
    let (rest, tag) = local.rsplit_once('.')?;
    let (random, conversation) = rest.rsplit_once(".c")?;
    let digits = conversation.strip_prefix('-').unwrap_or(conversation);
    // One spelling only: "+7", "07" and the like were never made by us.
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    let conversation: i64 = conversation.parse().ok()?;
    let expected = seal(key, random, conversation);
    same(expected.as_bytes(), tag.as_bytes()).then_some(conversation)
}

/// The domain is left out on purpose: relays rewrite it.
fn seal(key: &[u8], random: &str, conversation: i64) -> String {
    // HMAC takes keys of any length, so this cannot fail; an unusable seal is the safe answer if it ever did.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(b"message-id\0");
    mac.update(random.as_bytes());
    mac.update(&[0]);
    mac.update(&conversation.to_be_bytes());
    let mut tag = hex(&mac.finalize().into_bytes());
    tag.truncate(TAG_LENGTH);
    tag
}

/// Compares without telling by time where the difference is.
fn same(expected: &[u8], given: &[u8]) -> bool {
    expected.len() == TAG_LENGTH
        && expected.len() == given.len()
        && expected.iter().zip(given).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| DIGITS.get(usize::from(digit)).copied().map(char::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

    #[test]
    fn an_id_of_ours_tells_its_conversation() {
        let id = message_id_for(KEY, "Example.co.jp", "k3v9x", 42);
        assert!(id.ends_with("@example.co.jp"), "{id}");
        assert_eq!(token_of(KEY, &id), Some(42));
        assert_eq!(token_of(KEY, &format!("<{}>", id.replace("example.co.jp", "EXAMPLE.CO.JP"))), Some(42));
    }

    #[test]
    fn a_stranger_cannot_make_or_change_one() {
        let id = message_id_for(KEY, "example.jp", "k3v9x", 42);
        assert_eq!(token_of(b"another key", &id), None);
        assert_eq!(token_of(KEY, &id.replace(".c42.", ".c43.")), None);
        assert_eq!(token_of(KEY, &id.replace("k3v9x", "k3v9y")), None);
        assert_eq!(token_of(KEY, "k3v9x.c42@example.jp"), None);
        assert_eq!(token_of(KEY, "k3v9x.c42.@example.jp"), None);
        assert_eq!(token_of(KEY, &id.replace(".c42.", ".c042.")), None);
        assert_eq!(token_of(KEY, ""), None);
    }

    #[test]
    fn random_parts_cannot_smuggle_structure() {
        let id = message_id_for(KEY, "example.jp>\r\nBcc: x", "a.c7.b@", 42);
        assert_eq!(token_of(KEY, &id), Some(42));
        assert!(!id.contains(['\r', '\n', '>', ' ', ':']), "{id}");
    }

    #[test]
    fn ids_compare_whatever_the_gateway_did_to_the_domain() {
        assert_eq!(normalised_id(" <AbC@Example.JP> "), "AbC@example.jp");
        assert_eq!(normalised_id("no-domain"), "no-domain");
    }

    #[test]
    fn the_hash_is_sha_256_in_hexadecimal() {
        assert_eq!(content_hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
