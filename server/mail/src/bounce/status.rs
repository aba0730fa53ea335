//! The part for machines: fields per message and per recipient (RFC 3464, 2).

use super::{MAX_RECIPIENTS, Recipient, one_line, reason};
use domain::returns::Fate;

/// One group of fields between blank lines, names in lower case.
type Group = Vec<(String, String)>;

/// The recipients of all groups; fields of the message (`Reporting-MTA`) hold for those that follow.
pub(super) fn recipients(text: &str, told: &reason::Told<'_>) -> Vec<Recipient> {
    let mut found: Vec<Recipient> = Vec::new();
    let mut reporting = String::new();
    for group in groups(text) {
        let of = |name: &str| group.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if let Some(server) = of("reporting-mta") {
            reporting = server_of(server);
        }
        let last = of("final-recipient").map(address).filter(|addr| !addr.is_empty());
        let original = of("original-recipient").map(address).filter(|addr| !addr.is_empty());
        let Some(addr) = last.or_else(|| original.clone()) else { continue };
        let known = found.iter().position(|known| known.addr.eq_ignore_ascii_case(&addr));
        let fate = of("action").map_or(Fate::Failed, fate);
        // The same address twice: what is final counts.
        if known.and_then(|at| found.get(at)).is_some_and(|known| known.fate == Fate::Failed || fate != Fate::Failed) {
            continue;
        }
        let answer = of("diagnostic-code").map(without_type).unwrap_or_default();
        let status = of("status").unwrap_or_default();
        let judged = reason::judge(&reason::Case { addr: &addr, answer, status, told, is_final: fate == Fate::Failed });
        let recipient = Recipient {
            original: original.filter(|original| !original.eq_ignore_ascii_case(&addr)),
            hard: judged.hard,
            why: judged.why,
            status: judged.status,
            answer: one_line(answer),
            server: of("remote-mta").map(server_of).filter(|server| !server.is_empty()).unwrap_or_else(|| reporting.clone()),
            fate,
            addr,
        };
        match known.and_then(|at| found.get_mut(at)) {
            Some(known) => *known = recipient,
            None => found.push(recipient),
        }
        if found.len() >= MAX_RECIPIENTS {
            break;
        }
    }
    found
}

fn fate(action: &str) -> Fate {
    let action = action.trim().to_ascii_lowercase();
    let word = action.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    Fate::ALL.iter().copied().find(|fate| fate.as_str() == word).unwrap_or(Fate::Failed)
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![Vec::new()];
    for line in text.lines() {
        let is_fold = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if line.trim().is_empty() {
            if groups.last().is_some_and(|group| !group.is_empty()) {
                groups.push(Vec::new());
            }
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        let field = line.trim_start().split_once(':').filter(|(name, _)| is_name(name));
        match (field, group.last_mut()) {
            // A folded line goes on; some systems indent whole fields instead.
            (Some((name, value)), last) if !is_fold || last.is_none() || is_known(name) => {
                // Some systems leave out the blank line between two recipients.
                if name.trim().eq_ignore_ascii_case("final-recipient") && group.iter().any(|(known, _)| known == "final-recipient") {
                    groups.push(vec![("final-recipient".to_owned(), value.trim().to_owned())]);
                    continue;
                }
                group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            (_, Some((_, value))) if is_fold => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {}
        }
    }
    groups
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.trim_end().chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_known(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    matches!(
        name.as_str(),
        "final-recipient" | "original-recipient" | "action" | "status" | "diagnostic-code" | "remote-mta" | "reporting-mta" | "last-attempt-date"
    )
}

/// `rfc822;user@example.com`, with what broken systems put around it.
fn address(value: &str) -> String {
    let value = without_type(value).trim_start_matches('<').trim_end_matches('>');
    // A local part in quotes (RFC 5321, 4.1.2) has letters that no other address has.
    if value.starts_with('"') && value.contains("\"@") && !value.contains(char::is_whitespace) {
        return value.to_owned();
    }
    match super::notice::addresses(value).first() {
        Some(addr) => (*addr).to_owned(),
        None => value.trim_matches(['<', '>', ' ', '"']).to_owned(),
    }
}

/// `dns;mx.example.com (192.0.2.1)`: the name.
fn server_of(value: &str) -> String {
    let name = without_type(value).split([' ', '(']).next().unwrap_or_default();
    crate::read::limits::shortened(name.trim().to_owned(), 255)
}

/// Without `smtp;`, `dns;`, `rfc822;`.
fn without_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if kind.trim().len() <= 12 && is_name(kind.trim()) => rest.trim(),
        _ => value.trim(),
    }
}
