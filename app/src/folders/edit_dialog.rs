//! Name and place of a folder, new or known.

use super::{api, page::Edited, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        field::{TextField, about, field_of, focus_invalid},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field, FolderId, MailboxId,
    folders::{self, FolderView},
};
use leptos::{prelude::*, task::spawn_local};

/// What stands for "below none".
pub const TOP: FolderId = FolderId(0);

/// Folders to choose from, each with those above it; `without` and what is below it are left out.
pub fn places(tree: &[FolderView], without: Option<FolderId>) -> Vec<(FolderId, String)> {
    let left_out = without.map(|id| folders::branch(tree, id)).unwrap_or_default();
    tree.iter()
        .filter(|folder| !left_out.iter().any(|other| other.id == folder.id))
        .map(|folder| (folder.id, folders::path(tree, folder.id).unwrap_or_default()))
        .collect()
}

#[component]
pub fn EditDialog(mailbox: MailboxId, tree: Memo<Vec<FolderView>>, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(_)) => words::edit_title(language).to_owned(),
        _ => words::add(language).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form mailbox tree subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(mailbox: MailboxId, tree: Memo<Vec<FolderView>>, subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (known, first_name, first_parent) = match subject {
        Edited::Below(parent) => (None, String::new(), parent),
        Edited::Known(folder) => (Some(folder.id), folder.name, folder.parent_id),
    };
    let (name, parent) = (RwSignal::new(first_name), RwSignal::new(first_parent.unwrap_or(TOP)));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let (name, parent) = (name.get_untracked(), Some(parent.get_untracked()).filter(|parent| *parent != TOP));
            let saved = match known {
                None => api::create(mailbox, parent, name).await.map(drop),
                Some(id) => api::change(id, parent, name).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                    toasts.done(if known.is_none() { words::created(language) } else { words::saved(language) });
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Folder));
    let mut choices = vec![(TOP, words::at_the_top(language).to_owned())];
    choices.extend(tree.with_untracked(|tree| places(tree, known)));
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="folder-name" label=words::name(language) value=name error=about(failure, Field::Folder) required=true auto_direction=true />
                <SelectField id="folder-parent" label=words::parent(language) value=parent choices />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if known.is_none() { words::create(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
}
