//! Navigation of the settings, and the page at hand. On phones the navigation is a page of its own, at `/settings`.

use super::words;
use crate::{book, mailboxes::PlacesNav, parts::icon::Icon, start::use_me, words::use_language};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

#[component]
pub fn SettingsFrame() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let (admin, operator) = me.map_or((false, false), |me| (me.admin, me.operator));
    let path = use_location().pathname;
    let pane = move || if path.with(|path| path.trim_end_matches('/') == "/settings") { "list" } else { "read" };
    view! {
        <div class="settings" data-pane=pane>
            <nav class="settings__nav" aria-label=words::navigation(language)>
                <h2 class="nav__head">{words::personal(language)}</h2>
                <ul>
                    <Item href="/settings/profile" icon="user" name=words::profile(language) />
                    <Item href="/settings/sessions" icon="monitor" name=words::sessions(language) />
                    <Item href="/settings/notifications" icon="bell" name=words::notifications(language) />
                </ul>
                {operator.then(|| view! { <PlacesNav /> })}
                {operator
                    .then(|| {
                        view! {
                            <h2 class="nav__head">{words::operation(language)}</h2>
                            <ul>
                                <Item href="/settings/mailboxes" icon="mail" name=words::mailboxes(language) />
                                <Item href="/settings/priorities" icon="chevrons-up" name=words::priorities(language) />
                                <Item href="/settings/book" icon="book-user" name=book::settings::title(language) />
                                <Item href="/settings/quarantine" icon="shield-alert" name=words::quarantine(language) />
                                <Item href="/settings/logs" icon="phone" name=words::logs(language) />
                            </ul>
                        }
                    })}
                {admin
                    .then(|| {
                        view! {
                            <h2 class="nav__head">{words::system(language)}</h2>
                            <ul>
                                <Item href="/settings/members" icon="users" name=words::members(language) />
                                <Item href="/settings/notices" icon="send" name=words::notices(language) />
                            </ul>
                        }
                    })}
            </nav>
            <Outlet />
        </div>
    }
}

#[component]
fn Item(href: &'static str, icon: &'static str, name: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    // The first page stands beside the list at `/settings` too.
    let current = move || {
        path.with(|path| {
            let path = path.trim_end_matches('/');
            let path = if path == "/settings" { "/settings/profile" } else { path };
            path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
        })
        .then_some("page")
    };
    view! {
        <li>
            <a class="nav__item" href=href aria-current=current>
                <Icon name=icon />
                <span class="nav__label">{name}</span>
            </a>
        </li>
    }
}
