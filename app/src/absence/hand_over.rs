//! Whoever is suspended hands their unfinished work over, mailbox by mailbox, in the same deed.

use super::{api, words};
use crate::{
    failure::FailureNote,
    live::{Live, Topic},
    parts::{dialog::Dialog, select::SelectField, toast::Toasts},
    words::{common, use_language},
};
use domain::{MailboxId, UserId, absence::OpenWork};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn HandOverDialog(user: UserId, name: String, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let title = words::hand_over(language, &name);
    let name = StoredValue::new(name);
    view! {
        <Dialog open title=Signal::stored(title) role="alertdialog">
            <Asked user name open />
        </Dialog>
    }
}

#[component]
fn Asked(user: UserId, name: StoredValue<String>, open: RwSignal<bool>) -> impl IntoView {
    let work = LocalResource::new(move || api::open_work(user));
    move || {
        work.get().map(|answer| match answer {
            Ok(work) => view! { <Form user name work open /> }.into_any(),
            Err(failure) => view! { <FailureNote failure /> }.into_any(),
        })
    }
}

#[component]
fn Form(user: UserId, name: StoredValue<String>, work: Vec<OpenWork>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let nobody = UserId(0);
    let chosen: Vec<(MailboxId, RwSignal<UserId>)> = work.iter().map(|work| (work.mailbox_id, RwSignal::new(nobody))).collect();
    let text = if work.is_empty() { words::no_work(language) } else { words::hand_over_text(language) };
    let fields: Vec<_> = work
        .into_iter()
        .zip(&chosen)
        .map(|(work, (_, value))| {
            let people = work.people.into_iter().map(|person| (person.id, person.name));
            let choices = std::iter::once((nobody, words::to_nobody(language).to_owned())).chain(people).collect();
            let label = words::in_mailbox(language, &work.mailbox_name, work.count);
            view! { <SelectField id=format!("hand-over-{}", work.mailbox_id) label=label value=*value choices=choices /> }
        })
        .collect();
    let suspend = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let to = chosen.iter().map(|(mailbox, person)| (*mailbox, Some(person.get_untracked()).filter(|person| *person != nobody))).collect();
        spawn_local(async move {
            match api::suspend(user, to).await {
                Ok(count) => {
                    open.try_set(false);
                    toasts.done(words::handed_over(language, &name.get_value(), count));
                    live.changed(Topic::Settings);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <form class="dialog__form" on:submit=suspend>
            <div class="dialog__body">
                <p class="dialog__text">{text}</p>
                {fields}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="submit">
                    {words::suspend(language)}
                </button>
            </div>
        </form>
    }
}
