//! One `Authentication-Results` field (RFC 8601, 2.2): who speaks, and what each method found.

use crate::read::fields::unfolded;
use domain::proofs::Check;

/// Methods of one field that are looked at.
const MAX_FINDINGS: usize = 50;
/// Bytes of one field that are looked at.
const MAX_FIELD: usize = 16 * 1024;

/// What one method found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub method: &'static str,
    pub check: Check,
    /// The domain that it was found for, lower case: the signer's, or the envelope sender's.
    pub domain: String,
    /// The domain in From as the server read it.
    pub header_from: Option<String>,
}

/// Who speaks (empty where a server leaves its name out) and what it found.
pub(super) fn read(field: &[u8]) -> (String, Vec<Finding>) {
    let bytes = unfolded(field.get(..field.len().min(MAX_FIELD)).unwrap_or_default());
    let text = without_comments(&String::from_utf8_lossy(&bytes));
    let mut pieces = text.split(';').map(str::trim);
    let first = pieces.next().unwrap_or_default();
    // Some servers begin with a result at once.
    let (server, rest) = if first.contains('=') { (String::new(), Some(first)) } else { (name_of(first), None) };
    let findings = rest.into_iter().chain(pieces).filter_map(finding).take(MAX_FINDINGS).collect();
    (server, findings)
}

/// "mx.example.com 1": the version is of no interest.
fn name_of(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().trim_matches('"').trim_end_matches('.').to_lowercase()
}

/// `dkim=pass header.d=example.com header.i=@example.com`; other methods are passed over.
fn finding(piece: &str) -> Option<Finding> {
    // Blanks around the equals sign are allowed.
    let joined = piece.replace(" =", "=").replace("= ", "=");
    let mut words = joined.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    let method = method.split('/').next().unwrap_or_default().to_lowercase();
    let method = ["spf", "dkim", "dmarc"].into_iter().find(|known| *known == method)?;
    let properties: Vec<(String, String)> = words
        .filter_map(|word| word.split_once('='))
        .map(|(name, value)| (name.to_lowercase(), value.trim_matches('"').trim_end_matches('.').to_lowercase()))
        .collect();
    let of = |names: &[&str]| names.iter().find_map(|wanted| properties.iter().find(|(name, _)| name == wanted)).map(|(_, value)| domain_of(value));
    let domain = match method {
        "dkim" => of(&["header.d", "header.i"]),
        "spf" => of(&["smtp.mailfrom", "smtp.mail", "smtp.helo"]),
        _ => of(&["header.from"]),
    };
    Some(Finding { method, check: check(result), domain: domain.unwrap_or_default(), header_from: of(&["header.from"]) })
}

fn domain_of(value: &str) -> String {
    value.rsplit('@').next().unwrap_or_default().trim_matches(['<', '>']).to_owned()
}

fn check(result: &str) -> Check {
    match result.to_lowercase().as_str() {
        "pass" | "bestguesspass" => Check::Pass,
        "fail" | "hardfail" | "policy" => Check::Fail,
        "softfail" => Check::SoftFail,
        "none" | "neutral" => Check::None,
        _ => Check::Unknown,
    }
}

/// Comments (RFC 5322, 3.2.2) removed; what stands in quotes stays.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut quoted) = (0_u32, false);
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' if quoted || depth > 0 => {
                let next = letters.next();
                if depth == 0 {
                    out.extend(next);
                }
            }
            '"' if depth == 0 => {
                quoted = !quoted;
                out.push(c);
            }
            // A semicolon in quotes would be taken for the end of a result.
            ';' | '=' if quoted => out.push('_'),
            '(' if !quoted => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
