//! The import that is on: looked through, decided about, taken in, resting or taken back.

use super::{api, choices_part::ChoicesPart, look_part::LookPart, words};
use crate::{
    live::{Live, Topic},
    own_fault,
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{
    ImportId, MailboxId,
    imports::{ImportDesk, ImportState, ImportView, Step},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Current(mailbox: MailboxId, id: ImportId, state: ImportState, active: Memo<Option<ImportView>>, desk: Memo<ImportDesk>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let ask = Callback::new(move |step: Step| {
        spawn_local(async move {
            if let Err(failure) = api::step(id, step).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Imports(mailbox));
        });
    });
    let first = active.get_untracked();
    let name = first.as_ref().map(|import| import.name.clone()).unwrap_or_default();
    let look = first.as_ref().and_then(|import| import.look.clone().map(|look| (look, import.kind)));
    let trouble = move || active.with(|import| import.as_ref().map(|import| import.answer.clone())).filter(|answer| !answer.is_empty());
    view! {
        <section class="card" aria-labelledby="import-current">
            <div class="card__head">
                <h2 class="card__title" id="import-current" dir="auto">
                    {words::state_of(state, &name, language)}
                </h2>
            </div>
            <div class="card__body form">
                {(state != ImportState::Looked).then(|| view! { <Progress state active /> })}
                {move || {
                    trouble()
                        .map(|answer| {
                            view! {
                                <div class="banner" data-kind="warn" role="status">
                                    <Icon name="triangle-alert" />
                                    <div class="banner__text">{words::tried_again(language)} " " {own_fault::said(&answer, language)}</div>
                                </div>
                            }
                        })
                }}
                {look.filter(|_| state == ImportState::Looked).map(|(look, kind)| view! { <LookPart look kind /> })}
                {(state == ImportState::Looked).then(|| view! { <ChoicesPart mailbox id desk /> })}
                <div class="btns">
                    {(state == ImportState::Running).then(|| view! { <Ask ask step=Step::Pause icon="pause" label=words::pause(language) /> })}
                    {(state == ImportState::Paused).then(|| view! { <Ask ask step=Step::GoOn icon="play" label=words::go_on(language) /> })}
                    {(state != ImportState::Undoing).then(|| view! { <Ask ask step=Step::Cancel icon="x" label=words::cancel(language) /> })}
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Ask(ask: Callback<Step>, step: Step, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="btn" type="button" on:click=move |_| ask.run(step)>
            <Icon name=icon />
            {label}
        </button>
    }
    .into_any()
}

#[component]
fn Progress(state: ImportState, active: Memo<Option<ImportView>>) -> impl IntoView {
    let language = use_language();
    let percent = Memo::new(move |_| active.with(|import| import.as_ref().filter(|_| state != ImportState::Looking).and_then(ImportView::percent)));
    let text = move || {
        active.with(|import| {
            let import = import.as_ref()?;
            Some(match state {
                ImportState::Looking => words::seen(language, import.found),
                ImportState::Undoing => String::new(),
                _ => words::numbers(import, language),
            })
        })
    };
    view! {
        <div class="import__going">
            {(state != ImportState::Undoing && state != ImportState::Looking)
                .then(|| {
                    view! { <progress class="bar" max="100" value=move || percent.get().unwrap_or_default().to_string() aria-label=words::progress(language)></progress> }
                })}
            {matches!(state, ImportState::Looking | ImportState::Undoing).then(|| view! { <span class="spin" aria-hidden="true"></span> })}
            <span>{text}</span>
        </div>
    }
    .into_any()
}
