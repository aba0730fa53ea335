//! One rule, new or known: its name, what it looks at, what it does, and a trial of what stands on the page.

use super::{
    action_rows::ActionRows,
    api,
    condition_row::ConditionRow,
    draft::Draft,
    letter_rows::LetterRows,
    trial::{TrialPart, Trying},
    words,
};
use crate::{
    Failure,
    accounts::use_mailbox,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        check::CheckField,
        field::{TextField, about, field_of, focus_invalid},
        icon::Icon,
        select::SelectField,
        toast::Toasts,
    },
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    Field, MailboxId, Refused, RuleId,
    rules::{CONDITIONS_MAX, Content, RuleForm, RulesDesk, Together},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

#[component]
pub fn RulePage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_mailbox();
    let asked = use_params_map().with_untracked(|params| params.get("rule")).unwrap_or_default();
    let known = (asked != "new").then(|| asked.parse().unwrap_or(RuleId(0)));
    let read = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let desk = api::desk(mailbox).await?;
            let form = match known {
                None => RuleForm { enabled: true, ..RuleForm::default() },
                Some(id) => desk.rules.iter().find(|rule| rule.id == id).map(|rule| rule.form.clone()).ok_or(Refused::NotFound)?,
            };
            Ok((form, desk))
        },
    );
    let title = if known.is_some() { words::edit_title(language) } else { words::new_title(language) };
    view! {
        <SettingsPage title=Signal::stored(title.to_owned()) needs=Needs::Operator>
            <Loaded
                answer=read
                children=move |loaded| {
                    // What somebody writes is not replaced by what others save.
                    let (form, desk): (RuleForm, RulesDesk) = loaded.get_untracked();
                    view! { <Form mailbox known form desk=StoredValue::new(desk) /> }.into_any()
                }
            />
        </SettingsPage>
    }
}

#[component]
fn Form(mailbox: MailboxId, known: Option<RuleId>, form: RuleForm, desk: StoredValue<RulesDesk>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, navigate) = (Live::current(), Toasts::current(), use_navigate());
    let draft = Draft::of(&form);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let list = format!("/settings/mailboxes/{mailbox}/rules");
    let back = list.clone();
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let (navigate, list) = (navigate.clone(), list.clone());
        spawn_local(async move {
            let saved = api::save(mailbox, known, draft.form()).await;
            busy.try_set(false);
            match saved {
                Ok(_) => {
                    live.changed(Topic::Settings);
                    toasts.done(words::saved(language));
                    navigate(&list, Default::default());
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Name));
    let ways = Together::ALL
        .iter()
        .map(|way| (*way, if *way == Together::All { words::when_all(language) } else { words::when_any(language) }.to_owned()))
        .collect::<Vec<_>>();
    let addresses = StoredValue::new(desk.with_value(|desk| desk.addresses.clone()));
    let count = Memo::new(move |_| draft.conditions.with(Vec::len));
    let (several, full) = (Memo::new(move |_| count.get() > 1), Memo::new(move |_| count.get() >= CONDITIONS_MAX));
    view! {
        <form class="form" novalidate on:submit=save>
            <section class="card">
                <div class="card__body form__body">
                    <TextField
                        id="rule-name"
                        label=words::name(language)
                        value=draft.name
                        hint=words::name_hint(language)
                        error=about(failure, Field::Name)
                        required=true
                        auto_direction=true
                    />
                    <CheckField label=words::enabled(language) value=draft.enabled />
                </div>
            </section>
            <section class="card" aria-labelledby="rule-conditions">
                <div class="card__head">
                    <h2 class="card__title" id="rule-conditions">
                        {words::conditions(language)}
                    </h2>
                </div>
                <div class="card__body form__body">
                    {move || (count.get() == 0).then(|| view! { <p class="card__note">{words::no_conditions(language)}</p> })}
                    <div hidden=move || !several.get()>
                        <SelectField id="rule-together" label=words::together(language) value=draft.together choices=ways />
                    </div>
                    <For each=move || draft.conditions.get() key=|row| row.key children=move |row| view! { <ConditionRow draft row addresses /> } />
                    <p>
                        <button class="btn" type="button" disabled=move || full.get() on:click=move |_| draft.add_condition()>
                            <Icon name="plus" />
                            {words::add_condition(language)}
                        </button>
                    </p>
                </div>
            </section>
            <section class="card" aria-labelledby="rule-actions">
                <div class="card__head">
                    <h2 class="card__title" id="rule-actions">
                        {words::actions(language)}
                    </h2>
                </div>
                <div class="card__body form__body">
                    <ActionRows draft mailbox desk />
                    <LetterRows draft />
                </div>
            </section>
            {move || other().map(|failure| view! { <FailureNote failure /> })}
            <div class="savebar">
                <span class="savebar__text"></span>
                <a class="btn btn--ghost" href=back>
                    {common::cancel(language)}
                </a>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {words::save(language)}
                </button>
            </div>
        </form>
        <TrialPart trying=Trying::new(mailbox) desk label=words::attempt(language) form=Callback::new(move |()| Some(named(draft.form()))) />
    }
}

/// A trial needs no name yet.
fn named(form: RuleForm) -> RuleForm {
    let name = if form.name.trim().is_empty() { "?".to_owned() } else { form.name };
    RuleForm { name, enabled: true, content: Content { ..form.content } }
}
