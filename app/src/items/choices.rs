//! The choices of an item in its form: names, colours where they have some, order, and which are offered no more.

use super::words;
use crate::{
    parts::{field::FieldError, icon::Icon},
    statuses::words::color_name,
    words::use_language,
};
use domain::{
    BookOptionId, OptionId,
    book::{ItemOption, ItemOptionForm},
    fields::{OPTIONS_MAX, OptionForm, OptionView},
    statuses::Color,
};
use leptos::{html, prelude::*};

/// A choice of any feature.
pub struct Choice {
    /// `None`: a new one.
    id: Option<i64>,
    name: String,
    color: Color,
    archived: bool,
}

impl From<OptionView> for Choice {
    fn from(OptionView { id, name, color, archived, .. }: OptionView) -> Choice {
        Choice { id: Some(id.0), name, color, archived }
    }
}

impl From<Choice> for OptionForm {
    fn from(Choice { id, name, color, archived }: Choice) -> OptionForm {
        OptionForm { id: id.map(OptionId), name, color, archived }
    }
}

impl From<ItemOption> for Choice {
    fn from(ItemOption { id, name, archived }: ItemOption) -> Choice {
        Choice { id: Some(id.0), name, color: Color::Nezumi, archived }
    }
}

impl From<Choice> for ItemOptionForm {
    fn from(Choice { id, name, archived, .. }: Choice) -> ItemOptionForm {
        ItemOptionForm { id: id.map(BookOptionId), name, archived }
    }
}

/// A line of the form. What is typed lives in signals, so that moving a line loses nothing.
#[derive(Clone, Copy)]
pub struct Row {
    key: usize,
    id: Option<i64>,
    name: RwSignal<String>,
    color: RwSignal<Color>,
    archived: RwSignal<bool>,
}

impl Row {
    /// Those that are there; of a new item the first one to be filled in.
    pub fn all(choices: impl IntoIterator<Item = Choice>) -> Vec<Row> {
        let row = |(key, choice): (usize, Choice)| Row {
            key,
            id: choice.id,
            name: RwSignal::new(choice.name),
            color: RwSignal::new(choice.color),
            archived: RwSignal::new(choice.archived),
        };
        let rows: Vec<Row> = choices.into_iter().enumerate().map(row).collect();
        if rows.is_empty() { vec![Row::new(&[])] } else { rows }
    }

    /// Each new one has a colour of its own, as long as there are any.
    fn new(rows: &[Row]) -> Row {
        let key = rows.iter().map(|row| row.key + 1).max().unwrap_or_default();
        let color = Color::ALL[(rows.len() * 5 + 7) % Color::ALL.len()];
        Row { key, id: None, name: RwSignal::new(String::new()), color: RwSignal::new(color), archived: RwSignal::new(false) }
    }

    /// What is sent. New lines that were left empty are none.
    pub fn form<F: From<Choice>>(rows: &[Row]) -> Vec<F> {
        let choice = |row: &Row| Choice {
            id: row.id,
            name: row.name.get_untracked(),
            color: row.color.get_untracked(),
            archived: row.archived.get_untracked(),
        };
        rows.iter().map(choice).filter(|choice| choice.id.is_some() || !choice.name.trim().is_empty()).map(F::from).collect()
    }
}

#[component]
pub fn Choices(rows: RwSignal<Vec<Row>>, error: Signal<Option<String>>, #[prop(into)] id: String, #[prop(optional)] colored: bool) -> impl IntoView {
    let language = use_language();
    let wrong = format!("{id}-error");
    let add = move |_| rows.update(|rows| rows.push(Row::new(rows)));
    let known = move || rows.with(|rows| rows.iter().any(|row| row.id.is_some()));
    view! {
        <div class="field" role="group" aria-labelledby=id.clone()>
            <span class="field__label" id=id.clone()>
                {words::choices(language)}
            </span>
            <ol class="options">
                <For each=move || rows.get() key=|row| row.key children=move |row| view! { <Line row rows error wrong=wrong.clone() colored /> } />
            </ol>
            <FieldError id=id.clone() error />
            <div class="btns">
                <button class="btn btn--s" type="button" disabled=move || { rows.with(Vec::len) >= OPTIONS_MAX } on:click=add>
                    <Icon name="plus" />
                    {words::add_choice(language)}
                </button>
            </div>
            {move || known().then(|| view! { <span class="field__hint">{words::archive_hint(language)}</span> })}
        </div>
    }
    .into_any()
}

#[component]
fn Line(row: Row, rows: RwSignal<Vec<Row>>, error: Signal<Option<String>>, wrong: String, colored: bool) -> impl IntoView {
    let language = use_language();
    let Row { key, id, name, color, archived } = row;
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
    let (first_name, first_color) = (name.get_untracked(), color.get_untracked());
    let color_select = move || {
        view! {
            <select
                class="input select"
                aria-label=move || words::color_of(language, place.get())
                on:change:target=move |event| {
                    if let Some(chosen) = Color::parse(&event.target().value()) {
                        color.set(chosen);
                    }
                }
            >
                {Color::ALL
                    .iter()
                    .map(|each| view! { <option value=each.as_str() selected=*each == first_color>{color_name(*each, language)}</option> })
                    .collect_view()}
            </select>
        }
    };
    view! {
        <li class=if colored { "options__line" } else { "options__line options__line--plain" } data-color=move || colored.then(|| color.get().as_str())>
            {colored.then(|| view! { <i class="options__dot" aria-hidden="true"></i> })}
            <input
                class="input"
                type="text"
                dir="auto"
                autocomplete="off"
                node_ref=field
                value=first_name
                aria-label=move || words::choice(language, place.get())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=wrong
                on:input:target=move |event| name.set(event.target().value())
            />
            {colored.then(color_select)}
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
