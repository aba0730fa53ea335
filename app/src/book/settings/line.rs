//! One item in the settings: what it is, and what can be done with it.

use super::{
    page::{Asks, Edited},
    words,
};
use crate::{parts::icon::Icon, words::use_language};
use domain::{BookItemId, book::ItemView};
use leptos::prelude::*;

#[component]
pub fn Line(one: Memo<ItemView>, place: Memo<Option<(usize, usize)>>, asks: Asks) -> impl IntoView {
    let language = use_language();
    let Asks { edited, removed, moves } = asks;
    let (id, kind) = one.with_untracked(|one| (one.id, one.kind));
    let name = Memo::new(move |_| one.with(|one| one.name.clone()));
    let first = move || place.get().is_some_and(|(place, _)| place == 0);
    let last = move || place.get().is_some_and(|(place, count)| place + 1 == count);
    let options =
        move || one.with(|one| one.options.iter().filter(|option| !option.archived).map(|option| option.name.clone()).collect::<Vec<_>>().join("、"));
    let marks = move || {
        let marks = one.with(|one| {
            [
                (one.required, words::mark_required(language)),
                (one.is_unique, words::mark_unique(language)),
                (one.listed, words::mark_listed(language)),
            ]
        });
        marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| view! { <span class="tag">{word}</span> " " }).collect_view()
    };
    view! {
        <tr>
            <td class="table__main">
                <b dir="auto">{move || name.get()}</b>
            </td>
            <td class="table__soft" data-label=words::kind(language)>{words::kind_name(kind, language)}</td>
            <td class="table__soft" data-label=words::choices(language) dir="auto">{options}</td>
            <td data-label=words::marks(language)>{marks}</td>
            <td class="table__acts">
                <span class="btns btns--tight">
                    <button
                        class="btn btn--ghost btn--icon btn--s"
                        type="button"
                        id=move_id(id, -1)
                        aria-label=move || words::earlier(language, &name.get())
                        aria-disabled=move || first().to_string()
                        on:click=move |_| if !first() { moves.run((id, -1)) }
                    >
                        <Icon name="chevron-up" />
                    </button>
                    <button
                        class="btn btn--ghost btn--icon btn--s"
                        type="button"
                        id=move_id(id, 1)
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
                        on:click=move |_| edited.set(Some(Edited::Known(one.get_untracked())))
                    >
                        {words::edit(language)}
                    </button>
                    <button
                        class="btn btn--s btn--danger-quiet"
                        type="button"
                        aria-label=move || words::remove_of(language, &name.get())
                        on:click=move |_| removed.set(Some(one.get_untracked()))
                    >
                        {words::remove(language)}
                    </button>
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// The id of the button that moves it.
pub fn move_id(id: BookItemId, by: isize) -> String {
    format!("item-{id}-{}", if by < 0 { "up" } else { "down" })
}
