//! What a mailbox asks for before a mail goes out.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{
        check::CheckField,
        field::{TextArea, about, field_of, focus_invalid},
        select::SelectField,
        toast::Toasts,
    },
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    Field, MailboxId,
    checks::{CheckMode, SendingRules},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

#[component]
pub fn SendingRulesPage() -> impl IntoView {
    let language = use_language();
    let mailbox = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok()).unwrap_or(MailboxId(0));
    // Read once: what is set meanwhile stays.
    let rules = Resource::new(
        || (),
        move |()| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::rules(mailbox.id).await?.rules))
        },
    );
    let name = move || rules.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::rules_title(language, &name()))
                text=Signal::stored(words::rules_text(language).to_owned())
                needs=Needs::Operator
            >
                <Loaded answer=rules children=move |loaded| view! { <Form mailbox rules=loaded.get_untracked().1 /> }.into_any() />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Form(mailbox: MailboxId, rules: SendingRules) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (mode, correcting, always, forbidden) =
        (RwSignal::new(rules.mode), RwSignal::new(rules.correcting), RwSignal::new(rules.always_confirm), RwSignal::new(rules.forbidden));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let rules = SendingRules {
                mode: mode.get_untracked(),
                correcting: correcting.get_untracked(),
                always_confirm: always.get_untracked(),
                forbidden: forbidden.get_untracked(),
            };
            let answer = api::set_rules(mailbox, rules).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(words::saved(language));
                    live.changed(Topic::Settings);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Text));
    let modes = CheckMode::ALL.iter().map(|mode| (*mode, words::mode_name(*mode, language).to_owned())).collect();
    view! {
        <form class="card form" novalidate on:submit=save>
            <div class="card__body form__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <SelectField id="check-mode" label=words::mode(language) value=mode choices=modes hint=words::mode_hint(language) />
                <CheckField label=words::correcting(language) value=correcting text=words::correcting_text(language) />
                <CheckField label=words::always(language) value=always />
                <TextArea
                    id="forbidden"
                    label=words::forbidden(language)
                    value=forbidden
                    hint=words::forbidden_hint(language)
                    error=about(failure, Field::Text)
                />
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
}
