//! The folders of one mailbox, as its operators keep them.

use super::{api, edit_dialog::EditDialog, folder_line::FolderLine, remove_dialog::RemoveDialog, words};
use crate::{
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{empty::Empty, icon::Icon, refocus::Refocus},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{FolderId, MailboxId, folders::FolderView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What the dialog edits.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    Below(Option<FolderId>),
    Known(FolderView),
}

#[component]
pub fn FoldersPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok()).unwrap_or(MailboxId(0));
    let folders = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::list(mailbox.id).await?))
        },
    );
    let name = move || folders.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    let (edited, removed) = (RwSignal::new(None::<Edited>), RwSignal::new(None::<FolderView>));
    let actions = move || {
        view! {
            <button class="btn btn--primary" type="button" on:click=move |_| edited.set(Some(Edited::Below(None)))>
                <Icon name="folder-plus" />
                {words::add(language)}
            </button>
        }
    };
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::title(language, &name()))
                text=Signal::stored(words::text(language).to_owned())
                needs=Needs::Operator
                actions
            >
                <Loaded
                    answer=folders
                    children=move |loaded| {
                        let tree = Memo::new(move |_| loaded.get().1);
                        view! {
                            <Tree tree edited removed />
                            <EditDialog mailbox tree edited />
                            <RemoveDialog tree removed />
                        }
                            .into_any()
                    }
                />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Tree(tree: Memo<Vec<FolderView>>, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<FolderView>>) -> impl IntoView {
    let language = use_language();
    let none = Memo::new(move |_| tree.with(Vec::is_empty));
    let refocus = Refocus::after(move || tree.track());
    view! {
        <Show when=move || none.get()>
            <Empty icon="folder" title=words::none_title(language) text=words::none_text(language) />
        </Show>
        <ul class="card sorter" hidden=move || none.get()>
            <For each=move || tree.get() key=|folder| (folder.id, folder.name.clone(), folder.level) children=move |folder| view! { <FolderLine folder edited removed refocus /> } />
        </ul>
    }
}
