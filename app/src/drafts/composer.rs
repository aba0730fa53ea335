//! Where a draft is written, in the place of the reading pane.

use domain::{ConversationId, DraftId};
use leptos::prelude::*;

#[component]
pub fn Composer(draft_id: DraftId, conversation: Option<ConversationId>) -> impl IntoView {
    view! { <div class="conv conv--compose" data-draft=draft_id.to_string() data-conversation=conversation.map(|id| id.to_string())></div> }
}
