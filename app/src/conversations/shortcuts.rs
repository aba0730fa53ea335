//! Keys of the list: J K move, X ticks, E is done, Ctrl+A and Escape tick all and none. Silent while somebody types.

use super::{deeds::Deeds, selection::Selection, words};
use crate::{
    parts::keys::{is_composing, is_typing, on_key, single_key},
    words::use_language,
};
use domain::{ConversationId, MailboxId};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// Listens while the list lives. Browser only.
pub fn follow_keys(mailbox: MailboxId, selection: Selection) {
    let deeds = Deeds::in_mailbox(mailbox);
    on_key(move |event| {
        let control = event.ctrl_key() || event.meta_key();
        if control && event.key() == "a" && !is_composing(&event) && !is_typing(&event) && inside_list() {
            selection.all();
            event.prevent_default();
            return;
        }
        let Some(key) = single_key(&event) else { return };
        match key.as_str() {
            "j" | "J" => step(1, key == "J", selection),
            "k" | "K" => step(-1, key == "K", selection),
            "x" => {
                if let Some(id) = current() {
                    let on = !untrack(|| selection.has(id));
                    selection.set(id, on, false);
                }
            }
            "e" => {
                let ticked = selection.ids();
                let ids = if ticked.is_empty() { current().into_iter().collect() } else { ticked };
                if !ids.is_empty() {
                    selection.clear();
                    deeds.done(ids);
                }
            }
            "Escape" if untrack(|| selection.count()) > 0 => selection.clear(),
            _ => return,
        }
        event.prevent_default();
    });
}

fn links() -> Vec<web_sys::HtmlElement> {
    let Ok(found) = document().query_selector_all(".rows .row__link") else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

fn inside_list() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY" || element.closest(".list").ok().flatten().is_some())
}

/// The row with the focus, else the one that is open.
fn current_place(links: &[web_sys::HtmlElement]) -> Option<usize> {
    let row = |element: &web_sys::Element| element.closest(".row").ok().flatten();
    let focused = document().active_element().and_then(|element| row(&element));
    let wanted = focused.or_else(|| document().query_selector(".row[aria-current]").ok().flatten())?;
    links.iter().position(|link| row(link).as_ref() == Some(&wanted))
}

fn current() -> Option<ConversationId> {
    let links = links();
    id_of(links.get(current_place(&links)?)?)
}

fn id_of(link: &web_sys::HtmlElement) -> Option<ConversationId> {
    link.closest(".row").ok().flatten()?.get_attribute("data-id")?.parse().ok()
}

/// Moves the focus to the next row; with Shift the rows on the way are ticked.
fn step(by: i64, tick: bool, selection: Selection) {
    let links = links();
    let last = i64::try_from(links.len()).unwrap_or_default() - 1;
    let from = current_place(&links);
    let to = from.map_or(0, |place| (i64::try_from(place).unwrap_or_default() + by).clamp(0, last.max(0)));
    let Some(link) = usize::try_from(to).ok().and_then(|place| links.get(place)) else { return };
    // Fails only when the row left the page.
    let _ = link.focus();
    if tick {
        for id in [from.and_then(|place| links.get(place)), Some(link)].into_iter().flatten().filter_map(id_of) {
            selection.set(id, true, false);
        }
    }
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
            {hint(&["E"], words::key_done(language))}
        </footer>
    }
    .into_any()
}
