//! How the entries of a log are dated, and in which steps.

use crate::{
    live::{Live, Topic},
    logs::{api, words},
    parts::{awake::use_awake, select::SelectField, toast::Toasts},
    words::use_language,
};
use domain::logs::{Dating, Log, LogSettings, STEPS};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn DatingPart(log: Log, one: Memo<LogSettings>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let (dating, step) = one.with_untracked(|one| (RwSignal::new(one.dating), RwSignal::new(one.step)));
    // What somebody else decided meanwhile is shown.
    Effect::new(move |_| {
        let (now, minutes) = one.with(|one| (one.dating, one.step));
        dating.set(now);
        step.set(minutes);
    });
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            match api::set_dating(log, dating.get_untracked(), step.get_untracked()).await {
                Ok(()) => toasts.done(words::saved(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Logs);
        });
    };
    let datings = Dating::ALL.iter().map(|dating| (*dating, words::dating_name(*dating, language).to_owned())).collect::<Vec<_>>();
    let steps = STEPS.iter().map(|step| (*step, words::minutes(language, *step))).collect::<Vec<_>>();
    view! {
        <form class="card form logs__part" on:submit=save>
            <div class="pair">
                <SelectField id=format!("dating-{log}") label=words::dating(language) value=dating choices=datings />
                <div hidden=move || !dating.get().has_time()>
                    <SelectField id=format!("step-{log}") label=words::step(language) value=step choices=steps />
                </div>
            </div>
            <div class="btns">
                <button class="btn" type="submit" disabled=move || !awake.get() aria-label=words::save_dating(language, words::log_name(log, language))>
                    {words::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
