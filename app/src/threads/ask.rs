//! What asks a question before it is done: one place for it beside the list, whose piece of the program is loaded with the first
//! question.

use crate::chunks::{HistoryPart, history};
use domain::{ConversationId, MailboxId, MessageId};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Until when they rest.
    Snooze,
    /// What it is joined with.
    Join,
    /// Which mailbox they go to.
    Mailbox,
    /// Which conversation this mail belongs to.
    Message(MessageId),
}

/// A question, and the conversations that it is about.
#[derive(Clone)]
pub struct Ask {
    pub what: What,
    pub mailbox: MailboxId,
    pub ids: Vec<ConversationId>,
    /// Told when it was done.
    pub after: Option<Callback<()>>,
}

#[derive(Clone, Copy)]
pub struct Asking(pub RwSignal<Option<Ask>>);

impl Asking {
    /// For the page of lists and what is read beside them.
    pub fn provide() {
        provide_context(Asking(RwSignal::new(None)));
    }

    pub fn current() -> Asking {
        expect_context()
    }

    pub fn ask(self, ask: Ask) {
        self.0.set(Some(ask));
    }
}

#[component]
pub fn AskPlace() -> impl IntoView {
    let asking = Asking::current();
    let asked = Memo::new(move |_| asking.0.with(Option::is_some));
    move || asked.get().then(|| history(HistoryPart::Ask(asking)))
}
