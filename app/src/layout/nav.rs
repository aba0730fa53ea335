//! The navigation: the mailboxes, and the lists of the one at hand.

use super::{desks::Desks, words};
use crate::{
    drafts::NewMail,
    failure::FailureNote,
    folders::FolderItem,
    mailboxes::Mailboxes,
    parts::{icon::Icon, settled::Settled},
    routes::view_url,
    search::SearchField,
    start::Start,
    words::{common, use_language},
};
use domain::{conversations::View, mailboxes::MailboxView};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Nav(mailboxes: Mailboxes) -> impl IntoView {
    let language = use_language();
    let company = use_context::<Start>().map(|start| start.company).unwrap_or_default();
    view! {
        <div class="nav__top">
            <a class="nav__space" href="/" title=common::product(language)>
                <svg class="logo" aria-hidden="true">
                    <use href="/icons.svg#logo"></use>
                </svg>
                <span class="nav__spacetext">
                    <b>{common::product(language)}</b>
                    <small>{company}</small>
                </span>
            </a>
            <div class="nav__quick">
                <SearchField />
                <NewMail mailboxes />
            </div>
        </div>
        <div class="nav__scroll">
            <h2 class="nav__head">{words::mailboxes(language)}</h2>
            <Transition>
                {move || {
                    mailboxes
                        .all
                        .get()
                        .map(|all| match all {
                            Ok(all) => view! { <Boxes all /> }.into_any(),
                            Err(failure) => view! { <FailureNote failure /> }.into_any(),
                        })
                }}
            </Transition>
            <Desks />
        </div>
    }
    .into_any()
}

/// The mailbox and the list that the address names.
fn place(path: &str) -> (Option<&str>, Option<&str>) {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match parts.next() {
        Some("m") => (parts.next(), parts.next()),
        _ => (None, None),
    }
}

#[component]
fn Boxes(all: Vec<MailboxView>) -> impl IntoView {
    let single = all.len() == 1;
    view! { <ul class="nav__group">{all.into_iter().map(|mailbox| view! { <MailboxItem mailbox open=single /> }).collect_view()}</ul> }
}

#[component]
fn MailboxItem(mailbox: MailboxView, open: bool) -> impl IntoView {
    let path = use_location().pathname;
    let id = mailbox.id.to_string();
    let here = Memo::new(move |_| open || path.with(|path| place(path).0 == Some(id.as_str())));
    let (id, counts, folders) = (mailbox.id, mailbox.counts.clone(), mailbox.folders.clone());
    let same_day = mailbox.pace.same_day.is_some();
    let list = move |view: View| {
        let count = match view {
            View::Tray => counts.tray,
            View::Mine => counts.mine,
            View::Unassigned => counts.unassigned,
            View::Drafts => counts.drafts,
            View::Today => counts.today,
            View::Confirm => counts.confirm,
            View::All | View::Sent | View::Trash | View::Snoozed | View::Spam => 0,
        };
        view! { <ListItem mailbox=id.to_string() href=view_url(id, view) view count /> }
    };
    Settled(view! {
        <li>
            <a class="nav__item nav__item--box" href=view_url(id, View::Tray) title=mailbox.name>
                {move || {
                    if here.get() { view! { <Icon name="chevron-down" size="s" /> }.into_any() } else { view! { <Icon name="chevron-right" size="s" /> }.into_any() }
                }}
                <span class="nav__label">{mailbox.name.clone()}</span>
                {(mailbox.counts.tray > 0).then(|| view! { <span class="count">{mailbox.counts.tray}</span> })}
            </a>
            {move || {
                here.get()
                    .then(|| {
                        let folders = folders.iter().map(|folder| view! { <FolderItem mailbox=id folder=folder.clone() /> }).collect_view();
                        view! { <ul>{View::ALL.iter().filter(|view| **view != View::Today || same_day).map(|view| list(*view)).collect_view()} {folders}</ul> }
                    })
            }}
        </li>
    })
    .into_any()
}

#[component]
fn ListItem(mailbox: String, href: String, view: View, count: i64) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let asked = use_location().query;
    let in_folder = Memo::new(move |_| asked.with(|asked| asked.get_str("folder").is_some()));
    // A folder is a list of its own.
    let current = move || {
        let here = path.with(|path| place(path) == (Some(mailbox.as_str()), Some(view.as_str())));
        (here && !(in_folder.get() && view == View::All)).then_some("page")
    };
    let name = words::view_name(view, language);
    // The rail shows the daily lists only.
    let class = match view {
        View::Tray | View::Mine | View::Unassigned | View::Today | View::Confirm | View::Drafts => "nav__item nav__item--in",
        View::All | View::Sent | View::Trash | View::Snoozed | View::Spam => "nav__item nav__item--in nav__item--sub",
    };
    view! {
        <li>
            <a class=class href=href title=name aria-current=current>
                <Icon name=words::view_icon(view) />
                <span class="nav__label">{name}</span>
                {(count > 0).then(|| view! { <span class="count">{count}</span> })}
            </a>
        </li>
    }
    .into_any()
}
