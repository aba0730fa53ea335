//! What the composer must know of its mailbox: read when the writing begins, and again when it could not be read or no longer holds.

use super::{
    api::{self, WritingDesk},
    session::{Next, Saved, Session},
};
use crate::Failure;
use domain::{AccountId, drafts::Sender};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Copy)]
pub struct Desk {
    session: Session,
    pub known: RwSignal<Option<WritingDesk>>,
    pub failure: RwSignal<Option<Failure>>,
    /// The sender that was put in the place of one that cannot send any more.
    pub adopted: RwSignal<Option<String>>,
}

impl Desk {
    /// For the component that lives as long as the writing.
    pub fn of(session: Session) -> Desk {
        let desk = Desk { session, known: RwSignal::new(None), failure: RwSignal::new(None), adopted: RwSignal::new(None) };
        Effect::new(move |_| desk.read());
        // A refused save may mean that the account was removed meanwhile: then another one goes in its place.
        Effect::new(move |_| {
            if matches!(session.saved.get(), Saved::Failed(not_saved) if not_saved.next == Next::Change) {
                desk.read();
            }
        });
        desk
    }

    pub fn read(self) {
        spawn_local(async move {
            let answer = api::desk(self.session.mailbox).await;
            if self.known.is_disposed() {
                return;
            }
            match answer {
                Ok(found) => {
                    self.failure.set(None);
                    self.adopt(&found.senders);
                    if self.known.with_untracked(|known| known.as_ref() != Some(&found)) {
                        self.known.set(Some(found));
                    }
                }
                // Writing goes on without: the account is the one of the draft.
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn adopt(self, senders: &[Sender]) {
        let session = self.session;
        if let Some(sender) = replacement(senders, session.account.get_untracked()).filter(|_| session.is_open_now()) {
            session.account.set(sender.id);
            self.adopted.set(Some(sender.address.clone()));
            session.edited();
            session.save_now();
        }
    }

    pub fn file_bytes(self) -> u64 {
        self.known.with_untracked(|known| known.as_ref().map_or(domain::drafts::FILE_MAX, |desk| desk.file_bytes))
    }
}

/// Who sends instead of an account that cannot; the first of a mailbox is its usual one.
fn replacement(senders: &[Sender], account: AccountId) -> Option<&Sender> {
    if senders.iter().any(|sender| sender.id == account) { None } else { senders.first() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_cannot_send_any_more_is_replaced_by_the_first_that_can() {
        let sender = |id: i64| Sender { id: AccountId(id), address: format!("{id}@example.jp"), from_name: String::new() };
        let senders = [sender(2), sender(5)];
        for (account, expected) in [(2, None), (5, None), (1, Some(AccountId(2)))] {
            assert_eq!(replacement(&senders, AccountId(account)).map(|sender| sender.id), expected, "{account}");
        }
        assert!(replacement(&[], AccountId(1)).is_none());
    }
}
