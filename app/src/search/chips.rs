//! Chips that write conditions into the question: mailbox, status, assignee, period, attachment.

use super::{url::search_url, words};
use crate::{
    conversations::words::status_name,
    mailboxes::Mailboxes,
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::search::{
    Key,
    query::{value, with, written},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

type Phrase = fn(domain::Language) -> &'static str;

/// Periods to choose from, in days.
const PERIODS: [(&str, Phrase); 4] = [("7", words::week), ("30", words::month), ("90", words::quarter), ("365", words::year)];

#[component]
pub fn Chips(q: Memo<String>) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let all = move || mailboxes.all.with(|all| all.as_ref().and_then(|all| all.as_ref().ok()).cloned().unwrap_or_default());
    let boxes = Signal::derive(move || all().into_iter().map(|mailbox| mailbox.name).collect::<Vec<_>>());
    let statuses = Signal::derive(move || {
        let mut names: Vec<String> = Vec::new();
        for status in all().iter().flat_map(|mailbox| &mailbox.statuses) {
            let name = status_name(status, language);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    });
    let people = Signal::derive(move || {
        let mut names = vec![words::me(language).to_owned(), words::nobody(language).to_owned()];
        for person in all().iter().flat_map(|mailbox| mailboxes.people(mailbox.id)) {
            if !names.contains(&person.name) {
                names.push(person.name);
            }
        }
        names
    });
    let load_people = Callback::new(move |()| untrack(all).iter().for_each(|mailbox| mailboxes.load_people(mailbox.id)));
    let nothing = Callback::new(|()| ());
    let attached = Memo::new(move |_| q.with(|q| value(q, Key::Has).is_some()));
    let href = move || q.with(|q| search_url(&with(q, Key::Has, (!attached.get()).then(|| words::has_attachment(language))), None));
    view! {
        <div class="srch__chips" role="group" aria-label=words::narrow(language)>
            <Chip q key=Key::In icon="inbox" name=words::mailbox(language) any=words::any_mailbox(language) values=boxes on_open=nothing />
            <Chip q key=Key::Status icon="status-ring" name=words::status(language) any=words::any_status(language) values=statuses on_open=nothing />
            <Chip q key=Key::Assignee icon="user" name=words::assignee(language) any=words::any_assignee(language) values=people on_open=load_people />
            <PeriodChip q />
            <a class="fchip" href=href aria-current=move || attached.get().then_some("true")>
                <Icon name="paperclip" />
                {words::with_attachment(language)}
            </a>
        </div>
    }
    .into_any()
}

/// What the chip shows: what is asked for, as it was written.
fn face(q: Memo<String>, key: Key, name: &'static str) -> (Memo<Option<String>>, Signal<String>) {
    let language = use_language();
    let chosen = Memo::new(move |_| q.with(|q| value(q, key)));
    let label = Signal::derive(move || chosen.get().map_or_else(|| name.to_owned(), |value| words::chip(language, name, &value)));
    (chosen, label)
}

#[component]
fn Chip(
    q: Memo<String>,
    key: Key,
    icon: &'static str,
    name: &'static str,
    any: &'static str,
    values: Signal<Vec<String>>,
    on_open: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let (chosen, label) = face(q, key, name);
    let choices = Signal::derive(move || {
        let chosen = chosen.get();
        let mut choices = vec![Choice::new("", any, chosen.is_none(), move || any)];
        choices.extend(values.get().into_iter().map(|value| {
            let (chosen, shown) = (chosen.as_deref() == Some(value.as_str()), value.clone());
            Choice::new(&value, value.clone(), chosen, move || shown.clone())
        }));
        choices
    });
    let navigate = use_navigate();
    let on_pick = move |value: String| {
        let part = (!value.is_empty()).then(|| written(words::key(key, language), &value));
        navigate(&search_url(&q.with_untracked(|q| with(q, key, part.as_deref())), None), Default::default());
    };
    view! { <Face icon chosen label choices on_pick=Callback::new(on_pick) on_open /> }
}

#[component]
fn PeriodChip(q: Memo<String>) -> impl IntoView {
    let language = use_language();
    let (chosen, label) = face(q, Key::After, words::period(language));
    let choices = Signal::derive(move || {
        let chosen = chosen.get();
        let any = words::any_time(language);
        let days = |value: &str| value.trim_end_matches("日前").trim_end_matches('d').to_owned();
        let mut choices = vec![Choice::new("", any, chosen.is_none(), move || any)];
        choices.extend(PERIODS.iter().map(|(of, name)| {
            let name = name(language);
            Choice::new(of, name, chosen.as_deref().map(days).as_deref() == Some(*of), move || name)
        }));
        choices
    });
    let navigate = use_navigate();
    let on_pick = move |days: String| {
        let unit = if language == domain::Language::Japanese { "日前" } else { "d" };
        let part = (!days.is_empty()).then(|| written(words::key(Key::After, language), &format!("{days}{unit}")));
        let asked = q.with_untracked(|q| with(&with(q, Key::Before, None), Key::After, part.as_deref()));
        navigate(&search_url(&asked, None), Default::default());
    };
    view! { <Face icon="calendar" chosen label choices on_pick=Callback::new(on_pick) on_open=Callback::new(|()| ()) /> }
}

#[component]
fn Face(
    icon: &'static str,
    chosen: Memo<Option<String>>,
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    on_pick: Callback<String>,
    on_open: Callback<()>,
) -> impl IntoView {
    view! {
        <span class="srch__chip" data-on=move || chosen.with(Option::is_some)>
            <Menu class="fchip" label worded=true choices on_pick on_open>
                <Icon name=icon />
                <span class="chip__text">{move || label.get()}</span>
                <Icon name="chevron-down" />
            </Menu>
        </span>
    }
    .into_any()
}
