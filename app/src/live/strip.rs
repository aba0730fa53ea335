//! The strip at the top that says when live changes do not come through.

use super::{Connection, Live, stream, words};
use crate::{offline::Away, parts::icon::Icon, words::use_language};
use leptos::prelude::*;

#[component]
pub fn ConnectionStrip() -> impl IntoView {
    let live = Live::current();
    let language = use_language();
    let away = Away::current();
    // Without a server the banner of that says more.
    let silent = Memo::new(move |_| away.is_away());
    move || {
        if silent.get() {
            return ().into_any();
        }
        let (state, text, spins) = match live.connection.get() {
            Connection::Up => return ().into_any(),
            Connection::Lost => ("lost", words::lost(language), true),
            Connection::Polling => ("offline", words::polling(language), false),
        };
        view! {
            <div class="connection" data-state=state role="status">
                {if spins { view! { <span class="spin" aria-hidden="true"></span> }.into_any() } else { view! { <Icon name="wifi-off" /> }.into_any() }}
                <span>{text}</span>
                <button class="btn btn--s" type="button" on:click=move |_| stream::reconnect(live)>
                    {words::reconnect(language)}
                </button>
            </div>
        }
        .into_any()
    }
}
