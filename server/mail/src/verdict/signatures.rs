//! Signatures that we check ourselves (DKIM, RFC 6376), for mails about which no server spoke that is trusted: the keys of the
//! signing domains are asked from the domain name system.
//!
//! Only a signature that holds and fits the domain in From says anything. One that does not hold proves nothing against a mail:
//! lists and forwarders change what was signed, and keys of old mails are gone (RFC 6376, 6.1).

use super::{Verdict, alignment};
use crate::read::fields;
use domain::proofs::{Check, OURSELVES, Proof};
use mail_auth::{
    AuthenticatedMessage, DkimResult, Error, MessageAuthenticator,
    common::crypto::Algorithm,
    dkim::Signature,
    hickory_resolver::{
        config::{ConnectionConfig, NameServerConfig, ProtocolConfig, ResolverConfig, ResolverOpts},
        system_conf::read_system_conf,
    },
};
use std::{
    net::SocketAddr,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Signatures of one mail that are looked at; every one may ask for another key.
const MAX_SIGNATURES: usize = 5;
/// For one question to one name server, and for all questions about one mail.
const ANSWER: Duration = Duration::from_secs(2);
const MAIL: Duration = Duration::from_secs(5);
/// Mails in a row whose questions stay without an answer until nothing is asked any more, and for how long.
const SILENT_MAILS: u32 = 3;
const REST: Duration = Duration::from_secs(60);
/// Keys that are remembered, each as long as its domain allows.
const REMEMBERED: u64 = 4_096;

/// Asks for keys and checks signatures.
pub struct Signatures {
    resolver: MessageAuthenticator,
    silence: Mutex<Silence>,
}

/// Name servers that do not answer must not hold up the mail.
#[derive(Default)]
struct Silence {
    mails: u32,
    until: Option<Instant>,
}

impl Signatures {
    /// With the name servers of this machine.
    ///
    /// # Errors
    /// When their configuration cannot be read.
    pub fn of_this_machine() -> anyhow::Result<Signatures> {
        let (config, _) = read_system_conf()?;
        Signatures::with(config)
    }

    /// With one name server.
    ///
    /// # Errors
    /// When the resolver cannot be made.
    pub fn asking(server: SocketAddr) -> anyhow::Result<Signatures> {
        let connections = [ProtocolConfig::Udp, ProtocolConfig::Tcp].map(|protocol| {
            let mut connection = ConnectionConfig::new(protocol);
            connection.port = server.port();
            connection
        });
        Signatures::with(ResolverConfig::from_parts(None, Vec::new(), vec![NameServerConfig::new(server.ip(), true, connections.to_vec())]))
    }

    fn with(config: ResolverConfig) -> anyhow::Result<Signatures> {
        let mut options = ResolverOpts::default();
        options.timeout = ANSWER;
        options.attempts = 1;
        options.cache_size = REMEMBERED;
        Ok(Signatures { resolver: MessageAuthenticator::new(config, options)?, silence: Mutex::default() })
    }

    /// What a mail's own signatures add to a verdict that nobody trusted has given. Bodies of many megabytes are hashed in it.
    pub async fn add_to(&self, verdict: Verdict, raw: &[u8], from: &str) -> Verdict {
        if !verdict.server.is_empty() || from.is_empty() || self.is_resting() {
            return verdict;
        }
        match tokio::time::timeout(MAIL, self.signer(raw, from)).await {
            Ok(Answer::Signed(domain)) => {
                self.heard();
                Verdict { proof: Proof::Passed, dkim: Check::Pass, domain, server: OURSELVES.to_owned(), ..verdict }
            }
            Ok(Answer::Nothing) => verdict,
            Ok(Answer::Refuted) => {
                self.heard();
                verdict
            }
            Ok(Answer::Silence) | Err(_) => {
                self.missed();
                verdict
            }
        }
    }

    /// The domain that fits the one in From and whose signature holds.
    async fn signer(&self, raw: &[u8], from: &str) -> Answer {
        if !has_signature(raw) {
            return Answer::Nothing;
        }
        let Some(mut message) = AuthenticatedMessage::parse(raw) else { return Answer::Nothing };
        message.dkim_headers.retain(|header| speaks_for(&header.header, from));
        message.dkim_headers.truncate(MAX_SIGNATURES);
        if message.dkim_headers.is_empty() {
            return Answer::Nothing;
        }
        let mut answer = Answer::Refuted;
        for output in self.resolver.verify_dkim(&message).await {
            match (output.result(), output.signature()) {
                (DkimResult::Pass, Some(signature)) => return Answer::Signed(signature.d.to_lowercase()),
                (DkimResult::TempError(Error::Dns(_)), _) => answer = Answer::Silence,
                _ => {}
            }
        }
        answer
    }

    fn is_resting(&self) -> bool {
        self.silence.lock().is_ok_and(|silence| silence.until.is_some_and(|until| Instant::now() < until))
    }

    fn heard(&self) {
        if let Ok(mut silence) = self.silence.lock() {
            *silence = Silence::default();
        }
    }

    fn missed(&self) {
        if let Ok(mut silence) = self.silence.lock() {
            silence.mails += 1;
            if silence.mails >= SILENT_MAILS {
                *silence = Silence { mails: 0, until: Some(Instant::now() + REST) };
                tracing::warn!(seconds = REST.as_secs(), "name servers do not answer; signatures of mails are not checked for a while");
            }
        }
    }
}

enum Answer {
    Signed(String),
    Refuted,
    /// No signature that could speak for the sender.
    Nothing,
    Silence,
}

/// Spares most unsigned mails the hashing.
fn has_signature(raw: &[u8]) -> bool {
    let raw = fields::with_line_feeds(raw);
    let (known, _) = fields::split(&raw);
    known.all("DKIM-Signature").next().is_some()
}

/// Whether a signature that holds would prove the sender: it is of that very domain, covers From and the whole body (a part of it
/// leaves room for what a stranger adds, RFC 6376, 8.2), and with a hash that is not broken (RFC 8301).
fn speaks_for(signature: &Signature, from: &str) -> bool {
    alignment::fits(&signature.d.to_lowercase(), from)
        && signature.h.iter().any(|name| name.eq_ignore_ascii_case("from"))
        && signature.l == 0
        && signature.a != Algorithm::RsaSha1
}
