//! What changed in a draft since it was looked at last, word by word; read when somebody opens it.

use super::{api, words};
use crate::{Failure, failure::FailureNote, words::use_language};
use domain::{
    DraftId,
    checks::{Change, Difference, Part, Stretch},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Differences(draft: DraftId) -> impl IntoView {
    let language = use_language();
    let answer = RwSignal::new(None::<Result<Difference, Failure>>);
    let read = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            answer.try_set(Some(api::difference(draft).await));
        });
    });
    let open = RwSignal::new(false);
    view! {
        <details
            class="checked__more"
            on:toggle:target=move |event| {
                let now = event.target().open();
                if now && !open.get_untracked() {
                    read.run(());
                }
                open.set(now);
            }
        >
            <summary class="link">{words::show_difference(language)}</summary>
            {move || {
                open.get()
                    .then(|| match answer.get() {
                        None => view! { <span class="spin" role="status" aria-label=crate::words::common::loading(language)></span> }.into_any(),
                        Some(Err(failure)) => view! { <FailureNote failure retry=read /> }.into_any(),
                        Some(Ok(difference)) => view! { <Shown difference /> }.into_any(),
                    })
            }}
        </details>
    }
    .into_any()
}

#[component]
fn Shown(difference: Difference) -> impl IntoView {
    let language = use_language();
    let Some(since) = difference.since else { return view! { <p class="field__hint">{words::first_look(language)}</p> }.into_any() };
    let nothing = difference.parts.is_empty() && !difference.formatting;
    view! {
        <div class="checked__diff" role="group" aria-label=words::difference(language)>
            <p class="field__hint">{words::since(language, since)}</p>
            {nothing.then(|| view! { <p>{words::no_difference(language)}</p> })}
            <dl class="kv">{difference.parts.into_iter().map(|(part, stretches)| shown_part(part, stretches, language)).collect_view()}</dl>
            {difference.formatting.then(|| view! { <p class="field__hint">{words::formatting(language)}</p> })}
        </div>
    }
    .into_any()
}

fn shown_part(part: Part, stretches: Vec<Stretch>, language: domain::Language) -> AnyView {
    view! {
        <dt>{words::part(part, language)}</dt>
        <dd class="checked__words" dir="auto">
            {stretches
                .into_iter()
                .map(|stretch| match stretch.change {
                    Change::Same => stretch.text.into_any(),
                    Change::Added => view! { <ins><span class="sr">{words::added(language)} ": "</span>{stretch.text}</ins> }.into_any(),
                    Change::Removed => view! { <del><span class="sr">{words::removed(language)} ": "</span>{stretch.text}</del> }.into_any(),
                })
                .collect_view()}
        </dd>
    }
    .into_any()
}
