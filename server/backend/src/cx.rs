//! Who asks, when, and of which desk. Time enters every rule through here.

use crate::{db::Db, files::Files, live::Live, reports, rules, secrets::Keys};
use domain::{Moment, RuleId, access::Who};
use std::{path::PathBuf, sync::Arc};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// The context of one request, or of one step of a worker.
#[derive(Clone)]
pub struct Cx {
    pub who: Who,
    pub now: Moment,
    /// The client's address as the server trusts it; empty for workers.
    pub ip: String,
    /// Under which the browser asks for a deed that is to happen once ([`crate::once`]).
    pub key: Option<String>,
    pub desk: Arc<Desk>,
    /// The rule by which the system acts: the history names it.
    pub rule: Option<Arc<ByRule>>,
}

/// A rule, as the history names it when the rule is gone.
pub struct ByRule {
    pub id: RuleId,
    pub name: String,
}

/// What one running copy of the program works with.
pub struct Desk {
    pub db: Db,
    pub files: Files,
    pub keys: Keys,
    pub live: Live,
    /// Extra certificate authorities for mail servers.
    pub trust: mail::wire::TlsTrust,
    /// Checks the signatures of received mails; `None` where no name server may be asked.
    pub signatures: Option<mail::verdict::Signatures>,
    pub limits: Limits,
    pub wake: Wake,
    /// Tells this copy from others on the same database, in leases.
    pub name: String,
    /// The rules of mailboxes, made ready.
    pub rules: rules::Known,
    /// How reports become mails.
    pub paper: reports::Paper,
}

/// Limits are data: configuration may change each of them.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest mail that is taken in, bytes.
    pub message_bytes: u64,
    /// Largest attached file, bytes.
    pub file_bytes: u64,
    /// The program that reads attached files for the search, apart from this one; `None`: this one does.
    pub file_reader: Option<PathBuf>,
    pub outward: Outward,
}

/// Where people reach us, and whom we may call.
#[derive(Clone, Debug, Default)]
pub struct Outward {
    /// Without a slash at the end; for links in what goes out.
    pub public_url: String,
    /// Networks of one's own that webhooks may lead to, also without encryption. Everything else private is refused.
    pub networks: Vec<ipnet::IpNet>,
}

impl Limits {
    /// Bytes that must be free on the disk for receiving to go on: room for a few mails that are on their way in, and for
    /// what people write after receiving has stopped.
    pub fn reserve_bytes(&self) -> u64 {
        self.message_bytes.saturating_mul(4)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { message_bytes: 50 * 1024 * 1024, file_bytes: domain::drafts::FILE_MAX, file_reader: None, outward: Outward::default() }
    }
}

/// Rings workers of this copy before their next turn, and ends them.
#[derive(Default)]
pub struct Wake {
    pub fetch: Notify,
    pub send: Notify,
    pub bulk: Notify,
    pub import: Notify,
    pub files: Notify,
    pub reports: Notify,
    /// Cancelled when the program ends.
    pub stop: CancellationToken,
}

impl Cx {
    /// The program itself, now.
    pub fn system(desk: &Arc<Desk>) -> Cx {
        Cx { who: Who::System, now: now(), ip: String::new(), key: None, desk: desk.clone(), rule: None }
    }
}

/// The wall clock. Only the edges (requests, workers, command line) read it; rules get it through [`Cx`].
pub fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_millisecond())
}
