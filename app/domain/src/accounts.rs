//! Mail accounts: an address with its receiving and sending servers, and what a test of them can say.

use crate::{AccountId, ArrivalId, MailboxId, Moment, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// How mail is received.
    pub enum ReceiveKind { Imap = "imap", Pop3 = "pop3", Folder = "folder", None = "none" }
}

stored_enum! {
    /// How mail is handed over for delivery.
    pub enum SendKind { Smtp = "smtp", Folder = "folder", None = "none" }
}

stored_enum! {
    /// How the connection is protected. Only `Plain` ever sends a password without TLS: `StartTls` fails
    /// when the server does not offer it (RFC 8314 section 3).
    pub enum Security { Tls = "tls", StartTls = "starttls", Plain = "plain" }
}

stored_enum! {
    /// Which mechanism proves who we are. `Auto` takes the strongest that the server offers.
    pub enum AuthMethod {
        Auto = "auto", UserPass = "userpass", Plain = "plain", Login = "login", CramMd5 = "cram-md5", Apop = "apop", None = "none",
    }
}

/// Host, port, protection and login of one server. The password travels beside it, never inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub auth: AuthMethod,
    pub user: String,
    /// Accept a certificate that no known authority signed (a server inside the company).
    pub accept_invalid_certificate: bool,
}

stored_enum! {
    /// What happens on the server to a mail that was taken in.
    pub enum AfterFetch { Leave = "leave", DeleteAfterDays = "days", Delete = "delete" }
}

stored_enum! {
    /// The steps of a live test, in the order in which they are tried.
    pub enum ProbeStep {
        Dns = "dns", Connect = "connect", Tls = "tls", Greeting = "greeting", Login = "login", Select = "select", Ehlo = "ehlo", MailFrom = "mail-from", Folder = "folder",
    }
}

/// One step of a live test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeLine {
    pub step: ProbeStep,
    pub ms: u32,
    /// `None` when the step passed.
    pub failure: Option<ProbeFailure>,
}

/// Why a step failed: what kind of trouble it is (for the remedy on screen) and the server's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeFailure {
    pub kind: ProbeFailureKind,
    pub answer: String,
}

stored_enum! {
    pub enum ProbeFailureKind {
        UnknownHost = "unknown-host", Refused = "refused", TimedOut = "timed-out", TlsNotOffered = "tls-not-offered", BadCertificate = "bad-certificate",
        NotThisProtocol = "not-this-protocol", BadLogin = "bad-login", NoMechanism = "no-mechanism", NoUidl = "no-uidl",
        SenderRefused = "sender-refused", Dropped = "dropped", NoFolder = "no-folder", Other = "other",
    }
}

/// The report of one half (receiving or sending) of a live test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeReport {
    pub lines: Vec<ProbeLine>,
    /// Mails waiting on the server, where the receiving test got that far.
    pub waiting: Option<u32>,
}

impl ProbeReport {
    pub fn passed(&self) -> bool {
        self.lines.iter().all(|line| line.failure.is_none())
    }
}

/// An account as it is entered. `None` for a password means: keep the one that is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountForm {
    pub address: String,
    pub from_name: String,
    /// Whether it receives. Sending goes on while receiving rests.
    pub enabled: bool,
    pub receive: ReceiveKind,
    pub receive_server: ServerSettings,
    pub receive_password: Option<String>,
    /// The IMAP folder (INBOX when empty), or the folder on this machine that is watched.
    pub folder: String,
    pub after_fetch: AfterFetch,
    pub delete_after_days: i64,
    /// Minutes between two fetches, 1 to 60.
    pub every_minutes: i64,
    pub send: SendKind,
    pub send_server: ServerSettings,
    pub send_password: Option<String>,
    /// Names of servers whose word about senders is believed (RFC 8601), with blanks or commas between them.
    #[serde(default)]
    pub trusted_servers: String,
}

/// An account as operators see it: settings without secrets, and how it fares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountView {
    pub id: AccountId,
    pub mailbox_id: MailboxId,
    /// Passwords are never in it.
    pub form: AccountForm,
    pub has_receive_password: bool,
    pub has_send_password: bool,
    pub next_at: Moment,
    pub errors: i64,
    /// The server's own words at the last failure; empty when all is well.
    pub last_error: String,
    pub last_error_step: String,
    pub last_error_at: Option<Moment>,
    pub last_ok_at: Option<Moment>,
    /// Mails that the last fetch left on the server.
    pub left_on_server: i64,
    /// The server that most of its mails name as the one that received and checked them; a suggestion, not believed by itself.
    pub seen_server: String,
}

/// Both halves of a live test, each reported on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeResult {
    /// `None` where the account does not receive (or send).
    pub receive: Option<ProbeReport>,
    pub send: Option<ProbeReport>,
}

/// What pressing メール受信 brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// New mails of all accounts together.
    pub count: u32,
    /// Accounts that failed, by address, with the server's own words.
    pub failures: Vec<(String, String)>,
}

stored_enum! {
    /// Why a received mail could not be taken in.
    pub enum QuarantineReason {
        /// Larger than what is accepted; it stays on its server.
        TooLarge = "too-large",
        /// Its server lists it and does not give it.
        NotGiven = "not-given",
        /// Nothing in it, or nothing but NUL.
        Empty = "empty",
        /// Neither a header nor a text.
        NoContent = "no-content",
        /// Reading or keeping it failed: our fault. It is read again after a repair.
        Failed = "failed",
    }
}

impl QuarantineReason {
    /// Whether we hold no bytes of such a mail: reading it again means fetching it.
    pub const fn is_on_server(self) -> bool {
        matches!(self, QuarantineReason::TooLarge | QuarantineReason::NotGiven)
    }
}

