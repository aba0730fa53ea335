//! When it goes out, or how often, and the button that says to how many.

use super::{
    api,
    editing::Editing,
    repeat_fields::{Fields, RepeatFields},
    repeat_words, words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::Topic,
    parts::{field::TextField, icon::Icon},
    words::use_language,
};
use domain::bulk::BulkView;
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Now,
    Later,
    Again,
}

#[component]
pub fn SendPart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let (sure, busy) = (RwSignal::new(false), RwSignal::new(false));
    let repeated = view.with_untracked(|view| view.repeat.as_ref().map(|repeat| repeat.recurrence.clone()));
    // One that repeated until it was taken back repeats again, unless somebody chooses otherwise.
    let when = RwSignal::new(if repeated.is_some() { At::Again } else { At::Now });
    let fields = Fields::of(&repeated.unwrap_or_default());
    let zone = view.with_untracked(|view| view.zone.clone());
    let is_run = view.with_untracked(|view| view.series.is_some());
    let hour = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let total = Memo::new(move |_| view.with(|view| if view.listed { view.counts.total() } else { 0 }));
    let ready = Memo::new(move |_| sure.get() && total.get() > 0 && !busy.get());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !ready.get_untracked() {
            return;
        }
        let when = when.get_untracked();
        let at = if when == At::Later { hour.get_untracked() } else { String::new() };
        failure.set(None);
        busy.set(true);
        spawn_local(async move {
            let version = editing.version.get_untracked();
            let answer = match when {
                At::Again => api::repeat(editing.id, version, fields.read()).await,
                At::Now | At::Later => api::send(editing.id, version, at).await,
            };
            match answer {
                Ok(()) => editing.toasts.done(match when {
                    At::Now => words::sent_off(language),
                    At::Later => words::scheduled_toast(language),
                    At::Again => repeat_words::started(language),
                }),
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
    let radio = move |which: At, name: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="bulk-when"
                    checked=when.get_untracked() == which
                    prop:checked=move || when.get() == which
                    on:change=move |_| when.set(which)
                />
                {name}
            </label>
        }
    };
    view! {
        <form class="form__body" on:submit=send>
            <fieldset class="mailing__when">
                <legend class="side__h">{words::when(language)}</legend>
                {radio(At::Now, words::now(language))} {radio(At::Later, words::later(language))}
                {(!is_run).then(|| radio(At::Again, repeat_words::again(language)))}
            </fieldset>
            <Show when=move || when.get() == At::Later>
                <TextField id="bulk-hour" label=words::hour(language) value=hour kind="datetime-local" hint=words::later_hint(language) required=true />
            </Show>
            <Show when=move || when.get() == At::Again>
                <RepeatFields fields zone=zone.clone() hint=repeat_words::hint(language) />
            </Show>
            {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
            <label class="check">
                <input type="checkbox" prop:checked=move || sure.get() on:change:target=move |event| sure.set(event.target().checked()) />
                {words::confirm(language)}
            </label>
            <button class="btn btn--primary btn--wide" type="submit" disabled=move || !ready.get() hidden=move || !view.with(|view| view.may_send)>
                <Icon name="send" />
                {move || match when.get() {
                    At::Now => words::send_now(language, total.get()),
                    At::Later => words::send_later(language, total.get()),
                    At::Again => repeat_words::start(language).to_owned(),
                }}
            </button>
        </form>
    }
    .into_any()
}
