//! What a field is set to, by the control that fits its kind. The value is what `Value` prints, or what was typed of it.

use super::words;
use crate::{
    Failure,
    mailboxes::Mailboxes,
    parts::field::{TextField, about},
    words::use_language,
};
use domain::{
    Field, MailboxId,
    fields::{FieldView, Kind},
};
use leptos::prelude::*;

#[component]
pub fn Editor(
    mailbox: MailboxId,
    field: FieldView,
    value: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
    #[prop(default = "field-value".into(), into)] id: String,
) -> impl IntoView {
    let language = use_language();
    let FieldView { name, kind, options, .. } = field;
    let error = about(failure, Field::Value);
    // Options that are archived stay where they are set.
    let now: Vec<String> = value.with_untracked(|value| value.split(',').map(str::to_owned).collect());
    let offered: Vec<(String, String)> = options
        .into_iter()
        .map(|option| (option.id.to_string(), option.name, option.archived))
        .filter(|(id, _, archived)| !archived || now.contains(id))
        .map(|(id, name, _)| (id, name))
        .collect();
    match kind {
        Kind::Text => view! { <TextField id label=name value hint=words::text_hint(language) error auto_direction=true /> }.into_any(),
        Kind::Number => view! { <TextField id label=name value hint=words::number_hint(language) error input_mode="decimal" /> }.into_any(),
        Kind::Date => view! { <TextField id label=name value error kind="date" /> }.into_any(),
        Kind::Menu => view! { <Select id name value offered=Signal::stored(offered) /> }.into_any(),
        Kind::Check => {
            view! { <Select id name value offered=Signal::stored(vec![("1".to_owned(), words::checked(language).to_owned())]) /> }.into_any()
        }
        Kind::Person => {
            let mailboxes = Mailboxes::current();
            Effect::new(move |_| mailboxes.load_people(mailbox));
            let offered = Signal::derive(move || mailboxes.people(mailbox).into_iter().map(|person| (person.id.to_string(), person.name)).collect());
            view! { <Select id name value offered /> }.into_any()
        }
        Kind::Multi => view! {
            <fieldset class="field checks">
                <legend class="field__label">{name}</legend>
                {offered
                    .into_iter()
                    .map(|(id, name)| {
                        let held = { let id = id.clone(); move || value.with(|value| value.split(',').any(|other| other == id)) };
                        view! {
                            <label class="check">
                                <input
                                    type="checkbox"
                                    prop:checked=held
                                    on:change:target=move |event| value.update(|value| *value = toggled(value, &id, event.target().checked()))
                                />
                                <span class="check__text">{name}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        }
        .into_any(),
    }
}

/// `12,15` with or without one of them.
fn toggled(value: &str, id: &str, held: bool) -> String {
    let others = value.split(',').filter(|other| !other.is_empty() && *other != id);
    others.chain(held.then_some(id)).collect::<Vec<_>>().join(",")
}

#[component]
fn Select(id: String, name: String, value: RwSignal<String>, offered: Signal<Vec<(String, String)>>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {name}
            </label>
            <select class="input select" id=id prop:value=move || value.get() on:change:target=move |event| value.set(event.target().value())>
                <option value="">{words::none(language)}</option>
                {move || {
                    let now = value.get_untracked();
                    offered.get().into_iter().map(|(id, name)| { let here = id == now; view! { <option value=id selected=here>{name}</option> } }).collect_view()
                }}
            </select>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticking_keeps_what_is_ticked_already() {
        assert_eq!(toggled("", "12", true), "12");
        assert_eq!(toggled("12", "15", true), "12,15");
        assert_eq!(toggled("12,15", "12", false), "15");
        assert_eq!(toggled("12", "12", false), "");
    }
}
