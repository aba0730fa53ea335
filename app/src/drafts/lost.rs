//! The lease is gone: who has it, that nothing is lost, and the ways on.

use super::{
    api,
    sending::WaysOut,
    session::{Hold, Saved},
    words,
};
use crate::{
    Failure,
    leases::TakeOver,
    parts::{
        copy_line::{copy_selection, write_clipboard},
        icon::Icon,
    },
    start::use_me,
    words::{common, use_language},
};
use domain::{Refused, leases::Held};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Lost(out: WaysOut, holder: Option<String>) -> impl IntoView {
    let language = use_language();
    let session = out.session;
    let gone = session.hold.get_untracked() == Hold::Gone;
    let me = use_me().map(|me| me.name);
    let own_tab = holder.is_some() && holder == me;
    let head = match &holder {
        _ if gone => words::lost_gone(language).to_owned(),
        Some(_) if own_tab => words::lost_to_tab(language).to_owned(),
        Some(holder) => words::lost_to(language, holder),
        None => words::lost_ended(language).to_owned(),
    };
    let unsaved = move || !matches!(session.saved.get(), Saved::At(_));
    let copy = {
        let toasts = out.way.toasts;
        move |_| {
            let text = session.words();
            // The way without the clipboard's right, and over plain HTTP, goes through a field.
            let field = session.text.get_untracked().filter(|_| !session.rich.get_untracked());
            spawn_local(async move {
                if write_clipboard(&text).await.is_err() {
                    let Some(field) = field else { return toasts.warn(words::mark_by_hand(language)) };
                    // Fails only when the field left the page.
                    let _ = field.focus();
                    field.select();
                    if !copy_selection() {
                        return toasts.warn(words::copy_by_hand(language));
                    }
                }
                toasts.done(words::copied(language));
            });
        }
    };
    let toasts = out.way.toasts;
    let again = move |held: Held| {
        spawn_local(async move {
            if let Err(failure) = session.hold_again(held).await {
                toasts.failed(&failure, language);
            }
        });
    };
    let resume = move |_| {
        spawn_local(async move {
            match api::resume(session.draft, String::new()).await {
                Ok(held) => again(held),
                Err(Failure::Refused(Refused::Held { holder, .. })) => session.hold.set(Hold::Lost(Some(holder))),
                Err(Failure::Refused(Refused::NotFound | Refused::AlreadySent)) => session.hold.set(Hold::Gone),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let on_held = Callback::new(again);
    let lease = Memo::new(move |_| session.newest.with(|view| view.lease.clone()).filter(|lease| !lease.mine));
    let another = holder.is_some() && !own_tab;
    let close = move |_| out.close(&session.core(), &out.page);
    view! {
        <div class="banner banner--bar" data-kind="warn" role="alert">
            <Icon name="lock" />
            <div class="banner__text">
                <b>{head}</b>
                {move || if unsaved() { words::kept_here(language) } else { words::kept_in_draft(language) }}
            </div>
            <span class="btns">
                <button class="btn btn--s" type="button" on:click=copy>
                    <Icon name="copy" />
                    {words::copy(language)}
                </button>
                {(!gone && !another)
                    .then(|| {
                        view! {
                            <button class="btn btn--s" type="button" on:click=resume>
                                {words::go_on_here(language)}
                            </button>
                        }
                    })}
                {move || {
                    (!gone && another)
                        .then(|| lease.get())
                        .flatten()
                        .map(|lease| view! { <TakeOver conversation=session.conversation lease on_held revision=0 /> })
                }}
                <button class="btn btn--s" type="button" on:click=close>
                    {common::close(language)}
                </button>
            </span>
        </div>
    }
    .into_any()
}
