//! One folder among those of a mailbox: its place, its name, its end.

use super::{api, page::Edited, words};
use crate::{
    live::{Live, Topic},
    parts::{icon::Icon, refocus::Refocus, toast::Toasts},
    words::use_language,
};
use domain::folders::{FolderView, LEVELS_MAX, Shift};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn FolderLine(folder: FolderView, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<FolderView>>, refocus: Refocus) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (id, name) = (folder.id, folder.name.clone());
    let shift = move |by: Shift, button: String| {
        refocus.keep(button);
        spawn_local(async move {
            match api::shift(id, by).await {
                Ok(()) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let (up, down) = (format!("folder-{id}-up"), format!("folder-{id}-down"));
    let (up_id, down_id) = (up.clone(), down.clone());
    let (known, gone) = (folder.clone(), folder.clone());
    let deeper = folder.level + 1 < LEVELS_MAX;
    view! {
        <li class="sorter__item" data-level=folder.level.to_string()>
            <Icon name="folder" />
            <span class="sorter__text" dir="auto">
                {name.clone()}
            </span>
            <span class="btns btns--tight">
                <button class="btn btn--ghost btn--icon" type="button" id=up_id aria-label=words::up(language, &name) on:click=move |_| shift(Shift::Up, up.clone())>
                    <Icon name="chevron-up" />
                </button>
                <button class="btn btn--ghost btn--icon" type="button" id=down_id aria-label=words::down(language, &name) on:click=move |_| shift(Shift::Down, down.clone())>
                    <Icon name="chevron-down" />
                </button>
                {deeper
                    .then(|| {
                        view! {
                            <button
                                class="btn btn--ghost btn--icon"
                                type="button"
                                aria-label=words::add_below(language, &name)
                                on:click=move |_| edited.set(Some(Edited::Below(Some(id))))
                            >
                                <Icon name="folder-plus" />
                            </button>
                        }
                    })}
                <button
                    class="btn btn--ghost btn--icon"
                    type="button"
                    aria-label=words::edit_of(language, &name)
                    on:click=move |_| edited.set(Some(Edited::Known(known.clone())))
                >
                    <Icon name="pencil" />
                </button>
                <button
                    class="btn btn--ghost btn--icon"
                    type="button"
                    aria-label=words::remove_of(language, &name)
                    on:click=move |_| removed.set(Some(gone.clone()))
                >
                    <Icon name="trash-2" />
                </button>
            </span>
        </li>
    }
    .into_any()
}
