//! The last look at envelope addresses before they become part of a command.

use super::{Envelope, Handover, Outcome, RecipientAnswer, Step};

/// RFC 5321 section 4.5.3.1.3: a path has at most 256 octets, two of them the angle brackets.
const LONGEST: usize = 254;

/// The answer when nothing can be handed over at all: a sender or every recipient that is no address.
pub(super) fn refuse(envelope: &Envelope) -> Option<Handover> {
    if !envelope.from.is_empty() && !is_safe(&envelope.from) {
        return Some(Handover::none_asked(envelope, Outcome::Permanent { step: Step::Address, answer: "the sender is no address".to_owned() }));
    }
    if envelope.to.iter().any(|to| is_safe(to)) {
        return None;
    }
    let recipients = envelope.to.iter().map(|to| refused(to, "not an address")).collect();
    Some(Handover { recipients, outcome: Outcome::Permanent { step: Step::Address, answer: "no recipient is an address".to_owned() } })
}

pub(super) fn refused(addr: &str, reason: &str) -> RecipientAnswer {
    RecipientAnswer { addr: addr.to_owned(), accepted: false, permanent: true, answer: reason.to_owned() }
}

/// Whether an address can stand between angle brackets and stay what it is: no control characters, no brackets, blanks
/// and a second `@` only within quotes, something on both sides of the `@`.
pub(super) fn is_safe(addr: &str) -> bool {
    let Some((local, domain)) = addr.rsplit_once('@') else { return false };
    if local.is_empty() || domain.is_empty() || addr.len() > LONGEST || addr.chars().any(char::is_control) {
        return false;
    }
    if domain.contains(['<', '>', ' ', '"', '(', ')', ',', ';', '\\']) {
        return false;
    }
    match local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => is_quoted(quoted),
        None => !local.contains(['<', '>', ' ', '"', '(', ')', ',', ';', ':', '\\', '@', '[', ']']),
    }
}

/// Whether every quote inside is escaped, and nothing escapes the closing one.
fn is_quoted(inner: &str) -> bool {
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return false,
            _ => {}
        }
    }
    !escaped
}

#[cfg(test)]
mod tests {
    use super::is_safe;
    use rstest::rstest;

    #[rstest]
    #[case("a@example.jp", true)]
    #[case("a.@docomo.example", true)]
    #[case("a..b@docomo.example", true)]
    #[case("\"a b\"@example.jp", true)]
    #[case("\"a\\\"b\"@example.jp", true)]
    #[case("山田@例え.example", true)]
    #[case("a@[192.0.2.1]", true)]
    #[case("a", false)]
    #[case("@example.jp", false)]
    #[case("a@", false)]
    #[case("a@b>\r\nRCPT TO:<c@d", false)]
    #[case("a@b\n", false)]
    #[case("a\0@b", false)]
    #[case("a@b> SIZE=1", false)]
    #[case("a>@b", false)]
    #[case("\"a\"b\"@c", false)]
    #[case("\"a\\\"@c", false)]
    #[case("a b@c", false)]
    fn only_what_stays_one_address_is_safe(#[case] addr: &str, #[case] safe: bool) {
        assert_eq!(is_safe(addr), safe);
    }

    #[test]
    fn a_path_longer_than_the_rfc_allows_is_refused() {
        assert!(!is_safe(&format!("{}@example.jp", "a".repeat(250))));
    }
}
