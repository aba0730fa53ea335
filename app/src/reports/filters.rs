//! What narrows the figures: a chip each, all of it in the address.

use super::{asked::Asked, cards::one_box, words};
use crate::{
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::{
    Language,
    reports::{Axis, Clocks, Key, ReportsBox, ReportsDesk},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Menus that have a chip of their own; the others can be chosen as an axis.
const MENUS: usize = 3;

/// One chip: what it is, what it is set to, what can be chosen. The key of a choice is the address that it leads to.
#[derive(Clone, PartialEq)]
struct Filter {
    name: String,
    value: String,
    set: bool,
    choices: Vec<(String, String, bool)>,
}

#[component]
pub fn Filters(asked: Memo<Asked>, desk: Memo<ReportsDesk>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let filters = Memo::new(move |_| asked.with(|asked| desk.with(|desk| filters(asked, desk, language))));
    let places = Memo::new(move |_| filters.with(Vec::len));
    let compare = Memo::new(move |_| asked.with(|asked| asked.compare));
    let days = Memo::new(move |_| asked.with(|asked| desk.with(|desk| asked.period(desk.today).days())));
    let narrowed = Memo::new(move |_| asked.with(Asked::is_narrowed));
    let alone = Memo::new(move |_| asked.with(|asked| desk.with(|desk| one_box(asked, desk).is_none())));
    let to_compare = navigate.clone();
    let chip = move |at: usize| {
        let navigate = navigate.clone();
        let of = Memo::new(move |_| filters.with(|all| all.get(at).cloned()));
        let label = Signal::derive(move || {
            of.with(|filter| filter.as_ref().map(|filter| words::filter_of(language, &filter.name, &filter.value)).unwrap_or_default())
        });
        let choices = Signal::derive(move || {
            let all = of.with(|filter| filter.as_ref().map(|filter| filter.choices.clone()).unwrap_or_default());
            all.into_iter()
                .map(|(url, name, chosen)| {
                    let shown = name.clone();
                    Choice::new(url, name, chosen, move || shown.clone())
                })
                .collect::<Vec<_>>()
        });
        let text = move || {
            of.with(|filter| {
                filter.as_ref().map(|filter| if filter.set { filter.value.clone() } else { format!("{} {}", filter.name, filter.value) })
            })
        };
        view! {
            <span class="rep__chip" data-set=move || of.with(|filter| filter.as_ref().is_some_and(|filter| filter.set)).then_some("")>
                <Menu class="fchip" label choices on_pick=move |url: String| navigate(&url, Default::default())>
                    <span dir="auto">{text}</span>
                    <Icon name="chevron-down" />
                </Menu>
            </span>
        }
    };
    view! {
        <div class="rep__bar" role="group" aria-label=words::filters(language) data-print="no">
            <For each=move || 0..places.get() key=|at| *at children=chip />
            {move || {
                narrowed
                    .get()
                    .then(|| {
                        let all = asked.with(|asked| Asked { boxes: vec![], only: vec![], condition: None, menu: None, ..asked.clone() }.url());
                        view! {
                            <a class="fchip" href=all>
                                <Icon name="x" />
                                {words::clear(language)}
                            </a>
                        }
                    })
            }}
            {move || alone.get().then(|| view! { <span class="rep__hint">{words::one_mailbox(language)}</span> })}
            <label class="switch rep__compare">
                <input
                    type="checkbox"
                    role="switch"
                    checked=compare.get_untracked()
                    prop:checked=move || compare.get()
                    on:change:target=move |event| {
                        let asked = Asked { compare: event.target().checked(), ..asked.get_untracked() };
                        to_compare(&asked.url(), Default::default());
                    }
                />
                {move || words::compare(language, days.get())}
            </label>
        </div>
    }
    .into_any()
}

fn filters(asked: &Asked, desk: &ReportsDesk, l: Language) -> Vec<Filter> {
    let mut all = Vec::new();
    let mailbox = one_box(asked, desk).and_then(|id| desk.mailboxes.iter().find(|mailbox| mailbox.id == id));
    if desk.mailboxes.len() > 1 || !asked.boxes.is_empty() {
        all.push(boxes(asked, desk, l));
    }
    let asked_here = |mailbox: &ReportsBox| Asked { boxes: vec![mailbox.id], ..asked.clone() };
    if let Some(mailbox) = mailbox.filter(|mailbox| !mailbox.folders.is_empty()) {
        let places = mailbox.folders.iter().map(|folder| (folder.id.0, format!("{}{}", "　".repeat(folder.level), folder.name))).collect();
        all.push(of_axis(&asked_here(mailbox), Axis::Folder, words::folder(l).to_owned(), places, None, l));
    }
    let mut people: Vec<(i64, String)> = Vec::new();
    for person in desk.mailboxes.iter().filter(|one| asked.boxes.is_empty() || asked.boxes.contains(&one.id)).flat_map(|one| &one.people) {
        if !people.iter().any(|(id, _)| *id == person.id.0) {
            people.push((person.id.0, person.name.clone()));
        }
    }
    all.push(of_axis(asked, Axis::Assignee, words::assignee(l).to_owned(), people, Some(super::names::no_assignee(l)), l));
    if let Some(mailbox) = mailbox {
        for menu in mailbox.menus.iter().take(MENUS) {
            let places = menu.options.iter().map(|option| (option.id.0, option.name.clone())).collect();
            all.push(of_axis(&asked_here(mailbox), Axis::Field(menu.id), menu.name.clone(), places, Some(super::names::not_set(l)), l));
        }
        all.push(conditions(&asked_here(mailbox), mailbox, l));
    }
    let clocks = |clocks: Clocks| if clocks == Clocks::Business { words::business_hours(l) } else { words::clock_hours(l) };
    all.push(Filter {
        name: words::clocks(l).to_owned(),
        value: clocks(asked.clocks).to_owned(),
        set: asked.clocks != Clocks::All,
        choices: Clocks::ALL
            .iter()
            .map(|each| (Asked { clocks: *each, ..asked.clone() }.url(), clocks(*each).to_owned(), *each == asked.clocks))
            .collect(),
    });
    all
}

fn boxes(asked: &Asked, desk: &ReportsDesk, l: Language) -> Filter {
    let everything = (asked.about(vec![]).url(), words::all_mailboxes(l).to_owned(), asked.boxes.is_empty());
    let each = desk.mailboxes.iter().map(|mailbox| (asked.about(vec![mailbox.id]).url(), mailbox.name.clone(), asked.boxes == [mailbox.id]));
    let names: Vec<String> = desk.mailboxes.iter().filter(|mailbox| asked.boxes.contains(&mailbox.id)).map(|mailbox| mailbox.name.clone()).collect();
    let value = if asked.boxes.is_empty() { words::all(l).to_owned() } else { names.join("・") };
    Filter { name: words::mailbox(l).to_owned(), value, set: !asked.boxes.is_empty(), choices: std::iter::once(everything).chain(each).collect() }
}

fn of_axis(asked: &Asked, axis: Axis, name: String, places: Vec<(i64, String)>, none: Option<&str>, l: Language) -> Filter {
    let chosen = asked.chosen(axis);
    let choice = |key: Option<Key>, name: String| (asked.narrowed(axis, key).url(), name, chosen == key);
    let mut choices = vec![choice(None, words::all(l).to_owned())];
    choices.extend(places.iter().map(|(id, name)| choice(Some(Key::of(*id)), name.clone())));
    choices.extend(none.map(|none| choice(Some(Key::NONE), none.to_owned())));
    let value = choices
        .iter()
        .find(|(.., chosen)| *chosen)
        .map_or_else(|| super::names::former(l).to_owned(), |(_, name, _)| name.trim_start_matches('　').to_owned());
    Filter { name, value, set: chosen.is_some(), choices }
}

fn conditions(asked: &Asked, mailbox: &ReportsBox, l: Language) -> Filter {
    let choice = |id, name: &str| (Asked { condition: id, ..asked.clone() }.url(), name.to_owned(), asked.condition == id);
    let mut choices = vec![choice(None, words::no_condition(l))];
    choices.extend(mailbox.conditions.iter().map(|condition| choice(Some(condition.id), &condition.form.name)));
    let value = choices.iter().find(|(.., chosen)| *chosen).map_or_else(|| super::names::former(l).to_owned(), |(_, name, _)| name.clone());
    if mailbox.may_operate {
        choices.push((super::conditions_url(mailbox.id), words::edit_conditions(l).to_owned(), false));
    }
    let value = if asked.condition.is_some() { value } else { words::all(l).to_owned() };
    Filter { name: words::condition(l).to_owned(), value, set: asked.condition.is_some(), choices }
}
