//! Drafts that wait in a conversation: everybody sees them, and who wrote them.

use super::DraftCard;
use crate::{conversations::use_list_query, offline::newest_mail, routes::conversation_url};
use domain::conversations::ConversationView;
use leptos::prelude::*;

#[component]
pub fn OpenDrafts(view: Memo<ConversationView>) -> impl IntoView {
    let query = use_list_query();
    let shown = Memo::new(move |_| {
        view.with(|view| {
            let here = view.trashed_at.is_none();
            (view.drafts.clone(), view.lease.clone(), view.rights.edit && here, view.rights.send && here, view.checking.clone(), newest_mail(view))
        })
    });
    move || {
        let (drafts, lease, may_edit, may_send, checking, seen) = shown.get();
        drafts
            .into_iter()
            .map(|draft| {
                let page =
                    query.with_untracked(|query| query.as_ref().map(|query| conversation_url(query, draft.conversation_id))).unwrap_or_default();
                let check = checking.of(draft.id).cloned();
                view! { <DraftCard draft lease=lease.clone() may_edit page check may_send seen /> }
            })
            .collect_view()
    }
}
