//! What is typed into the form of an account, and which half of it an error belongs to.

use crate::Failure;
use domain::{
    Field, Refused,
    accounts::{AccountForm, AfterFetch, AuthMethod, ReceiveKind, Security, SendKind, ServerSettings},
    presets::{PRESETS, PresetNote},
};
use leptos::prelude::*;

/// Receiving or sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Receive,
    Send,
}

/// Host, port, protection and login as they are typed.
#[derive(Clone, Copy)]
pub struct ServerFields {
    pub host: RwSignal<String>,
    pub port: RwSignal<String>,
    pub security: RwSignal<Security>,
    pub auth: RwSignal<AuthMethod>,
    pub user: RwSignal<String>,
    pub password: RwSignal<String>,
    pub accept_invalid_certificate: RwSignal<bool>,
}

#[derive(Clone, Copy)]
pub struct AccountFields {
    pub address: RwSignal<String>,
    pub from_name: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    pub receive: RwSignal<ReceiveKind>,
    pub receive_server: ServerFields,
    pub folder: RwSignal<String>,
    pub after_fetch: RwSignal<AfterFetch>,
    pub delete_after_days: RwSignal<String>,
    pub every_minutes: RwSignal<String>,
    pub trusted_servers: RwSignal<String>,
    pub send: RwSignal<SendKind>,
    pub send_server: ServerFields,
    /// Sending uses the user and password of receiving.
    pub same: RwSignal<bool>,
    /// What to know about the provider that was chosen.
    pub note: RwSignal<Option<PresetNote>>,
}

impl ServerFields {
    fn new(server: &ServerSettings) -> ServerFields {
        ServerFields {
            host: RwSignal::new(server.host.clone()),
            port: RwSignal::new(server.port.to_string()),
            security: RwSignal::new(server.security),
            auth: RwSignal::new(server.auth),
            user: RwSignal::new(server.user.clone()),
            password: RwSignal::new(String::new()),
            accept_invalid_certificate: RwSignal::new(server.accept_invalid_certificate),
        }
    }

    fn set(self, (host, port, security): (&str, u16, Security)) {
        self.host.set(host.to_owned());
        self.port.set(port.to_string());
        self.security.set(security);
        self.auth.set(AuthMethod::Auto);
    }

    /// A port that is no number becomes 0, which the form's own check refuses.
    fn settings(self, address: &str) -> ServerSettings {
        let user = self.user.get_untracked().trim().to_owned();
        ServerSettings {
            host: self.host.get_untracked().trim().to_owned(),
            port: self.port.get_untracked().trim().parse().unwrap_or_default(),
            security: self.security.get_untracked(),
            auth: self.auth.get_untracked(),
            user: if user.is_empty() { address.to_owned() } else { user },
            accept_invalid_certificate: self.accept_invalid_certificate.get_untracked(),
        }
    }

    fn password(self) -> Option<String> {
        Some(self.password.get_untracked()).filter(|password| !password.is_empty())
    }
}

impl AccountFields {
    /// `is_new`: one user and password for both halves is what most servers want.
    pub fn new(form: &AccountForm, is_new: bool) -> AccountFields {
        let same =
            is_new || form.send == SendKind::Smtp && form.receive_server.user == form.send_server.user && form.send_server.auth != AuthMethod::None;
        AccountFields {
            address: RwSignal::new(form.address.clone()),
            from_name: RwSignal::new(form.from_name.clone()),
            enabled: RwSignal::new(form.enabled),
            receive: RwSignal::new(form.receive),
            receive_server: ServerFields::new(&form.receive_server),
            folder: RwSignal::new(form.folder.clone()),
            after_fetch: RwSignal::new(form.after_fetch),
            delete_after_days: RwSignal::new(form.delete_after_days.to_string()),
            every_minutes: RwSignal::new(form.every_minutes.to_string()),
            trusted_servers: RwSignal::new(form.trusted_servers.clone()),
            send: RwSignal::new(form.send),
            send_server: ServerFields::new(&form.send_server),
            same: RwSignal::new(same),
            note: RwSignal::new(None),
        }
    }

    /// Puts a form into the fields. Passwords stay as they are.
    pub fn fill(self, form: &AccountForm) {
        self.address.set(form.address.clone());
        self.from_name.set(form.from_name.clone());
        self.receive.set(form.receive);
        self.folder.set(form.folder.clone());
        self.after_fetch.set(form.after_fetch);
        self.trusted_servers.set(form.trusted_servers.clone());
        self.send.set(form.send);
        for (fields, server) in [(self.receive_server, &form.receive_server), (self.send_server, &form.send_server)] {
            fields.set((&server.host, server.port, server.security));
            fields.auth.set(server.auth);
            fields.user.set(if server.user == form.address { String::new() } else { server.user.clone() });
            fields.accept_invalid_certificate.set(server.accept_invalid_certificate);
        }
        self.same.set(form.receive_server.user == form.send_server.user);
    }

    pub fn has_receive_server(self) -> bool {
        matches!(self.receive.get(), ReceiveKind::Imap | ReceiveKind::Pop3)
    }

    /// Whether one login can serve both halves.
    pub fn shares_login(self) -> bool {
        self.same.get() && self.has_receive_server()
    }

