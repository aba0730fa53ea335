//! Which `Authentication-Results` are believed. Everybody may write such a field into a mail; a receiving server has to remove
//! those that bear its own name (RFC 8601, 5) and writes its own above what came from outside. So only fields of a
//! trusted name count, and only those of one stretch at the top: it ends where the next server's `Received` begins.

use super::alignment::organisation;
use super::results::{self, Finding};
use crate::read::fields::{Fields, unfolded};

/// Exchange Online leaves its name out of the field; whoever trusts it names it so.
const NAMELESS: &str = "protection.outlook.com";
/// Servers of the receiving side that a mail may pass before it is checked.
const MAX_HOPS: usize = 6;

/// The name that spoke and what it found; `None` when nobody trusted did.
pub(super) fn findings(known: &Fields<'_>, trusted: &[String]) -> Option<(String, Vec<Finding>)> {
    let trusted: Vec<String> = trusted.iter().map(|name| name.trim().trim_end_matches('.').to_lowercase()).filter(|name| !name.is_empty()).collect();
    let mut spoken: Option<(String, Vec<Finding>)> = None;
    let mut hops = 0;
    for field in &known.0 {
        if field.name.eq_ignore_ascii_case(b"received") {
            // Below lies what the sending side wrote, or may have.
            if spoken.is_some() || (hops > 0 && !is_inside(field.value, &trusted)) || hops == MAX_HOPS {
                break;
            }
            hops += 1;
        } else if field.name.eq_ignore_ascii_case(b"authentication-results") {
            let (server, mut found) = results::read(field.value);
            if !trusted.iter().any(|name| is_of(&server, name)) {
                continue;
            }
            let name = if server.is_empty() { NAMELESS.to_owned() } else { server };
            let (_, all) = spoken.get_or_insert_with(|| (name, Vec::new()));
            // What the topmost field says of a method, no lower one can change.
            let told: Vec<&str> = all.iter().map(|finding| finding.method).collect();
            found.retain(|finding| !told.contains(&finding.method));
            all.append(&mut found);
        }
    }
    spoken
}

fn is_of(server: &str, trusted: &str) -> bool {
    if server.is_empty() {
        return trusted == NAMELESS;
    }
    // A name covers the machines below it, unless it is a top level.
    server == trusted || trusted.contains('.') && server.ends_with(&format!(".{trusted}"))
}

/// Whether a `Received` was written by the receiving side: by a machine of a trusted name, or one without a public name.
fn is_inside(received: &[u8], trusted: &[String]) -> bool {
    let Some(by) = by(received) else { return false };
    let is_private = !by.contains('.') || by.parse::<std::net::IpAddr>().is_ok();
    is_private || trusted.iter().any(|name| is_of(&by, name) || organisation(&by) == organisation(name))
}

/// The server that wrote a `Received` (RFC 5321, 4.4).
fn by(received: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&unfolded(received)).to_lowercase();
    let mut words = text.split_whitespace();
    words.by_ref().find(|word| *word == "by")?;
    let name = words.next()?.trim_matches(['[', ']', '(', ')', ';']).trim_end_matches('.');
    Some(name.strip_prefix("ipv6:").unwrap_or(name).to_owned()).filter(|name| !name.is_empty())
}

/// The name under which the receiving server seems to speak: the first one above the second public hop. Offered to people
/// as a choice, never believed by itself: where a server writes no such field, a stranger's would stand here.
pub(super) fn seen(known: &Fields<'_>) -> String {
    let mut hops = 0;
    let mut receiver = String::new();
    for field in &known.0 {
        if field.name.eq_ignore_ascii_case(b"received") {
            hops += 1;
            match by(field.value) {
                Some(by) if receiver.is_empty() && by.contains('.') && by.parse::<std::net::IpAddr>().is_err() => receiver = organisation(&by),
                _ => {}
            }
            if hops > MAX_HOPS {
                break;
            }
        } else if field.name.eq_ignore_ascii_case(b"authentication-results") {
            let (server, found) = results::read(field.value);
            if found.is_empty() {
                continue;
            }
            if server.is_empty() {
                return if receiver == "outlook.com" { NAMELESS.to_owned() } else { String::new() };
            }
            // A name of another house than the one that received it was written by a stranger.
            let fits = receiver.is_empty() || organisation(&server) == receiver || !server.contains('.');
            return if fits { crate::read::limits::shortened(server, 255) } else { String::new() };
        }
    }
    String::new()
}
