//! From bytes to what is kept of them: everything about one mail that needs no database.

use super::{received, sql::Arrival};
use crate::{Desk, proofs, search};
use bytes::Bytes;
use domain::{
    Moment,
    accounts::{QuarantineReason, ServerSettings},
    search::Tokens,
};
use mail::{
    automatic::Automatic,
    bounce::{self, Report},
    read::Message,
    verdict::{self, Verdict},
};
use tokio::task::spawn_blocking;

/// One mail between its file and the database.
pub struct Mail {
    pub arrival: Arrival,
    pub read: Result<Read, QuarantineReason>,
}

pub struct Read {
    pub message: Message,
    /// What the servers say that we trust; where they say nothing, what its own signatures prove.
    pub verdict: Verdict,
    /// What it tells of a mail of ours, if it is a report; not believed yet.
    pub report: Option<Report>,
    /// Its HTML asks for pictures of other people's servers.
    pub remote_pictures: bool,
    /// When our side received it.
    pub at: Moment,
    /// What it is found by.
    pub tokens: Tokens,
    /// What stands in its header, for rules that look there.
    pub headers: Vec<(String, String)>,
}

/// `None` when the file cannot be read today: the mail keeps waiting.
pub async fn read(desk: &Desk, arrival: Arrival, bytes: Option<Bytes>) -> Option<Mail> {
    let raw = match bytes {
        Some(bytes) => bytes,
        None => match desk.files.get(&arrival.file).await {
            Ok(bytes) => bytes,
            Err(cause) => {
                tracing::error!(cause = format!("{cause:#}"), arrival = %arrival.id, "the file of a received mail cannot be read; it waits");
                return None;
            }
        },
    };
    let arrived_at = arrival.arrived_at;
    let trusted = trusted(&arrival);
    let (bytes, archived) = (raw.clone(), arrival.import_id.is_some());
    let mut read = spawn_blocking(move || understand(&bytes, arrived_at, &trusted, archived)).await.unwrap_or_else(|cause| {
        tracing::error!(%cause, arrival = %arrival.id, "reading a mail broke off; it goes to quarantine");
        Err(QuarantineReason::Failed)
    });
    // Keys of years ago are gone, and name servers are not asked about thousands of mails at once.
    if let (Ok(read), Some(signatures), false) = (&mut read, &desk.signatures, archived) {
        let from = verdict::from_domain(&read.message.from);
        read.verdict = signatures.add_to(read.verdict.clone(), &raw, &from).await;
    }
    Some(Mail { arrival, read })
}

/// The servers that the account believes. Settings that cannot be read name none.
fn trusted(arrival: &Arrival) -> Vec<String> {
    let host = serde_json::from_str::<ServerSettings>(&arrival.receive_settings).map(|settings| settings.host).unwrap_or_default();
    proofs::trusted(&arrival.trusted_servers, &host)
}

fn understand(raw: &[u8], arrived_at: Moment, trusted: &[String], archived: bool) -> Result<Read, QuarantineReason> {
    if raw.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
        return Err(QuarantineReason::Empty);
    }
    let message = mail::read::read(raw);
    let no_header = message.message_id.is_none()
        && message.from.is_empty()
        && message.sender.is_none()
        && message.to.is_empty()
        && message.date.is_none()
        && message.subject.trim().is_empty();
    let no_content = message.text.trim().is_empty() && message.html.is_none() && message.attachments.is_empty();
    if no_header && (no_content || is_binary(raw)) {
        return Err(QuarantineReason::NoContent);
    }
    // Never later than when it was fetched: clocks of servers run ahead.
    let received = if archived { received::or_written(raw).or(message.date) } else { received::at(raw) };
    let at = received.map_or(arrived_at, |at| at.min(arrived_at));
    let verdict = verdict::read(raw, &message.from, trusted);
    let report = (message.automatic == Automatic::Bounce).then(|| bounce::read(raw)).flatten();
    let remote_pictures = message.html.as_deref().is_some_and(mail::html::asks_outside);
    let tokens = tokens(&message);
    let headers = mail::read::header_fields(raw);
    Ok(Read { message, verdict, report, remote_pictures, at, tokens, headers })
}

fn tokens(message: &Message) -> Tokens {
    let people = [&message.from, &message.to, &message.cc, &message.bcc].into_iter().flatten().chain(&message.sender);
    let files = message.attachments.iter().filter(|file| !file.inline).map(|file| file.name.as_str());
    search::tokens_of(&message.subject, people.map(|person| (person.name.as_str(), person.addr.as_str())), &message.text, files)
}

/// Whether bytes without any header are no text either. ISO-2022-JP needs ESC, old printers' texts form feeds.
fn is_binary(raw: &[u8]) -> bool {
    let start = &raw[..raw.len().min(4096)];
    let controls = start.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    controls * 20 > start.len()
}
