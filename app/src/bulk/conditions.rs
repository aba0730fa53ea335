//! Conditions over the address book: rows of what, how and which; all of them, or any.

use super::{api, editing::Editing, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    Language,
    bulk::{
        BulkDesk, BulkView,
        audience::{Audience, CONDITIONS_MAX, Condition, Facts, Subject, Test},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// One row while it is written; the key keeps its place when others go.
#[derive(Clone, Copy, PartialEq)]
struct Row {
    key: usize,
    subject: RwSignal<Subject>,
    test: RwSignal<Test>,
    value: RwSignal<String>,
}

impl Row {
    fn of(key: usize, condition: &Condition) -> Row {
        Row { key, subject: RwSignal::new(condition.subject), test: RwSignal::new(condition.test), value: RwSignal::new(condition.value.clone()) }
    }

    fn condition(self) -> Condition {
        Condition { subject: self.subject.get_untracked(), test: self.test.get_untracked(), value: self.value.get_untracked() }
    }
}

fn first() -> Condition {
    Condition { subject: Subject::Company, test: Test::Contains, value: String::new() }
}

#[component]
pub fn Conditions(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let (any_first, kept) = view.with_untracked(|view| match &view.audience {
        Audience::Book { any, conditions } => (*any, conditions.clone()),
        _ => (false, vec![first()]),
    });
    let any = RwSignal::new(any_first);
    let next = StoredValue::new(kept.len());
    let rows = RwSignal::new(kept.iter().enumerate().map(|(key, condition)| Row::of(key, condition)).collect::<Vec<_>>());
    let facts = Memo::new(move |_| desk.with(|desk| desk.facts.clone()));
    let add = move |_| {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push(Row::of(key, &first())));
    };
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let conditions = rows.with_untracked(|rows| rows.iter().map(|row| row.condition()).collect());
        let audience = Audience::Book { any: any.get_untracked(), conditions };
        spawn_local(async move {
            if editing.changed(api::save_audience(editing.id, editing.version.get_untracked(), audience).await) {
                editing.list();
            }
        });
    };
    let seg = move |which: bool, name: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (any.get() == which).to_string() on:click=move |_| any.set(which)>
                {name}
            </button>
        }
    };
    view! {
        <form class="card" on:submit=apply>
            <div class="card__head">
                <h3 class="card__title">{words::following(language)}</h3>
                <span class="seg seg--s" role="group" aria-label=words::following(language)>
                    {seg(false, words::all(language))}
                    {seg(true, words::any(language))}
                </span>
            </div>
            <ol class="mailing__conditions">
                <For
                    each=move || rows.get()
                    key=|row| row.key
                    children=move |row| {
                        let number = Memo::new(move |_| rows.with(|rows| rows.iter().position(|other| other.key == row.key).map_or(0, |at| at + 1)));
                        let remove = move |_| rows.update(|rows| rows.retain(|other| other.key != row.key));
                        view! {
                            <li class="mailing__condition">
                                <SubjectSelect row facts />
                                <TestSelect row />
                                <ValueField row facts />
                                <button
                                    class="btn btn--ghost btn--icon"
                                    type="button"
                                    aria-label=move || words::remove_condition(language, number.get())
                                    on:click=remove
                                >
                                    <Icon name="x" />
                                </button>
                            </li>
                        }
                    }
                />
            </ol>
            <div class="card__body btns">
                <button class="btn btn--ghost" type="button" disabled=move || rows.with(|rows| rows.len() >= CONDITIONS_MAX) on:click=add>
                    <Icon name="plus" />
                    {words::add_condition(language)}
                </button>
                <button class="btn" type="submit" disabled=move || rows.with(Vec::is_empty)>
                    <Icon name="search" />
                    {words::apply(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Everything that can be chosen by, with its name.
fn subjects(facts: &Facts, l: Language) -> Vec<(Subject, String)> {
    let fixed = [
        (Subject::Company, words::company(l)),
        (Subject::Name, words::name(l)),
        (Subject::Section, words::section(l)),
        (Subject::InCharge, words::in_charge(l)),
        (Subject::Wrote, words::wrote(l)),
        (Subject::BulkMail, words::bulk_mail(l)),
        (Subject::OptedOut, words::opted_out_subject(l)),
    ];
    let groups = facts.groups.iter().map(|(id, name)| (Subject::Group(*id), words::group(l, name)));
    let items = facts.items.iter().map(|(id, name)| (Subject::Item(*id), name.clone()));
    fixed.into_iter().map(|(subject, name)| (subject, name.to_owned())).chain(groups).chain(items).collect()
}

#[component]
fn SubjectSelect(row: Row, facts: Memo<Facts>) -> impl IntoView {
    let language = use_language();
    view! {
        <select
            class="input select"
            aria-label=words::condition_subject(language)
            autocomplete="off"
            on:change:target=move |event| {
                if let Ok(subject) = event.target().value().parse::<Subject>() {
                    row.subject.set(subject);
                    row.value.set(String::new());
                    if let Some(test) = subject.tests().first() {
                        row.test.set(*test);
                    }
                }
            }
        >
            {move || {
                let chosen = row.subject.get_untracked();
                facts
                    .with(|facts| subjects(facts, language))
                    .into_iter()
                    .map(|(subject, name)| view! { <option value=subject.to_string() selected=subject == chosen>{name}</option> })
                    .collect_view()
            }}
        </select>
    }
    .into_any()
}

#[component]
fn TestSelect(row: Row) -> impl IntoView {
    let language = use_language();
    view! {
        <select
            class="input select"
            aria-label=words::condition_test(language)
            autocomplete="off"
            on:change:target=move |event| {
                if let Some(test) = Test::parse(&event.target().value()) {
                    row.test.set(test);
                }
            }
        >
            {move || {
                let chosen = row.test.get_untracked();
                let tests = row.subject.get().tests();
                tests.iter().map(|test| view! { <option value=test.as_str() selected=*test == chosen>{words::test_name(*test, language)}</option> }).collect_view()
            }}
        </select>
    }
    .into_any()
}

#[component]
fn ValueField(row: Row, facts: Memo<Facts>) -> impl IntoView {
    let language = use_language();
    move || {
        let first = row.value.get_untracked();
        match row.subject.get() {
            Subject::Group(_) | Subject::OptedOut => view! { <span class="mailing__value"></span> }.into_any(),
            Subject::InCharge => {
                let people = facts.with(|facts| facts.people.clone());
                // What the browser shows first is what is meant.
                if first.is_empty()
                    && let Some(person) = people.first()
                {
                    row.value.set(person.id.to_string());
                }
                let first = row.value.get_untracked();
                view! {
                    <select class="input select mailing__value" aria-label=words::condition_value(language) on:change:target=move |event| row.value.set(event.target().value())>
                        {people
                            .into_iter()
                            .map(|person| view! { <option value=person.id.to_string() selected=person.id.to_string() == first>{person.name}</option> })
                            .collect_view()}
                    </select>
                }
                    .into_any()
            }
            Subject::Wrote | Subject::BulkMail => view! {
                <span class="mailing__value">
                    <input
                        class="input"
                        type="number"
                        min="1"
                        max="3650"
                        required
                        aria-label=words::condition_value(language)
                        value=first
                        on:input:target=move |event| row.value.set(event.target().value())
                    />
                    {words::days(language)}
                </span>
            }
            .into_any(),
            _ => view! {
                <input
                    class="input mailing__value"
                    type="text"
                    required
                    dir="auto"
                    autocomplete="off"
                    aria-label=words::condition_value(language)
                    value=first
                    on:input:target=move |event| row.value.set(event.target().value())
                />
            }
            .into_any(),
        }
    }
}
