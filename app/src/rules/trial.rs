//! What a trial found: how many mails fit, and what would happen to the newest of them.

use super::{api, said, words};
use crate::{Failure, failure::FailureNote, parts::icon::Icon, time::When, words::use_language};
use domain::{
    MailboxId,
    rules::{RuleForm, RulesDesk, TRIED_SHOWN, Trial, Tried},
};
use leptos::{prelude::*, task::spawn_local};

/// A trial that somebody asked for.
#[derive(Clone, Copy)]
pub struct Trying {
    mailbox: MailboxId,
    busy: RwSignal<bool>,
    found: RwSignal<Option<Result<Trial, Failure>>>,
}

impl Trying {
    pub fn new(mailbox: MailboxId) -> Trying {
        Trying { mailbox, busy: RwSignal::new(false), found: RwSignal::new(None) }
    }

    /// One rule as it stands on the page, or all that are switched on.
    pub fn begin(self, form: Option<RuleForm>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let found = api::attempt(self.mailbox, form).await;
            // The page may have been left meanwhile.
            self.busy.try_set(false);
            self.found.try_set(Some(found));
        });
    }
}

#[component]
pub fn TrialPart(trying: Trying, desk: StoredValue<RulesDesk>, label: &'static str, form: Callback<(), Option<RuleForm>>) -> impl IntoView {
    let language = use_language();
    let may = desk.with_value(|desk| desk.may_look);
    view! {
        <section class="card">
            <div class="card__head">
                <p class="trial__text">{words::attempt_text(language)}</p>
                <button class="btn btns--end" type="button" disabled=!may aria-busy=move || trying.busy.get().then_some("true") on:click=move |_| trying.begin(form.run(()))>
                    <Icon name="history" />
                    {label}
                </button>
            </div>
            {(!may).then(|| view! { <p class="card__body card__note">{words::may_not(language)}</p> })}
            <div role="status">
                {move || match trying.found.get() {
                    None => ().into_any(),
                    Some(Err(failure)) => view! { <div class="card__body"><FailureNote failure /></div> }.into_any(),
                    Some(Ok(trial)) => {
                        view! {
                            <p class="card__body">
                                <b>{words::looked(language, trial.looked_at, trial.matched)}</b>
                                {(trial.matched > TRIED_SHOWN).then(|| format!(" {}", words::newest_shown(language)))}
                            </p>
                        }
                            .into_any()
                    }
                }}
            </div>
            {move || {
                trying.found.get().and_then(Result::ok).filter(|trial| !trial.shown.is_empty()).map(|trial| view! { <Found shown=trial.shown desk mailbox=trying.mailbox /> })
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Found(shown: Vec<Tried>, desk: StoredValue<RulesDesk>, mailbox: MailboxId) -> impl IntoView {
    let language = use_language();
    let line = move |tried: Tried| {
        let happens: Vec<String> = desk.with_value(|desk| tried.actions.iter().map(|action| said::action(action, desk, language)).collect());
        let happens = if happens.is_empty() {
            words::nothing(language).to_owned()
        } else {
            happens.join(if language == domain::Language::Japanese { "、" } else { ", " })
        };
        view! {
            <tr>
                <td class="table__main">
                    <a class="table__link" href=format!("/m/{mailbox}/all/{}", tried.conversation) dir="auto">
                        {crate::conversations::words::subject_or(&tried.subject, language)}
                    </a>
                    <small dir="auto">{tried.from} " " <When at=tried.at /></small>
                </td>
                <td data-label=words::would(language)>
                    {happens} " " <small class="trial__rule" dir="auto">{tried.rules.join(" / ")}</small>
                </td>
            </tr>
        }
    };
    view! {
        <div class="card__scroll" tabindex="0" role="region" aria-label=words::trial_result(language)>
            <table class="table table--stack">
                <thead>
                    <tr>
                        <th>{words::subject(language)}</th>
                        <th>{words::would(language)}</th>
                    </tr>
                </thead>
                <tbody>{shown.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
