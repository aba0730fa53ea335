//! One account: entered anew or changed, with the live test, and taken out of use.

use super::{
    api,
    fields::{AccountFields, Errors},
    form::AccountFormPart,
    list_page::use_mailbox,
    live_test::{LiveTest, Tests},
    trust_part::TrustPart,
    words,
};
use crate::{
    live::{Live, Topic},
    parts::{check::CheckField, field::focus_invalid, icon::Icon, sure::Sure, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    AccountId, MailboxId, Refused,
    accounts::{AccountForm, AccountView},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

#[component]
pub fn AccountPage() -> impl IntoView {
    let language = use_language();
    let mailbox = use_mailbox();
    let named = use_params_map().with_untracked(|params| params.get("account")).unwrap_or_default();
    let is_new = named == "new";
    let id = named.parse::<AccountId>().ok();
    // Read once: what is typed meanwhile stays.
    let account = Resource::new(
        || (),
        move |()| async move {
            match id {
                None if is_new => {
                    crate::mailboxes::settings_of(mailbox).await?;
                    Ok(None)
                }
                None => Err(Refused::NotFound.into()),
                Some(id) => {
                    let found = api::list().await?.into_iter().find(|account| account.id == id && account.mailbox_id == mailbox);
                    found.map(Some).ok_or_else(|| Refused::NotFound.into())
                }
            }
        },
    );
    let title = if is_new { words::new_title(language) } else { words::change_title(language) };
    view! {
        <SettingsPage title=Signal::stored(title.to_owned()) needs=Needs::Operator>
            <Loaded answer=account children=move |account| view! { <Editor mailbox account=account.get_untracked() /> }.into_any() />
        </SettingsPage>
    }
}

#[component]
fn Editor(mailbox: MailboxId, account: Option<AccountView>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, navigate) = (Live::current(), Toasts::current(), StoredValue::new(use_navigate()));
    let id = account.as_ref().map(|account| account.id);
    let stored = account.as_ref().map_or((false, false), |account| (account.has_receive_password, account.has_send_password));
    let seen = account.as_ref().map(|account| account.seen_server.clone()).unwrap_or_default();
    let form = account.map_or_else(AccountForm::blank, |account| account.form);
    let fields = AccountFields::new(&form, id.is_none());
    let (errors, tests) = (Errors::new(), Tests::new());
    let busy = RwSignal::new(false);
    let asks = RwSignal::new(false);
    let leave = move || {
        live.changed(Topic::Settings);
        navigate.with_value(|navigate| navigate(&format!("/settings/mailboxes/{mailbox}/accounts"), Default::default()));
    };
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        let form = fields.form();
        if busy.get_untracked() {
            return;
        }
        if !errors.check(&form) {
            return focus_invalid();
        }
        busy.set(true);
        spawn_local(async move {
            let saved = match id {
                Some(id) => api::change(id, form).await,
                None => api::create(mailbox, form).await.map(drop),
            };
            busy.set(false);
            match saved {
                Ok(()) => {
                    toasts.done(words::saved(language));
                    leave();
                }
                Err(failure) => {
                    errors.say(failure);
                    focus_invalid();
                }
            }
        });
    };
    let remove = move |id: AccountId| {
        asks.set(false);
        spawn_local(async move {
            match api::remove(id).await {
                Ok(()) => {
                    toasts.done(words::removed(language));
                    leave();
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <form class="card form" novalidate on:submit=save>
            <div class="card__body form__body">
                <AccountFormPart fields errors stored />
                <TrustPart fields errors seen />
                <CheckField label=words::enabled(language) text=words::enabled_text(language) value=fields.enabled />
                <LiveTest fields errors tests account=id />
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
                <a class="btn btn--ghost" href=format!("/settings/mailboxes/{mailbox}/accounts")>
                    {common::cancel(language)}
                </a>
                {id
                    .map(|_| {
                        view! {
                            <span class="btns btns--end">
                                <button class="btn btn--danger-quiet" type="button" on:click=move |_| asks.set(true)>
                                    <Icon name="unlink" />
                                    {words::remove(language)}
                                </button>
                            </span>
                        }
                    })}
            </div>
        </form>
        {id
            .map(|id| {
                let address = form.address.clone();
                view! {
                    <Sure open=asks title=words::remove_title(language).to_owned() text=words::remove_text(language, &address) act=words::remove(language).to_owned() does=Callback::new(move |()| remove(id)) />
                }
            })}
    }
}
