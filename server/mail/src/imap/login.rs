//! Logging in to an IMAP server: LOGIN, and AUTHENTICATE with the SASL mechanisms (RFC 3501 section 6.2, RFC 4959).

use super::response::Status;
use super::{Imap, Next};
use crate::wire::{Mechanism, Offered, Result, Sasl, WireError, choose, conceal, require_protection, single_line};
use domain::accounts::ServerSettings;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

impl Imap {
    /// Logs in with the mechanism `settings.auth` names.
    ///
    /// # Errors
    /// `TlsNotOffered` before anything secret is sent when TLS is wished and absent; `NoMechanism`; `BadLogin`; `Other`
    /// when the server cannot serve this account just now (RFC 5530).
    pub async fn login(&mut self, settings: &ServerSettings, password: &SecretString) -> Result<()> {
        require_protection(settings, self.is_protected())?;
        if self.authenticated {
            return Ok(());
        }
        let mechanism = choose(settings.auth, self.is_protected(), &self.offered())?;
        let user = single_line(&settings.user)?;
        let status = match mechanism {
            Mechanism::UserPass => self.plain_login(user, password).await?,
            other => self.sasl(other, user, password).await?,
        };
        if status.is_ok() {
            self.authenticated = true;
            return self.ask_capabilities().await;
        }
        let answer = conceal(&status.words(), password.expose_secret());
        Err(if status.is_no() && !status.is_passing() { WireError::BadLogin(answer) } else { WireError::Other(answer) })
    }

    fn offered(&self) -> Offered {
        let mut offered = Offered::default();
        for capability in &self.capabilities {
            if let Some(name) = capability.strip_prefix("AUTH=") {
                offered.add_list(name);
            }
        }
        if self.can("LOGINDISABLED") {
            offered.add(None, "LOGINDISABLED");
        } else {
            offered.add(Some(Mechanism::UserPass), "LOGIN command");
        }
        offered
    }

    async fn plain_login(&mut self, user: &str, password: &SecretString) -> Result<Status> {
        let mut line = Zeroizing::new("LOGIN".to_owned());
        let mut later = Vec::new();
        for text in [user, single_line(password.expose_secret())?] {
            line.push(' ');
            match quoted(text) {
                Some(quoted) => line.push_str(&quoted),
                // Anything but plain ASCII travels as a literal, which the server asks for.
                None => {
                    line.push_str(&format!("{{{}}}", text.len()));
                    later.push(Zeroizing::new(std::mem::take(&mut *line)));
                    line.push_str(text);
                }
            }
        }
        later.push(line);
        let mut parts = later.into_iter();
        let first = parts.next().unwrap_or_default();
        let tag = self.begin(&first).await?;
        self.converse(&tag, |_| match parts.next() {
            Some(part) => Ok(part),
            None => Err(WireError::Other("the server asks for more than a name and a password".to_owned())),
        })
        .await
    }

    async fn sasl(&mut self, mechanism: Mechanism, user: &str, password: &SecretString) -> Result<Status> {
        let mut sasl = Sasl::new(mechanism, user, password);
        let first = if self.can("SASL-IR") { sasl.initial() } else { None };
        let command = Zeroizing::new(match first {
            Some(first) => format!("AUTHENTICATE {} {}", mechanism.name(), first.as_str()),
            None => format!("AUTHENTICATE {}", mechanism.name()),
        });
        let tag = self.begin(&command).await?;
        self.converse(&tag, |challenge| sasl.respond(challenge)).await
    }

    /// Answers every continuation until the command ends.
    async fn converse(&mut self, tag: &str, mut answer: impl FnMut(&str) -> Result<Zeroizing<String>>) -> Result<Status> {
        loop {
            match self.next(tag).await? {
                Next::Untagged(_) => {}
                Next::Done(status) => return Ok(status),
                Next::Continue(challenge) => {
                    let mut line = answer(&challenge)?;
                    line.push_str("\r\n");
                    self.raw(&line).await?;
                }
            }
        }
    }
}

/// A quoted string (RFC 3501 section 9), where the text can be one.
fn quoted(text: &str) -> Option<Zeroizing<String>> {
    if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None;
    }
    let mut quoted = Zeroizing::new(String::with_capacity(text.len() + 2));
    quoted.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    Some(quoted)
}
