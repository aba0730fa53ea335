//! Fetching and sending against real servers (Dovecot, Postfix) and against scripted ones that misbehave. One program, so
//! that it is linked once. `node end2end/servers/with.mjs -- cargo nextest run -p mail` brings the real servers.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod dns;
mod imap;
mod imap_faults;
mod pop3;
mod pop3_faults;
mod probe;
mod real;
mod scripted;
mod signatures;
mod smtp;
mod smtp_faults;
