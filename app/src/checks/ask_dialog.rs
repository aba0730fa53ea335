//! 確認を依頼する: who looks at it, and a comment for them.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    parts::{
        dialog::Dialog,
        field::{TextArea, about, field_of, focus_invalid},
        select::SelectField,
    },
    words::{common, use_language},
};
use domain::{Field, MailboxId, UserId, users::PersonName};
use leptos::{prelude::*, task::spawn_local};

/// Nobody has this id: nobody was chosen yet.
const NOBODY: UserId = UserId(0);

/// What was chosen: whom to ask, and what to tell them.
pub type Asked = (UserId, String);

#[component]
pub fn AskDialog(
    open: RwSignal<bool>,
    mailbox: MailboxId,
    /// Why it was not asked for.
    failure: RwSignal<Option<Failure>>,
    busy: Signal<bool>,
    /// Who looked at this conversation last: suggested first.
    usual: Option<UserId>,
    on_ask: Callback<Asked>,
) -> impl IntoView {
    let language = use_language();
    let people = RwSignal::new(None::<Result<Vec<PersonName>, Failure>>);
    let read = Callback::new(move |()| {
        people.set(None);
        spawn_local(async move {
            people.try_set(Some(api::confirmers(mailbox).await));
        });
    });
    Effect::new(move |_| {
        if open.get() {
            read.run(());
        }
    });
    view! {
        <Dialog open title=words::ask_title(language).to_owned()>
            {move || match people.get() {
                None => view! { <div class="dialog__body"><span class="spin" role="status" aria-label=common::loading(language)></span></div> }.into_any(),
                Some(Err(failure)) => view! { <div class="dialog__body"><FailureNote failure retry=read /></div> }.into_any(),
                Some(Ok(people)) if people.is_empty() => {
                    view! { <div class="dialog__body"><p class="dialog__text">{words::nobody(language)}</p></div> }.into_any()
                }
                Some(Ok(people)) => view! { <Form open people failure busy usual on_ask /> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(
    open: RwSignal<bool>,
    people: Vec<PersonName>,
    failure: RwSignal<Option<Failure>>,
    busy: Signal<bool>,
    usual: Option<UserId>,
    on_ask: Callback<Asked>,
) -> impl IntoView {
    let language = use_language();
    let only = (people.len() == 1).then(|| people[0].id);
    let first = usual.filter(|id| people.iter().any(|person| person.id == *id)).or(only).unwrap_or(NOBODY);
    let (confirmer, note) = (RwSignal::new(first), RwSignal::new(String::new()));
    let choices = std::iter::once((NOBODY, words::choose_confirmer(language).to_owned()))
        .chain(people.into_iter().map(|person| (person.id, person.name)))
        .collect();
    Effect::new(move |_| {
        if failure.with(|failure| failure.as_ref().is_some_and(|failure| field_of(failure).is_some())) {
            focus_invalid();
        }
    });
    let ask = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_ask.run((confirmer.get_untracked(), note.get_untracked()));
        }
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::User | Field::Text)));
    view! {
        <form class="dialog__form" novalidate on:submit=ask>
            <div class="dialog__body">
                <p class="dialog__text">{words::ask_text(language)}</p>
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <SelectField id="check-confirmer" label=words::confirmer(language) value=confirmer choices error=about(failure, Field::User) />
                <TextArea id="check-note" label=words::note(language) value=note hint=words::note_hint(language) error=about(failure, Field::Text) rows=3 />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {words::ask(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
