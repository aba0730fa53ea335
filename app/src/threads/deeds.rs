//! Joining, cutting and moving: one call, one note, one way back.

use super::{api, words};
use crate::{
    Failure,
    live::{Live, Topic},
    parts::toast::Toasts,
    words::use_language,
};
use domain::{
    ConversationId, Language, MailboxId, MessageId, ThreadChangeId,
    threads::{Cut, MessageMove, Regrouped},
};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Copy)]
pub struct Threads {
    live: Live,
    toasts: Toasts,
    language: Language,
    mailbox: MailboxId,
    /// Told when the server has done it.
    after: Option<Callback<()>>,
}

impl Threads {
    pub fn in_mailbox(mailbox: MailboxId, after: Option<Callback<()>>) -> Threads {
        Threads { live: Live::current(), toasts: Toasts::current(), language: use_language(), mailbox, after }
    }

    pub fn merge(self, target: ConversationId, sources: Vec<ConversationId>) {
        spawn_local(async move {
            let said = words::said_joined(self.language, sources.len() + 1);
            let touched = with(&sources, target);
            let answer = api::merge(target, sources).await;
            self.finish(touched, answer.map(|done| vec![done]), said);
        });
    }

    pub fn split(self, from: ConversationId, message: MessageId, cut: Cut) {
        spawn_local(async move {
            let answer = api::split(message, cut).await;
            self.finish(vec![from], answer.map(|done| vec![done]), words::said_split(self.language).to_owned());
        });
    }

    pub fn move_message(self, from: Vec<ConversationId>, message: MessageId, to: ConversationId) {
        spawn_local(async move {
            let touched = with(&from, to);
            let answer = api::move_message(MessageMove { message, to }).await;
            self.finish(touched, answer.map(|done| vec![done]), words::said_moved(self.language).to_owned());
        });
    }

    pub fn to_mailbox(self, ids: Vec<ConversationId>, mailbox: MailboxId, name: String) {
        spawn_local(async move {
            let said = words::said_to_mailbox(self.language, ids.len(), &name);
            let answer = api::to_mailbox(ids.clone(), mailbox).await;
            self.live.own_change(mailbox);
            self.finish(ids, answer, said);
        });
    }

    /// Takes changes back, the last one first.
    pub fn undo(self, changes: Vec<ThreadChangeId>, touched: Vec<ConversationId>) {
        spawn_local(async move {
            for change in changes.into_iter().rev() {
                match api::undo(change).await {
                    Ok(done) => {
                        self.live.own_change(done.mailbox);
                        self.tell(&[done.conversation]);
                    }
                    Err(failure) => return self.refused(&touched, &failure),
                }
            }
            self.tell(&touched);
            self.toasts.done(words::said_undone(self.language));
        });
    }

    fn finish(self, mut touched: Vec<ConversationId>, answer: Result<Vec<Regrouped>, Failure>, said: String) {
        match answer {
            Ok(done) => {
                touched.extend(done.iter().map(|done| done.conversation));
                self.tell(&touched);
                if let Some(after) = self.after {
                    // Whoever asked may have left the screen by now.
                    after.try_run(());
                }
                let changes: Vec<ThreadChangeId> = done.into_iter().flat_map(|done| done.changes).collect();
                let back = Threads { after: None, ..self };
                self.toasts.undoable(said, Callback::new(move |()| back.undo(changes.clone(), touched.clone())));
            }
            Err(failure) => self.refused(&touched, &failure),
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

fn with(ids: &[ConversationId], one: ConversationId) -> Vec<ConversationId> {
    ids.iter().copied().chain([one]).collect()
}
