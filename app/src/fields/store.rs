//! The fields of mailboxes with everything they can be set to: read when a menu first needs them, and again when settings changed
//! since. What conversations have in them comes with the conversations.

use super::api;
use crate::{
    live::{Live, Topic},
    parts::menu::Listing,
};
use domain::{
    FieldId, MailboxId,
    fields::{FieldFilter, FieldView, Kind},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;

#[derive(Clone, Copy)]
pub struct Fields {
    all: RwSignal<HashMap<MailboxId, Known>>,
    live: Live,
}

#[derive(Clone, Default)]
struct Known {
    fields: Vec<FieldView>,
    state: Listing,
    /// The settings that `fields` were read under; `None` before they were.
    version: Option<u64>,
}

impl Fields {
    /// For the frame.
    pub fn provide() {
        provide_context(Fields { all: RwSignal::new(HashMap::new()), live: Live::current() });
    }

    pub fn current() -> Fields {
        expect_context()
    }

    /// Empty until [`Fields::load`] has answered.
    pub fn of(self, mailbox: MailboxId) -> Vec<FieldView> {
        self.all.with(|all| all.get(&mailbox).map(|known| known.fields.clone()).unwrap_or_default())
    }

    pub fn one(self, mailbox: MailboxId, id: FieldId) -> Option<FieldView> {
        self.all.with(|all| all.get(&mailbox)?.fields.iter().find(|field| field.id == id).cloned())
    }

    /// Whether [`Fields::of`] is all there is.
    pub fn state(self, mailbox: MailboxId) -> Listing {
        self.all.with(|all| all.get(&mailbox).map(|known| known.state.clone()).unwrap_or_default())
    }

    /// How a filter reads: the field and the value; `None` while that is not known. People are named by `person`.
    pub fn named(self, mailbox: MailboxId, filter: FieldFilter, person: impl Fn(i64) -> Option<String>) -> Option<(String, Option<String>)> {
        let field = self.one(mailbox, filter.field)?;
        let value = match (filter.choice, field.kind) {
            (None, _) => None,
            (Some(_), Kind::Check) => Some("✓".to_owned()),
            (Some(id), Kind::Person) => Some(person(id)?),
            (Some(id), _) => Some(field.options.iter().find(|option| option.id.0 == id)?.name.clone()),
        };
        Some((field.name, value))
    }

    /// Browser only.
    pub fn load(self, mailbox: MailboxId) {
        let version = untrack(|| self.live.version(Topic::Settings));
        if self.all.with_untracked(|all| all.get(&mailbox).is_some_and(|known| known.version == Some(version))) {
            return;
        }
        self.all.update(|all| {
            let known = all.entry(mailbox).or_default();
            // Old names stay to choose from while new ones come.
            known.state = if known.version.is_some() { Listing::Ready } else { Listing::Loading };
        });
        spawn_local(async move {
            let found = api::of(mailbox).await;
            self.all.try_update(|all| {
                let known = all.entry(mailbox).or_default();
                match found {
                    Ok(found) => *known = Known { fields: found.fields, state: Listing::Ready, version: Some(version) },
                    Err(failure) => known.state = Listing::Failed(failure),
                }
            });
        });
    }
}
