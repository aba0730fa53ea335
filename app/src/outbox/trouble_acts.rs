//! What can be done about a letter that failed or may have failed.

use super::{api, place::use_place, words};
use crate::{
    drafts::WayIn,
    live::Topic,
    parts::{awake::use_awake, dialog::Dialog},
    words::{common, use_language},
};
use domain::MessageId;
use leptos::{prelude::*, task::spawn_local};

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
