//! The frame of every signed-in page.

use super::{account::AccountMenu, nav::Nav, tabbar::TabBar, words};
use crate::{
    help::HELP_URL,
    failure::StaleNote,
    live::ConnectionStrip,
    mailboxes::Mailboxes,
    parts::{
        icon::Icon,
        keys::{on_key, single_key},
    },
    start::{Start, use_me},
    words::{common, use_language},
};
use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::{use_location, use_navigate, use_query_map},
};

/// Whether the navigation is pulled out, under 1000 px.
#[derive(Clone, Copy)]
pub struct Drawer(pub RwSignal<bool>);

#[component]
pub fn Frame() -> impl IntoView {
    let Some(me) = use_me() else { return view! { <Redirect path="/login" /> }.into_any() };
    let language = use_language();
    let practice = use_context::<Start>().is_some_and(|start| start.practice);
    let mailboxes = Mailboxes::provide();
    let drawer = Drawer(RwSignal::new(false));
    provide_context(drawer);
    let location = use_location();
    let query = use_query_map();
    // Whoever follows a link has found what they looked for.
    Effect::new(move |_| {
        location.pathname.track();
        drawer.0.set(false);
    });
    let navigate = use_navigate();
    on_key(move |event| {
        if single_key(&event).as_deref() == Some("?") {
            event.prevent_default();
            navigate(&format!("{HELP_URL}#keys"), Default::default());
        }
    });
    let pane = move || pane_of(&location.pathname.get(), query.with(|query| query.get("draft").is_some()));
    view! {
        <a class="skip" href="#main" rel="external">
            {common::skip(language)}
        </a>
        <div class="shell" data-pane=pane data-drawer=move || if drawer.0.get() { "open" } else { "closed" }>
            <div class="shell__top">
                {practice
                    .then(|| {
                        view! {
                            <aside class="practice" aria-label=words::practice(language)>
                                <Icon name="info" />
                                <span>
                                    <b>{words::practice(language)}</b>
                                    {words::practice_stays(language)}
                                </span>
                            </aside>
                        }
                    })}
                <ConnectionStrip />
                <StaleNote kept=mailboxes.kept retry=Callback::new(move |()| mailboxes.all.refetch()) />
                <div class="newversion" hidden>
                    <span>{words::new_version(language)}</span>
                    <button class="btn btn--s" type="button">
                        {words::update(language)}
                    </button>
                </div>
            </div>
            <nav class="nav" aria-label=words::navigation(language)>
                <Nav mailboxes />
                <AccountMenu me />
            </nav>
            <button class="shell__scrim" type="button" tabindex="-1" aria-label=words::close_menu(language) on:click=move |_| drawer.0.set(false)></button>
            <main class="main" id="main" tabindex="-1">
                <Outlet />
            </main>
            <TabBar mailboxes />
        </div>
    }
    .into_any()
}

/// Which pane a phone shows: the list, what is read, or a page of its own.
fn pane_of(path: &str, writes: bool) -> &'static str {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.nth(1), parts.next()) {
        (Some("m"), Some(_), Some(_)) => "read",
        (Some("m"), Some(_), None) if writes => "read",
        (Some("m"), Some(_), None) => "list",
        _ => "page",
    }
}

/// Opens the navigation where it is hidden; stands at the start of every head.
#[component]
pub fn MenuButton() -> impl IntoView {
    let language = use_language();
    let drawer = expect_context::<Drawer>();
    view! {
        <button
            class="btn btn--ghost btn--icon navbtn"
            type="button"
            aria-label=words::open_menu(language)
            aria-expanded=move || drawer.0.get().to_string()
            on:click=move |_| drawer.0.set(true)
        >
            <Icon name="menu" />
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::pane_of;

    #[test]
    fn the_address_says_which_pane_a_phone_shows() {
        for (path, writes, expected) in [
            ("/m/1/tray", false, "list"),
            ("/m/1/tray/42", false, "read"),
            ("/m/1/drafts", true, "read"),
            ("/settings/accounts", false, "page"),
            ("/", false, "page"),
        ] {
            assert_eq!(pane_of(path, writes), expected, "{path}");
        }
    }
}
