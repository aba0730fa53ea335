//! Drafts that wait in a conversation: everybody sees them, and who wrote them.

use super::DraftCard;
use crate::{conversations::use_list_query, routes::conversation_url};
use domain::conversations::ConversationView;
use leptos::prelude::*;

#[component]
pub fn OpenDrafts(view: Memo<ConversationView>) -> impl IntoView {
    let query = use_list_query();
    let shown = Memo::new(move |_| view.with(|view| (view.drafts.clone(), view.lease.clone(), view.rights.edit && view.trashed_at.is_none())));
    move || {
        let (drafts, lease, may_edit) = shown.get();
        drafts
            .into_iter()
            .map(|draft| {
                let page =
                    query.with_untracked(|query| query.as_ref().map(|query| conversation_url(query, draft.conversation_id))).unwrap_or_default();
                view! { <DraftCard draft lease=lease.clone() may_edit page /> }
            })
            .collect_view()
    }
}
