//! The dialog that sets a field: of one conversation, or of those that are ticked. Its form comes when it is first opened.

use super::{store::Fields, words};
use crate::{chunks::ValueForm, conversations::Targets, parts::dialog::Dialog, parts::dialog::opened_by, words::use_language};
use domain::{FieldId, MailboxId};
use leptos::prelude::*;

/// What is to be set, and of which conversations.
#[derive(Clone)]
pub struct Asked {
    pub targets: Targets,
    /// The field with its value; `None`: the person chooses one.
    pub field: Option<(FieldId, String)>,
}

#[component]
pub fn ValueDialog(
    mailbox: MailboxId,
    asked: RwSignal<Option<Asked>>,
    /// Told when the server has done it.
    #[prop(optional)]
    after: Option<Callback<()>>,
) -> impl IntoView {
    let (language, store) = (use_language(), Fields::current());
    let open = opened_by(asked);
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            store.load(mailbox);
        }
    });
    let title = Signal::derive(move || {
        asked.with(|asked| match asked {
            Some(Asked { field: Some((id, _)), .. }) => {
                words::set_title(language, &store.one(mailbox, *id).map(|field| field.name).unwrap_or_default())
            }
            Some(Asked { targets, field: None }) => words::set_bulk(language, untrack(|| targets.run(())).len()),
            None => words::fields(language).to_owned(),
        })
    });
    view! {
        <Dialog open title small=true>
            {move || asked.get().map(|asked| view! { <ValueForm mailbox asked open after /> })}
        </Dialog>
    }
    .into_any()
}
