//! The rules of one mailbox in their order, trying them, and running them over earlier mail.

use super::{
    api,
    limit_part::{HeldBanner, LimitPart},
    rule_line::RuleLine,
    run_dialog::RunDialog,
    trial::{TrialPart, Trying},
    words,
};
use crate::{
    accounts::use_mailbox,
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{dialog::opened_by, empty::Empty, icon::Icon, refocus::Refocus, sure::Sure, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    MailboxId,
    rules::{RuleView, RulesDesk},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn RulesPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_mailbox();
    let rules = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::desk(mailbox.id).await?))
        },
    );
    let name = move || rules.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    let new = format!("/settings/mailboxes/{mailbox}/rules/new");
    let actions = move || {
        view! {
            <a class="btn btn--primary" href=new.clone()>
                <Icon name="plus" />
                {words::add(language)}
            </a>
        }
    };
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::title(language, &name()))
                text=Signal::stored(words::text(language).to_owned())
                needs=Needs::Operator
                actions=actions.clone()
            >
                <Loaded
                    answer=rules
                    children=move |loaded| {
                        let desk = Memo::new(move |_| loaded.get().1);
                        view! { <Rules mailbox desk /> }.into_any()
                    }
                />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Rules(mailbox: MailboxId, desk: Memo<RulesDesk>) -> impl IntoView {
    let language = use_language();
    let rules = Memo::new(move |_| desk.with(|desk| desk.rules.clone()));
    let none = Memo::new(move |_| rules.with(Vec::is_empty));
    let removed = RwSignal::new(None::<RuleView>);
    let refocus = Refocus::after(move || rules.track());
    let running = RwSignal::new(false);
    let trying = Trying::new(mailbox);
    let may_run = Memo::new(move |_| desk.with(|desk| desk.may_run));
    view! {
        <HeldBanner desk />
        <Show when=move || none.get()>
            <Empty icon="zap" title=words::none_title(language) text=words::none_text(language) />
        </Show>
        <ol class="card sorter" hidden=move || none.get()>
            <For
                each=move || rules.get()
                // What is drawn is the rule as it is: another content is another line, another place the same one.
                key=|rule| (rule.id, serde_json::to_string(&rule.form).unwrap_or_default(), rule.fired)
                children=move |rule| {
                    let id = rule.id;
                    let number = Memo::new(move |_| rules.with(|rules| rules.iter().position(|rule| rule.id == id).map_or(0, |at| at + 1)));
                    view! { <RuleLine mailbox rule number desk removed refocus /> }
                }
            />
        </ol>
        <div hidden=move || none.get() class="rules__tools">
            <TrialPart trying desk=StoredValue::new(desk.get_untracked()) label=words::attempt_all(language) form=Callback::new(|()| None) />
            <p>
                <button class="btn" type="button" disabled=move || !may_run.get() on:click=move |_| running.set(true)>
                    <Icon name="list-checks" />
                    {words::run(language)}
                </button>
            </p>
        </div>
        <LimitPart mailbox desk />
        <RunDialog mailbox open=running />
        <RemoveDialog removed />
    }
}

#[component]
fn RemoveDialog(removed: RwSignal<Option<RuleView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(removed);
    let remove = move |_| {
        let Some(rule) = removed.get_untracked() else { return };
        open.set(false);
        spawn_local(async move {
            match api::remove(rule.id).await {
                Ok(()) => toasts.done(words::removed(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Settings);
        });
    };
    view! {
        <Sure open title=words::remove_title(language).to_owned() text=Signal::derive(move || removed.with(|rule| rule.as_ref().map(|rule| words::remove_text(language, &rule.form.name)).unwrap_or_default())) act=words::remove_title(language).to_owned() does=Callback::new(remove) />
    }
}
