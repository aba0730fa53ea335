//! Deleting a field: how many values go with it.

use super::words;
use crate::{
    Failure,
    failure::FailureNote,
    fields::api,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::fields::FieldSettings;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn RemoveDialog(all: RwSignal<Vec<FieldSettings>>, removed: RwSignal<Option<FieldSettings>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(removed);
    let title =
        Signal::derive(move || removed.with(|one| one.as_ref().map(|one| words::remove_title(language, &one.field.name)).unwrap_or_default()));
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move |_| {
        if open.get() {
            failure.set(None);
        }
    });
    // As it stands now: somebody may set a value while the dialog is open.
    let used = Memo::new(move |_| {
        let id = removed.with(|one| one.as_ref().map(|one| one.field.id));
        all.with(|all| all.iter().find(|one| Some(one.field.id) == id).map_or(0, |one| one.used))
    });
    let busy = RwSignal::new(false);
    let remove = move |_| {
        let Some(one) = removed.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = api::remove(one.field.id).await;
            busy.try_set(false);
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
            match answer {
                Ok(()) => {
                    toasts.done(words::removed(language, &one.field.name));
                    open.set(false);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    view! {
        <Dialog open title role="alertdialog" small=true>
            <div class="dialog__body">
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <p class="dialog__text">
                    {move || match used.get() {
                        0 => words::remove_unused(language).to_owned(),
                        used => words::remove_used(language, &words::count(used, language)),
                    }}
                </p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="button" aria-busy=move || busy.get().then_some("true") on:click=remove>
                    {words::remove(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
