//! The ground POP3, IMAP and SMTP stand on: name look-up, connection, TLS, lines with bounds and deadlines, and the
//! SASL answers. Knows nothing of mail.

mod dial;
mod error;
mod lines;
mod sasl;
mod stream;
mod tls;

pub use dial::{connect, open, resolve, secure};
pub use error::WireError;
pub(crate) use error::{conceal, words};
pub use lines::{Timeouts, Wire};
pub(crate) use sasl::{Mechanism, Offered, Sasl, apop_digest, choose, require_protection, single_line};
pub use stream::Stream;
pub use tls::{TlsTrust, TrustError};

/// What every operation on a server answers.
pub type Result<T> = std::result::Result<T, WireError>;

#[cfg(test)]
mod tests;
