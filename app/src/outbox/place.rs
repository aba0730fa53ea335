//! The conversation that is open, and its address: where a letter's draft is written.

use crate::{
    conversations::{use_list_query, use_open_id},
    routes::conversation_url,
};
use domain::ConversationId;
use leptos::prelude::*;

pub fn use_place() -> Memo<Option<(ConversationId, String)>> {
    let (query, id) = (use_list_query(), use_open_id());
    Memo::new(move |_| {
        let id = id.get()?;
        Some((id, conversation_url(&query.get()?, id)))
    })
}
