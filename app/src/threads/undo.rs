//! In the history: what was joined, cut or moved can be taken back, as long as it stands.

use super::{Here, Threads, words};
use crate::{parts::awake::use_awake, words::use_language};
use domain::{
    ThreadChangeId,
    conversations::{EventKind, EventView},
};
use leptos::prelude::*;

/// What of the history of a conversation can be taken back now.
#[derive(Clone, Copy)]
pub struct Undoable(pub Memo<Vec<ThreadChangeId>>);

#[component]
pub fn UndoChange(event: EventView) -> impl IntoView {
    let change = match event.kind {
        EventKind::Merged | EventKind::SplitOff | EventKind::MessageCame => event.after.parse::<i64>().ok().map(ThreadChangeId),
        _ => None,
    };
    let (here, undoable) = (use_context::<Here>(), use_context::<Undoable>());
    change.zip(here).zip(undoable).map(|((change, here), undoable)| {
        let (language, awake) = (use_language(), use_awake());
        let threads = Threads::in_mailbox(here.mailbox, None);
        let shown = Memo::new(move |_| here.may_edit.get() && undoable.0.with(|all| all.contains(&change)));
        view! {
            <Show when=move || shown.get()>
                <button
                    class="link threads__undo"
                    type="button"
                    disabled=move || !awake.get()
                    on:click=move |_| threads.undo(vec![change], vec![here.conversation])
                >
                    {words::undo_change(language)}
                </button>
            </Show>
        }
    })
}
