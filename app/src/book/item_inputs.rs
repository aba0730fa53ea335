//! What is filled into the space's own items, each kind by its own control.

use super::{entry_fields::Filled, words};
use crate::{
    Failure,
    parts::field::{FieldError, TextArea, TextField},
    words::use_language,
};
use domain::{
    Refused,
    book::{ItemKind, ItemView},
    users::PersonName,
};
use leptos::prelude::*;

#[component]
pub fn ItemInputs(items: Vec<Filled>, people: Vec<PersonName>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let input = move |(item, value): Filled| view! { <ItemInput item value people=people.clone() failure /> };
    items.into_iter().map(input).collect_view()
}

/// What a failure says about this item.
fn said(failure: RwSignal<Option<Failure>>, name: String) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || {
        failure.with(|failure| match failure {
            Some(failure @ Failure::Refused(Refused::Item { item, .. })) if *item == name => Some(failure.words(language)),
            _ => None,
        })
    })
}

#[component]
fn ItemInput(item: ItemView, value: RwSignal<String>, people: Vec<PersonName>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    let id = format!("item-{}", item.id);
    let label = if item.required { format!("{}{}", item.name, words::required(language)) } else { item.name.clone() };
    let error = said(failure, item.name.clone());
    match item.kind {
        ItemKind::Text => view! { <TextField id label value error auto_direction=true /> }.into_any(),
        ItemKind::Number => view! { <TextField id label value error input_mode="decimal" /> }.into_any(),
        ItemKind::Date => view! { <TextField id label value error kind="date" /> }.into_any(),
        ItemKind::Url => view! { <TextField id label value error kind="url" placeholder="https://" /> }.into_any(),
        ItemKind::LongText => view! { <TextArea id label value error rows=3 /> }.into_any(),
        ItemKind::Menu => {
            let now = value.get_untracked();
            // One that is offered no more stays where it is set.
            let offered = item.options.into_iter().filter(|option| !option.archived || option.id.to_string() == now);
            view! { <Choice id label value error choices=offered.map(|option| (option.id.to_string(), option.name)).collect() /> }.into_any()
        }
        ItemKind::Person => {
            view! { <Choice id label value error choices=people.into_iter().map(|person| (person.id.to_string(), person.name)).collect() /> }
                .into_any()
        }
        ItemKind::Multi => view! { <Several item label value error /> }.into_any(),
    }
}

/// One of several, or none.
#[component]
fn Choice(id: String, label: String, value: RwSignal<String>, error: Signal<Option<String>>, choices: Vec<(String, String)>) -> impl IntoView {
    let language = use_language();
    let first = value.get_untracked();
    let option = |(key, name): (String, String)| {
        let selected = key == first;
        view! {
            <option value=key selected=selected>
                {name}
            </option>
        }
    };
    let options = choices.into_iter().map(option).collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <select
                class="input select"
                id=id.clone()
                autocomplete="off"
                aria-describedby=format!("{id}-error")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change:target=move |event| value.set(event.target().value())
            >
                <option value="">{words::unset(language)}</option>
                {options}
            </select>
            <FieldError id error />
        </div>
    }
}

/// Any of several.
#[component]
fn Several(item: ItemView, label: String, value: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let id = format!("item-{}", item.id);
    let chosen: Vec<String> = value.with_untracked(|value| value.split(',').map(str::to_owned).collect());
    let offered = item.options.into_iter().filter(|option| !option.archived || chosen.contains(&option.id.to_string())).collect::<Vec<_>>();
    let boxes = offered
        .into_iter()
        .map(|option| {
            let key = option.id.to_string();
            let first = chosen.contains(&key);
            let toggle = move |on: bool| {
                value.update(|value| {
                    let mut keys: Vec<String> = value.split(',').filter(|one| !one.is_empty() && *one != key).map(str::to_owned).collect();
                    if on {
                        keys.push(key.clone());
                    }
                    *value = keys.join(",");
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" checked=first on:change:target=move |event| toggle(event.target().checked()) />
                    <span class="check__text">{option.name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="fieldset" aria-describedby=format!("{id}-error")>
            <legend class="field__label">{label}</legend>
            <div class="book__checks">{boxes}</div>
            <FieldError id=id.clone() error />
        </fieldset>
    }
}
