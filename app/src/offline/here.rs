//! What waits in the conversation that is read, below its newest entry.

use super::{state::Away, waiting_line::WaitingLine};
use domain::ConversationId;
use leptos::prelude::*;

#[component]
pub fn WaitingHere(conversation: ConversationId) -> impl IntoView {
    let away = Away::current();
    let here = Memo::new(move |_| away.waiting_in(conversation));
    view! { <For each=move || here.get() key=|one| (one.id, one.state as u8) children=move |one| view! { <WaitingLine one here=true /> } /> }
        .into_any()
}
