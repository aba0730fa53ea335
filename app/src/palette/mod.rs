//! The palette: everything that can be done or gone to, found by typing (Ctrl+K). What is on the screen offers what it can do;
//! nothing is asked of the server, and nothing is listed, before it is opened.

mod catalogue;
mod dialog;
mod finder;
mod recent;
pub mod words;

pub use dialog::{PaletteButton, PaletteDialog};
pub use finder::Finder;

use crate::conversations::Deeds;
use domain::{ConversationId, MailboxId};
use leptos::prelude::*;
use std::sync::Arc;

/// One thing that can be done or gone to.
#[derive(Clone)]
pub struct Command {
    /// By this it is remembered.
    pub key: String,
    pub name: String,
    /// Readings and other words by which it is found.
    pub also: &'static str,
    pub icon: &'static str,
    /// The keys that do the same, or the kind of thing it is.
    pub hint: String,
    pub act: Act,
}

#[derive(Clone)]
pub enum Act {
    Go(String),
    Run(Run),
}

/// Shared rather than stored: what was offered may outlive the component that offered it.
pub type Run = Arc<dyn Fn() + Send + Sync>;

impl Command {
    /// Something that is done, with the keys that do the same.
    pub fn deed(key: &'static str, name: &str, also: &'static str, icon: &'static str, keys: &str, run: Run) -> Command {
        Command { key: key.to_owned(), name: name.to_owned(), also, icon, hint: keys.to_owned(), act: Act::Run(run) }
    }

    /// A page.
    pub fn page(href: String, name: String, also: &'static str, icon: &'static str, hint: &str) -> Command {
        Command { key: href.clone(), name, also, icon, hint: hint.to_owned(), act: Act::Go(href) }
    }
}

/// The conversations that are worked on: those ticked, the row with the focus, or the one that is open.
#[derive(Clone)]
pub struct Subject {
    pub mailbox: MailboxId,
    pub ids: Vec<ConversationId>,
    pub deeds: Deeds,
    pub trashed: bool,
    /// Picked in a list, which goes before what is merely open.
    pub picked: bool,
}

/// What one part of the screen offers at this moment.
#[derive(Clone, Default)]
pub struct Offer {
    pub commands: Vec<Command>,
    pub subject: Option<Subject>,
}

#[derive(Clone, Copy)]
pub struct Palette {
    pub(self) open: RwSignal<bool>,
    offers: StoredValue<Vec<Callback<(), Offer>>>,
    /// What was offered when it was opened: the focus tells what is meant, and the palette takes it.
    pub(self) offered: RwSignal<Offer>,
}

impl Palette {
    /// For the frame.
    pub fn provide() -> Palette {
        let palette = Palette { open: RwSignal::new(false), offers: StoredValue::new(Vec::new()), offered: RwSignal::new(Offer::default()) };
        provide_context(palette);
        palette
    }

    pub fn current() -> Palette {
        expect_context()
    }

    pub fn show(self) {
        let mut all = Offer::default();
        // Those whose component has gone answer no more.
        self.offers.update_value(|offers| {
            offers.retain(|offer| {
                let Some(one) = untrack(|| offer.try_run(())) else { return false };
                all.commands.extend(one.commands);
                let better = one.subject.as_ref().is_some_and(|new| new.picked || all.subject.is_none());
                if better {
                    all.subject = one.subject;
                }
                true
            });
        });
        self.offered.set(all);
        self.open.set(true);
    }
}

/// Offers something while the component lives. `what` is asked each time the palette opens.
pub fn offer(what: impl Fn() -> Offer + Send + Sync + 'static) {
    let palette = Palette::current();
    let what = Callback::new(move |()| what());
    // Browser only.
    Effect::new(move |_| palette.offers.update_value(|offers| offers.push(what)));
}

/// Offers commands alone.
pub fn offer_commands(what: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
    offer(move || Offer { commands: what(), subject: None });
}
