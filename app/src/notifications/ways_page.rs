//! The ways out that admins keep: the account that notices are mailed from, webhooks, and what went out lately.

use super::{api, log::Log, webhook_dialog::WebhookDialog, words};
use crate::{
    parts::{icon::Icon, select::SelectField, sure::Sure, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    AccountId,
    notifications::{Ways, WebhookView},
};
use leptos::{prelude::*, task::spawn_local};

/// What the dialog edits: nothing, a new webhook, or one that exists.
pub type Edited = RwSignal<Option<Option<WebhookView>>>;

#[component]
pub fn WaysPage() -> impl IntoView {
    let language = use_language();
    let ways = Resource::new(|| (), |()| api::ways());
    let again = Callback::new(move |()| ways.refetch());
    let edited: Edited = RwSignal::new(None);
    let actions = move || {
        view! {
            <button class="btn btn--primary" type="button" on:click=move |_| edited.set(Some(None))>
                <Icon name="plus" />
                {words::add_webhook(language)}
            </button>
        }
    };
    view! {
        <SettingsPage
            title=Signal::stored(words::ways(language).to_owned())
            text=Signal::stored(words::ways_text(language).to_owned())
            needs=Needs::Admin
            actions
        >
            <Loaded answer=ways children=move |ways| view! { <Parts ways edited again /> }.into_any() />
            <WebhookDialog edited again />
        </SettingsPage>
    }
}

#[component]
fn Parts(ways: Memo<Ways>, edited: Edited, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let first = ways.get_untracked();
    view! {
        <AccountCard account=first.account accounts=first.accounts again />
        <div class="card">
            <div class="card__head">
                <h2 class="card__title">{words::webhooks(language)}</h2>
            </div>
            {move || ways.with(|ways| ways.webhooks.is_empty()).then(|| view! { <p class="card__body">{words::no_webhooks(language)}</p> })}
            <div class="optlist">
                <For each=move || ways.get().webhooks key=|hook| (hook.id, hook.name.clone(), hook.host.clone(), hook.enabled, hook.kinds.clone()) children=move |hook| view! { <Hook hook edited again /> } />
            </div>
        </div>
        <div class="card">
            <Log lines=Signal::derive(move || ways.get().log) />
        </div>
    }
}

#[component]
fn AccountCard(account: Option<AccountId>, accounts: Vec<(AccountId, String)>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let none = AccountId(0);
    let chosen = RwSignal::new(account.unwrap_or(none));
    let choices = std::iter::once((none, words::account_none(language).to_owned())).chain(accounts).collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let account = Some(chosen.get_untracked()).filter(|account| *account != none);
        spawn_local(async move {
            match api::set_account(account).await {
                Ok(()) => {
                    toasts.done(words::saved(language));
                    again.run(());
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let test = move |_| {
        spawn_local(async move {
            match api::test_mail().await {
                Ok(()) => {
                    toasts.done(words::test_queued(language));
                    set_timeout(move || again.run(()), std::time::Duration::from_secs(3));
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <form class="card form" on:submit=save>
            <div class="card__body form__body">
                <SelectField id="notice-account" label=words::account(language) value=chosen hint=words::account_hint(language) choices=choices />
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit">
                    {common::save(language)}
                </button>
                {account
                    .map(|_| {
                        view! {
                            <button class="btn" type="button" on:click=test>
                                {words::test_mail(language)}
                            </button>
                        }
                    })}
            </div>
        </form>
    }
}

#[component]
fn Hook(hook: WebhookView, edited: Edited, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let (id, name) = (hook.id, hook.name.clone());
    let asks = RwSignal::new(false);
    let title = words::remove_of(language, &name);
    let test = move |_| {
        spawn_local(async move {
            match api::test_webhook(id).await {
                Ok((true, answer)) => toasts.done(words::answered(language, &answer)),
                Ok((false, answer)) => toasts.warn(words::refused(language, &answer)),
                Err(failure) => toasts.failed(&failure, language),
            }
            again.run(());
        });
    };
    let remove = move |_| {
        asks.set(false);
        spawn_local(async move {
            if let Err(failure) = api::remove_webhook(id).await {
                toasts.failed(&failure, language);
            }
            again.run(());
        });
    };
    view! {
        <div class="optlist__item">
            <div class="optlist__text">
                <b dir="auto">{name.clone()}</b>
                {(!hook.enabled).then(|| view! { " " <span class="tag">{words::paused(language)}</span> })}
                <small>{format!("{} · {}", words::form_name(hook.form, language), hook.host)}</small>
            </div>
            <span class="btns btns--tight">
                <button class="btn btn--s" type="button" aria-label=words::test_of(language, &name) on:click=test>
                    {words::test(language)}
                </button>
                <button class="btn btn--s" type="button" aria-label=words::edit_of(language, &name) on:click=move |_| edited.set(Some(Some(hook.clone())))>
                    {common::edit(language)}
                </button>
                <button class="btn btn--s btn--danger-quiet" type="button" aria-label=title.clone() on:click=move |_| asks.set(true)>
                    {common::delete(language)}
                </button>
            </span>
            <Sure open=asks title=title.clone() text=words::remove_text(language).to_owned() act=common::delete(language).to_owned() does=Callback::new(remove) />
        </div>
    }
}
