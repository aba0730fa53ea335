//! The mail accounts of one mailbox, and how they fare.

use super::{account_line::AccountLine, api, words};
use crate::{
    live::{Live, Topic},
    mailboxes::settings_of,
    own_fault,
    parts::{empty::Empty, icon::Icon},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{MailboxId, accounts::AccountView, mailboxes::ACCOUNTS_MAX};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The mailbox that the address names; 0 for none, which does not exist.
pub fn use_mailbox() -> MailboxId {
    use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok()).unwrap_or(MailboxId(0))
}

#[component]
pub fn AccountsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_mailbox();
    let accounts = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            let accounts = api::list().await?;
            Ok((mailbox.name, accounts.into_iter().filter(|account| account.mailbox_id == mailbox.id).collect::<Vec<_>>()))
        },
    );
    let name = move || accounts.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    let used =
        move || accounts.get().and_then(Result::ok).map(|(_, accounts)| words::used(language, accounts.len(), ACCOUNTS_MAX)).unwrap_or_default();
    let new = format!("/settings/mailboxes/{mailbox}/accounts/new");
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
                text=Signal::derive(used)
                needs=Needs::Operator
                actions=actions.clone()
            >
                <Loaded
                    answer=accounts
                    children=move |loaded| {
                        let list = Memo::new(move |_| loaded.get().1);
                        view! { <List list /> }.into_any()
                    }
                />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn List(list: Memo<Vec<AccountView>>) -> impl IntoView {
    let language = use_language();
    let none = Memo::new(move |_| list.with(Vec::is_empty));
    view! {
        <Show when=move || none.get()>
            <Empty icon="mail-plus" title=words::none_title(language) text=words::none_text(language) />
        </Show>
        <For
            each=move || list.get().into_iter().filter(|account| !account.last_error.is_empty())
            key=|account| (account.id, account.last_error.clone())
            children=move |account| {
                view! {
                    <div class="banner" data-kind="bad" role="status">
                        <Icon name="triangle-alert" />
                        <div class="banner__text">
                            <b>{words::failing(language, &account.form.address)}</b>
                            <br />
                            {own_fault::said(&account.last_error, language)}
                        </div>
                    </div>
                }
            }
        />
        <Show when=move || !none.get()>
            <div class="card">
                <div class="card__scroll">
                    <table class="table table--stack">
                        <thead>
                            <tr>
                                <th>{words::address(language)}</th>
                                <th>{words::connection(language)}</th>
                                <th>{words::receiving(language)}</th>
                                <th>{words::next(language)}</th>
                                <th class="table__n">{words::left(language)}</th>
                                <th class="table__act">
                                    <span class="sr">{words::actions(language)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || list.get()
                                key=|account| account.id
                                children=move |account| {
                                    let (id, first) = (account.id, account);
                                    let newest = Memo::new(move |last: Option<&AccountView>| {
                                        list.with(|list| list.iter().find(|account| account.id == id).cloned())
                                            .or_else(|| last.cloned())
                                            .unwrap_or_else(|| first.clone())
                                    });
                                    view! { <AccountLine account=newest /> }
                                }
                            />
                        </tbody>
                    </table>
                </div>
            </div>
        </Show>
    }
}
