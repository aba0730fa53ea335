//! The list: a line each, which can be moved, edited and deleted.

use super::{kept::Kept, words};
use crate::{
    parts::{icon::Icon, refocus::Refocus},
    words::use_language,
};
use leptos::prelude::*;

/// What is done from a line.
struct Asks<T: 'static> {
    edit: Callback<T>,
    remove: Callback<T>,
    /// A line, and by how many places it moves.
    moves: Callback<(i64, isize)>,
}

impl<T> Clone for Asks<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asks<T> {}

#[component]
pub fn KeptTable<T: Kept>(
    all: Memo<Vec<T>>,
    /// What the ids of its buttons begin with.
    prefix: &'static str,
    /// The heads of the columns before that of the buttons, as `<th>`.
    heads: AnyView,
    /// The cells of a line under them.
    cells: fn(Memo<T>) -> AnyView,
    /// The ids in their new order.
    order: Callback<Vec<i64>>,
    edit: Callback<T>,
    remove: Callback<T>,
) -> impl IntoView {
    let language = use_language();
    let refocus = Refocus::after(move || all.track());
    let moves = Callback::new(move |(id, by): (i64, isize)| {
        let mut ids: Vec<i64> = all.with_untracked(|all| all.iter().map(Kept::id).collect());
        let Some(place) = ids.iter().position(|other| *other == id) else { return };
        let to = place.saturating_add_signed(by).min(ids.len() - 1);
        let moved = ids.remove(place);
        ids.insert(to, moved);
        refocus.keep(move_id(prefix, id, by));
        order.run(ids);
    });
    let asks = Asks { edit, remove, moves };
    let line = move |first: T| {
        let id = first.id();
        let one = Memo::new(move |last: Option<&T>| {
            let now = all.with(|all| all.iter().find(|one| one.id() == id).cloned());
            now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let place = Memo::new(move |_| all.with(|all| all.iter().position(|one| one.id() == id).map(|place| (place, all.len()))));
        view! {
            <tr>
                {cells(one)} <td class="table__acts">
                    <Acts one place prefix asks />
                </td>
            </tr>
        }
    };
    view! {
        <div class="card__scroll">
            <table class="table table--stack">
                <thead>
                    <tr>
                        {heads} <th class="table__act">
                            <span class="sr">{words::actions(language)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || all.get() key=|one| one.id() children=line />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Acts<T: Kept>(one: Memo<T>, place: Memo<Option<(usize, usize)>>, prefix: &'static str, asks: Asks<T>) -> impl IntoView {
    let language = use_language();
    let Asks { edit, remove, moves } = asks;
    let (id, may_go) = one.with_untracked(|one| (one.id(), one.may_go()));
    let name = Memo::new(move |_| one.with(|one| one.name(language)));
    let first = move || place.get().is_some_and(|(place, _)| place == 0);
    let last = move || place.get().is_some_and(|(place, count)| place + 1 == count);
    view! {
        <span class="btns btns--tight">
            <button
                class="btn btn--ghost btn--icon btn--s"
                type="button"
                id=move_id(prefix, id, -1)
                aria-label=move || words::earlier(language, &name.get())
                aria-disabled=move || first().to_string()
                on:click=move |_| if !first() { moves.run((id, -1)) }
            >
                <Icon name="chevron-up" />
            </button>
            <button
                class="btn btn--ghost btn--icon btn--s"
                type="button"
                id=move_id(prefix, id, 1)
                aria-label=move || words::later(language, &name.get())
                aria-disabled=move || last().to_string()
                on:click=move |_| if !last() { moves.run((id, 1)) }
            >
                <Icon name="chevron-down" />
            </button>
            <button
                class="btn btn--s"
                type="button"
                aria-label=move || words::edit_of(language, &name.get())
                on:click=move |_| edit.run(one.get_untracked())
            >
                {words::edit(language)}
            </button>
            {may_go
                .then(|| {
                    view! {
                        <button
                            class="btn btn--s btn--danger-quiet"
                            type="button"
                            aria-label=move || words::remove_of(language, &name.get())
                            on:click=move |_| remove.run(one.get_untracked())
                        >
                            {words::remove(language)}
                        </button>
                    }
                })}
        </span>
    }
    .into_any()
}

/// The id of the button that moves a line.
fn move_id(prefix: &str, id: i64, by: isize) -> String {
    format!("{prefix}-{id}-{}", if by < 0 { "up" } else { "down" })
}
