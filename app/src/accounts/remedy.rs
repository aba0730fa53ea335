//! The way out under a half that failed: what happened, what to do, the field for it, and another try of this half alone.

use super::{
    fields::{AccountFields, Half},
    remedies::remedy,
    words,
};
use crate::{
    parts::{check::CheckField, icon::Icon},
    words::use_language,
};
use domain::accounts::{ProbeFailure, ProbeFailureKind};
use leptos::{html, prelude::*};

#[component]
pub fn Remedy(half: Half, failure: ProbeFailure, fields: AccountFields, #[prop(into)] retry: Callback<Half>) -> impl IntoView {
    let language = use_language();
    let (title, text) = remedy(failure.kind, half, language);
    let (server, label, again, id) = match half {
        Half::Receive => (fields.receive_server, words::receive_password(language), words::only_receive(language), "remedy-receive"),
        Half::Send => (fields.send_server, words::send_password(language), words::only_send(language), "remedy-send"),
    };
    let typed = NodeRef::<html::Input>::new();
    let try_again = move || {
        if let Some(field) = typed.get_untracked()
            && !field.value().is_empty()
        {
            if half == Half::Send && untrack(|| fields.shares_login()) {
                // From here on sending has a login of its own, which starts from the other one.
                server.user.set(fields.receive_server.user.get_untracked());
                fields.same.set(false);
            }
            server.password.set(field.value());
        }
        retry.run(half);
    };
    let asks_password = failure.kind == ProbeFailureKind::BadLogin;
    view! {
        <div class="tst__fix" role="alert">
            <Icon name="triangle-alert" />
            <div class="tst__how">
                <b>{title}</b>
                <p>{text}</p>
                {(failure.kind == ProbeFailureKind::BadCertificate)
                    .then(|| view! { <p><CheckField label=words::accept_certificate(language) value=server.accept_invalid_certificate /></p> })}
                <div class="tst__in">
                    {asks_password
                        .then(|| {
                            view! {
                                <label class="sr" for=id>
                                    {label}
                                </label>
                                <input
                                    class="input"
                                    id=id
                                    type="password"
                                    autocomplete="off"
                                    placeholder=label
                                    node_ref=typed
                                    on:keydown=move |event| {
                                        if event.key() == "Enter" {
                                            event.prevent_default();
                                            try_again();
                                        }
                                    }
                                />
                            }
                        })}
                    <button class="btn" type="button" on:click=move |_| try_again()>
                        <Icon name="refresh-cw" />
                        {again}
                    </button>
                </div>
            </div>
        </div>
    }
}
