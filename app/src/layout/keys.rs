//! Keys of the frame: to the lists, between the panes, and the page that lists them all.

use super::key_list::KeyList;
use crate::{
    help::HELP_URL,
    parts::keys::{is_composing, on_key, single_key},
    routes::view_url,
};
use domain::{MailboxId, conversations::View};
use leptos::{prelude::*, web_sys};
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;

use crate::mailboxes::Mailboxes;

/// Opens the list of keys from anywhere in the frame.
#[derive(Clone, Copy)]
pub struct KeysOpen(pub RwSignal<bool>);

#[component]
pub fn FrameKeys(mailboxes: Mailboxes, open: RwSignal<bool>) -> impl IntoView {
    let (path, navigate) = (use_location().pathname, use_navigate());
    let first = RwSignal::new(None::<MailboxId>);
    Effect::new(move |_| first.set(mailboxes.all.with(|all| Some(all.as_ref()?.as_ref().ok()?.first()?.id))));
    on_key(move |event| {
        if event.key() == "F6" && !is_composing(&event) {
            next_pane(event.shift_key());
            event.prevent_default();
            return;
        }
        let Some(key) = single_key(&event) else { return };
        let here = path.with_untracked(|path| path.strip_prefix("/m/").and_then(|rest| rest.split('/').next()?.parse().ok()));
        let list = |view: View| here.or(first.get_untracked()).map(|mailbox| view_url(mailbox, view));
        // By its place in the navigation, in the list that is open.
        let mailbox = |number: usize| {
            let view = path.with_untracked(|path| path.split('/').nth(3).and_then(View::parse));
            let id = untrack(|| mailboxes.all.with(|all| Some(all.as_ref()?.as_ref().ok()?.get(number.checked_sub(1)?)?.id)))?;
            Some(view_url(id, view.unwrap_or(View::Tray)))
        };
        let to = match key.as_str() {
            "?" => {
                open.set(true);
                event.prevent_default();
                return;
            }
            "g i" | "g m" => list(View::Mine),
            "g t" => list(View::Tray),
            "g u" => list(View::Unassigned),
            "g a" => list(View::All),
            "g d" => list(View::Drafts),
            "g s" | "g o" => list(View::Sent),
            "g x" => list(View::Trash),
            "g p" => Some("/settings".to_owned()),
            "g r" => Some(crate::reports::REPORTS_URL.to_owned()),
            "g h" => Some(HELP_URL.to_owned()),
            key => key.strip_prefix("g ").and_then(|digit| digit.parse::<usize>().ok()).and_then(mailbox),
        };
        if let Some(to) = to {
            event.prevent_default();
            navigate(&to, Default::default());
        }
    });
    view! { <KeyList open /> }
}

/// The panes in the order of the page. What is not drawn, or has nothing to focus, is passed over.
const PANES: [&str; 6] = [".nav", ".list", ".read", ".settings__nav", ".settings .page", ".tour"];
/// Where the focus goes in a pane: what stands for it, else the first thing that takes the focus.
const STANDS: [&str; 3] = [".row__link[tabindex='0'], [aria-current=page]", ".read__scroll", "a, button, input, [tabindex='0']"];

fn next_pane(back: bool) {
    let active = document().active_element();
    let panes: Vec<(web_sys::Element, web_sys::HtmlElement)> = PANES
        .iter()
        .filter_map(|pane| {
            let pane = document().query_selector(pane).ok().flatten()?;
            let stand = STANDS.iter().find_map(|stand| {
                let all = pane.query_selector_all(stand).ok()?;
                (0..all.length()).find_map(|at| all.item(at)?.dyn_into::<web_sys::HtmlElement>().ok().filter(|stand| stand.offset_parent().is_some()))
            })?;
            Some((pane, stand))
        })
        .collect();
    let here = panes.iter().position(|(pane, _)| pane.contains(active.as_ref().map(AsRef::as_ref)));
    let to = match (here, back) {
        (None, _) => 0,
        (Some(here), false) => here + 1,
        (Some(here), true) => here + panes.len() - 1,
    };
    if let Some((_, stand)) = panes.get(to % panes.len().max(1)) {
        // Fails only when the element left the page.
        let _ = stand.focus();
    }
}
