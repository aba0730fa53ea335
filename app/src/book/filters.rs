//! Filtering the list by items of the space's own: what holds now, and adding one more.

use super::{url::Side, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    Language,
    book::{BookSetup, FILTERS_MAX, ItemFilter, ItemKind, ItemView, STRETCH},
    fields::shown_date,
};
use leptos::{prelude::*, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub fn Filters(side: Side, setup: BookSetup) -> impl IntoView {
    let language = use_language();
    let items: Vec<ItemView> = setup.items_of(side.tab.kind()).cloned().collect();
    if items.is_empty() {
        return ().into_any();
    }
    let chip = |filter: &ItemFilter| {
        let item = items.iter().find(|item| item.id == filter.item)?;
        let said = format!("{}: {}", item.name, said(item, &filter.wanted, &setup, language));
        let without = Side { filters: side.filters.iter().filter(|other| *other != filter).cloned().collect(), after: None, ..side.clone() }.url();
        let label = words::without_filter(language, &said);
        Some(view! {
            <span class="tag">{said}</span>
            <a class="btn btn--ghost btn--icon btn--s" href=without aria-label=label>
                <Icon name="x" />
            </a>
        })
    };
    let chips = side.filters.iter().filter_map(chip).collect_view();
    let more = side.filters.len() < FILTERS_MAX;
    view! {
        <div class="book__filters">
            {chips} {more.then(|| view! { <Add side=side.clone() items=items.clone() setup=setup.clone() /> })}
        </div>
    }
    .into_any()
}

#[component]
fn Add(side: Side, items: Vec<ItemView>, setup: BookSetup) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let chosen = RwSignal::new(items.first().map(|item| item.id));
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options = items.iter().map(|item| view! { <option value=item.id.to_string()>{item.name.clone()}</option> }).collect_view();
    let all = StoredValue::new(items);
    let now = move || all.with_value(|all| all.iter().find(|item| Some(item.id) == chosen.get()).cloned());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(item) = all.with_value(|all| all.iter().find(|item| Some(item.id) == chosen.get_untracked()).cloned()) else { return };
        let (from, until) = (from.get_untracked(), until.get_untracked());
        let wanted = match item.kind {
            ItemKind::Date | ItemKind::Number if from.trim().is_empty() && until.trim().is_empty() => return,
            ItemKind::Date | ItemKind::Number => format!("{}{STRETCH}{}", from.trim(), until.trim()),
            _ => from.trim().to_owned(),
        };
        if item.matching(&wanted).is_none() {
            return;
        }
        let mut filters: Vec<ItemFilter> = side.filters.iter().filter(|filter| filter.item != item.id).cloned().collect();
        filters.push(ItemFilter { item: item.id, wanted });
        navigate(&Side { filters, after: None, ..side.clone() }.url(), NavigateOptions::default());
    };
    let people = StoredValue::new(setup.people);
    let input = move || {
        let item = now()?;
        let plain = |label: &'static str, value: RwSignal<String>, kind: &'static str, mode: &'static str| {
            view! {
                <label class="field">
                    <span class="field__label">{label}</span>
                    <input class="input" type=kind inputmode=mode autocomplete="off" on:input:target=move |event| value.set(event.target().value()) />
                </label>
            }
        };
        Some(match item.kind {
            ItemKind::Menu | ItemKind::Multi | ItemKind::Person => {
                let choices: Vec<(String, String)> = if item.kind == ItemKind::Person {
                    people.with_value(|people| people.iter().map(|person| (person.id.to_string(), person.name.clone())).collect())
                } else {
                    item.options.into_iter().map(|option| (option.id.to_string(), option.name)).collect()
                };
                from.set(choices.first().map(|(key, _)| key.clone()).unwrap_or_default());
                let options = choices.into_iter().map(|(key, name)| view! { <option value=key>{name}</option> }).collect_view();
                view! {
                    <label class="field">
                        <span class="field__label">{words::filter_value(language)}</span>
                        <select class="input select" on:change:target=move |event| from.set(event.target().value())>
                            {options}
                        </select>
                    </label>
                }
                .into_any()
            }
            ItemKind::Date => {
                view! { {plain(words::filter_from(language), from, "date", "none")} {plain(words::filter_until(language), until, "date", "none")} }.into_any()
            }
            ItemKind::Number => {
                view! { {plain(words::filter_from(language), from, "text", "decimal")} {plain(words::filter_until(language), until, "text", "decimal")} }
                    .into_any()
            }
            _ => plain(words::filter_contains(language), from, "text", "text").into_any(),
        })
    };
    view! {
        <details class="pop book__filterpop">
            <summary class="btn btn--ghost btn--s">
                <Icon name="list-filter" />
                {words::filter(language)}
            </summary>
            <form class="menu book__filterform" on:submit=add>
                <label class="field">
                    <span class="field__label">{words::filter_item(language)}</span>
                    <select
                        class="input select"
                        on:change:target=move |event| {
                            from.set(String::new());
                            until.set(String::new());
                            chosen.set(event.target().value().parse().ok());
                        }
                    >
                        {options}
                    </select>
                </label>
                {input}
                <button class="btn btn--primary" type="submit">
                    {words::filter_apply(language)}
                </button>
            </form>
        </details>
    }
    .into_any()
}

/// What a filter says, as people read it.
fn said(item: &ItemView, wanted: &str, setup: &BookSetup, l: Language) -> String {
    let name = |id: &str| match item.kind {
        ItemKind::Person => setup.people.iter().find(|person| person.id.to_string() == id).map(|person| person.name.clone()),
        _ => item.options.iter().find(|option| option.id.to_string() == id).map(|option| option.name.clone()),
    };
    let shown = |end: &str| if item.kind == ItemKind::Date { shown_date(end) } else { end.to_owned() };
    match item.kind {
        ItemKind::Menu | ItemKind::Multi | ItemKind::Person => wanted.split(',').filter_map(name).collect::<Vec<_>>().join("、"),
        ItemKind::Date | ItemKind::Number => match wanted.split_once(STRETCH) {
            Some((from, "")) => words::from_on(l, &shown(from)),
            Some(("", until)) => words::up_to(l, &shown(until)),
            Some((from, until)) => format!("{} – {}", shown(from), shown(until)),
            None => shown(wanted),
        },
        _ => wanted.to_owned(),
    }
}
