//! The files of a draft: how far they have come, and removing them.

use super::{
    files::{FileLine, FileState},
    session::Session,
    words,
};
use crate::{
    messages::{file_icon, size_words},
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use leptos::prelude::*;

#[component]
pub fn FileList(session: Session, toasts: Toasts) -> impl IntoView {
    let language = use_language();
    view! {
        <ul class="files comp__files" aria-label=words::files(language) hidden=move || session.files.with(Vec::is_empty)>
            <For each=move || session.files.get() key=|line| line.key children=move |line| view! { <FileItem session line toasts /> } />
        </ul>
    }
    .into_any()
}

#[component]
fn FileItem(session: Session, line: FileLine, toasts: Toasts) -> impl IntoView {
    let language = use_language();
    let FileLine { key, name, kind, size, state, .. } = line;
    let state = RwSignal::from(state);
    let busy = Memo::new(move |_| matches!(state.get(), FileState::Going(_)));
    let failed = Memo::new(move |_| matches!(state.get(), FileState::Failed(_)));
    let said = move || match state.get() {
        FileState::Going(percent) => words::going(language, percent, &size_words(size)),
        FileState::Kept(_) => size_words(size),
        FileState::Failed(why) => why,
    };
    let again_name = name.clone();
    let glyph = file_icon(&kind, &name);
    let label = {
        let name = name.clone();
        move || if busy.get() { words::cancel_file(language, &name) } else { words::remove(language, &name) }
    };
    view! {
        <li>
            <span class="file" data-state=move || if failed.get() { Some("failed") } else { busy.get().then_some("busy") }>
                {move || if failed.get() { view! { <Icon name="circle-alert" /> } } else { view! { <Icon name=glyph /> } }}
                <span class="file__name" dir="auto">
                    {name} <small role=move || failed.get().then_some("alert")>{said}</small>
                </span>
                {move || busy.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
                {move || {
                    let name = again_name.clone();
                    failed
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--s file__again"
                                    type="button"
                                    aria-label=words::again(language, &name)
                                    disabled=move || !session.is_open()
                                    on:click=move |_| session.attach_again(key, toasts)
                                >
                                    {words::again_short(language)}
                                </button>
                            }
                        })
                }}
                <button class="chip__x" type="button" aria-label=label disabled=move || !session.is_open() on:click=move |_| session.detach(key, toasts)>
                    <Icon name="x" />
                </button>
            </span>
        </li>
    }
    .into_any()
}
