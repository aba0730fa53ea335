//! Rest and spam, from lists and from what is read: one call, one note, one way back.

use super::{api, words};
use crate::{
    Failure,
    live::{Live, Topic},
    parts::toast::Toasts,
    words::use_language,
};
use domain::{ConversationId, Language, MailboxId, snooze::Snooze};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Copy)]
pub struct Away {
    live: Live,
    toasts: Toasts,
    language: Language,
    mailbox: MailboxId,
    /// Told when the server has done it.
    after: Option<Callback<()>>,
}

impl Away {
    pub fn in_mailbox(mailbox: MailboxId, after: Option<Callback<()>>) -> Away {
        Away { live: Live::current(), toasts: Toasts::current(), language: use_language(), mailbox, after }
    }

    pub fn snooze(self, ids: Vec<ConversationId>, wish: Snooze) {
        spawn_local(async move {
            match api::snooze(ids.clone(), wish).await {
                Ok(resting) if resting.is_empty() => self.toasts.warn(words::said_none(self.language)),
                Ok(resting) => {
                    self.finish(&ids);
                    let said = words::said_snoozed(self.language, resting.len());
                    self.toasts.undoable(said, Callback::new(move |()| self.then_nothing().wake(resting.clone())));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    pub fn wake(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            match api::wake(ids.clone()).await {
                Ok(()) => {
                    self.finish(&ids);
                    self.toasts.done(words::said_woken(self.language, ids.len()));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    pub fn spam(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            match api::spam(ids.clone()).await {
                Ok(marked) => {
                    self.finish(&ids);
                    let said = words::said_spam(self.language, marked.len());
                    self.toasts.undoable(said, Callback::new(move |()| self.then_nothing().not_spam(marked.clone())));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    pub fn not_spam(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            match api::not_spam(ids.clone()).await {
                Ok(()) => {
                    self.finish(&ids);
                    self.toasts.done(words::said_not_spam(self.language, ids.len()));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    fn then_nothing(self) -> Away {
        Away { after: None, ..self }
    }

    fn finish(self, ids: &[ConversationId]) {
        self.tell(ids);
        if let Some(after) = self.after {
            // Whoever asked may have left the screen by now.
            after.try_run(());
        }
    }

    fn tell(self, ids: &[ConversationId]) {
        for id in ids {
            self.live.changed(Topic::Conversation(*id));
        }
        self.live.own_change(self.mailbox);
    }

    fn refused(self, ids: &[ConversationId], failure: &Failure) {
        self.toasts.failed(failure, self.language);
        self.tell(ids);
    }
}
