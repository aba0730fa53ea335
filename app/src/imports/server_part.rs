//! A mail server to read from: where it is, who logs in, and which folders.

use super::words;
use crate::{
    Failure,
    accounts::words as accounts,
    parts::{
        check::CheckField,
        field::{TextArea, TextField, about},
        secret::SecretField,
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    Field,
    accounts::{AuthMethod, Security, ServerSettings},
    imports::Origin,
};
use leptos::prelude::*;

/// What is typed.
#[derive(Clone, Copy)]
pub struct Typed {
    host: RwSignal<String>,
    port: RwSignal<String>,
    security: RwSignal<Security>,
    user: RwSignal<String>,
    password: RwSignal<String>,
    folders: RwSignal<String>,
    accept: RwSignal<bool>,
}

const fn usual_port(security: Security) -> &'static str {
    match security {
        Security::Tls => "993",
        Security::StartTls | Security::Plain => "143",
    }
}

impl Typed {
    pub fn new() -> Typed {
        Typed {
            host: RwSignal::new(String::new()),
            port: RwSignal::new(usual_port(Security::Tls).to_owned()),
            security: RwSignal::new(Security::Tls),
            user: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            folders: RwSignal::new(String::new()),
            accept: RwSignal::new(false),
        }
    }

    /// A port that is no number becomes 0, which is refused.
    pub fn origin(self) -> Origin {
        let server = ServerSettings {
            host: self.host.get_untracked().trim().to_owned(),
            port: self.port.get_untracked().trim().parse().unwrap_or_default(),
            security: self.security.get_untracked(),
            auth: AuthMethod::Auto,
            user: self.user.get_untracked().trim().to_owned(),
            accept_invalid_certificate: self.accept.get_untracked(),
        };
        Origin::Imap { server, password: self.password.get_untracked(), folders: self.folders.get_untracked() }
    }
}

#[component]
pub fn ServerPart(typed: Typed, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    Effect::new(move |before: Option<Security>| {
        let now = typed.security.get();
        if let Some(before) = before.filter(|before| typed.port.get_untracked() == usual_port(*before)) {
            let _ = before;
            typed.port.set(usual_port(now).to_owned());
        }
        now
    });
    let securities = Security::ALL.iter().map(|each| (*each, accounts::security_name(*each, language).to_owned())).collect::<Vec<_>>();
    view! {
        <TextField id="import-host" label=words::host(language) value=typed.host placeholder="imap.example.jp" error=about(failure, Field::Host) required=true />
        <div class="pair">
            <SelectField id="import-security" label=accounts::security(language) value=typed.security choices=securities />
            <TextField id="import-port" label=accounts::port(language) value=typed.port input_mode="numeric" error=about(failure, Field::Port) required=true />
        </div>
        <div class="pair">
            <TextField id="import-user" label=accounts::user(language) value=typed.user error=about(failure, Field::User) />
            <SecretField id="import-password" label=accounts::password(language) value=Some(typed.password) hint=words::password_hint(language) autocomplete="off" />
        </div>
        <TextArea id="import-folders" label=words::folders(language) value=typed.folders rows=3 hint=words::folders_hint(language) error=about(failure, Field::Folder) />
        <CheckField label=accounts::accept_certificate(language) text=accounts::accept_certificate_text(language) value=typed.accept />
    }
    .into_any()
}
