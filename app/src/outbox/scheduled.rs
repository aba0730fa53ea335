//! A letter that waits for its hour: now, at another hour, or not at all.

use super::{api, hour_dialog::HourDialog, place::use_place, words};
use crate::{Failure, drafts::WayIn, live::Topic, parts::awake::use_awake, words::use_language};
use domain::MessageId;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ScheduledActs(message: MessageId) -> impl IntoView {
    let language = use_language();
    let way = WayIn::here();
    let (place, awake) = (use_place(), use_awake());
    let (busy, choosing, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let take_back = {
        let way = way.clone();
        move |_| {
            if let Some((conversation, page)) = place.get_untracked() {
                way.enter(conversation, page, async move { api::take_back(message).await });
            }
        }
    };
    let change = Callback::new(move |at: Option<String>| {
        let (Some((conversation, _)), false) = (place.get_untracked(), busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        let way = way.clone();
        spawn_local(async move {
            let answer = api::reschedule(message, at).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    choosing.try_set(false);
                    way.live.changed(Topic::Conversation(conversation));
                }
                Err(refused) if choosing.try_get_untracked() == Some(true) => {
                    failure.try_set(Some(refused));
                }
                Err(refused) => way.refused(conversation, &refused),
            }
        });
    });
    let closed = move || busy.get() || !awake.get();
    view! {
        <span class="btns">
            <button class="btn btn--s" type="button" disabled=closed on:click=move |_| change.run(None)>
                {words::send_now(language)}
            </button>
            <button class="btn btn--s" type="button" disabled=closed on:click=move |_| choosing.set(true)>
                {words::other_hour_of(language)}
            </button>
            <button class="btn btn--s" type="button" disabled=closed on:click=take_back>
                {words::take_back_and_edit(language)}
            </button>
        </span>
        <HourDialog
            open=choosing
            failure
            busy=Signal::derive(move || busy.get())
            on_choose=Callback::new(move |(at, _): (String, bool)| change.run(Some(at)))
        />
    }
    .into_any()
}
