//! Whoever opens a conversation, or another thing that notices lead to, has seen what it told them.

use super::{api, bell::Notices};
use crate::live::{Live, Topic};
use domain::{ConversationId, notifications::About};
use leptos::{prelude::*, task::spawn_local};

/// Asks nothing while nothing new is unread.
#[component]
pub fn SeenNotices(about: About, #[prop(into)] id: Signal<i64>) -> impl IntoView {
    let (live, notices) = (Live::current(), Notices::current());
    Effect::new(move |before: Option<(i64, i64)>| {
        let id = id.get();
        let before = before.filter(|(of, _)| *of == id).map_or(0, |(_, unread)| unread);
        let Some(Ok(unread)) = notices.unread.get() else { return (id, before) };
        // What comes while it is open is seen, too.
        if unread > before {
            spawn_local(async move {
                // What could not be noted now stays unread, and is noted at the next opening. Told here, too: the live stream of a
                // page that has just come may not listen yet.
                if read(about, id).await {
                    live.changed(Topic::Notices);
                }
            });
        }
        (id, unread)
    });
}

/// Whether there was something to read.
pub(super) async fn read(about: About, id: i64) -> bool {
    let answer = match about {
        About::Conversation => api::read(ConversationId(id)).await,
        about => api::read_about(about, id).await,
    };
    answer.is_ok_and(|read| read > 0)
}
