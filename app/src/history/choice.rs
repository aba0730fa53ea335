//! Whether the history stands beside what is read, and how far it reaches. Chosen once, it stays so in this browser.

use domain::history::Unit;
use leptos::prelude::*;

const NAME: &str = "madoguchi:history";
/// In a pane of this width (CSS pixels) there is room for both; where there is not, it comes only when it is asked for.
const ROOM: i32 = 736;

#[derive(Clone, Copy)]
pub struct Past {
    pub open: RwSignal<bool>,
    pub unit: RwSignal<Unit>,
}

impl Past {
    /// For the page of a conversation.
    pub fn provide() -> Past {
        let past = Past { open: RwSignal::new(false), unit: RwSignal::new(Unit::default()) };
        provide_context(past);
        // Only the browser knows what was chosen: the server draws it closed.
        Effect::new(move |_| {
            let kept = kept().unwrap_or_default();
            let (open, unit) = kept.split_once(' ').unwrap_or_default();
            if let Some(unit) = Unit::parse(unit) {
                past.unit.set(unit);
            }
            past.open.set(open == "open" && is_wide());
        });
        past
    }

    pub fn current() -> Past {
        expect_context()
    }

    pub fn toggle(self) {
        self.open.update(|open| *open = !*open);
        self.keep();
    }

    pub fn choose(self, unit: Unit) {
        self.unit.set(unit);
        self.keep();
    }

    fn keep(self) {
        let text = format!("{} {}", if self.open.get_untracked() { "open" } else { "closed" }, self.unit.get_untracked());
        if let Some(storage) = window().local_storage().ok().flatten() {
            // Fails only when the storage is full: then it is chosen anew next time.
            let _ = storage.set_item(NAME, &text);
        }
    }
}

fn kept() -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(NAME).ok().flatten()
}

fn is_wide() -> bool {
    document().query_selector(".read").ok().flatten().is_some_and(|pane| pane.client_width() >= ROOM)
}

/// Whether list and reading pane stand beside each other; on phones the history is a page of its own.
pub(super) fn is_phone() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width < 640.0)
}
