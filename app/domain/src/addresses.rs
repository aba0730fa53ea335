//! Mail addresses as people type them (RFC 5321 section 4.1.2), without the forms that nobody types.

use serde::{Deserialize, Serialize};

/// A name and an address; the name may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    pub name: String,
    pub addr: String,
}

impl Address {
    /// `Name <addr>`, or the bare address.
    pub fn display(&self) -> String {
        if self.name.is_empty() { self.addr.clone() } else { format!("{} <{}>", self.name, self.addr) }
    }
}

/// Characters that an account's address may not hold (MW-04).
const REFUSED: &str = "!\"$'()*,:;<>[]^{}\\ \t\r\n\0";

/// Whether `addr` can be sent to: one `@`, a local part of at most 64 octets, a host name, no control character or space.
pub fn is_address(addr: &str) -> bool {
    let Some((local, host)) = addr.rsplit_once('@') else { return false };
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.contains('@')
        && local.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"()<>[]:;,\\\"".contains(c));
    local_fits && is_host(host) && addr.len() <= 254
}

/// Whether `addr` may be the address of one of our own accounts: stricter than what may be sent to.
pub fn is_account_address(addr: &str) -> bool {
    is_address(addr) && !addr.chars().any(|c| REFUSED.contains(c))
}

fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.len() <= 253
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

/// Reads what a person typed into an address field.
///
/// # Errors
/// The first entry that is no address, as it was typed.
pub fn parse_list(text: &str) -> Result<Vec<Address>, String> {
    entries(text).iter().map(|entry| parse_one(entry)).collect()
}

/// The entries of an address field as they were typed: commas, semicolons and line breaks separate, quotes and angle brackets protect.
pub fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let (mut quoted, mut angled) = (false, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' if !quoted => angled = true,
            '>' if !quoted => angled = false,
            _ => {}
        }
        if matches!(c, ',' | ';' | '\n' | '、' | '，') && !quoted && !angled {
            entries.push(String::new());
        } else if let Some(entry) = entries.last_mut() {
            entry.push(c);
        }
    }
    entries.iter().map(|entry| entry.trim().to_owned()).filter(|entry| !entry.is_empty()).collect()
}

/// An address as a person would type it, so that `parse_list` reads the same again: names with separators are quoted.
pub fn typed(address: &Address) -> String {
    let name: String = address.name.chars().filter(|c| *c != '"' && !c.is_control()).collect();
    let name = name.trim();
    if name.is_empty() {
        address.addr.clone()
    } else if name.chars().any(|c| ",;<>、，".contains(c)) {
        format!("\"{name}\" <{}>", address.addr)
    } else {
        format!("{name} <{}>", address.addr)
    }
}

fn parse_one(entry: &str) -> Result<Address, String> {
    let (name, addr) = match entry.rsplit_once('<') {
        Some((name, rest)) => (name.trim().trim_matches('"').trim(), rest.trim_end_matches('>').trim()),
        None => ("", entry),
    };
    if is_address(addr) && !name.chars().any(char::is_control) {
        Ok(Address { name: name.to_owned(), addr: addr.to_owned() })
    } else {
        Err(entry.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_becomes_addresses() {
        let list = parse_list("a@b.example, 山田 太郎 <t@x.example>;\"Doe, Jane\" <j@y.example>\nz@z.example").unwrap();
        let shown: Vec<_> = list.iter().map(|a| (a.name.as_str(), a.addr.as_str())).collect();
        assert_eq!(shown, [("", "a@b.example"), ("山田 太郎", "t@x.example"), ("Doe, Jane", "j@y.example"), ("", "z@z.example")]);
    }

    #[test]
    fn what_is_typed_for_an_address_is_read_as_the_same() {
        for (name, addr) in [("", "a@b.example"), ("山田 太郎", "t@x.example"), ("Doe, Jane", "j@y.example"), ("佐藤（株）", "s@x.example")]
        {
            let address = Address { name: name.into(), addr: addr.into() };
            assert_eq!(parse_list(&typed(&address)), Ok(vec![address]));
        }
    }

    #[test]
    fn a_broken_entry_is_named() {
        assert_eq!(parse_list("a@b.example, nobody"), Err("nobody".to_owned()));
    }

    #[test]
    fn line_breaks_cannot_enter_an_address() {
        for bad in ["a\r\nRCPT TO:<x@y>@b.example", "a@b.example\nX: y", "a b@c.example", "@b", "a@", "a@-b.example", "a@b..c"] {
            assert!(!is_address(bad), "{bad:?}");
        }
        assert!(is_address("a.b+c@mail.example.co.jp"));
        assert!(!is_account_address("o'neil@b.example"));
    }
}
