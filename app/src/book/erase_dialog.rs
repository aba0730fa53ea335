//! Erasing somebody: what goes, what stays, what becomes of mails, and their name typed once more.

use super::{api, words};
use crate::{
    Failure,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        dialog_form::{DialogForm, Saving},
        field::{TextField, about},
        select::SelectField,
        toast::Toasts,
    },
    settings::Loaded,
    words::use_language,
};
use domain::{
    ContactId, Field,
    book::{ErasureForm, ErasureState, ErasureView, MailsFate},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub fn EraseDialog(erased: RwSignal<Option<ContactId>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(erased);
    let title = Signal::stored(words::erase_title(language).to_owned());
    view! {
        <Dialog open title role="alertdialog">
            {move || erased.get().map(|id| view! { <Asked id open /> })}
        </Dialog>
    }
}

/// How far it is where there is much to go through, for whoever may erase.
#[component]
pub fn ErasingNow(administers: Signal<bool>, changed: ReadSignal<u64>) -> impl IntoView {
    let language = use_language();
    let found = RwSignal::new(Vec::<ErasureState>::new());
    Effect::new(move |_| {
        changed.track();
        if administers.get() {
            spawn_local(async move {
                // It is a help beside the list: where it cannot be read, nothing is said.
                found.try_set(api::erasures().await.unwrap_or_default());
            });
        }
    });
    view! {
        <For
            each=move || 0..found.with(Vec::len)
            key=|place| *place
            children=move |place| {
                let said = move || found.with(|found| found.get(place).map(|state| words::erasing(language, state.done, state.total)));
                view! {
                    <div class="banner" role="status">
                        <div class="banner__text">{said}</div>
                    </div>
                }
            }
        />
    }
}

#[component]
fn Asked(id: ContactId, open: RwSignal<bool>) -> impl IntoView {
    let answer = Resource::new(|| (), move |()| api::erasure(id));
    view! { <Loaded answer children=move |view| view! { <Form view=view.get_untracked() open /> }.into_any() /> }
}

#[component]
fn Form(view: ErasureView, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, navigate) = (Live::current(), Toasts::current(), use_navigate());
    let (id, name) = (view.id, view.name.clone());
    let (mails, confirmed) = (RwSignal::new(MailsFate::Hidden), RwSignal::new(String::new()));
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        let navigate = navigate.clone();
        Box::pin(async move {
            let state = api::erase(id, ErasureForm { mails: mails.get_untracked(), confirmed: confirmed.get_untracked() }).await?;
            live.changed(Topic::Book);
            toasts.done(if state.is_over() { words::erased(language) } else { words::erasing_on(language) });
            navigate("/book?tab=people", NavigateOptions::default());
            Ok(())
        })
    });
    let fates = MailsFate::ALL.iter().map(|fate| (*fate, words::fate_name(*fate, language).to_owned())).collect::<Vec<_>>();
    let (calls, conversations, all) = (view.calls + view.visits, view.conversations, view.mails);
    let of_mails = move || match mails.get() {
        MailsFate::Hidden => words::mails_hidden(language, all),
        MailsFate::Deleted => words::mails_deleted(language, conversations),
    };
    view! {
        <DialogForm open act=words::erase(language) save failure telling=&[Field::Name] danger=true>
            <p class="dialog__text" dir="auto">
                <b>{name.clone()}</b>
                " "
                {view.addresses.join("、")}
            </p>
            <h3 class="logs__sub">{words::what_goes(language)}</h3>
            <ul class="book__fate">
                <li>{words::card_goes(language, view.files)}</li>
                <li>{words::suggestions_go(language)}</li>
                <li>{move || of_mails()}</li>
            </ul>
            <h3 class="logs__sub">{words::what_stays(language)}</h3>
            <ul class="book__fate">
                <li>{words::logs_stay(language, calls)}</li>
                <li>{words::bulk_stays(language, view.bulk_mails)}</li>
                {view.opted_out.then(|| view! { <li>{words::opt_out_stays(language)}</li> })}
                <li>{words::server_stays(language)}</li>
            </ul>
            <SelectField id="erase-mails" label=words::fate_of_mails(language) value=mails choices=fates />
            <TextField
                id="erase-name"
                label=words::type_name(language, &name)
                value=confirmed
                hint=words::no_way_back(language)
                error=about(failure, Field::Name)
                required=true
                auto_direction=true
            />
        </DialogForm>
    }
    .into_any()
}
