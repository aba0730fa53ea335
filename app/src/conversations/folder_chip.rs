//! The filter by folder. The choice stands in the address.

use super::words;
use crate::{
    mailboxes::Mailboxes,
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    routes::list_url,
    words::use_language,
};
use domain::{conversations::ListQuery, folders};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn FolderChip(query: ListQuery) -> impl IntoView {
    let (language, mailboxes) = (use_language(), Mailboxes::current());
    let (mailbox, chosen) = (query.mailbox, query.folder);
    let any = Memo::new(move |_| !mailboxes.folders(mailbox).is_empty());
    let shown = Memo::new(move |_| chosen.and_then(|id| folders::path(&mailboxes.folders(mailbox), id)));
    let choices = Signal::derive(move || {
        let tree = mailboxes.folders(mailbox);
        let mut choices = vec![Choice::new("", words::any_folder(language), chosen.is_none(), move || words::any_folder(language))];
        choices.extend(tree.iter().map(|folder| {
            let name = folders::path(&tree, folder.id).unwrap_or_default();
            Choice::new(folder.id, name.clone(), chosen == Some(folder.id), move || name.clone())
        }));
        choices
    });
    let navigate = use_navigate();
    let on_pick = Callback::new(move |key: String| {
        let url = list_url(&ListQuery { folder: key.parse().ok(), before: None, ..query.clone() });
        navigate(&url, Default::default());
    });
    let label = Signal::derive(move || words::filter_folder(language, shown.get().as_deref().unwrap_or(words::any_folder(language))));
    view! {
        <Show when=move || any.get()>
            <Menu class=if chosen.is_some() { "fchip fchip--on" } else { "fchip" } label choices on_pick>
                <Icon name="folder" />
                {move || shown.get().map_or_else(|| words::folder(language).to_owned(), |name| words::folder_filtered(language, &name))}
                <Icon name="chevron-down" />
            </Menu>
        </Show>
    }
    .into_any()
}
