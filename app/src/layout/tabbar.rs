//! The tabs at the bottom of a phone: the lists of the mailbox at hand.

use super::{Drawer, words};
use crate::{
    mailboxes::Mailboxes,
    parts::{awake::use_awake, icon::Icon},
    routes::view_url,
    search,
    words::use_language,
};
use domain::{MailboxId, conversations::View, mailboxes::MailboxView};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn TabBar(mailboxes: Mailboxes) -> impl IntoView {
    let language = use_language();
    let (drawer, awake) = (expect_context::<Drawer>(), use_awake());
    view! {
        <nav class="tabbar" aria-label=words::quick(language) inert=move || drawer.0.get()>
            <Transition>
                {move || {
                    mailboxes.all.get().and_then(Result::ok).map(|all| view! { <Tabs all /> })
                }}
            </Transition>
            <button class="tabbar__item" type="button" disabled=move || !awake.get() aria-expanded=move || drawer.0.get().to_string() on:click=move |_| drawer.0.set(true)>
                <Icon name="menu" size="l" />
                <span>{words::more(language)}</span>
            </button>
        </nav>
    }
    .into_any()
}

#[component]
fn Tabs(all: Vec<MailboxView>) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let first = all.first().map(|mailbox| mailbox.id);
    let at = Memo::new(move |_| {
        let named = path.with(|path| {
            let mut parts = path.trim_start_matches('/').split('/');
            (parts.next() == Some("m")).then(|| (parts.next().and_then(|id| id.parse::<MailboxId>().ok()), parts.next().and_then(View::parse)))
        });
        named.map_or((first, None), |(mailbox, view)| (mailbox.or(first), view))
    });
    move || {
        let (mailbox, current) = at.get();
        let mailbox = mailbox.and_then(|id| all.iter().find(|mailbox| mailbox.id == id).cloned())?;
        let tab = |view: View, name: &'static str, count: i64| {
            view! {
                <a class="tabbar__item" href=view_url(mailbox.id, view) aria-current=(current == Some(view)).then_some("page")>
                    <Icon name=words::view_icon(view) size="l" />
                    <span>{name}</span>
                    {(count > 0).then(|| view! { <span class="count count--call">{count}</span> })}
                </a>
            }
        };
        Some(view! {
            {tab(View::Tray, words::tray_short(language), mailbox.counts.tray)}
            {tab(View::Mine, words::mine(language), mailbox.counts.mine)}
            {tab(View::All, words::all_short(language), 0)}
            {tab(View::Drafts, words::drafts(language), mailbox.counts.drafts)}
            <a class="tabbar__item" href="/search" aria-current=move || path.with(|path| path == "/search").then_some("page")>
                <Icon name="search" size="l" />
                <span>{search::title(language)}</span>
            </a>
        })
    }
}
