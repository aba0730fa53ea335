//! The filter by a value of a field, or by having none. The choice stands in the address.

use super::{cells, store::Fields, words};
use crate::{
    mailboxes::Mailboxes,
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    routes::list_url,
    words::use_language,
};
use domain::{
    UserId,
    conversations::ListQuery,
    fields::{FieldFilter, FieldView, Kind, Shown},
    statuses::Color,
    users::PersonName,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn FieldChip(query: ListQuery) -> impl IntoView {
    let (language, store, mailboxes) = (use_language(), Fields::current(), Mailboxes::current());
    let (mailbox, chosen) = (query.mailbox, query.field);
    let load = move || {
        store.load(mailbox);
        mailboxes.load_people(mailbox);
    };
    // How the filter reads is known when the fields are.
    if chosen.is_some() {
        Effect::new(move |_| load());
    }
    let person = move |id: i64| mailboxes.people(mailbox).into_iter().find(|person| person.id == UserId(id)).map(|person| person.name);
    let shown = Memo::new(move |_| {
        let filter = chosen?;
        let (name, value) = store.named(mailbox, filter, person).unwrap_or_else(|| (words::fields(language).to_owned(), Some("…".to_owned())));
        Some(words::filtered(language, &name, value.as_deref().unwrap_or(words::none(language))))
    });
    let choices = Signal::derive(move || {
        let any = words::any(language);
        let people = mailboxes.people(mailbox);
        let mut all = vec![Choice::new("", any, chosen.is_none(), move || any)];
        for field in store.of(mailbox).into_iter().filter(|field| field.kind.filters()) {
            all.extend(of_field(&field, &people, words::none(language)).into_iter().map(|(choice, value, color)| {
                let filter = FieldFilter { field: field.id, choice };
                let (name, shown) = (field.name.clone(), Shown { field: field.id, value: String::new(), text: value.clone(), color });
                Choice::new(filter, words::filtered(language, &field.name, &value), chosen == Some(filter), move || {
                    view! { <small class="opt__of">{name.clone()}</small>{cells::value(shown.clone())} }
                })
            }));
        }
        all
    });
    let there = Memo::new(move |_| mailboxes.one(mailbox).is_some_and(|mailbox| mailbox.has_fields));
    let navigate = use_navigate();
    let on_pick = Callback::new(move |key: String| {
        let url = list_url(&ListQuery { field: key.parse().ok(), before: None, ..query.clone() });
        navigate(&url, Default::default());
    });
    let label = Signal::derive(move || words::filter(language, shown.get().as_deref().unwrap_or(words::any(language))));
    view! {
        <Show when=move || there.get() || chosen.is_some()>
            <Menu
                class=if chosen.is_some() { "fchip fchip--on" } else { "fchip" }
                label
                choices
                on_pick
                on_open=move |()| load()
                state=Signal::derive(move || store.state(mailbox))
                on_retry=move |()| load()
            >
                <Icon name="tag" />
                {move || shown.get().unwrap_or_else(|| words::fields(language).to_owned())}
                <Icon name="chevron-down" />
            </Menu>
        </Show>
    }
    .into_any()
}

/// What a list can be narrowed to, the absence of a value last.
fn of_field(field: &FieldView, people: &[PersonName], none: &str) -> Vec<(Option<i64>, String, Option<Color>)> {
    let mut all: Vec<(Option<i64>, String, Option<Color>)> = match field.kind {
        Kind::Menu | Kind::Multi => field.options.iter().map(|option| (Some(option.id.0), option.name.clone(), Some(option.color))).collect(),
        Kind::Person => people.iter().map(|person| (Some(person.id.0), person.name.clone(), None)).collect(),
        Kind::Check => vec![(Some(1), "✓".to_owned(), None)],
        Kind::Text | Kind::Number | Kind::Date => Vec::new(),
    };
    all.push((None, none.to_owned(), None));
    all
}
