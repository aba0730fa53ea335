//! The imports of one mailbox: one at a time, and those before it.

use super::{api, begin_part::BeginPart, current::Current, past::Past, words};
use crate::{
    accounts::use_mailbox,
    live::{Live, Topic},
    mailboxes::settings_of,
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{MailboxId, imports::ImportDesk};
use leptos::prelude::*;

#[component]
pub fn ImportPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_mailbox();
    let loaded = Resource::new(
        move || (live.version(Topic::Settings), live.version(Topic::Imports(mailbox))),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::desk(mailbox.id).await?))
        },
    );
    let name = move || loaded.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::title(language, &name()))
                text=Signal::stored(words::text(language).to_owned())
                needs=Needs::Operator
            >
                <Loaded
                    answer=loaded
                    children=move |loaded| {
                        let desk = Memo::new(move |_| loaded.get().1);
                        view! { <Desk mailbox desk /> }.into_any()
                    }
                />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Desk(mailbox: MailboxId, desk: Memo<ImportDesk>) -> impl IntoView {
    let active = Memo::new(move |_| desk.with(|desk| desk.imports.iter().find(|import| import.state.is_active()).cloned()));
    // What is typed stays while numbers move.
    let shown = Memo::new(move |_| active.with(|active| active.as_ref().map(|import| (import.id, import.state))));
    view! {
        <div class="form import">
            {move || match shown.get() {
                None => view! { <BeginPart mailbox desk /> }.into_any(),
                Some((id, state)) => view! { <Current mailbox id state active desk /> }.into_any(),
            }}
            <Past mailbox desk />
        </div>
    }
    .into_any()
}
