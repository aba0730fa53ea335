//! What a recipient gets, one after the other.

use super::{api, editing::Editing, words};
use crate::{Failure, failure::FailureNote, parts::icon::Icon, words::use_language};
use domain::{
    BulkMailId, Refused,
    bulk::{BulkView, Preview},
};
use leptos::{prelude::*, task::spawn_local};

/// Beside the text: it follows what is saved.
#[component]
pub fn PreviewPart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let place = RwSignal::new(0_i64);
    let sample = RwSignal::new(None::<Shown>);
    let failure = RwSignal::new(None::<Failure>);
    let of = Memo::new(move |_| view.with(|view| (view.version, view.listed, view.counts.total())));
    Effect::new(move |_| {
        let (place_now, now, id) = (place.get(), of.get(), editing.id);
        spawn_local(async move {
            let answer = api::preview(id, place_now).await;
            // A later question may have been answered before it.
            if place.try_get_untracked() != Some(place_now) || of.try_get_untracked() != Some(now) {
                return;
            }
            match answer {
                Ok(preview) => {
                    failure.set(None);
                    sample.set(Some(Shown { preview, version: now.0 }));
                }
                Err(cause) => {
                    if cause == Failure::Refused(Refused::NotFound) {
                        sample.set(None);
                    }
                    failure.set(Some(cause));
                }
            }
        });
    });
    // The sample is made once and changes its words: a frame that is made anew with every save flickers while one writes.
    let is_there = Memo::new(move |_| sample.with(Option::is_some));
    let total = Memo::new(move |_| of.get().2);
    view! {
        <aside class="mailing__side" aria-label=words::arriving(language)>
            <h2 class="side__h">
                {words::arriving(language)}
                <span class="mailing__end btns" hidden=move || total.get() == 0>
                    <button
                        class="btn btn--ghost btn--icon"
                        type="button"
                        aria-label=words::earlier_person(language)
                        disabled=move || place.get() == 0
                        on:click=move |_| place.update(|place| *place -= 1)
                    >
                        <Icon name="chevron-left" />
                    </button>
                    <span class="count" role="status">
                        {move || words::place(language, (place.get() + 1).min(total.get()), total.get())}
                    </span>
                    <button
                        class="btn btn--ghost btn--icon"
                        type="button"
                        aria-label=words::later_person(language)
                        disabled=move || { place.get() + 1 >= total.get() }
                        on:click=move |_| place.update(|place| *place += 1)
                    >
                        <Icon name="chevron-right" />
                    </button>
                </span>
            </h2>
            {move || is_there.get().then(|| view! { <Sample shown=Signal::derive(move || sample.get().unwrap_or_default()) of=editing.id /> })}
            {move || match failure.get() {
                // Nobody is on the list yet.
                Some(Failure::Refused(Refused::NotFound)) => view! { <p class="field__hint">{words::not_listed(language)}</p> }.into_any(),
                Some(failure) => view! { <FailureNote failure /> }.into_any(),
                None => ().into_any(),
            }}
        </aside>
    }
    .into_any()
}

/// What one recipient gets, and of which version: a frame of an earlier one is read again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub preview: Preview,
    pub version: i64,
}

#[component]
pub fn Sample(#[prop(into)] shown: Signal<Shown>, of: BulkMailId) -> impl IntoView {
    let language = use_language();
    let part = move |of: fn(&Preview) -> &String| Memo::new(move |_| shown.with(|shown| of(&shown.preview).clone()));
    let (name, addr, subject, text) =
        (part(|preview| &preview.name), part(|preview| &preview.addr), part(|preview| &preview.subject), part(|preview| &preview.text));
    let formatted = Memo::new(move |_| shown.with(|shown| shown.preview.formatted));
    let address = Memo::new(move |_| shown.with(|shown| format!("/files/bulk/{of}/preview/{}?version={}", shown.preview.place, shown.version)));
    let said = move || words::formatted_of(language, &name.with(|name| if name.is_empty() { addr.get() } else { name.clone() }));
    // One frame whose document changes, never another frame.
    let frame = move || formatted.get().then(|| view! { <iframe class="mailing__frame" sandbox="" title=said src=move || address.get()></iframe> });
    let plain = move || {
        let plain = view! {
            <p class="mailtext mailing__arrives" dir="auto">
                {move || text.get()}
            </p>
        };
        if formatted.get() {
            view! {
                <details class="fold">
                    <summary>{words::plain_version(language)}</summary>
                    {plain}
                </details>
            }
            .into_any()
        } else {
            plain.into_any()
        }
    };
    let blank = move || {
        shown.with(|shown| (!shown.preview.blank.is_empty()).then(|| view! { <p class="tag" data-kind="warn">{shown.preview.blank.join(" ")}</p> }))
    };
    view! {
        <div class="mailing__sample">
            <dl class="kv">
                <dt>{words::to(language)}</dt>
                <dd dir="auto">
                    {move || name.get()} " " <small>{move || addr.get()}</small>
                </dd>
                <dt>{words::subject(language)}</dt>
                <dd dir="auto">
                    <b>{move || subject.get()}</b>
                </dd>
            </dl>
            {frame} {plain} {blank}
        </div>
    }
    .into_any()
}
