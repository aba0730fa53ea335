//! Receiving: how, from where, how often, and what becomes of the mail on its server.

use super::{
    fields::{AccountFields, Errors, Half},
    server_part::ServerPart,
    words,
};
use crate::{
    parts::{
        field::{TextField, about},
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    Field,
    accounts::{AfterFetch, AuthMethod, ReceiveKind},
};
use leptos::prelude::*;

const IMAP: &[AuthMethod] = &[AuthMethod::Auto, AuthMethod::UserPass, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5];
const POP3: &[AuthMethod] = &[AuthMethod::Auto, AuthMethod::UserPass, AuthMethod::Apop, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5];

#[component]
pub fn ReceivePart(fields: AccountFields, errors: Errors, stored: bool) -> impl IntoView {
    let language = use_language();
    let kind = fields.receive;
    Effect::new(move |before: Option<ReceiveKind>| {
        let now = kind.get();
        if let Some(before) = before.filter(|before| *before != now) {
            fields.port_follows_kind(before, now);
        }
        now
    });
    let kinds = ReceiveKind::ALL.iter().map(|each| (*each, words::receive_kind_name(*each, language).to_owned())).collect::<Vec<_>>();
    let kept = Memo::new(move |_| fields.after_fetch.get() == AfterFetch::DeleteAfterDays);
    let shown = Memo::new(move |_| kind.get());
    view! {
        <fieldset class="form">
            <legend class="fieldset__legend">{words::receiving(language)}</legend>
            <SelectField id="receive-kind" label=words::receive_kind(language) value=kind choices=kinds />
            {move || match shown.get() {
                ReceiveKind::None => ().into_any(),
                ReceiveKind::Folder => {
                    view! {
                        <TextField
                            id="receive-folder"
                            label=words::watch_folder(language)
                            value=fields.folder
                            hint=words::folder_hint(language)
                            error=about(errors.failure, Field::Folder)
                            required=true
                        />
                    }
                        .into_any()
                }
                ReceiveKind::Pop3 => view! { <ServerPart fields half=Half::Receive errors methods=POP3 stored /> }.into_any(),
                ReceiveKind::Imap => {
                    let folder = move || {
                        view! {
                            <TextField
                                id="receive-folder"
                                label=words::imap_folder(language)
                                value=fields.folder
                                hint=words::imap_folder_hint(language)
                                error=about(errors.failure, Field::Folder)
                            />
                        }
                    };
                    view! { <ServerPart fields half=Half::Receive errors methods=IMAP stored more=folder /> }.into_any()
                }
            }}
            <Show when=move || shown.get() != ReceiveKind::None>
                <div class="pair">
                    <SelectField
                        id="after-fetch"
                        label=words::after_fetch(language)
                        value=fields.after_fetch
                        choices=AfterFetch::ALL.iter().map(|each| (*each, words::after_fetch_name(*each, language).to_owned())).collect()
                    />
                    <TextField
                        id="every"
                        label=words::every(language)
                        value=fields.every_minutes
                        hint=words::every_hint(language)
                        input_mode="numeric"
                        error=about(errors.failure, Field::Interval)
                    />
                </div>
                <Show when=move || kept.get()>
                    <TextField id="days" label=words::days(language) value=fields.delete_after_days input_mode="numeric" error=about(errors.failure, Field::Days) />
                </Show>
            </Show>
        </fieldset>
    }
}
