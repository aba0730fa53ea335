//! The mailboxes as operators keep them: names, signatures, and the way to everything that is set of each.

use super::{api, edit_dialog::EditDialog, words};
use crate::{
    live::{Live, Topic},
    parts::icon::Icon,
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::mailboxes::{ACCOUNTS_MAX, MAILBOXES_MAX, MailboxSettings};
use leptos::prelude::*;

/// What the dialog edits: nothing, a new mailbox, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New,
    Known(MailboxSettings),
}

#[component]
pub fn MailboxesPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailboxes = Resource::new(move || live.version(Topic::Settings), |_| api::settings());
    let edited = RwSignal::new(None::<Edited>);
    let actions = move || {
        view! {
            <button class="btn btn--primary" type="button" on:click=move |_| edited.set(Some(Edited::New))>
                <Icon name="plus" />
                {words::create_new(language)}
            </button>
        }
    };
    view! {
        <SettingsPage title=Signal::stored(words::title(language).to_owned()) needs=Needs::Operator actions>
            <Loaded answer=mailboxes children=move |list| view! { <List list edited /> }.into_any() />
            <EditDialog edited />
        </SettingsPage>
    }
}

#[component]
fn List(list: Memo<Vec<MailboxSettings>>, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    view! {
        <p>
            <span class="quota">
                <progress class="bar" max=MAILBOXES_MAX.to_string() value=move || list.with(Vec::len).to_string() aria-label=words::title(language)></progress>
                {move || words::used(language, list.with(Vec::len), MAILBOXES_MAX)}
            </span>
        </p>
        <div class="card">
            <div class="card__scroll">
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th class="table__n">{words::accounts(language)}</th>
                            <th class="table__act">
                                <span class="sr">{words::actions(language)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || list.get()
                            key=|mailbox| (mailbox.id, mailbox.name.clone(), mailbox.signature.clone(), mailbox.accounts)
                            children=move |mailbox| view! { <Line mailbox edited /> }
                        />
                    </tbody>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Line(mailbox: MailboxSettings, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let (id, name) = (mailbox.id, mailbox.name.clone());
    view! {
        <tr>
            <td class="table__main">
                <a class="table__link" href=format!("/settings/mailboxes/{id}") dir="auto">
                    <b>{name.clone()}</b>
                </a>
            </td>
            <td class="table__n" data-label=words::accounts(language)>
                {format!("{} / {ACCOUNTS_MAX}", mailbox.accounts)}
            </td>
            <td class="table__acts">
                <span class="btns btns--tight">
                    <a class="btn btn--s" href=format!("/settings/mailboxes/{id}") aria-label=words::open_of(language, &name)>
                        <Icon name="settings" />
                        {words::settings(language)}
                    </a>
                    <button
                        class="btn btn--s"
                        type="button"
                        aria-label=words::edit_of(language, &name)
                        on:click=move |_| edited.set(Some(Edited::Known(mailbox.clone())))
                    >
                        <Icon name="signature" />
                        {words::edit(language)}
                    </button>
                </span>
            </td>
        </tr>
    }
}