/// A mail in quarantine. Its raw bytes are kept, unless it stayed on its server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineView {
    pub id: ArrivalId,
    /// The address of the account it came to.
    pub account: String,
    pub arrived_at: Moment,
    /// Bytes.
    pub size: i64,
    pub reason: QuarantineReason,
    /// What its subject seems to be; empty when even that cannot be said.
    pub subject_guess: String,
}

/// What reading a quarantined mail again came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadAgain {
    /// It is a mail of a conversation now.
    TakenIn,
    /// It stays in quarantine.
    Still(QuarantineReason),
    /// It was left on its server, and the server is asked for it.
    AskedFor,
}

/// How many mails are warned about when they pile up on the server (product manual).
pub const LEFT_WARNING: i64 = 500;

/// The names in a list of servers.
pub fn server_names(list: &str) -> impl Iterator<Item = &str> {
    list.split(|c: char| c.is_whitespace() || c == ',' || c == '、').filter(|name| !name.is_empty())
}

fn is_server_name(name: &str) -> bool {
    name.len() <= 255 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Pause after `errors` failures in a row, in minutes: 1, 2, 4 … 30.
pub fn pause_after_errors(errors: i64) -> i64 {
    1_i64.checked_shl(u32::try_from(errors.max(1) - 1).unwrap_or(u32::MAX)).map_or(30, |m| if m <= 0 { 30 } else { m.min(30) })
}

impl ServerSettings {
    pub fn empty(port: u16, security: Security) -> Self {
        ServerSettings { host: String::new(), port, security, auth: AuthMethod::Auto, user: String::new(), accept_invalid_certificate: false }
    }
}

impl AccountForm {
    /// What a new account starts from: IMAP and SMTP submission, protected.
    pub fn blank() -> Self {
        AccountForm {
            address: String::new(),
            from_name: String::new(),
            enabled: true,
            receive: ReceiveKind::Imap,
            receive_server: ServerSettings::empty(993, Security::Tls),
            receive_password: None,
            folder: String::new(),
            after_fetch: AfterFetch::Leave,
            delete_after_days: 14,
            every_minutes: 5,
            send: SendKind::Smtp,
            send_server: ServerSettings::empty(465, Security::Tls),
            send_password: None,
            trusted_servers: String::new(),
        }
    }

    pub fn check(&self) -> Result<(), crate::Refused> {
        use crate::{Field, Refused::Invalid, Wrong};
        let wrong = |field, wrong| Err(Invalid { field, wrong });
        if !crate::addresses::is_account_address(&self.address) {
            return wrong(Field::Address, if self.address.is_empty() { Wrong::Missing } else { Wrong::Malformed });
        }
        if self.from_name.chars().any(char::is_control) {
            return wrong(Field::Name, Wrong::Malformed);
        }
        if !(1..=60).contains(&self.every_minutes) {
            return wrong(Field::Interval, Wrong::OutOfRange);
        }
        if self.after_fetch == AfterFetch::DeleteAfterDays && !(1..=3650).contains(&self.delete_after_days) {
            return wrong(Field::Days, Wrong::OutOfRange);
        }
        if self.receive == ReceiveKind::Folder && self.folder.trim().is_empty() {
            return wrong(Field::Folder, Wrong::Missing);
        }
        if self.trusted_servers.len() > 1_000 || !server_names(&self.trusted_servers).all(is_server_name) {
            return wrong(Field::TrustedServers, Wrong::Malformed);
        }
        if matches!(self.receive, ReceiveKind::Imap | ReceiveKind::Pop3) {
            self.receive_server.check()?;
        }
        if self.send == SendKind::Smtp {
            self.send_server.check()?;
        }
        Ok(())
    }
}

impl ServerSettings {
    /// # Errors
    /// [`Refused::Invalid`](crate::Refused::Invalid), naming the field.
    pub fn check(&self) -> Result<(), crate::Refused> {
        use crate::{Field, Refused::Invalid, Wrong};
        if self.host.trim().is_empty() {
            return Err(Invalid { field: Field::Host, wrong: Wrong::Missing });
        }
        if self.host.chars().any(|c| c.is_control() || c.is_whitespace() || "/@?#".contains(c)) {
            return Err(Invalid { field: Field::Host, wrong: Wrong::Malformed });
        }
        if self.port == 0 {
            return Err(Invalid { field: Field::Port, wrong: Wrong::OutOfRange });
        }
        if self.user.chars().any(char::is_control) {
            return Err(Invalid { field: Field::User, wrong: Wrong::Malformed });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_to_half_an_hour() {
        let pauses: Vec<_> = [0, 1, 2, 3, 4, 5, 6, 7, 100].into_iter().map(pause_after_errors).collect();
        assert_eq!(pauses, [1, 1, 2, 4, 8, 16, 30, 30, 30]);
    }

    #[test]
    fn a_form_names_the_field_that_is_wrong() {
        use crate::{Field, Refused};
        let mut form = AccountForm::blank();
        form.address = "support@x.example".into();
        form.receive_server.host = "imap.x.example".into();
        form.send_server.host = "smtp.x.example".into();
        assert_eq!(form.check(), Ok(()));
        type Case = (fn(&mut AccountForm), Field);
        let broken: [Case; 5] = [
            (|f| f.address = "a b@c".into(), Field::Address),
            (|f| f.every_minutes = 61, Field::Interval),
            (|f| f.receive_server.host = "imap x".into(), Field::Host),
            (|f| f.send_server.port = 0, Field::Port),
            (|f| f.receive_server.user = "a\r\nb".into(), Field::User),
        ];
        for (break_it, field) in broken {
            let mut copy = form.clone();
            break_it(&mut copy);
            assert!(matches!(copy.check(), Err(Refused::Invalid { field: f, .. }) if f == field), "{field}");
        }
    }
}
