//! What can be done about a letter: take it back while it waits, send it again or correct it when it failed.

use super::{api, words};
use crate::{
    conversations::{use_list_query, use_open_id},
    drafts::WayIn,
    live::Topic,
    parts::{awake::use_awake, dialog::Dialog},
    routes::conversation_url,
    time::{Clock, browser_now},
    words::{common, use_language},
};
use domain::{ConversationId, MessageId, Moment};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// The conversation that is open, and its address.
fn use_place() -> Memo<Option<(ConversationId, String)>> {
    let (query, id) = (use_list_query(), use_open_id());
    Memo::new(move |_| {
        let id = id.get()?;
        Some((id, conversation_url(&query.get()?, id)))
    })
}

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
            way.toasts.stop_counting();
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

/// 編集して再送 and もう一度送る. Where it may have arrived, the second asks first.
#[component]
pub fn TroubleActs(message: MessageId, unsure: bool) -> impl IntoView {
    let language = use_language();
    let way = WayIn::here();
    let (place, awake) = (use_place(), use_awake());
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let edit = {
        let way = way.clone();
        move |_| {
            if let Some((conversation, page)) = place.get_untracked() {
                way.enter(conversation, page, async move { api::edit_failed(message).await });
            }
        }
    };
    let retry = Callback::new(move |()| {
        asking.set(false);
        let (Some((conversation, _)), false) = (place.get_untracked(), busy.get_untracked()) else { return };
        busy.set(true);
        let way = way.clone();
        spawn_local(async move {
            let answer = api::retry(message).await;
            busy.set(false);
            match answer {
                Ok(()) => way.live.changed(Topic::Conversation(conversation)),
                Err(failure) => way.refused(conversation, &failure),
            }
        });
    });
    view! {
        <span class="btns">
            <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=edit>
                {words::edit_and_resend(language)}
            </button>
            <button
                class="btn btn--s"
                type="button"
                disabled=move || !awake.get()
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| if unsure { asking.set(true) } else { retry.run(()) }
            >
                {words::send_again(language)}
            </button>
        </span>
        {unsure
            .then(|| {
                view! {
                    <Dialog open=asking title=words::again_title(language).to_owned() role="alertdialog" small=true>
                        <div class="dialog__body">
                            <p class="dialog__text">{words::again_text(language)}</p>
                        </div>
                        <div class="dialog__foot">
                            <button class="btn btn--ghost" type="button" on:click=move |_| asking.set(false)>
                                {common::cancel(language)}
                            </button>
                            <button class="btn btn--danger" type="button" on:click=move |_| retry.run(())>
                                {words::send_again(language)}
                            </button>
                        </div>
                    </Dialog>
                }
            })}
    }
    .into_any()
}
