//! The choices of an item in its form: names, order, and which are offered no more.

use super::words;
use crate::{
    parts::{field::FieldError, icon::Icon},
    words::use_language,
};
use domain::{
    BookOptionId,
    book::{ItemOption, ItemOptionForm},
    fields::OPTIONS_MAX,
};
use leptos::{html, prelude::*};

/// A line of the form. What is typed lives in signals, so that moving a line loses nothing.
#[derive(Clone, Copy)]
pub struct Row {
    key: usize,
    id: Option<BookOptionId>,
    name: RwSignal<String>,
    archived: RwSignal<bool>,
}

impl Row {
    /// Those that are there; of a new item the first one to be filled in.
    pub fn all(options: Vec<ItemOption>) -> Vec<Row> {
        let row = |(key, option): (usize, ItemOption)| Row {
            key,
            id: Some(option.id),
            name: RwSignal::new(option.name),
            archived: RwSignal::new(option.archived),
        };
        let rows: Vec<Row> = options.into_iter().enumerate().map(row).collect();
        if rows.is_empty() { vec![Row::new(&[])] } else { rows }
    }

    fn new(rows: &[Row]) -> Row {
        let key = rows.iter().map(|row| row.key + 1).max().unwrap_or_default();
        Row { key, id: None, name: RwSignal::new(String::new()), archived: RwSignal::new(false) }
    }

    /// What is sent. New lines that were left empty are none.
    pub fn form(rows: &[Row]) -> Vec<ItemOptionForm> {
        let form = |row: &Row| ItemOptionForm { id: row.id, name: row.name.get_untracked(), archived: row.archived.get_untracked() };
        rows.iter().map(form).filter(|option| option.id.is_some() || !option.name.trim().is_empty()).collect()
    }
}

#[component]
pub fn Options(rows: RwSignal<Vec<Row>>, error: Signal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let add = move |_| rows.update(|rows| rows.push(Row::new(rows)));
    view! {
        <div class="field" role="group" aria-labelledby="item-options">
            <span class="field__label" id="item-options">
                {words::choices(language)}
            </span>
            <ol class="options">
                <For each=move || rows.get() key=|row| row.key children=move |row| view! { <OptionLine row rows error /> } />
            </ol>
            <FieldError id="item-options" error />
            <div class="btns">
                <button class="btn btn--s" type="button" disabled=move || { rows.with(Vec::len) >= OPTIONS_MAX } on:click=add>
                    <Icon name="plus" />
                    {words::add_choice(language)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn OptionLine(row: Row, rows: RwSignal<Vec<Row>>, error: Signal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let Row { key, id, name, archived } = row;
    let place = Memo::new(move |_| rows.with(|rows| rows.iter().position(|row| row.key == key).unwrap_or_default()) + 1);
    let moves = move |by: isize| {
        rows.update(|rows| {
            let Some(place) = rows.iter().position(|row| row.key == key) else { return };
            let to = place.saturating_add_signed(by).min(rows.len() - 1);
            let moved = rows.remove(place);
            rows.insert(to, moved);
        });
    };
    let field = NodeRef::<html::Input>::new();
    // A line that was just added wants to be filled in.
    Effect::new(move |_| {
        if let Some(field) = field.get()
            && id.is_none()
            && key > 0
        {
            // Fails only when it left the page.
            let _ = field.focus();
        }
    });
    let first_name = name.get_untracked();
    view! {
        <li class="options__line options__line--plain">
            <input
                class="input"
                type="text"
                dir="auto"
                autocomplete="off"
                node_ref=field
                value=first_name
                aria-label=move || words::choice(language, place.get())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby="item-options-error"
                on:input:target=move |event| name.set(event.target().value())
            />
            <span class="btns btns--tight">
                <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=move || words::earlier_choice(language, place.get()) on:click=move |_| moves(-1)>
                    <Icon name="chevron-up" />
                </button>
                <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=move || words::later_choice(language, place.get()) on:click=move |_| moves(1)>
                    <Icon name="chevron-down" />
                </button>
                {if id.is_some() {
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                checked=archived.get_untracked()
                                aria-label=move || words::archived(language, place.get())
                                on:change:target=move |event| archived.set(event.target().checked())
                            />
                            <span class="check__text">{words::archive(language)}</span>
                        </label>
                    }
                        .into_any()
                } else {
                    view! {
                        <button
                            class="btn btn--ghost btn--icon btn--s"
                            type="button"
                            aria-label=move || words::drop_choice(language, place.get())
                            on:click=move |_| rows.update(|rows| rows.retain(|row| row.key != key))
                        >
                            <Icon name="x" />
                        </button>
                    }
                        .into_any()
                }}
            </span>
        </li>
    }
    .into_any()
}
