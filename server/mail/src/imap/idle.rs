//! Waiting for new mail: IDLE (RFC 2177), and asking now and then where the server does not have it.

use super::{Imap, Next};
use crate::wire::{Result, WireError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How often a server without IDLE is asked.
const ASK_EVERY: Duration = Duration::from_secs(30);

/// Why the waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    NewMail,
    TimedOut,
    /// The caller's `stop` came.
    Stopped,
}

impl Imap {
    /// Waits until a mail arrives in the selected folder, `max` passes or `stop` completes. Servers hang up after 29 minutes,
    /// and firewalls forget silent connections sooner: 5 minutes are a good `max`.
    ///
    /// A mail that arrived after the last listing, however early the server announced it, is reported at once.
    ///
    /// # Errors
    /// Those of the wire; `Other` when the server refuses to idle.
    pub async fn idle(&mut self, max: Duration, stop: impl Future<Output = ()>) -> Result<Woken> {
        let end = Instant::now() + max;
        tokio::pin!(stop);
        if self.has_more() {
            return Ok(Woken::NewMail);
        }
        if !self.can_idle() {
            loop {
                let woken = tokio::select! {
                    biased;
                    () = &mut stop => Some(Woken::Stopped),
                    () = sleep_until(end.min(Instant::now() + ASK_EVERY)) => None,
                };
                self.noop().await?;
                match woken {
                    _ if self.has_more() => return Ok(Woken::NewMail),
                    Some(woken) => return Ok(woken),
                    None if Instant::now() >= end => return Ok(Woken::TimedOut),
                    None => {}
                }
            }
        }
        let tag = self.begin("IDLE").await?;
        loop {
            match self.next(&tag).await? {
                Next::Continue(_) => break,
                Next::Untagged(_) => {}
                Next::Done(status) => return Err(WireError::Other(status.words())),
            }
        }
        self.wire.wait_endlessly();
        let woken = loop {
            if self.has_more() {
                break Woken::NewMail;
            }
            tokio::select! {
                biased;
                () = &mut stop => break Woken::Stopped,
                next = self.next(&tag) => match next? {
                    Next::Untagged(_) | Next::Continue(_) => {}
                    Next::Done(status) => {
                        status.accepted()?;
                        return Ok(if self.has_more() { Woken::NewMail } else { Woken::TimedOut });
                    }
                },
                () = sleep_until(end) => break Woken::TimedOut,
            }
        };
        self.raw("DONE\r\n").await?;
        self.wire.answer_within(self.wire.timeouts().command);
        loop {
            match self.next(&tag).await? {
                Next::Untagged(_) | Next::Continue(_) => {}
                Next::Done(status) => {
                    status.accepted()?;
                    return Ok(if self.has_more() { Woken::NewMail } else { woken });
                }
            }
        }
    }
    /// Whether there are mails that no listing has looked at.
    fn has_more(&self) -> bool {
        self.exists > self.looked_at
    }
}
