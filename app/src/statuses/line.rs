//! One status in the settings: how it looks, what it means, and what can be done with it.

use super::{
    page::{Asks, Edited},
    words,
};
use crate::{
    conversations::{
        StatusPill,
        words::{class_name, status_name},
    },
    parts::icon::Icon,
    words::use_language,
};
use domain::{
    StatusId,
    statuses::{Class, StatusSettings},
};
use leptos::prelude::*;

#[component]
pub fn Line(one: Memo<StatusSettings>, place: Memo<Option<(usize, usize)>>, asks: Asks) -> impl IntoView {
    let language = use_language();
    let Asks { edited, removed, moves } = asks;
    let (id, standard) = one.with_untracked(|one| (one.status.id, one.status.standard));
    let name = Memo::new(move |_| one.with(|one| status_name(&one.status, language)));
    let class = Memo::new(move |_| one.with(|one| one.status.class));
    let first = move || place.get().is_some_and(|(place, _)| place == 0);
    let last = move || place.get().is_some_and(|(place, count)| place + 1 == count);
    view! {
        <tr>
            <td class="table__main">{move || view! { <StatusPill status=one.get().status /> }}</td>
            <td data-label=words::class(language)>{move || class_name(class.get(), language)}</td>
            <td class="table__soft" data-label=words::kind(language)>
                {if standard { words::standard(language) } else { words::custom(language) }}
            </td>
            <td class="table__soft" data-label=words::tray(language)>
                {move || if class.get() == Class::Done { words::not_in_tray(language) } else { words::in_tray(language) }}
            </td>
            <td class="table__n" data-label=words::used(language)>
                {move || words::count(one.with(|one| one.used), language)}
            </td>
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
                    {(!standard)
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--s btn--danger-quiet"
                                    type="button"
                                    aria-label=move || words::remove_of(language, &name.get())
                                    on:click=move |_| removed.set(Some(one.get_untracked()))
                                >
                                    {words::remove(language)}
                                </button>
                            }
                        })}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// The id of the button that moves it.
pub fn move_id(id: StatusId, by: isize) -> String {
    format!("status-{id}-{}", if by < 0 { "up" } else { "down" })
}
