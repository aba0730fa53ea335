//! The question before a colleague's reply is taken over, and the deed.

use super::{api, words};
use crate::{
    drafts::WayIn,
    parts::{awake::use_awake, sure::Sure},
    words::use_language,
};
use domain::{
    ConversationId,
    leases::{Held, LeaseView},
};
use leptos::{prelude::*, task::spawn_local};

/// The button 引き継ぐ and its question. A holder who has been silent for long is not asked about.
#[component]
pub fn TakeOver(
    conversation: ConversationId,
    lease: LeaseView,
    /// The revision of the draft that goes along; 0 where nothing was saved yet.
    #[prop(into)]
    revision: Signal<i64>,
    on_held: Callback<Held>,
) -> impl IntoView {
    let language = use_language();
    let way = WayIn::here();
    let awake = use_awake();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let take = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let way = way.clone();
        spawn_local(async move {
            let answer = api::take_over(conversation).await;
            busy.set(false);
            asking.set(false);
            match answer {
                Ok(held) => {
                    on_held.try_run(held);
                }
                Err(failure) => way.refused(conversation, &failure),
            }
        });
    });
    let (name, expired) = (lease.user_name, lease.expired);
    let asked = name.clone();
    let text = Signal::derive(move || words::take_over_text(language, &asked, revision.get()));
    view! {
        <span class="btns">
            <button
                class="btn btn--s"
                type="button"
                disabled=move || !awake.get()
                aria-busy=move || busy.get().then_some("true")
                aria-haspopup=(!expired).then_some("dialog")
                on:click=move |_| if expired { take.run(()) } else { asking.set(true) }
            >
                {if expired { words::take_over(language) } else { words::take_over_ask(language) }}
            </button>
        </span>
        <Sure open=asking title=words::take_over_title(language, &name) text act=words::take_over(language).to_owned() does=Callback::new(move |()| take.run(())) mild=true busy />
    }
}
