//! When it goes out, and the button that says to how many.

use super::{api, editing::Editing, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::Topic,
    parts::{field::TextField, icon::Icon},
    words::use_language,
};
use domain::bulk::BulkView;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn SendPart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let (later, sure, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let hour = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let total = Memo::new(move |_| view.with(|view| if view.listed { view.counts.total() } else { 0 }));
    let ready = Memo::new(move |_| sure.get() && total.get() > 0 && !busy.get());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !ready.get_untracked() {
            return;
        }
        let at = if later.get_untracked() { hour.get_untracked() } else { String::new() };
        failure.set(None);
        busy.set(true);
        spawn_local(async move {
            match api::send(editing.id, editing.version.get_untracked(), at.clone()).await {
                Ok(()) => editing.toasts.done(if at.is_empty() { words::sent_off(language) } else { words::scheduled_toast(language) }),
                Err(Failure::Refused(domain::Refused::Stale)) => {
                    editing.clash.try_set(true);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
            busy.try_set(false);
            editing.live.changed(Topic::Bulk);
        });
    };
    let radio = move |which: bool, name: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="bulk-when" checked=!which prop:checked=move || later.get() == which on:change=move |_| later.set(which) />
                {name}
            </label>
        }
    };
    view! {
        <form class="form__body" on:submit=send>
            <fieldset class="mailing__when">
                <legend class="side__h">{words::when(language)}</legend>
                {radio(false, words::now(language))} {radio(true, words::later(language))}
            </fieldset>
            <Show when=move || later.get()>
                <TextField id="bulk-hour" label=words::hour(language) value=hour kind="datetime-local" hint=words::later_hint(language) required=true />
            </Show>
            {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
            <label class="check">
                <input type="checkbox" prop:checked=move || sure.get() on:change:target=move |event| sure.set(event.target().checked()) />
                {words::confirm(language)}
            </label>
            <button class="btn btn--primary btn--wide" type="submit" disabled=move || !ready.get() hidden=move || !view.with(|view| view.may_send)>
                <Icon name="send" />
                {move || if later.get() { words::send_later(language, total.get()) } else { words::send_now(language, total.get()) }}
            </button>
        </form>
    }
    .into_any()
}
