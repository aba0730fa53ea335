//! Items of the space's own in a form: each kind with the control that fits it.

use super::words;
use crate::{
    parts::{
        check::CheckField,
        field::{FieldError, TextArea, TextField},
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    fields::OptionView,
    logs::{ItemKind, ItemView},
    users::PersonName,
};
use leptos::prelude::*;

#[component]
pub fn ValueField(
    item: ItemView,
    value: RwSignal<String>,
    people: StoredValue<Vec<PersonName>>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let id = format!("log-item-{}", item.id);
    let label = if item.required { format!("{}（{}）", item.name, words::required(language)) } else { item.name.clone() };
    match item.kind {
        ItemKind::Text => view! { <TextField id label value error auto_direction=true /> }.into_any(),
        ItemKind::LongText => view! { <TextArea id label value error /> }.into_any(),
        ItemKind::Number => view! { <TextField id label value error input_mode="decimal" /> }.into_any(),
        ItemKind::Date => view! { <TextField id label value error kind="date" /> }.into_any(),
        ItemKind::Check => {
            let ticked = RwSignal::new(value.get_untracked() == "1");
            Effect::new(move |_| value.set(if ticked.get() { "1".to_owned() } else { String::new() }));
            view! {
                <div class="field">
                    <CheckField label value=ticked />
                    <FieldError id error />
                </div>
            }
            .into_any()
        }
        ItemKind::Menu | ItemKind::Person => {
            let chosen = RwSignal::new(value.get_untracked().parse::<i64>().unwrap_or_default());
            Effect::new(move |_| {
                let chosen = chosen.get();
                value.set(if chosen == 0 { String::new() } else { chosen.to_string() });
            });
            let choices = if item.kind == ItemKind::Person {
                people.with_value(|people| people.iter().map(|person| (person.id.0, person.name.clone())).collect())
            } else {
                offered(&item.options, |id| id == chosen.get_untracked())
            };
            let choices: Vec<(i64, String)> = std::iter::once((0, words::choose(language).to_owned())).chain(choices).collect();
            view! { <SelectField id label value=chosen choices error /> }.into_any()
        }
        ItemKind::Multi => view! { <Several id label options=item.options value error /> }.into_any(),
    }
}

/// What can be chosen, and what is chosen although it is offered no more.
fn offered(options: &[OptionView], chosen: impl Fn(i64) -> bool) -> Vec<(i64, String)> {
    options.iter().filter(|option| !option.archived || chosen(option.id.0)).map(|option| (option.id.0, option.name.clone())).collect()
}

#[component]
fn Several(id: String, label: String, options: Vec<OptionView>, value: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let has = move |option: i64| value.with_untracked(|value| value.split(',').any(|id| id.trim() == option.to_string()));
    let set = move |option: i64, on: bool| {
        value.update(|value| {
            let mut ids: Vec<String> =
                value.split(',').map(str::trim).filter(|id| !id.is_empty() && *id != option.to_string()).map(str::to_owned).collect();
            if on {
                ids.push(option.to_string());
            }
            *value = ids.join(",");
        });
    };
    let choices = offered(&options, has);
    let named = format!("{id}-label");
    view! {
        <fieldset class="checks" aria-labelledby=named.clone() aria-invalid=move || error.with(Option::is_some).then_some("true")>
            <span class="field__label" id=named.clone()>
                {label}
            </span>
            {choices
                .into_iter()
                .map(|(option, name)| {
                    view! {
                        <label class="check">
                            <input type="checkbox" checked=has(option) on:change:target=move |event| set(option, event.target().checked()) />
                            <span class="check__text">{name}</span>
                        </label>
                    }
                })
                .collect_view()}
            <FieldError id error />
        </fieldset>
    }
    .into_any()
}
