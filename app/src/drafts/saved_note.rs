//! Whether the server has what was typed. Spoken only when the words change, so that typing stays quiet.

use super::{
    session::{Saved, Session},
    words,
};
use crate::{parts::icon::Icon, time::Clock, words::use_language};
use leptos::prelude::*;

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
        Saved::Failed(why) => words::not_saved(language, &why),
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
