//! The frame of every signed-in page.

use super::{
    Drawer,
    account::AccountMenu,
    keys::{FrameKeys, KeysOpen},
    nav::Nav,
    practice::PracticeBanner,
    tabbar::TabBar,
    words,
};
use crate::{
    board::BoardStrip,
    failure::StaleNote,
    fields::Fields,
    live::ConnectionStrip,
    mailboxes::Mailboxes,
    notifications::Notices,
    offline::{AwayBanner, show_badge, take_detour},
    palette::{Palette, PaletteDialog},
    parts::{awake::use_awake, icon::Icon},
    search::SearchLink,
    start::{Start, use_me},
    tour::{Tour, TourCard},
    words::{common, use_language},
};
use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::{use_location, use_query_map},
};

#[component]
pub fn Frame() -> impl IntoView {
    let Some(me) = use_me() else { return view! { <Redirect path="/login" /> }.into_any() };
    let language = use_language();
    let practice = use_context::<Start>().is_some_and(|start| start.practice);
    let mailboxes = Mailboxes::provide();
    Fields::provide();
    Notices::provide();
    let drawer = Drawer::provide();
    let keys_open = RwSignal::new(false);
    provide_context(KeysOpen(keys_open));
    Palette::provide();
    Tour::provide();
    let location = use_location();
    let query = use_query_map();
    // Whoever follows a link has found what they looked for.
    Effect::new(move |_| {
        location.pathname.track();
        drawer.0.set(false);
    });
    take_detour();
    Effect::new(move |_| {
        if let Some(Ok(all)) = mailboxes.all.get() {
            show_badge(all.iter().map(|mailbox| mailbox.counts.mine + mailbox.counts.unassigned).sum());
        }
    });
    let pane = move || pane_of(&location.pathname.get(), query.with(|query| query.get("draft").is_some()));
    view! {
        <a class="skip" href="#main" rel="external">
            {common::skip(language)}
        </a>
        <div class="shell" data-pane=pane data-drawer=move || if drawer.0.get() { "open" } else { "closed" }>
            <div class="shell__top" inert=move || drawer.0.get()>
                {practice.then(|| view! { <PracticeBanner /> })}
                <AwayBanner />
                <ConnectionStrip />
                <BoardStrip />
                <StaleNote kept=mailboxes.kept retry=Callback::new(move |()| mailboxes.all.refetch()) />
                <div class="newversion" hidden>
                    <span>{words::new_version(language)}</span>
                    <span class="newversion__typed">{words::new_version_typed(language)}</span>
                    <button class="btn btn--s" type="button">
                        {words::update(language)}
                    </button>
                </div>
            </div>
            <nav class="nav" aria-label=words::navigation(language) on:click=move |event| drawer.clicked(&event)>
                <Nav mailboxes />
                <AccountMenu me />
            </nav>
            <button class="shell__scrim" type="button" tabindex="-1" aria-label=words::close_menu(language) on:click=move |_| drawer.0.set(false)></button>
            <main class="main" id="main" tabindex="-1" inert=move || drawer.0.get()>
                <Outlet />
            </main>
            <TabBar mailboxes />
        </div>
        <FrameKeys mailboxes open=keys_open />
        <PaletteDialog mailboxes />
        <TourCard />
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

/// Opens the navigation where it is hidden, with the way to the search; stands at the start of every head.
#[component]
pub fn MenuButton() -> impl IntoView {
    let language = use_language();
    let (drawer, awake) = (expect_context::<Drawer>(), use_awake());
    view! {
        <button
            class="btn btn--ghost btn--icon navbtn"
            type="button"
            aria-label=words::open_menu(language)
            disabled=move || !awake.get()
            aria-expanded=move || drawer.0.get().to_string()
            on:click=move |_| drawer.0.set(true)
        >
            <Icon name="menu" />
        </button>
        <SearchLink />
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
