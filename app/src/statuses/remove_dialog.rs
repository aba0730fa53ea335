//! Deleting a status: how many conversations have it, and what they become.

use super::{api, words};
use crate::{
    Failure,
    conversations::words::status_name,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{Refused, StatusId, statuses::StatusSettings};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn RemoveDialog(all: RwSignal<Vec<StatusSettings>>, removed: RwSignal<Option<StatusSettings>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(removed);
    let title =
        Signal::derive(move || removed.with(|one| one.as_ref().map(|one| words::remove_title(language, &one.status.name)).unwrap_or_default()));
    view! {
        <Dialog open title role="alertdialog" small=true>
            {move || removed.get().map(|one| view! { <Form all id=one.status.id open /> })}
        </Dialog>
    }
}

#[component]
fn Form(all: RwSignal<Vec<StatusSettings>>, id: StatusId, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    // As it stands now: somebody may give it to a conversation while the dialog is open.
    let one = Memo::new(move |_| all.with(|all| all.iter().find(|one| one.status.id == id).cloned()));
    let used = Memo::new(move |_| one.with(|one| one.as_ref().map_or(0, |one| one.used)));
    let others: Vec<(StatusId, String)> = all
        .with_untracked(|all| all.iter().filter(|one| one.status.id != id).map(|one| (one.status.id, status_name(&one.status, language))).collect());
    let class = one.with_untracked(|one| one.as_ref().map(|one| one.status.class));
    // What is nearest to it: the standard one of its class.
    let nearest = all.with_untracked(|all| all.iter().find(|one| one.status.standard && Some(one.status.class) == class).map(|one| one.status.id));
    let successor = RwSignal::new(nearest.or_else(|| others.first().map(|(id, _)| *id)).unwrap_or(id));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let remove = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(name) = one.get_untracked().map(|one| one.status.name).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let wanted = (used.get_untracked() > 0).then(|| successor.get_untracked());
            let answer = api::remove(id, wanted).await;
            busy.try_set(false);
            // Whatever happened meanwhile, the dialog tells how things are now.
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
            match answer {
                Ok(()) => {
                    toasts.done(words::removed(language, &name));
                    open.set(false);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    let gone = move || one.with(Option::is_none).then(|| view! { <FailureNote failure=Failure::from(Refused::NotFound) /> });
    view! {
        <form class="dialog__form" novalidate on:submit=remove>
            <div class="dialog__body">
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                {gone}
                <p class="dialog__text">
                    {move || match used.get() {
                        0 => words::remove_unused(language).to_owned(),
                        used => words::remove_used(language, &words::count(used, language)),
                    }}
                </p>
                <div hidden=move || used.get() == 0>
                    <SelectField id="status-successor" label=words::successor(language) value=successor choices=others />
                </div>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="submit" disabled=move || one.with(Option::is_none) aria-busy=move || busy.get().then_some("true")>
                    {words::remove(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
