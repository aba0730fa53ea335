//! Whose word about senders is believed: the receiving server's, once a person has named it.

use super::{
    fields::{AccountFields, Errors},
    words,
};
use crate::{
    parts::{
        awake::use_awake,
        field::{TextField, about},
    },
    words::use_language,
};
use domain::{Field, accounts::ReceiveKind};
use leptos::prelude::*;

/// `seen` is the server that the mails of the account name most; empty while none did.
#[component]
pub fn TrustPart(fields: AccountFields, errors: Errors, seen: String) -> impl IntoView {
    let (language, awake) = (use_language(), use_awake());
    let receives = Memo::new(move |_| fields.receive.get() != ReceiveKind::None);
    let seen = StoredValue::new(seen);
    let offered = Memo::new(move |_| {
        let seen = seen.get_value();
        (!seen.is_empty() && !domain::accounts::server_names(&fields.trusted_servers.get()).any(|name| name.eq_ignore_ascii_case(&seen)))
            .then_some(seen)
    });
    view! {
        <Show when=move || receives.get()>
            <TextField
                id="trusted-servers"
                label=words::trusted_servers(language)
                value=fields.trusted_servers
                hint=words::trusted_hint(language)
                error=about(errors.failure, Field::TrustedServers)
            />
            {move || {
                offered
                    .get()
                    .map(|server| {
                        let chosen = server.clone();
                        view! {
                            <div class="field">
                                <span class="field__hint">{words::trusted_seen(language, &server)}</span>
                                <button
                                    class="btn btn--s"
                                    type="button"
                                    disabled=move || !awake.get()
                                    on:click=move |_| fields.trusted_servers.set(chosen.clone())
                                >
                                    {words::trust_seen(language, &server)}
                                </button>
                            </div>
                        }
                    })
            }}
        </Show>
    }
    .into_any()
}
