//! Whether the server has what was typed. Spoken only when the words change, so that typing stays quiet.

use super::{
    session::{Next, NotSaved, Saved, Session},
    words,
};
use crate::{
    parts::icon::Icon,
    time::Clock,
    words::{common, use_language},
};
use leptos::prelude::*;

/// A few words beside the tools.
#[component]
pub fn SavedNote(session: Session) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let state = move || match session.saved.get() {
        Saved::At(_) => "saved",
        Saved::Typing => "typing",
        Saved::Saving => "saving",
        Saved::Failed(_) => "failed",
    };
    let spoken = Memo::new(move |last: Option<&String>| match session.saved.get() {
        Saved::At(at) => words::saved_at(language, &clock.civil(at).clock()),
        // The strip below speaks for itself.
        Saved::Failed(_) => String::new(),
        Saved::Typing | Saved::Saving => last.cloned().unwrap_or_default(),
    });
    view! {
        <span class="comp__saved" data-state=state aria-hidden="true">
            {move || match session.saved.get() {
                Saved::At(at) => view! { <Icon name="check" /> {words::saved_at(language, &clock.civil(at).clock())} }.into_any(),
                Saved::Typing => view! { {words::unsaved(language)} }.into_any(),
                Saved::Saving => view! { <span class="spin"></span> {words::saving(language)} }.into_any(),
                Saved::Failed(_) => view! { <Icon name="triangle-alert" /> {words::not_saved_short(language)} }.into_any(),
            }}
        </span>
        <span class="sr" role="status">
            {move || spoken.get()}
        </span>
    }
    .into_any()
}

/// Why it is not saved, that nothing is lost, and what to do. Stays while the next try is under way.
#[component]
pub fn NotSavedStrip(session: Session) -> impl IntoView {
    let language = use_language();
    let shown = Memo::new(move |last: Option<&Option<NotSaved>>| match session.saved.get() {
        Saved::Failed(not_saved) => Some(not_saved),
        Saved::Saving | Saved::Typing => last.cloned().flatten(),
        Saved::At(_) => None,
    });
    move || {
        shown.get().filter(|_| session.is_open()).map(|NotSaved { why, next }| {
            let what_to_do = match next {
                Next::ByItself => words::saves_by_itself(language),
                Next::Change => words::saves_when_changed(language),
                Next::SignIn => words::saves_when_signed_in(language),
            };
            view! {
                <div class="banner banner--bar comp__notsaved" data-kind="bad" role="alert">
                    <Icon name="triangle-alert" />
                    <div class="banner__text">
                        <b>{words::not_saved(language)}</b>
                        {why}
                        " "
                        {what_to_do}
                    </div>
                    <span class="btns">
                        {(next == Next::SignIn)
                            .then(|| {
                                view! {
                                    <a class="btn btn--s" href="/login" target="_blank" rel="external">
                                        {words::sign_in_elsewhere(language)}
                                    </a>
                                }
                            })}
                        <button class="btn btn--s" type="button" on:click=move |_| session.save_now()>
                            {common::try_again(language)}
                        </button>
                    </span>
                </div>
            }
        })
    }
}
