//! Keys of the list and of what is open beside it. Silent while somebody types; the whole list of keys is in `layout/keys`.

use super::{deeds::Deeds, grid, selection::Selection, words};
use crate::{
    palette::{Command, Offer, Subject, offer, words as palette},
    parts::keys::{is_composing, is_typing, on_key, single_key},
    words::use_language,
};
use domain::{ConversationId, MailboxId, conversations::View};
use leptos::prelude::*;
use std::sync::Arc;

/// Listens while the list lives. Browser only.
pub fn follow_keys(mailbox: MailboxId, view: View, selection: Selection) {
    let (deeds, language) = (Deeds::in_mailbox(mailbox), use_language());
    // Those that are ticked, else the row with the focus or the one that is open; and what happens to the ticks afterwards.
    let subjects = move || -> (Vec<ConversationId>, Deeds) {
        let ticked = selection.ids();
        if ticked.is_empty() {
            selection.land_at(grid::current_place().filter(|_| grid::is_here()));
            return (grid::current().into_iter().collect(), deeds);
        }
        (ticked, deeds.then(Some(Callback::new(move |()| selection.finish()))))
    };
    offer(move || {
        let (ids, deeds) = subjects();
        let picked = !selection.ids().is_empty() || grid::is_in_row();
        let trashed = matches!(view, View::Trash | View::Spam);
        let subject = (!ids.is_empty()).then_some(Subject { mailbox, ids, deeds, trashed, picked });
        let all = Command::deed(
            "select-all",
            palette::select_all(language),
            "すべてせんたく select all",
            "list-checks",
            "Ctrl+A",
            Arc::new(move || selection.all()),
        );
        Offer { commands: vec![all], subject }
    });
    on_key(move |event| {
        let control = event.ctrl_key() || event.meta_key();
        if control && event.key() == "a" && !is_composing(&event) && !is_typing(&event) && grid::is_here() {
            selection.all();
            event.prevent_default();
            return;
        }
        let Some(key) = single_key(&event) else { return };
        let used = match key.as_str() {
            "j" | "J" => step(1, key == "J", selection),
            "k" | "K" => step(-1, key == "K", selection),
            "ArrowDown" if grid::is_in_row() => step(1, event.shift_key(), selection),
            "ArrowUp" if grid::is_in_row() => step(-1, event.shift_key(), selection),
            "ArrowRight" if grid::is_in_row() => sidestep(1),
            "ArrowLeft" if grid::is_in_row() => sidestep(-1),
            "x" => grid::current().inspect(|id| selection.toggle(*id)).is_some(),
            "e" if !matches!(view, View::Trash | View::Spam) => {
                let (ids, deeds) = subjects();
                !ids.is_empty() && {
                    deeds.done(ids);
                    true
                }
            }
            "#" if !matches!(view, View::Trash | View::Spam) => {
                let (ids, deeds) = subjects();
                !ids.is_empty() && {
                    deeds.trash(ids);
                    true
                }
            }
            "a" => grid::open_menu("assignee"),
            "v" => grid::open_menu("confirmer"),
            "s" => grid::open_menu("status"),
            "p" => grid::open_menu("priority"),
            "m" => grid::open_menu("folder"),
            "Escape" if untrack(|| selection.is_on()) => {
                selection.leave();
                true
            }
            _ => false,
        };
        if used {
            event.prevent_default();
        }
    });
}

/// Moves the focus to the next row; with Shift the rows on the way are ticked.
fn step(by: i64, tick: bool, selection: Selection) -> bool {
    let passed = grid::step(by);
    if tick {
        for id in passed.into_iter().flatten() {
            selection.set(id, true, false);
        }
    }
    true
}

fn sidestep(by: i64) -> bool {
    let forward = document().document_element().is_none_or(|root| root.get_attribute("dir").as_deref() != Some("rtl"));
    grid::sidestep(if forward { by } else { -by });
    true
}

/// The hints under the list.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let language = use_language();
    let hint = |keys: &'static [&'static str], text: &'static str| {
        view! {
            <span>
                {keys.iter().map(|key| view! { <kbd class="kbd">{*key}</kbd> }).collect_view()}
                " "
                {text}
            </span>
        }
    };
    view! {
        <footer class="list__foot" role="group" aria-label=words::keys(language)>
            {hint(&["J", "K"], words::key_move(language))}
            {hint(&["Enter"], words::key_open(language))}
            {hint(&["X"], words::key_select(language))}
            {hint(&["A"], words::assignee(language))}
            {hint(&["S"], words::status(language))}
            {hint(&["E"], words::key_done(language))}
            {hint(&["?"], words::key_all(language))}
        </footer>
    }
    .into_any()
}
