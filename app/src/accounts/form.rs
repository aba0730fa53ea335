//! The fields of an account, the same in the wizard and in the settings.

use super::{
    fields::{AccountFields, Errors},
    receive_part::ReceivePart,
    send_part::SendPart,
    words,
};
use crate::{
    failure::FailureNote,
    parts::field::{TextField, about},
    words::use_language,
};
use domain::{Field, presets::PRESETS};
use leptos::prelude::*;

#[component]
pub fn AccountFormPart(
    fields: AccountFields,
    errors: Errors,
    /// Whether passwords of receiving and sending are stored already.
    #[prop(optional)]
    stored: (bool, bool),
) -> impl IntoView {
    let language = use_language();
    view! {
        {move || errors.other().map(|failure| view! { <FailureNote failure /> })}
        <div class="field">
            <label class="field__label" for="provider">
                {words::provider(language)}
            </label>
            <select class="input select" id="provider" aria-describedby="provider-hint" on:change:target=move |event| fields.apply_preset(&event.target().value())>
                <option value="">{words::by_hand(language)}</option>
                {PRESETS.iter().map(|preset| view! { <option value=preset.name>{preset.name}</option> }).collect_view()}
            </select>
            <span class="field__hint" id="provider-hint">
                {words::provider_hint(language)}
            </span>
            // There from the start, so that what appears in it is read out.
            <span class="field__hint" id="provider-note" role="status">
                {move || fields.note.get().map(|note| words::preset_note(note, language))}
            </span>
        </div>
        <div class="pair">
            <TextField
                id="address"
                label=words::address(language)
                value=fields.address
                kind="email"
                placeholder="support@example.jp"
                error=about(errors.failure, Field::Address)
                required=true
            />
            <TextField
                id="from-name"
                label=words::from_name(language)
                value=fields.from_name
                hint=words::from_name_hint(language)
                error=about(errors.failure, Field::Name)
                auto_direction=true
            />
        </div>
        <ReceivePart fields errors stored=stored.0 />
        <SendPart fields errors stored=stored.1 />
    }
}
