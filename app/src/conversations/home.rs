//! The first screen: the tray of the first mailbox.

use crate::{
    drafts::COMPOSE,
    failure::FailureNote,
    layout::{MenuButton, words},
    mailboxes::Mailboxes,
    parts::empty::Empty,
    routes::view_url,
    words::use_language,
};
use domain::conversations::View;
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

#[component]
pub fn Home() -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    // A shortcut of the installed app: the new mail is begun where mails are begun.
    let compose = use_query_map().with_untracked(|query| query.get(COMPOSE).is_some());
    let to = move |first| if compose { format!("{}?{COMPOSE}=new", view_url(first, View::Tray)) } else { view_url(first, View::Tray) };
    view! {
        <Transition>
            {move || {
                mailboxes
                    .all
                    .get()
                    .map(|all| match all {
                        Ok(all) => {
                            match all.first() {
                                Some(first) => view! { <Redirect path=to(first.id) /> }.into_any(),
                                None => {
                                    view! {
                                        <header class="phead">
                                            <MenuButton />
                                        </header>
                                        <Empty icon="inbox" title=words::no_mailbox_title(language) text=words::no_mailbox_text(language) />
                                    }
                                        .into_any()
                                }
                            }
                        }
                        Err(failure) => view! { <FailureNote failure /> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}
