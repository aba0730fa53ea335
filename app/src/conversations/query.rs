//! Which list, which filters, which draft: read from the address.

use domain::{
    ConversationId, DraftId,
    conversations::{ListQuery, View},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The list that the address names; `None` where it names none that can be.
pub fn use_list_query() -> Memo<Option<ListQuery>> {
    let (params, filters) = (use_params_map(), use_query_map());
    Memo::new(move |_| {
        let (mailbox, view) = params.with(|params| (params.get("mailbox"), params.get("view")));
        let (mailbox, view) = (mailbox?.parse().ok()?, View::parse(&view?)?);
        Some(filters.with(|filters| ListQuery::named(mailbox, view, |name| filters.get(name))))
    })
}

/// The conversation that is open beside the list.
pub fn use_open_id() -> Memo<Option<ConversationId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("conversation")).and_then(|text| text.parse().ok()))
}

/// `?draft=`: the draft that is being written in the reading pane.
pub fn use_draft() -> Memo<Option<DraftId>> {
    let filters = use_query_map();
    Memo::new(move |_| filters.with(|filters| filters.get("draft")).and_then(|text| text.parse().ok()))
}
