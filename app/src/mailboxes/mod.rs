//! Mailboxes as the frame and the lists know them: names, counts, statuses, who may be assignee.

mod access_line;
mod access_page;
pub mod api;
mod edit_dialog;
mod places;
mod settings_page;
mod words;

pub use access_page::AccessPage;
pub use places::{MailboxPage, PlacesNav};
pub use settings_page::MailboxesPage;

use crate::{
    Failure,
    conversations::words::level_name,
    failure::Kept,
    live::{Live, Topic},
    parts::menu::Listing,
};
use domain::{
    Language, MailboxId, Refused,
    conversations::Priority,
    folders::FolderView,
    hours::Pace,
    mailboxes::{MailboxSettings, MailboxView},
    priorities::Level,
    statuses::StatusView,
    users::PersonName,
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;

/// What the frame has read, for everything inside it.
#[derive(Clone, Copy)]
pub struct Mailboxes {
    pub all: Resource<Result<Vec<MailboxView>, Failure>>,
    /// Why the counts are not the newest.
    pub kept: Kept<Vec<MailboxView>>,
    people: RwSignal<HashMap<MailboxId, People>>,
    live: Live,
}

/// Who may be assignee, as far as it is known.
#[derive(Clone, Default)]
struct People {
    known: Vec<PersonName>,
    state: Listing,
    /// The settings that `known` was read under; `None` before it was.
    version: Option<u64>,
}

impl Mailboxes {
    /// For the frame.
    pub fn provide() -> Mailboxes {
        let live = Live::current();
        let kept = Kept::new();
        // From now on a change of members or rights is counted.
        untrack(|| live.version(Topic::Settings));
        let frame = live.gathered(Topic::Frame);
        let all = Resource::new(move || frame.get(), move |_| async move { kept.answer(api::mine().await, |_| true) });
        // What came with the page was not read here.
        Effect::new(move |_| {
            if let Some(Ok(all)) = all.get() {
                kept.remember(all);
            }
        });
        let mailboxes = Mailboxes { all, kept, people: RwSignal::new(HashMap::new()), live };
        provide_context(mailboxes);
        mailboxes
    }

    pub fn current() -> Mailboxes {
        expect_context()
    }

    /// Whether they were read. Made and asked inside a `Transition`, so that what is drawn there knows their statuses on
    /// the server already; it does not change with every new count.
    pub fn ready(self) -> Memo<bool> {
        Memo::new(move |_| self.all.with(Option::is_some))
    }

    /// One of them. Read it inside a `Transition`.
    pub fn one(self, id: MailboxId) -> Option<MailboxView> {
        self.all.with(|all| all.as_ref()?.as_ref().ok()?.iter().find(|mailbox| mailbox.id == id).cloned())
    }

    pub fn statuses(self, id: MailboxId) -> Vec<StatusView> {
        self.one(id).map(|mailbox| mailbox.statuses).unwrap_or_default()
    }

    /// In the order of the tree.
    pub fn folders(self, id: MailboxId) -> Vec<FolderView> {
        self.one(id).map(|mailbox| mailbox.folders).unwrap_or_default()
    }

    /// How the space of a mailbox has a level of priority; `None`: as everywhere.
    pub fn level(self, id: MailboxId, priority: Priority) -> Option<Level> {
        self.all.with(|all| {
            let mailbox = all.as_ref()?.as_ref().ok()?.iter().find(|mailbox| mailbox.id == id)?;
            mailbox.priorities.iter().find(|level| level.priority == priority).cloned()
        })
    }

    pub fn priority_name(self, id: MailboxId, priority: Priority, l: Language) -> String {
        level_name(self.level(id, priority).as_ref(), priority, l)
    }

    /// How waits are counted and coloured.
    pub fn pace(self, id: MailboxId) -> Pace {
        self.one(id).map(|mailbox| mailbox.pace).unwrap_or_default()
    }

    /// Who may be assignee; empty until [`Mailboxes::load_people`] has answered.
    pub fn people(self, id: MailboxId) -> Vec<PersonName> {
        self.people.with(|people| people.get(&id).map(|people| people.known.clone()).unwrap_or_default())
    }

    /// Whether [`Mailboxes::people`] is all there is.
    pub fn people_state(self, id: MailboxId) -> Listing {
        self.people.with(|people| people.get(&id).map(|people| people.state.clone()).unwrap_or_default())
    }

    /// Reads the people when a menu first needs them, and again when members or rights changed since. Browser only.
    pub fn load_people(self, id: MailboxId) {
        let version = untrack(|| self.live.version(Topic::Settings));
        let fresh = self.people.with_untracked(|people| people.get(&id).is_some_and(|people| people.version == Some(version)));
        if fresh {
            return;
        }
        self.people.update(|people| {
            let people = people.entry(id).or_default();
            // Old names stay to choose from while new ones come.
            people.state = if people.version.is_some() { Listing::Ready } else { Listing::Loading };
        });
        spawn_local(async move {
            let found = api::people(id).await;
            self.people.try_update(|people| {
                let people = people.entry(id).or_default();
                match found {
                    Ok(known) => *people = People { known, state: Listing::Ready, version: Some(version) },
                    Err(failure) => people.state = Listing::Failed(failure),
                }
            });
        });
    }
}

/// One mailbox as its operators see it.
pub async fn settings_of(id: MailboxId) -> Result<MailboxSettings, Failure> {
    api::settings().await?.into_iter().find(|mailbox| mailbox.id == id).ok_or_else(|| Refused::NotFound.into())
}
