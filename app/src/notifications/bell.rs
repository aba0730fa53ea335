//! The bell of the frame: how many notifications were not read, and the way to them.

use super::{api, words};
use crate::{
    Failure,
    failure::Kept,
    live::{Live, Topic},
    parts::icon::Icon,
    words::use_language,
};
use leptos::prelude::*;

/// How many were not read, as the frame knows it.
#[derive(Clone, Copy)]
pub struct Notices {
    pub unread: Resource<Result<i64, Failure>>,
}

impl Notices {
    /// For the frame. Counted again with everything that may bring one: the counts of the mailboxes move with the same events.
    pub fn provide() -> Notices {
        let live = Live::current();
        let kept = Kept::new();
        let (frame, own) = (live.gathered(Topic::Frame), live.gathered(Topic::Notices));
        let unread = Resource::new(move || (frame.get(), own.get()), move |_| async move { kept.answer(api::unread().await, |_| true) });
        let notices = Notices { unread };
        provide_context(notices);
        notices
    }

    pub fn current() -> Notices {
        expect_context()
    }
}

/// A link, so that it works before the client wakes up.
#[component]
pub fn Bell() -> impl IntoView {
    let language = use_language();
    let unread = Notices::current().unread;
    let face = move |count: i64| {
        let label = if count > 0 { words::unread_of(language, count) } else { words::title(language).to_owned() };
        let title = label.clone();
        view! {
            <a class="btn btn--ghost btn--icon bell" href="/notifications" title=title data-unread=count.to_string()>
                <Icon name="bell" />
                // Not as a label: what is seen, the number, is no part of the words.
                <span class="sr">{label}</span>
                {(count > 0).then(|| view! { <span class="bell__count" aria-hidden="true">{if count > 99 { "99+".to_owned() } else { count.to_string() }}</span> })}
            </a>
        }
        .into_any()
    };
    view! {
        <Transition>
            {move || unread.get().map(|answer| face(answer.unwrap_or_default()))}
        </Transition>
    }
    .into_any()
}
