//! Logging in to a POP3 server: USER and PASS, APOP, and the SASL mechanisms (RFC 5034).

use super::{LONGEST_LINE, Pop3};
use crate::wire::{Mechanism, Offered, Result, Sasl, WireError, apop_digest, choose, conceal, require_protection, single_line, words};
use domain::accounts::ServerSettings;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

impl Pop3 {
    /// Logs in with the mechanism `settings.auth` names.
    ///
    /// # Errors
    /// `TlsNotOffered` before anything secret is sent when TLS is wished and absent; `NoMechanism`; `BadLogin`; `Other`
    /// when the login was right and the maildrop is locked or unavailable (RFC 2449 section 8, RFC 3206).
    pub async fn login(&mut self, settings: &ServerSettings, password: &SecretString) -> Result<()> {
        require_protection(settings, self.is_protected())?;
        let mechanism = choose(settings.auth, self.is_protected(), &self.offered())?;
        let user = single_line(&settings.user)?;
        let done = match mechanism {
            Mechanism::UserPass => self.user_pass(user, password).await,
            Mechanism::Apop => {
                let digest = apop_digest(self.timestamp.as_deref().unwrap_or_default(), password);
                self.command(&format!("APOP {user} {digest}")).await.map(drop)
            }
            Mechanism::Plain | Mechanism::Login | Mechanism::CramMd5 => self.sasl(mechanism, user, password).await,
        };
        done.map_err(|error| match error {
            WireError::Other(answer) => refusal(&conceal(&answer, password.expose_secret())),
            other => other,
        })
    }

    fn offered(&self) -> Offered {
        let mut offered = Offered::default();
        for line in &self.capabilities {
            if let Some(list) = line.strip_prefix("SASL ") {
                offered.add_list(list);
            }
        }
        // A server without CAPA is older than SASL: then USER is all there can be.
        if self.capabilities.is_empty() || self.can("USER") {
            offered.add(Some(Mechanism::UserPass), "USER");
        }
        if self.timestamp.is_some() {
            offered.add(Some(Mechanism::Apop), "APOP");
        }
        offered
    }

    async fn user_pass(&mut self, user: &str, password: &SecretString) -> Result<()> {
        let password = single_line(password.expose_secret())?;
        self.command(&format!("USER {user}")).await?;
        self.command(&Zeroizing::new(format!("PASS {password}"))).await.map(drop)
    }

    async fn sasl(&mut self, mechanism: Mechanism, user: &str, password: &SecretString) -> Result<()> {
        let mut sasl = Sasl::new(mechanism, user, password);
        // The initial response goes with the command only if both fit into 255 octets (RFC 5034 section 4).
        let first = sasl.initial();
        let fits = first.as_ref().is_none_or(|first| first.len() < 240);
        match &first {
            Some(first) if fits => self.send(&Zeroizing::new(format!("AUTH {} {}", mechanism.name(), first.as_str()))).await?,
            _ => self.send(&format!("AUTH {}", mechanism.name())).await?,
        }
        let mut held = first.filter(|_| !fits);
        loop {
            let line = self.wire.line(LONGEST_LINE).await?;
            if line.starts_with(b"+OK") {
                return Ok(());
            }
            let Some(challenge) = line.strip_prefix(b"+") else {
                return Err(WireError::Other(words(&line)));
            };
            let answer = match held.take() {
                Some(first) => first,
                None => sasl.respond(&words(challenge))?,
            };
            self.send(&answer).await?;
        }
    }
}

/// Separates a wrong password from a server that cannot serve just now.
fn refusal(answer: &str) -> WireError {
    let passing = ["[IN-USE]", "[LOGIN-DELAY]", "[SYS/"];
    let upper = answer.to_ascii_uppercase();
    if passing.iter().any(|code| upper.contains(code)) {
        return WireError::Other(answer.to_owned());
    }
    WireError::BadLogin(answer.to_owned())
}

/// The timestamp of a greeting, if it has one of the shape of a Message-ID. Anything else is not answered with a
/// digest: chosen challenges give the password away (CVE-2007-1558).
pub(super) fn timestamp(greeting: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(greeting).ok()?;
    let start = text.find('<')?;
    let end = start + text[start..].find('>')?;
    let stamp = &text[start..=end];
    let inner = &stamp[1..stamp.len() - 1];
    let (left, right) = inner.split_once('@')?;
    let plain = inner.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'<');
    (plain && !left.is_empty() && !right.is_empty()).then(|| stamp.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{refusal, timestamp};
    use crate::wire::WireError;
    use rstest::rstest;

    #[rstest]
    #[case("+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>", Some("<1896.697170952@dbc.mtview.ca.us>"))]
    #[case("+OK ready", None)]
    #[case("+OK <no at sign>", None)]
    #[case("+OK <@x>", None)]
    #[case("+OK <a\u{80}@x>", None)]
    fn only_a_well_formed_timestamp_is_answered(#[case] greeting: &str, #[case] expected: Option<&str>) {
        assert_eq!(timestamp(greeting.as_bytes()).as_deref(), expected);
    }

    #[rstest]
    #[case("-ERR [AUTH] wrong", true)]
    #[case("-ERR [IN-USE] locked", false)]
    #[case("-ERR [SYS/TEMP] later", false)]
    #[case("-ERR no", true)]
    fn a_locked_maildrop_is_no_wrong_password(#[case] answer: &str, #[case] bad_login: bool) {
        assert_eq!(matches!(refusal(answer), WireError::BadLogin(_)), bad_login);
    }
}
