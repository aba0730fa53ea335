//! Whoever opens a conversation has seen what it told them.

use super::{api, bell::Notices};
use crate::live::{Live, Topic};
use domain::ConversationId;
use leptos::{prelude::*, task::spawn_local};

/// Asks nothing while nothing new is unread.
#[component]
pub fn SeenNotices(conversation: ConversationId) -> impl IntoView {
    let (live, notices) = (Live::current(), Notices::current());
    Effect::new(move |before: Option<i64>| {
        let Some(Ok(unread)) = notices.unread.get() else { return before.unwrap_or_default() };
        // What comes while it is open is seen, too.
        if unread > before.unwrap_or_default() {
            spawn_local(async move {
                // What could not be noted now stays unread, and is noted at the next opening. Told here, too: the live stream of a
                // page that has just come may not listen yet.
                if api::read(conversation).await.is_ok_and(|read| read > 0) {
                    live.changed(Topic::Notices);
                }
            });
        }
        unread
    });
}
