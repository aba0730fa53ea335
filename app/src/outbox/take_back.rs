//! Taking a send back while its letter waits, with the seconds that are left.

use super::{api, place::use_place, words};
use crate::{
    drafts::WayIn,
    parts::awake::use_awake,
    time::{Clock, browser_now},
    words::{common, use_language},
};
use domain::{MessageId, Moment};
use leptos::prelude::*;
use std::time::Duration;

/// 取り消す, with the seconds that are left.
#[component]
pub fn TakeBack(message: MessageId, due_at: Moment) -> impl IntoView {
    let language = use_language();
    let way = WayIn::here();
    let (place, awake) = (use_place(), use_awake());
    let now = RwSignal::new(Clock::current().now_untracked());
    Effect::new(move |_| {
        now.set(browser_now());
        // The browser refuses a timer only while the page goes away.
        if let Ok(timer) = set_interval_with_handle(move || now.set(browser_now()), Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    let left = Memo::new(move |_| (due_at.ms_since(now.get()) + 999).div_euclid(1_000).max(0));
    let there_is_time = Memo::new(move |_| left.get() > 0);
    let take_back = Callback::new(move |()| {
        if let Some((conversation, page)) = place.get_untracked() {
            way.toasts.stop_counting(message);
            way.enter(conversation, page, async move { api::take_back(message).await });
        }
    });
    move || {
        there_is_time.get().then(|| {
            view! {
                <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| take_back.run(())>
                    {common::take_back(language)}
                    <small aria-hidden="true">{move || words::seconds(language, left.get())}</small>
                </button>
            }
        })
    }
}
