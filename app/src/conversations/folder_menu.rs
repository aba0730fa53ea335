//! The menu that files conversations: in rows, in the strip of properties, in the bulk bar. Where a mailbox has no folders there
//! is none.

use super::{
    deeds::Deeds,
    menus::{Setting, SettingMenu, Targets},
    words,
};
use crate::{
    mailboxes::Mailboxes,
    parts::menu::{Choice, Offer},
    words::use_language,
};
use domain::{FolderId, MailboxId, conversations::Change, folders};
use leptos::prelude::*;

/// `current`: where it is filed, as far as that is one place.
pub fn offer(setting: Setting, current: Signal<Option<Option<FolderId>>>) -> Offer {
    let Setting { mailbox, targets, after } = setting;
    let (language, mailboxes, deeds) = (use_language(), Mailboxes::current(), Deeds::in_mailbox(mailbox).then(after));
    let choices = Signal::derive(move || {
        let tree = mailboxes.folders(mailbox);
        let mut choices = vec![Choice::new("", words::no_folder(language), current.get() == Some(None), move || words::no_folder(language))];
        choices.extend(tree.iter().map(|folder| {
            let name = folders::path(&tree, folder.id).unwrap_or_default();
            Choice::new(folder.id, name.clone(), current.get() == Some(Some(folder.id)), move || name.clone())
        }));
        choices
    });
    let on_pick = Callback::new(move |key: String| {
        let folder = key.parse::<FolderId>().ok();
        let ids = targets.run(());
        let said = match folder {
            Some(folder) => words::said_folder(language, ids.len(), &folder_name(mailbox, folder).unwrap_or_default()),
            None => words::said_unfiled(language, ids.len()),
        };
        deeds.change(ids, Change { folder: Some(folder), ..Change::default() }, said);
    });
    Offer::ready("folder", choices, on_pick)
}

/// The name of a folder of a mailbox. Read it inside a `Transition`.
pub fn folder_name(mailbox: MailboxId, id: FolderId) -> Option<String> {
    Mailboxes::current().folders(mailbox).into_iter().find(|folder| folder.id == id).map(|folder| folder.name)
}

#[component]
pub fn FolderMenu(
    mailbox: MailboxId,
    targets: Targets,
    #[prop(into)] current: Signal<Option<Option<FolderId>>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let mailboxes = Mailboxes::current();
    let offer = offer(Setting { mailbox, targets, after }, current);
    let any = Memo::new(move |_| !mailboxes.folders(mailbox).is_empty());
    let children = StoredValue::new(children);
    view! {
        <Show when=move || any.get()>
            <SettingMenu class label offer color=None children=children.get_value() />
        </Show>
    }
}
