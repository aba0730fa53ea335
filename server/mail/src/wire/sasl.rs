//! Which login mechanism is used, and its answers: PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), APOP (RFC 1939 section 7).

use super::{Result, WireError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::accounts::{AuthMethod, Security, ServerSettings};
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mechanism {
    /// The protocol's own command: POP3 USER and PASS, IMAP LOGIN.
    UserPass,
    Plain,
    Login,
    CramMd5,
    Apop,
}

impl Mechanism {
    /// Its name after AUTH or AUTHENTICATE.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::UserPass => "USER",
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::CramMd5 => "CRAM-MD5",
            Self::Apop => "APOP",
        }
    }
}

/// The mechanisms a server offers, as far as we know them, and its own list for the error message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    pub(crate) mechanisms: Vec<Mechanism>,
    pub(crate) list: String,
}

impl Offered {
    /// Notes the mechanisms in a list separated by blanks.
    pub(crate) fn add_list(&mut self, names: &str) {
        for name in names.split_ascii_whitespace() {
            let mechanism = match name.to_ascii_uppercase().as_str() {
                "PLAIN" => Some(Mechanism::Plain),
                "LOGIN" => Some(Mechanism::Login),
                "CRAM-MD5" => Some(Mechanism::CramMd5),
                _ => None,
            };
            self.add(mechanism, name);
        }
    }

    pub(crate) fn add(&mut self, mechanism: Option<Mechanism>, name: &str) {
        if let Some(mechanism) = mechanism
            && !self.mechanisms.contains(&mechanism)
        {
            self.mechanisms.push(mechanism);
        }
        if !self.list.split(' ').any(|known| known.eq_ignore_ascii_case(name)) {
            if !self.list.is_empty() {
                self.list.push(' ');
            }
            self.list.push_str(name);
        }
    }
}

/// Under TLS a password may travel as it is; without, mechanisms that do not show it come first. `Auto` never falls back
/// from a refused mechanism to a weaker one: that would hand the password to whoever can make a login fail.
const PROTECTED: [Mechanism; 5] = [Mechanism::Plain, Mechanism::UserPass, Mechanism::Login, Mechanism::CramMd5, Mechanism::Apop];
const UNPROTECTED: [Mechanism; 5] = [Mechanism::CramMd5, Mechanism::Apop, Mechanism::Plain, Mechanism::UserPass, Mechanism::Login];

/// The mechanism to use.
///
/// # Errors
/// `NoMechanism`, naming what the server offers.
pub(crate) fn choose(method: AuthMethod, protected: bool, offered: &Offered) -> Result<Mechanism> {
    let wanted: &[Mechanism] = match method {
        AuthMethod::Auto if protected => &PROTECTED,
        AuthMethod::Auto => &UNPROTECTED,
        AuthMethod::UserPass => &[Mechanism::UserPass],
        AuthMethod::Plain => &[Mechanism::Plain],
        AuthMethod::Login => &[Mechanism::Login],
        AuthMethod::CramMd5 => &[Mechanism::CramMd5],
        AuthMethod::Apop => &[Mechanism::Apop],
        AuthMethod::None => &[],
    };
    let found = wanted.iter().find(|mechanism| offered.mechanisms.contains(mechanism));
    found.copied().ok_or_else(|| WireError::NoMechanism(format!("offered: {}", if offered.list.is_empty() { "-" } else { &offered.list })))
}

/// The last gate before anything secret is written: with TLS or STARTTLS wished, there is TLS.
///
/// # Errors
/// `TlsNotOffered`.
pub(crate) fn require_protection(settings: &ServerSettings, protected: bool) -> Result<()> {
    match settings.security {
        Security::Tls | Security::StartTls if !protected => Err(WireError::TlsNotOffered("the connection is not encrypted".to_owned())),
        Security::Tls | Security::StartTls | Security::Plain => Ok(()),
    }
}

/// Refuses what would end a command line early and begin another.
///
/// # Errors
/// `BadLogin`.
pub(crate) fn single_line(text: &str) -> Result<&str> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(WireError::BadLogin("the user name or password contains a line break".to_owned()));
    }
    Ok(text)
}

/// One login by challenge and response. The answers are base64 and wiped from memory after use.
pub(crate) struct Sasl<'a> {
    mechanism: Mechanism,
    user: &'a str,
    password: &'a SecretString,
    round: u8,
}

impl<'a> Sasl<'a> {
    pub(crate) fn new(mechanism: Mechanism, user: &'a str, password: &'a SecretString) -> Self {
        Self { mechanism, user, password, round: 0 }
    }

    /// What may go with the command itself. Only PLAIN speaks first.
    pub(crate) fn initial(&mut self) -> Option<Zeroizing<String>> {
        (self.mechanism == Mechanism::Plain).then(|| {
            self.round += 1;
            self.plain()
        })
    }

    /// The answer to the server's challenge, which is base64.
    ///
    /// # Errors
    /// `Other` when the challenge is none, or the server keeps on asking.
    pub(crate) fn respond(&mut self, challenge: &str) -> Result<Zeroizing<String>> {
        self.round += 1;
        let encode = |text: &[u8]| Zeroizing::new(STANDARD.encode(text));
        match (self.mechanism, self.round) {
            (Mechanism::Plain, 1) => Ok(self.plain()),
            (Mechanism::Login, 1) => Ok(encode(self.user.as_bytes())),
            (Mechanism::Login, 2) => Ok(encode(self.password.expose_secret().as_bytes())),
            (Mechanism::CramMd5, 1) => {
                let challenge = STANDARD.decode(challenge.trim()).map_err(|_| WireError::Other("the challenge is not base64".to_owned()))?;
                Ok(encode(format!("{} {}", self.user, cram_digest(self.password, &challenge)?).as_bytes()))
            }
            _ => Err(WireError::Other("the server asks for more than the mechanism has".to_owned())),
        }
    }

    fn plain(&self) -> Zeroizing<String> {
        let clear = Zeroizing::new(format!("\0{}\0{}", self.user, self.password.expose_secret()));
        Zeroizing::new(STANDARD.encode(clear.as_bytes()))
    }
}

/// RFC 2195 section 2: HMAC-MD5 of the challenge, keyed with the password, in lowercase hexadecimal.
fn cram_digest(password: &SecretString, challenge: &[u8]) -> Result<String> {
    let mut mac = Hmac::<Md5>::new_from_slice(password.expose_secret().as_bytes()).map_err(|error| WireError::Other(error.to_string()))?;
    mac.update(challenge);
    Ok(hex(&mac.finalize().into_bytes()))
}

/// RFC 1939 section 7: MD5 of the greeting's timestamp followed by the password.
pub(crate) fn apop_digest(timestamp: &str, password: &SecretString) -> String {
    hex(&Md5::new().chain_update(timestamp.as_bytes()).chain_update(password.expose_secret().as_bytes()).finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
