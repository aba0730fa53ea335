//! The rights matrix of one mailbox: who may view, edit, send and delete. Every change is saved at once.

use super::{access_line::AccessLine, api, settings_of, words};
use crate::{
    checks,
    live::{Live, Topic},
    parts::empty::Empty,
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{MailboxId, UserId, mailboxes::GrantView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn AccessPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok()).unwrap_or(MailboxId(0));
    let matrix = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::grants(mailbox.id).await?, checks::api::rules(mailbox.id).await?.marked))
        },
    );
    let name = move || matrix.get().and_then(Result::ok).map(|(name, ..)| name).unwrap_or_default();
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::access_title(language, &name()))
                text=Signal::stored(words::access_text(language).to_owned())
                needs=Needs::Operator
            >
                <Loaded
                    answer=matrix
                    children=move |loaded| {
                        let grants = Memo::new(move |_| loaded.get().1);
                        let marked = Memo::new(move |_| loaded.get().2);
                        view! { <Matrix grants marked /> }.into_any()
                    }
                />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Matrix(grants: Memo<Vec<GrantView>>, marked: Memo<Vec<UserId>>) -> impl IntoView {
    let language = use_language();
    let nobody = Memo::new(move |_| grants.with(Vec::is_empty));
    view! {
        <Show when=move || nobody.get()>
            <Empty icon="users" title=words::nobody_title(language) text=words::nobody_text(language) />
        </Show>
        <div class="card" hidden=move || nobody.get()>
            // Wider than a phone: it scrolls inside the card, by keyboard too.
            <div class="card__scroll" tabindex="0" role="region" aria-labelledby="settings-title">
                <table class="table table--matrix">
                    <thead>
                        <tr>
                            <th>{words::person(language)}</th>
                            <th>{words::view(language)}</th>
                            <th>{words::editing(language)}</th>
                            <th>{words::sending(language)}</th>
                            <th>{words::deleting(language)}</th>
                            <th>{checks::words::needs_check(language)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || grants.get()
                            key=|grant| grant.user_id
                            children=move |grant| {
                                let (user, first) = (grant.user_id, grant);
                                let newest = Memo::new(move |last: Option<&GrantView>| {
                                    grants
                                        .with(|grants| grants.iter().find(|grant| grant.user_id == user).cloned())
                                        .or_else(|| last.cloned())
                                        .unwrap_or_else(|| first.clone())
                                });
                                let needs_check = Memo::new(move |_| marked.with(|marked| marked.contains(&user)));
                                view! { <AccessLine grant=newest needs_check /> }
                            }
                        />
                    </tbody>
                </table>
            </div>
        </div>
    }
}
