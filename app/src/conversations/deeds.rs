//! What people do to conversations, from the list and from the page: one call, one note, one way back.

use super::{api, words};
use crate::{
    Failure,
    live::{Live, Topic},
    parts::toast::Toasts,
    words::use_language,
};
use domain::{
    ConversationId, Language, MailboxId,
    conversations::{Change, Undo},
};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Copy)]
pub struct Deeds {
    live: Live,
    toasts: Toasts,
    language: Language,
    mailbox: MailboxId,
    /// Told when the server has done it.
    after: Option<Callback<()>>,
}

impl Deeds {
    /// For the conversations of one mailbox.
    pub fn in_mailbox(mailbox: MailboxId) -> Deeds {
        Deeds { live: Live::current(), toasts: Toasts::current(), language: use_language(), mailbox, after: None }
    }

    /// Tells `after` once the server has done it, and not when it refused: what was ticked stays ticked then.
    pub fn then(self, after: Option<Callback<()>>) -> Deeds {
        Deeds { after, ..self }
    }

    /// Changes them; `said` is the note afterwards.
    pub fn change(self, ids: Vec<(ConversationId, Option<i64>)>, change: Change, said: String) {
        spawn_local(async move {
            let touched = ids.iter().map(|(id, _)| *id).collect();
            let answer = api::change(ids, change).await;
            self.finish_undoable(touched, answer, said);
        });
    }

    pub fn done(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            let said = words::said_done(self.language, ids.len());
            let answer = api::done(ids.clone()).await;
            self.finish_undoable(ids, answer, said);
        });
    }

    pub fn trash(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            match api::trash(ids.clone()).await {
                Ok(()) => {
                    self.finish(&ids);
                    let said = words::said_trashed(self.language, ids.len());
                    self.toasts.undoable(said, Callback::new(move |()| self.then(None).restore(ids.clone())));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    pub fn restore(self, ids: Vec<ConversationId>) {
        spawn_local(async move {
            match api::restore(ids.clone()).await {
                Ok(()) => {
                    self.finish(&ids);
                    self.toasts.done(words::said_restored(self.language, ids.len()));
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    fn finish_undoable(self, ids: Vec<ConversationId>, answer: Result<Vec<Undo>, Failure>, said: String) {
        match answer {
            Ok(undos) => {
                self.finish(&ids);
                if undos.is_empty() {
                    self.toasts.done(said);
                } else {
                    self.toasts.undoable(said, Callback::new(move |()| self.undo(ids.clone(), undos.clone())));
                }
            }
            // What is on the screen is what will be: the lists show it as waiting.
            Err(Failure::Waiting) => {
                self.toasts.failed(&Failure::Waiting, self.language);
                self.finish(&ids);
            }
            Err(failure) => self.refused(&ids, &failure),
        }
    }

    fn undo(self, ids: Vec<ConversationId>, undos: Vec<Undo>) {
        spawn_local(async move {
            let asked = undos.len();
            match api::undo(undos).await {
                Ok(count) => {
                    self.tell(&ids);
                    if count < asked {
                        self.toasts.warn(words::said_partly_undone(self.language, asked - count, count));
                    }
                }
                Err(failure) => self.refused(&ids, &failure),
            }
        });
    }

    fn finish(self, ids: &[ConversationId]) {
        self.tell(ids);
        if let Some(after) = self.after {
            // Whoever asked may have left the screen by now.
            after.try_run(());
        }
    }

    /// Everything that shows them reads again, at once: this was our own deed.
    fn tell(self, ids: &[ConversationId]) {
        for id in ids {
            self.live.changed(Topic::Conversation(*id));
        }
        self.live.own_change(self.mailbox);
    }

    /// What is on the screen may be old: it is read again beside the note.
    fn refused(self, ids: &[ConversationId], failure: &Failure) {
        self.toasts.failed(failure, self.language);
        self.tell(ids);
    }
}
