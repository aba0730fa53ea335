//! Requests that the program makes to addresses which people entered: webhooks, push services. Encrypted, never into a network that is
//! nobody's business (server-side request forgery), without redirects, and with bounds on time and size.
//!
//! The name is looked up here, every address of it is judged, and the connection goes to a judged address: a name that means something
//! else at the second look leads nowhere.

mod place;
mod public;

pub use place::Place;

use crate::Desk;
use domain::accounts::{Security, ServerSettings};
use mail::wire::{self, Stream};
use std::{fmt::Write, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};

const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(30);
/// Bytes of an answer that are read; what comes behind is of no interest.
const ANSWER_MAX: usize = 16 * 1024;
/// Characters of an answer that are kept in a log.
const SAID_MAX: usize = 200;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The beginning of what was said, in one line.
    pub said: String,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("not an address that can be called")]
    Address,
    /// It leads into a network that must not be called from here.
    #[error("leads into a private network")]
    Private,
    #[error("{0}")]
    Network(String),
}

/// Posts `body` and answers what the other side said, whatever it was.
///
/// # Errors
/// [`Trouble`]; then nothing is known to have arrived.
pub async fn post(desk: &Desk, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Trouble> {
    let place = Place::parse(url).ok_or(Trouble::Address)?;
    timeout(WHOLE, exchange(desk, &place, headers, body)).await.unwrap_or_else(|_| Err(Trouble::Network("no answer in time".to_owned())))
}

async fn exchange(desk: &Desk, place: &Place, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Trouble> {
    let mut stream = connect(desk, place).await?;
    let mut head = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nuser-agent: Madoguchi\r\nconnection: close\r\ncontent-length: {}\r\n",
        place.path,
        place.authority(),
        body.len()
    );
    for (name, value) in headers {
        // Ours, and still: a line break would begin another header.
        if value.contains(['\r', '\n']) {
            return Err(Trouble::Address);
        }
        // Writing into a string cannot fail.
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    let written = async {
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body).await?;
        stream.flush().await
    };
    // A server may answer, a refusal most often, before it has read everything.
    let written = written.await;
    match read_answer(&mut stream).await {
        Some(answer) => Ok(answer),
        None => Err(Trouble::Network(written.err().map_or_else(|| "no answer that can be read".to_owned(), |cause| cause.to_string()))),
    }
}

async fn connect(desk: &Desk, place: &Place) -> Result<Stream, Trouble> {
    let network = |cause: wire::WireError| Trouble::Network(cause.answer());
    let addresses = wire::resolve(&place.host, place.port, CONNECT).await.map_err(network)?;
    let own = |ip| desk.limits.outward.networks.iter().any(|network| network.contains(&ip));
    // One address that is none of our business makes the name suspect as a whole.
    if !addresses.iter().all(|address| own(address.ip()) || public::is_public(address.ip())) {
        return Err(Trouble::Private);
    }
    if !place.encrypted && !addresses.iter().all(|address| own(address.ip())) {
        return Err(Trouble::Address);
    }
    let tcp = wire::connect(&addresses, CONNECT).await.map_err(network)?;
    if !place.encrypted {
        return Ok(Stream::Plain(tcp));
    }
    let settings = ServerSettings { host: place.host.clone(), ..ServerSettings::empty(place.port, Security::Tls) };
    wire::secure(tcp, &settings, &desk.trust, CONNECT).await.map_err(network)
}

/// The first final answer: informational ones (RFC 9110, 15.2) are passed by.
async fn read_answer(stream: &mut Stream) -> Option<Answer> {
    let mut read = Vec::new();
    loop {
        while let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let status = status_of(&read)?;
            if status >= 200 {
                // A little of the body, as far as it came along.
                if read.len() < end + 4 + SAID_MAX {
                    let _ = timeout(Duration::from_millis(500), stream.read_buf(&mut read)).await;
                }
                return Some(Answer { status, said: said(&read[end + 4..]) });
            }
            read.drain(..end + 4);
        }
        if read.len() >= ANSWER_MAX || !matches!(stream.read_buf(&mut read).await, Ok(1..)) {
            return None;
        }
    }
}

fn status_of(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let code = line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?;
    code.parse().ok().filter(|code| (100..600).contains(code))
}

/// One line for a log: no controls, no markup that somebody could take for ours.
fn said(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * SAID_MAX)]);
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SAID_MAX).collect()
}

#[cfg(test)]
mod tests;
