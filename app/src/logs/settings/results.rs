//! What can come of an entry.

use crate::{
    Failure,
    failure::FailureNote,
    items::{Choices, Row},
    live::{Live, Topic},
    logs::{api, words},
    parts::{
        awake::use_awake,
        field::{about, field_of, focus_invalid},
        toast::Toasts,
    },
    words::use_language,
};
use domain::{
    Field,
    logs::{Log, LogSettings},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ResultsPart(log: Log, one: Memo<LogSettings>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let results = Memo::new(move |_| one.with(|one| one.results.clone()));
    let failure = RwSignal::new(None::<Failure>);
    // Drawn anew when the results are other ones: new lines have got their numbers then.
    move || {
        let rows = RwSignal::new(Row::all(results.get().into_iter().map(Into::into)));
        let save = move |event: leptos::web_sys::SubmitEvent| {
            event.prevent_default();
            failure.set(None);
            spawn_local(async move {
                match api::set_results(log, rows.with_untracked(|rows| Row::form(rows))).await {
                    Ok(()) => toasts.done(words::saved(language)),
                    Err(refused) => {
                        failure.set(Some(refused));
                        return focus_invalid();
                    }
                }
                live.changed(Topic::Logs);
            });
        };
        let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Value));
        view! {
            <form class="card form logs__part" novalidate on:submit=save>
                <h3 class="logs__sub">{words::results(language)}</h3>
                <p class="field__hint">{words::results_text(language)}</p>
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <Choices rows error=about(failure, Field::Value) id=format!("results-{log}") colored=true />
                <div class="btns">
                    <button class="btn" type="submit" disabled=move || !awake.get() aria-label=words::save_results(language, words::log_name(log, language))>
                        {words::save(language)}
                    </button>
                </div>
            </form>
        }
    }
}
