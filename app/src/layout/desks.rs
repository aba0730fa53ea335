//! The desks of a space beside its mailboxes: one line each, in the navigation.

use super::words;
use crate::{board, book, bulk, logs, parts::icon::Icon, reports, templates, words::use_language, workload};
use domain::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Where it is, its glyph, its name.
type Desk = (&'static str, &'static str, fn(Language) -> &'static str);

const DESKS: &[Desk] = &[
    ("/logs", "phone", logs::title),
    ("/book", "book-user", book::title),
    (templates::TEMPLATES_URL, "file-text", templates::title),
    ("/bulk", "megaphone", bulk::title),
    ("/board", "pin", board::title),
    (reports::REPORTS_URL, "chart-column", reports::title),
    ("/workload", "users", workload::title),
];

#[component]
pub fn Desks() -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let item = move |(href, icon, name): &Desk| {
        let (href, icon, name) = (*href, *icon, name(language));
        // A desk stays marked while one of its own pages is open.
        let current =
            move || path.with(|path| path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))).then_some("page");
        view! {
            <li>
                <a class="nav__item" href=href title=name aria-current=current>
                    <Icon name=icon />
                    <span class="nav__label">{name}</span>
                </a>
            </li>
        }
    };
    view! {
        <h2 class="nav__head">{words::desks(language)}</h2>
        <ul class="nav__group">{DESKS.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}
