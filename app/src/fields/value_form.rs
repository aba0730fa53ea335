//! The form of the dialog that sets a field: which one, and to what.

use super::{editor::Editor, store::Fields, value_dialog::Asked, words};
use crate::{
    Failure,
    conversations::Deeds,
    failure::FailureNote,
    mailboxes::Mailboxes,
    parts::{empty::SkeletonText, field::focus_invalid, menu::Listing},
    words::{common, use_language},
};
use domain::{
    FieldId, Language, MailboxId,
    conversations::Change,
    fields::{FieldView, Value, shown_date},
    users::PersonName,
};
use leptos::prelude::*;

#[component]
pub fn ValueForm(mailbox: MailboxId, asked: Asked, open: RwSignal<bool>, after: Option<Callback<()>>) -> impl IntoView {
    let (language, store) = (use_language(), Fields::current());
    move || match (store.state(mailbox), store.of(mailbox)) {
        (Listing::Failed(failure), _) => {
            let retry = Callback::new(move |()| store.load(mailbox));
            view! { <div class="dialog__body"><FailureNote failure retry /></div> }.into_any()
        }
        (Listing::Loading, _) => view! { <div class="dialog__body"><SkeletonText /></div> }.into_any(),
        (Listing::Ready, fields) if fields.is_empty() => {
            view! { <div class="dialog__body"><p class="dialog__text">{words::no_fields(language)}</p></div> }.into_any()
        }
        (Listing::Ready, fields) => view! { <Form mailbox fields asked=asked.clone() open after /> }.into_any(),
    }
}

#[component]
fn Form(mailbox: MailboxId, fields: Vec<FieldView>, asked: Asked, open: RwSignal<bool>, after: Option<Callback<()>>) -> impl IntoView {
    let language = use_language();
    let (deeds, mailboxes) = (Deeds::in_mailbox(mailbox).then(after), Mailboxes::current());
    let Asked { targets, field } = asked;
    let fixed = field.is_some();
    let (id, value) = field.unwrap_or_else(|| (fields[0].id, String::new()));
    let (id, value) = (RwSignal::new(id), RwSignal::new(value));
    let failure = RwSignal::new(None::<Failure>);
    let fields = StoredValue::new(fields);
    let chosen = move || fields.with_value(|fields| fields.iter().find(|field| field.id == id.get()).cloned());
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(field) = untrack(chosen) else { return };
        match Value::parse(field.kind, &value.get_untracked()) {
            Ok(parsed) => {
                let ids = targets.run(());
                let said = match &parsed {
                    Some(parsed) => {
                        words::said(language, ids.len(), &field.name, &in_words(&field, parsed, &untrack(|| mailboxes.people(mailbox)), language))
                    }
                    None => words::said_cleared(language, ids.len(), &field.name),
                };
                let text = parsed.map(|parsed| parsed.print()).unwrap_or_default();
                deeds.change(ids, Change { fields: vec![(field.id, text)], ..Change::default() }, said);
                open.set(false);
            }
            Err(refused) => {
                failure.set(Some(refused.into()));
                focus_invalid();
            }
        }
    };
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {(!fixed)
                    .then(|| {
                        view! {
                            <div class="field">
                                <label class="field__label" for="field-which">
                                    {words::which(language)}
                                </label>
                                <select
                                    class="input select"
                                    id="field-which"
                                    on:change:target=move |event| {
                                        if let Ok(chosen) = event.target().value().parse::<FieldId>() {
                                            value.set(String::new());
                                            failure.set(None);
                                            id.set(chosen);
                                        }
                                    }
                                >
                                    {fields
                                        .get_value()
                                        .into_iter()
                                        .map(|field| view! { <option value=field.id.to_string()>{field.name}</option> })
                                        .collect_view()}
                                </select>
                            </div>
                        }
                    })}
                {move || chosen().map(|field| view! { <Editor mailbox field value failure /> })}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {words::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// A value as people say it. They are named by this list of people.
pub fn in_words(field: &FieldView, value: &Value, people: &[PersonName], language: Language) -> String {
    match value {
        Value::Options(ids) => {
            let names = field.options.iter().filter(|option| ids.contains(&option.id)).map(|option| option.name.as_str());
            names.collect::<Vec<_>>().join("、")
        }
        Value::Date(date) => shown_date(date),
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Checked => words::checked(language).to_owned(),
        Value::Person(id) => people.iter().find(|person| person.id == *id).map(|person| person.name.clone()).unwrap_or_default(),
    }
}
