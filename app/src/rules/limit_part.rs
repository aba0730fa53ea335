//! How many letters rules may send in an hour, and that some were held because it were more.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{field::TextField, icon::Icon, toast::Toasts},
    words::{common, use_language},
};
use domain::{MailboxId, rules::RulesDesk};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn HeldBanner(desk: Memo<RulesDesk>) -> impl IntoView {
    let language = use_language();
    let held = Memo::new(move |_| desk.with(|desk| desk.held));
    view! {
        <div class="banner" data-kind="bad" role="status" hidden=move || held.get() == 0>
            <Icon name="triangle-alert" />
            <div class="banner__text">
                <b>{move || words::held(language, held.get())}</b>
                <br />
                {words::held_text(language)}
            </div>
        </div>
    }
    .into_any()
}

#[component]
pub fn LimitPart(mailbox: MailboxId, desk: Memo<RulesDesk>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let limit = RwSignal::new(desk.with_untracked(|desk| desk.letters_an_hour.to_string()));
    let failure = RwSignal::new(None::<Failure>);
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        failure.set(None);
        // What is no number is out of range as well.
        let wanted = limit.get_untracked().trim().parse().unwrap_or_default();
        spawn_local(async move {
            match api::limit(mailbox, wanted).await {
                Ok(()) => {
                    toasts.done(words::limit_saved(language));
                    live.changed(Topic::Settings);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    view! {
        <section class="card" aria-labelledby="rule-limit-title">
            <div class="card__head">
                <h2 class="card__title" id="rule-limit-title">
                    {words::limit_title(language)}
                </h2>
            </div>
            <form class="card__body form__body" novalidate on:submit=save>
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="rule-limit" label=words::limit_label(language) value=limit hint=words::limit_hint(language) input_mode="numeric" />
                <p>
                    <button class="btn" type="submit">
                        {common::save(language)}
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
