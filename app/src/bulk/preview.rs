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
    let found = RwSignal::new(None::<Result<Preview, Failure>>);
    let of = Memo::new(move |_| view.with(|view| (view.version, view.listed, view.counts.total())));
    Effect::new(move |_| {
        let (place, id) = (place.get(), editing.id);
        of.get();
        spawn_local(async move {
            let answer = api::preview(id, place).await;
            found.try_set(Some(answer));
        });
    });
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
            {move || match found.get() {
                Some(Ok(preview)) => view! { <Sample preview of=editing.id version=of.get_untracked().0 /> }.into_any(),
                // Nobody is on the list yet.
                Some(Err(Failure::Refused(Refused::NotFound))) => view! { <p class="field__hint">{words::not_listed(language)}</p> }.into_any(),
                Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
                None => ().into_any(),
            }}
        </aside>
    }
    .into_any()
}

#[component]
pub fn Sample(
    preview: Preview,
    of: BulkMailId,
    /// A frame of an earlier version is read again.
    version: i64,
) -> impl IntoView {
    let language = use_language();
    let Preview { place, name, addr, subject, text, formatted, blank, .. } = preview;
    let frame = formatted.then(|| {
        let said = words::formatted_of(language, if name.is_empty() { &addr } else { &name });
        view! { <iframe class="mailing__frame" sandbox="" title=said src=format!("/files/bulk/{of}/preview/{place}?version={version}")></iframe> }
    });
    let plain = view! {
        <p class="mailtext mailing__arrives" dir="auto">
            {text}
        </p>
    };
    let plain = if formatted {
        view! {
            <details class="fold">
                <summary>{words::plain_version(language)}</summary>
                {plain}
            </details>
        }
        .into_any()
    } else {
        plain.into_any()
    };
    let blank = (!blank.is_empty()).then(|| view! { <p class="tag" data-kind="warn">{blank.join(" ")}</p> });
    view! {
        <div class="mailing__sample">
            <dl class="kv">
                <dt>{words::to(language)}</dt>
                <dd dir="auto">
                    {name} " " <small>{addr}</small>
                </dd>
                <dt>{words::subject(language)}</dt>
                <dd dir="auto">
                    <b>{subject}</b>
                </dd>
            </dl>
            {frame} {plain} {blank}
        </div>
    }
    .into_any()
}
