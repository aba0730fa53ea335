//! From an open connection to one that takes mail: greeting, EHLO, STARTTLS (RFC 3207), AUTH (RFC 4954).

use super::reply::Reply;
use super::{SmtpSession, Step};
use crate::wire::{Mechanism, Offered, Result, Sasl, TlsTrust, Wire, WireError, choose, conceal, require_protection};
use domain::accounts::{AuthMethod, ServerSettings};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

impl SmtpSession {
    /// Reads the greeting.
    ///
    /// # Errors
    /// `NotThisProtocol`; `Other` when the server does not want to serve.
    pub async fn greet(mut wire: Wire) -> Result<Self> {
        wire.answer_within(wire.timeouts().command);
        let greeting = Reply::read(&mut wire).await?;
        if !greeting.is_positive() {
            return Err(WireError::Other(greeting.text()));
        }
        Ok(Self { wire, extensions: Vec::new(), usable: true, used: false, announced: false })
    }

    /// Introduces us by our address, as a client without a name of its own does (RFC 5321 section 4.1.4), and notes what the
    /// server can do. Falls back to HELO.
    ///
    /// # Errors
    /// `Other` when the server refuses both.
    pub async fn ehlo(&mut self) -> Result<()> {
        let name = match self.wire.local_addr().map(|addr| addr.ip().to_canonical()) {
            Some(std::net::IpAddr::V4(ip)) => format!("[{ip}]"),
            Some(std::net::IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            None => "[127.0.0.1]".to_owned(),
        };
        let reply = self.command(&format!("EHLO {name}")).await?;
        if reply.is_positive() {
            self.extensions = reply.lines.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect();
            return Ok(());
        }
        self.extensions.clear();
        let reply = self.command(&format!("HELO {name}")).await?;
        if reply.is_positive() { Ok(()) } else { Err(WireError::Other(reply.text())) }
    }

    /// STARTTLS, then EHLO again: what was offered before counts no longer.
    ///
    /// # Errors
    /// `TlsNotOffered`, and those of the handshake.
    pub async fn start_tls(mut self, settings: &ServerSettings, trust: &TlsTrust) -> Result<Self> {
        if self.extension("STARTTLS").is_none() {
            return Err(WireError::TlsNotOffered(format!("EHLO: {}", self.extensions.join(", "))));
        }
        let reply = self.command("STARTTLS").await?;
        if reply.code != 220 {
            return Err(WireError::TlsNotOffered(reply.text()));
        }
        let wire = self.wire.start_tls(settings, trust).await?;
        Ok(Self { wire, extensions: Vec::new(), usable: true, used: false, announced: false })
    }

    /// Logs in, if a login is set.
    ///
    /// # Errors
    /// `TlsNotOffered` before anything secret is sent when TLS is wished and absent; `NoMechanism`; `BadLogin`; `Other`
    /// when the server cannot check just now (code 4xx).
    pub async fn login(&mut self, settings: &ServerSettings, password: Option<&SecretString>) -> Result<()> {
        let Some(password) = password.filter(|_| settings.auth != AuthMethod::None) else { return Ok(()) };
        require_protection(settings, self.wire.is_protected())?;
        let mut offered = Offered::default();
        for line in &self.extensions {
            // "AUTH=" is what servers say to clients older than the RFC.
            if let Some(list) = line.strip_prefix("AUTH ").or_else(|| line.strip_prefix("AUTH=")) {
                offered.add_list(list);
            }
        }
        // SMTP has no login command of its own: the plain login is LOGIN, or PLAIN.
        let mechanism = match settings.auth {
            AuthMethod::UserPass => choose(AuthMethod::Login, true, &offered).or_else(|_| choose(AuthMethod::Plain, true, &offered)),
            other => choose(other, self.wire.is_protected(), &offered),
        }?;
        let reply = self.sasl(mechanism, &settings.user, password).await?;
        if reply.is_positive() {
            return Ok(());
        }
        let answer = conceal(&reply.text(), password.expose_secret());
        Err(if reply.code < 500 { WireError::Other(answer) } else { WireError::BadLogin(answer) })
    }

    async fn sasl(&mut self, mechanism: Mechanism, user: &str, password: &SecretString) -> Result<Reply> {
        let mut sasl = Sasl::new(mechanism, user, password);
        // A command line has at most 512 octets (RFC 4954 section 4).
        let first = sasl.initial();
        let fits = first.as_ref().is_none_or(|first| first.len() < 480);
        let mut reply = match &first {
            Some(first) if fits => self.command(&Zeroizing::new(format!("AUTH {} {}", mechanism.name(), first.as_str()))).await?,
            _ => self.command(&format!("AUTH {}", mechanism.name())).await?,
        };
        let mut held = first.filter(|_| !fits);
        while reply.code == 334 {
            let challenge = reply.lines.first().map(String::as_str).unwrap_or_default();
            let answer = match held.take() {
                Some(first) => first,
                None => sasl.respond(challenge)?,
            };
            reply = self.command(&answer).await?;
        }
        Ok(reply)
    }
}

/// The stage a failed connection belongs to.
pub(super) fn at(step: Step) -> impl Fn(WireError) -> (Step, WireError) {
    move |error| (step, error)
}
