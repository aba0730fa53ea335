//! Who else looks at the open conversation, with names. Says "still here" while the tab can be seen.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::avatar::Person,
    words::use_language,
};
use domain::{ConversationId, presence::HEARTBEAT_SECONDS, users::PersonName};
use leptos::{ev, prelude::*, task::spawn_local, web_sys};
use std::time::Duration;

/// Names that are shown; the others are counted.
const SHOWN: usize = 4;

thread_local! {
    /// This tab, as long as it lives.
    static TAB: u64 = (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
}

#[component]
pub fn Viewers(conversation: ConversationId) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let others = RwSignal::new(Vec::<PersonName>::new());
    let look = move || {
        spawn_local(async move {
            // What is not answered now is asked again with the next beat.
            if let Ok(found) = api::look(conversation, TAB.with(|tab| *tab)).await {
                // The page may be gone by now.
                others.try_set(found);
            }
        });
    };
    Effect::new(move |_| {
        let beat = move || {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                look();
            }
        };
        beat();
        // The browser refuses a timer only while the page goes away.
        let every = set_interval_with_handle(beat, Duration::from_secs(HEARTBEAT_SECONDS.unsigned_abs())).ok();
        let seen = window_event_listener(ev::visibilitychange, move |_| beat());
        on_cleanup(move || {
            if let Some(every) = every {
                every.clear();
            }
            seen.remove();
            spawn_local(async move {
                // Unheard, it ends by itself a little later.
                let _ = api::leave(conversation, TAB.with(|tab| *tab)).await;
            });
        });
    });
    // Somebody came or went.
    Effect::new(move |before: Option<u64>| {
        let now = live.version(Topic::Viewers(conversation));
        if before.is_some_and(|before| before != now) {
            look();
        }
        now
    });
    move || {
        let others = others.get();
        if others.is_empty() {
            return ().into_any();
        }
        let more = others.len().saturating_sub(SHOWN);
        view! {
            <div class="presence" role="group" aria-label=words::viewing(language)>
                <small>{words::viewing(language)}</small>
                {others.into_iter().take(SHOWN).map(|person| view! { <Person name=person.name /> }).collect_view()}
                {(more > 0).then(|| view! { <small>{words::more(language, more)}</small> })}
            </div>
        }
        .into_any()
    }
}
