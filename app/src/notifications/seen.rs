//! Whoever opens a conversation has seen what it told them.

use super::{api, bell::Notices};
use domain::ConversationId;
use leptos::{prelude::*, task::spawn_local};

/// Asks nothing while nothing new is unread. The bell hears of what was read by the live stream.
#[component]
pub fn SeenNotices(conversation: ConversationId) -> impl IntoView {
    let notices = Notices::current();
    Effect::new(move |before: Option<i64>| {
        let Some(Ok(unread)) = notices.unread.get() else { return before.unwrap_or_default() };
        // What comes while it is open is seen, too.
        if unread > before.unwrap_or_default() {
            spawn_local(async move {
                // What could not be noted now stays unread, and is noted at the next opening.
                let _ = api::read(conversation).await;
            });
        }
        unread
    });
}
