//! The first screen: the tray of the first mailbox.

use crate::{
    failure::FailureNote,
    layout::{MenuButton, words},
    mailboxes::Mailboxes,
    parts::empty::Empty,
    routes::view_url,
    words::use_language,
};
use domain::conversations::View;
use leptos::prelude::*;
use leptos_router::components::Redirect;

#[component]
pub fn Home() -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    view! {
        <Transition>
            {move || {
                mailboxes
                    .all
                    .get()
                    .map(|all| match all {
                        Ok(all) => {
                            match all.first() {
                                Some(first) => view! { <Redirect path=view_url(first.id, View::Tray) /> }.into_any(),
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
