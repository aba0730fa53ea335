//! The menu of a row's buttons. All rows of a list share one: a row costs nothing for menus that are not open, and one that is
//! open outlives the changes of its row.

use super::{
    folder_menu,
    menus::{Setting, Targets, Who},
    rows::Rows,
};
use crate::parts::menu::{FloatingMenu, Spot};
use domain::{ConversationId, MailboxId};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

#[derive(Clone, PartialEq)]
struct Open {
    id: ConversationId,
    sets: String,
    label: String,
    spot: Spot,
}

#[derive(Clone, Copy)]
pub struct RowMenu {
    open: RwSignal<Option<Open>>,
}

impl RowMenu {
    pub fn new() -> RowMenu {
        RowMenu { open: RwSignal::new(None) }
    }

    /// A click on a button of a row opens its menu, or closes it. Answers whether there was such a button. Browser only.
    pub fn clicked(self, target: &web_sys::Element, id: ConversationId) -> bool {
        let Some(button) = target.closest("[data-menu]").ok().flatten() else { return false };
        let (Some(sets), Some(around)) = (button.get_attribute("data-menu"), button.closest(".list").ok().flatten()) else { return false };
        let was_open = self.open.with_untracked(|open| open.as_ref().is_some_and(|open| open.id == id && open.sets == sets));
        self.close();
        if !was_open {
            let label = button.get_attribute("aria-label").unwrap_or_default();
            expanded(&button, true);
            self.open.set(Some(Open { id, sets, label, spot: Spot::of(&button, &around) }));
        }
        true
    }

    /// Closes it, and gives the focus back to the button unless the person has moved it elsewhere.
    pub fn close(self) {
        let Some(Open { id, sets, .. }) = self.open.try_update(Option::take).flatten() else { return };
        let selector = format!(".rows .row[data-id=\"{id}\"] [data-menu={sets}]");
        let Some(button) = document().query_selector(&selector).ok().flatten() else { return };
        expanded(&button, false);
        let inside =
            document().active_element().is_none_or(|element| element.tag_name() == "BODY" || element.closest(".pop--float").ok().flatten().is_some());
        if let (true, Ok(button)) = (inside, button.dyn_into::<web_sys::HtmlElement>()) {
            // Fails only when the button left the page.
            let _ = button.focus();
        }
    }

    pub fn is_open(self) -> bool {
        self.open.with_untracked(Option::is_some)
    }
}

fn expanded(button: &web_sys::Element, open: bool) {
    // Fails only for names that are no attributes.
    let _ = button.set_attribute("aria-expanded", if open { "true" } else { "false" });
}

/// Where the menu is drawn: inside `.list`, outside the rows.
#[component]
pub fn RowMenuPlace(menu: RowMenu, rows: Rows, mailbox: MailboxId) -> impl IntoView {
    let on_close = Callback::new(move |()| menu.close());
    move || {
        let Open { id, sets, label, spot } = menu.open.get()?;
        let row = rows.shown.with_untracked(|shown| shown.iter().find(|line| line.id == id).map(|line| line.row.clone()))?;
        let version = {
            let row = row.clone();
            move || row.with_untracked(|row| row.version)
        };
        let targets: Targets = Callback::new(move |()| vec![(id, Some(version()))]);
        let setting = Setting { mailbox, targets, after: None };
        let offer = match sets.as_str() {
            "status" => setting.status(Signal::derive(move || row.with(|row| Some(row.status_id)))),
            "assignee" => setting.person(Who::Assignee, Signal::derive(move || row.with(|row| row.assignee_id))),
            "confirmer" => setting.person(Who::Confirmer, Signal::derive(move || row.with(|row| row.confirmer_id))),
            "priority" => setting.priority(Signal::derive(move || row.with(|row| Some(row.priority)))),
            "folder" => folder_menu::offer(setting, Signal::derive(move || row.with(|row| Some(row.folder_id)))),
            _ => return None,
        };
        Some(view! { <FloatingMenu spot label offer on_close /> })
    }
}