    /// The servers of a well-known provider.
    pub fn apply_preset(self, name: &str) {
        self.note.set(None);
        let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) else { return };
        let wants_pop3 = self.receive.get_untracked() == ReceiveKind::Pop3 && preset.pop3.is_some();
        match (preset.imap.filter(|_| !wants_pop3), preset.pop3) {
            (Some(imap), _) => {
                self.receive.set(ReceiveKind::Imap);
                self.receive_server.set(imap);
            }
            (None, Some(pop3)) => {
                self.receive.set(ReceiveKind::Pop3);
                self.receive_server.set(pop3);
            }
            (None, None) => {}
        }
        self.send.set(SendKind::Smtp);
        self.send_server.set(preset.smtp);
        self.note.set(preset.note);
    }

    /// Another way of receiving: the port moves along while it is the usual one.
    pub fn port_follows_kind(self, before: ReceiveKind, now: ReceiveKind) {
        let security = self.receive_server.security.get_untracked();
        if self.receive_server.port.get_untracked() == receive_port(before, security).to_string() {
            self.receive_server.port.set(receive_port(now, security).to_string());
        }
    }

    pub fn port_follows_security(self, half: Half, before: Security, now: Security) {
        let (server, usual): (ServerFields, &dyn Fn(Security) -> u16) = match half {
            Half::Receive => (self.receive_server, &|security| receive_port(self.receive.get_untracked(), security)),
            Half::Send => (self.send_server, &send_port),
        };
        if server.port.get_untracked() == usual(before).to_string() {
            server.port.set(usual(now).to_string());
        }
    }

    /// What is sent to the server. Numbers that are none become 0, which the form's own check refuses.
    pub fn form(self) -> AccountForm {
        let address = self.address.get_untracked().trim().to_owned();
        let number = |text: RwSignal<String>| text.get_untracked().trim().parse().unwrap_or_default();
        let receive_server = self.receive_server.settings(&address);
        let mut send_server = self.send_server.settings(&address);
        let mut send_password = self.send_server.password();
        if untrack(|| self.shares_login()) && send_server.auth != AuthMethod::None {
            send_server.user.clone_from(&receive_server.user);
            send_password = self.receive_server.password();
        }
        AccountForm {
            address,
            from_name: self.from_name.get_untracked().trim().to_owned(),
            enabled: self.enabled.get_untracked(),
            receive: self.receive.get_untracked(),
            receive_server,
            receive_password: self.receive_server.password(),
            folder: self.folder.get_untracked().trim().to_owned(),
            after_fetch: self.after_fetch.get_untracked(),
            delete_after_days: number(self.delete_after_days),
            every_minutes: number(self.every_minutes),
            send: self.send.get_untracked(),
            send_server,
            send_password,
            trusted_servers: self.trusted_servers.get_untracked().trim().to_owned(),
        }
    }
}

fn receive_port(kind: ReceiveKind, security: Security) -> u16 {
    match (kind, security) {
        (ReceiveKind::Pop3, Security::Tls) => 995,
        (ReceiveKind::Pop3, _) => 110,
        (_, Security::Tls) => 993,
        _ => 143,
    }
}

fn send_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::Plain => 25,
    }
}

/// The last failure of a form, and the half it is about where the field stands in both.
#[derive(Clone, Copy)]
pub struct Errors {
    pub failure: RwSignal<Option<Failure>>,
    half: RwSignal<Option<Half>>,
}

impl Errors {
    pub fn new() -> Errors {
        Errors { failure: RwSignal::new(None), half: RwSignal::new(None) }
    }

    /// Checks as the server will; whether all is well.
    pub fn check(self, form: &AccountForm) -> bool {
        let receive_only = AccountForm { send: SendKind::None, ..form.clone() };
        let (failure, half) = match (receive_only.check(), form.check()) {
            (Err(refused), _) => (Some(refused), Some(Half::Receive)),
            (Ok(()), Err(refused)) => (Some(refused), Some(Half::Send)),
            (Ok(()), Ok(())) => (None, None),
        };
        self.half.set(half);
        self.failure.set(failure.map(Failure::Refused));
        self.failure.with_untracked(Option::is_none)
    }

    /// What the server refused.
    pub fn say(self, failure: Failure) {
        self.half.set(None);
        self.failure.set(Some(failure));
    }

    /// The words for a field that stands in both halves.
    pub fn about(self, half: Half, field: Field) -> Signal<Option<String>> {
        let words = crate::parts::field::about(self.failure, field);
        Signal::derive(move || words.get().filter(|_| self.half.get().is_none_or(|of| of == half)))
    }

    /// A failure that no field shows.
    pub fn other(self) -> Option<Failure> {
        const SHOWN: [Field; 9] =
            [Field::Address, Field::Name, Field::Interval, Field::Days, Field::Folder, Field::Host, Field::Port, Field::User, Field::Password];
        self.failure.get().filter(|failure| match failure {
            Failure::Refused(Refused::Invalid { field, .. } | Refused::Taken { field }) => !SHOWN.contains(field),
            _ => true,
        })
    }
}

impl Default for Errors {
    fn default() -> Self {
        Errors::new()
    }
}
