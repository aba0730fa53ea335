//! Inviting somebody: name, address, role; the answer is a link to hand over.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::Dialog,
        field::{TextField, about, field_of, focus_invalid},
        select::SelectField,
    },
    words::{common, use_language},
};
use domain::{Field, access::Role, setup::InviteLink, users::NewUser};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn InviteDialog(open: RwSignal<bool>, link: RwSignal<Option<InviteLink>>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=Signal::stored(words::invite(language).to_owned())>
            <Form open link />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, link: RwSignal<Option<InviteLink>>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Member);
    let failure = RwSignal::new(None::<Failure>);
    let invite = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        failure.set(None);
        let new =
            NewUser { name: name.get_untracked().trim().to_owned(), email: email.get_untracked().trim().to_owned(), role: role.get_untracked() };
        spawn_local(async move {
            match api::invite(new).await {
                Ok(fresh) => {
                    open.set(false);
                    link.set(Some(fresh));
                    live.changed(Topic::Settings);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Email)));
    view! {
        <form class="dialog__form" novalidate on:submit=invite>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="invite-name" label=words::name(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                <TextField id="invite-email" label=words::email(language) value=email kind="email" error=about(failure, Field::Email) required=true />
                <SelectField
                    id="invite-role"
                    label=words::role(language)
                    value=role
                    choices=Role::ALL.iter().rev().map(|role| (*role, words::role_name(*role, language).to_owned())).collect()
                />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {words::make_link(language)}
                </button>
            </div>
        </form>
    }
}
