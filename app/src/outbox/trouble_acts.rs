//! What can be done about a letter that failed, may have failed, is late, or did not reach everybody.

use super::{api, place::use_place, words};
use crate::{
    drafts::WayIn,
    live::Topic,
    parts::{awake::use_awake, sure::Sure},
    words::use_language,
};
use domain::{MessageId, outbox::Trouble};
use leptos::{prelude::*, task::spawn_local};

/// 編集して再送 and もう一度送る; of a late one 止めて編集 and いま送る. Where it may have arrived, sending asks first.
#[component]
pub fn TroubleActs(message: MessageId, trouble: Trouble) -> impl IntoView {
    let language = use_language();
    let unsure = trouble == Trouble::Unsure;
    let (edit_words, send_words) = match trouble {
        Trouble::Delayed => (words::stop_and_edit(language), Some(words::send_now(language))),
        // The same mail once more would be refused once more.
        Trouble::Partly => (words::edit_and_resend(language), None),
        Trouble::Failed | Trouble::Unsure => (words::edit_and_resend(language), Some(words::send_again(language))),
    };
    let way = WayIn::here();
    let (place, awake) = (use_place(), use_awake());
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let edit = {
        let way = way.clone();
        move |_| {
            if let Some((conversation, page)) = place.get_untracked() {
                way.enter(conversation, page, async move {
                    if trouble == Trouble::Delayed { api::stop_and_edit(message).await } else { api::edit_failed(message).await }
                });
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
                {edit_words}
            </button>
            {send_words
                .map(|send_words| {
                    view! {
                        <button
                            class="btn btn--s"
                            type="button"
                            disabled=move || !awake.get()
                            aria-busy=move || busy.get().then_some("true")
                            on:click=move |_| if unsure { asking.set(true) } else { retry.run(()) }
                        >
                            {send_words}
                        </button>
                    }
                })}
        </span>
        {unsure
            .then(|| {
                view! {
                    <Sure open=asking title=words::again_title(language).to_owned() text=words::again_text(language).to_owned() act=words::send_again(language).to_owned() does=Callback::new(move |()| retry.run(())) />
                }
            })}
    }
    .into_any()
}
