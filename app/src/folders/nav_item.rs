//! One folder in the navigation, with what is unfinished in it and below it.

use crate::{parts::icon::Icon, routes::folder_url};
use domain::{MailboxId, folders::FolderView};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn FolderItem(mailbox: MailboxId, folder: FolderView) -> impl IntoView {
    let location = use_location();
    let (path, asked) = (location.pathname, location.query);
    let name = folder.name.clone();
    let (here, id) = (format!("/m/{mailbox}/"), folder.id.to_string());
    let current = move || {
        let open = path.with(|path| path.starts_with(&here)) && asked.with(|asked| asked.get_str("folder") == Some(id.as_str()));
        open.then_some("page")
    };
    view! {
        <li>
            <a
                class="nav__item nav__item--in nav__item--sub nav__item--folder"
                data-level=folder.level.to_string()
                href=folder_url(mailbox, folder.id)
                title=name
                aria-current=current
            >
                <Icon name="folder" />
                <span class="nav__label" dir="auto">
                    {folder.name}
                </span>
                {(folder.count > 0).then(|| view! { <span class="count">{folder.count}</span> })}
            </a>
        </li>
    }
    .into_any()
}
