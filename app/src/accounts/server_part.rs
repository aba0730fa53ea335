//! One server: name, port, protection, login.

use super::{
    fields::{AccountFields, Errors, Half},
    words,
};
use crate::{
    parts::{check::CheckField, field::TextField, secret::SecretField, select::SelectField},
    words::use_language,
};
use domain::{
    Field,
    accounts::{AuthMethod, Security},
};
use leptos::prelude::*;

#[component]
pub fn ServerPart(
    fields: AccountFields,
    half: Half,
    errors: Errors,
    /// Mechanisms that this protocol knows.
    methods: &'static [AuthMethod],
    /// Whether a password is stored, so that an empty field keeps it.
    stored: bool,
    /// User and password come from the other half.
    #[prop(optional, into)]
    shared: Signal<bool>,
    /// What else belongs under the details.
    #[prop(optional, into)]
    more: ViewFn,
) -> impl IntoView {
    let language = use_language();
    let server = match half {
        Half::Receive => fields.receive_server,
        Half::Send => fields.send_server,
    };
    let (prefix, host, host_example) = match half {
        Half::Receive => ("receive", words::receive_host(language), "imap.example.jp"),
        Half::Send => ("send", words::send_host(language), "smtp.example.jp"),
    };
    let id = move |name: &str| format!("{prefix}-{name}");
    Effect::new(move |before: Option<Security>| {
        let now = server.security.get();
        if let Some(before) = before.filter(|before| *before != now) {
            fields.port_follows_security(half, before, now);
        }
        now
    });
    let password_hint = if stored { words::password_kept(language) } else { words::password_hint(language) };
    let asks_login = Memo::new(move |_| server.auth.get() != AuthMethod::None && !shared.get());
    view! {
        <TextField id=id("host") label=host value=server.host placeholder=host_example error=errors.about(half, Field::Host) required=true />
        <div class="pair">
            <SelectField
                id=id("security")
                label=words::security(language)
                value=server.security
                choices=Security::ALL.iter().map(|each| (*each, words::security_name(*each, language).to_owned())).collect()
            />
            <TextField id=id("port") label=words::port(language) value=server.port input_mode="numeric" error=errors.about(half, Field::Port) required=true />
        </div>
        <Show when=move || asks_login.get()>
            <div class="pair">
                <TextField id=id("user") label=words::user(language) value=server.user hint=words::user_hint(language) error=errors.about(half, Field::User) />
                <SecretField
                    id=id("password")
                    label=words::password(language)
                    value=Some(server.password)
                    hint=password_hint
                    autocomplete="off"
                    error=errors.about(half, Field::Password)
                />
            </div>
        </Show>
        <details class="more">
            <summary class="link">{words::details(language)}</summary>
            <div class="form">
                {more.run()}
                <SelectField
                    id=id("auth")
                    label=words::auth(language)
                    value=server.auth
                    choices=methods.iter().map(|each| (*each, words::auth_name(*each, language).to_owned())).collect()
                />
                <CheckField label=words::accept_certificate(language) text=words::accept_certificate_text(language) value=server.accept_invalid_certificate />
            </div>
        </details>
    }
}
