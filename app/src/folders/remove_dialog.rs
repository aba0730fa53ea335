//! The end of a folder, and where its conversations go.

use super::{
    api,
    edit_dialog::{TOP, places},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::folders::FolderView;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn RemoveDialog(tree: Memo<Vec<FolderView>>, removed: RwSignal<Option<FolderView>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(removed);
    view! {
        <Dialog open title=words::remove_title(language).to_owned() role="alertdialog" small=true>
            {move || removed.get().map(|folder| view! { <Form tree folder open /> })}
        </Dialog>
    }
}

#[component]
fn Form(tree: Memo<Vec<FolderView>>, folder: FolderView, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let successor = RwSignal::new(folder.parent_id.unwrap_or(TOP));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let id = folder.id;
    let remove = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let to = Some(successor.get_untracked()).filter(|to| *to != TOP);
            let done = api::remove(id, to).await;
            busy.try_set(false);
            match done {
                Ok(count) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                    toasts.done(words::removed(language, count));
                    open.set(false);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    let mut choices = vec![(TOP, words::no_folder(language).to_owned())];
    choices.extend(tree.with_untracked(|tree| places(tree, Some(id))));
    view! {
        <div class="dialog__body">
            {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
            <p>{words::remove_text(language, &folder.name)}</p>
            <SelectField id="folder-successor" label=words::successor(language) value=successor choices />
        </div>
        <div class="dialog__foot">
            <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                {common::cancel(language)}
            </button>
            <button class="btn btn--danger" type="button" aria-busy=move || busy.get().then_some("true") on:click=remove>
                {words::remove_title(language)}
            </button>
        </div>
    }
}
