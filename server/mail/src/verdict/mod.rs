//! Whether a mail is from whom it says, by the word of the server that received it: `Authentication-Results` (RFC 8601). SPF
//! cannot be asked again afterwards, so a server that is named as trustworthy is believed, and nobody else. Where none spoke, the
//! signatures of the mail itself are asked (`signatures`).

mod alignment;
mod known;
mod results;
mod signatures;
mod trusted;

pub use alignment::organisation;
pub use known::of_host as known_server;
pub use signatures::Signatures;

use crate::read::Person;
use crate::read::fields;
use domain::proofs::{Check, Proof};
use results::Finding;

/// What a server that we trust found out about a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub proof: Proof,
    pub spf: Check,
    pub dkim: Check,
    pub dmarc: Check,
    /// The domain that signed or sent it and fits the one in From.
    pub domain: String,
    /// The trusted server; empty when none spoke.
    pub server: String,
    /// The server that seems to have received it, whether trusted or not: what a person may choose to trust.
    pub seen: String,
    /// How many From fields the mail has (RFC 5322, 3.6: one).
    pub from_fields: usize,
}

/// Reads the verdict of the servers in `trusted` about a mail that is `from` somebody.
pub fn read(raw: &[u8], from: &[Person], trusted: &[String]) -> Verdict {
    let raw = fields::with_line_feeds(raw);
    let (known, _) = fields::split(&raw);
    let seen = trusted::seen(&known);
    let from_fields = known.all("From").count();
    let spoken = trusted::findings(&known, trusted);
    let domain = from_domain(from);
    let Some((server, findings)) = spoken else {
        return Verdict {
            proof: Proof::Unknown,
            spf: Check::Unknown,
            dkim: Check::Unknown,
            dmarc: Check::Unknown,
            domain: String::new(),
            server: String::new(),
            seen,
            from_fields,
        };
    };
    let judged = judge(&findings, &domain);
    Verdict { server, seen, from_fields, ..judged }
}

/// The domain in From, lower case; empty where there is none.
pub fn from_domain(from: &[Person]) -> String {
    from.first().and_then(|person| person.addr.rsplit_once('@')).map(|(_, host)| host.trim_end_matches('.').to_lowercase()).unwrap_or_default()
}

fn judge(findings: &[Finding], from: &str) -> Verdict {
    let of = |method: &'static str| findings.iter().filter(move |finding| finding.method == method);
    let dmarc = of("dmarc").find(|finding| finding.header_from.as_deref().is_none_or(|domain| domain == from)).map(|finding| finding.check);
    // Of several signatures the one that speaks for the domain in From counts, then any that holds.
    let fits = |finding: &&Finding| alignment::fits(&finding.domain, from);
    let signed = of("dkim").filter(fits).find(|finding| finding.check == Check::Pass);
    let dkim =
        signed.or_else(|| of("dkim").find(fits)).or_else(|| of("dkim").find(|finding| finding.check == Check::Pass)).or_else(|| of("dkim").next());
    let spf = of("spf").next();
    let sent = spf.filter(|finding| finding.check == Check::Pass && alignment::fits(&finding.domain, from));
    let proven = signed.or(sent);
    let check = |finding: Option<&Finding>| finding.map_or(Check::None, |finding| finding.check);
    let proof = match (dmarc.unwrap_or(Check::None), proven) {
        (Check::Pass, _) => Proof::Passed,
        (Check::Fail, _) => Proof::Failed,
        // RFC 7489 (3.1): either way is enough when the domains fit.
        (_, Some(_)) => Proof::Passed,
        // A signature of that very domain that does not hold, or a server that it names as not its own.
        (_, None) if dkim.is_some_and(|finding| finding.check == Check::Fail && alignment::fits(&finding.domain, from)) => Proof::Failed,
        (_, None) if spf.is_some_and(|finding| finding.check == Check::Fail && alignment::fits(&finding.domain, from)) => Proof::Failed,
        _ => Proof::Unsigned,
    };
    Verdict {
        proof,
        spf: check(spf),
        dkim: check(dkim),
        dmarc: dmarc.unwrap_or(Check::None),
        domain: proven.map(|finding| finding.domain.clone()).unwrap_or_default(),
        server: String::new(),
        seen: String::new(),
        from_fields: 0,
    }
}

#[cfg(test)]
mod tests;
