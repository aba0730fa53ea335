//! Sending: how, through which server, with whose login.

use super::{
    fields::{AccountFields, Errors, Half},
    server_part::ServerPart,
    words,
};
use crate::{
    parts::{check::CheckField, field::TextField, select::SelectField},
    words::use_language,
};
use domain::{
    Field,
    accounts::{AuthMethod, SendKind},
};
use leptos::prelude::*;

const SMTP: &[AuthMethod] = &[AuthMethod::Auto, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::None];

#[component]
pub fn SendPart(fields: AccountFields, errors: Errors, stored: bool) -> impl IntoView {
    let language = use_language();
    let kind = fields.send;
    let kinds = SendKind::ALL.iter().map(|each| (*each, words::send_kind_name(*each, language).to_owned())).collect::<Vec<_>>();
    let shown = Memo::new(move |_| kind.get());
    let may_share = Memo::new(move |_| fields.has_receive_server());
    view! {
        <fieldset class="form">
            <legend class="fieldset__legend">{words::sending(language)}</legend>
            <SelectField id="send-kind" label=words::send_kind(language) value=kind choices=kinds />
            {move || match shown.get() {
                SendKind::None => ().into_any(),
                SendKind::Folder => {
                    view! {
                        <TextField
                            id="send-folder"
                            label=words::out_folder(language)
                            value=fields.send_server.host
                            hint=words::folder_hint(language)
                            error=errors.about(Half::Send, Field::Host)
                            required=true
                        />
                    }
                        .into_any()
                }
                SendKind::Smtp => {
                    view! {
                        <Show when=move || may_share.get()>
                            <CheckField label=words::same(language) value=fields.same />
                        </Show>
                        <ServerPart fields half=Half::Send errors methods=SMTP stored shared=Signal::derive(move || fields.shares_login()) />
                    }
                        .into_any()
                }
            }}
        </fieldset>
    }
}
