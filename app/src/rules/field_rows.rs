//! Which fields a rule sets, and to what.

use super::{draft::Draft, words};
use crate::{Failure, fields::Editor, parts::icon::Icon, words::use_language};
use domain::{FieldId, MailboxId, fields::FieldView};
use leptos::prelude::*;

#[component]
pub fn FieldRows(draft: Draft, mailbox: MailboxId, fields: Vec<FieldView>) -> impl IntoView {
    let language = use_language();
    if fields.is_empty() {
        return ().into_any();
    }
    let fields = StoredValue::new(fields);
    let named = move |id: FieldId| fields.with_value(|fields| fields.iter().find(|field| field.id == id).cloned());
    let left = Memo::new(move |_| {
        let set: Vec<FieldId> = draft.fields.with(|set| set.iter().map(|(id, _)| *id).collect());
        fields.with_value(|fields| {
            fields.iter().filter(|field| !set.contains(&field.id)).map(|field| (field.id, field.name.clone())).collect::<Vec<_>>()
        })
    });
    let row = move |(id, value): (FieldId, RwSignal<String>)| {
        // One that is gone meanwhile is in no rule any more.
        let field = named(id)?;
        let label = words::remove_field(language, &field.name);
        Some(view! {
            <div class="rulefield">
                <Editor mailbox field value failure=RwSignal::new(None::<Failure>) id=format!("rule-field-{id}") />
                <button class="btn btn--ghost btn--icon" type="button" aria-label=label.clone() title=label on:click=move |_| draft.remove_field(id)>
                    <Icon name="x" />
                </button>
            </div>
        })
    };
    view! {
        <fieldset class="field rulefields">
            <legend class="field__label">{words::fields_legend(language)}</legend>
            <For each=move || draft.fields.get() key=|(id, _)| *id children=row />
            // It stays while its choices change: what it begins lives as long as the page.
            <select
                class="input select rulefields__add"
                aria-label=words::add_field(language)
                hidden=move || left.with(Vec::is_empty)
                on:change:target=move |event| {
                    if let Ok(id) = event.target().value().parse() {
                        draft.add_field(id, String::new());
                    }
                }
            >
                <option value="">{words::add_field(language)}</option>
                {move || left.get().into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
            </select>
            <span class="field__hint">{words::fields_hint(language)}</span>
        </fieldset>
    }
    .into_any()
}
