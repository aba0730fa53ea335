//! Registering the sender of a mail: a card that is filled in as far as the mail tells.

use super::entry_dialog::{EntryDialog, Subject};
use crate::live::{Live, Topic};
use domain::{
    ConversationId,
    addresses::Address,
    book::{CompanyBrief, CompanyGuess, ContactForm},
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Registering {
    /// Whose page it is: it is read again when they are registered.
    pub conversation: ConversationId,
    pub edited: RwSignal<Option<Subject>>,
}

impl Registering {
    pub fn new(conversation: ConversationId) -> Registering {
        Registering { conversation, edited: RwSignal::new(None) }
    }

    /// A company whose people have addresses of the same domain is proposed; where there is one only, it is chosen.
    pub fn ask(self, from: &Address, guesses: Vec<CompanyGuess>) {
        let company = match guesses.as_slice() {
            [only] => Some(CompanyBrief { id: only.id, name: only.name.clone(), reading: String::new(), code: String::new(), phone: String::new() }),
            _ => None,
        };
        let form = ContactForm { name: from.name.trim().to_owned(), addresses: vec![from.addr.clone()], ..ContactForm::default() };
        self.edited.set(Some(Subject::NewContact { form: Box::new(form), company, guesses }));
    }
}

#[component]
pub fn RegisterDialog(registering: Registering) -> impl IntoView {
    let live = Live::current();
    let saved = Callback::new(move |_| live.changed(Topic::Conversation(registering.conversation)));
    view! { <EntryDialog edited=registering.edited saved /> }
}
