//! What the browser loads later. Reading and working in the trays is the first piece of the program; writing, the rooms of
//! settings, the wizard and the help are pieces of their own, fetched when they are first needed.
//!
//! Each split function is where its piece begins: what only it reaches leaves the first piece (`frontend/build.mjs`). On the
//! server they are plain calls. A page that begins in a piece has it loaded before it wakes up (`before_waking`), so that
//! server and browser draw the same.

use crate::{
    Failure,
    accounts::{AccountPage, AccountsPage},
    auth::{InvitePage, PasswordPage, SessionsPage},
    drafts, help,
    hours::PacePage,
    mailboxes::{AccessPage, MailboxesPage},
    notifications::{ChoicesPage, ListPage, WaysPage},
    offline::{SharePage, WaitingPage},
    quarantine::QuarantinePage,
    search::SearchPage,
    settings::SettingsFrame,
    setup::SetupPage,
    users::{MembersPage, ProfilePage},
    workload::WorkloadPage,
};
use domain::{ConversationId, DraftId};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::LazyRoute;

/// The pages of the office: settings, and what comes before anybody works.
#[derive(Clone, Copy)]
pub enum Room {
    Settings,
    Profile,
    Sessions,
    Members,
    Mailboxes,
    Access,
    Accounts,
    Account,
    Quarantine,
    Setup,
    Invite,
    Password,
    Waiting,
    Share,
    Notices,
    Choices,
    Ways,
    Workload,
    Pace,
}

impl From<SplitLoaderError> for Failure {
    /// The piece could not be had: no network, or a newer version of the program is there and the old pieces are gone.
    fn from(_: SplitLoaderError) -> Failure {
        Failure::Unreachable("a piece of the program".to_owned())
    }
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, preload(load_office), fallible)]
fn room(room: Room) -> Result<AnyView, Failure> {
    Ok(match room {
        Room::Settings => view! { <SettingsFrame /> }.into_any(),
        Room::Profile => view! { <ProfilePage /> }.into_any(),
        Room::Sessions => view! { <SessionsPage /> }.into_any(),
        Room::Members => view! { <MembersPage /> }.into_any(),
        Room::Mailboxes => view! { <MailboxesPage /> }.into_any(),
        Room::Access => view! { <AccessPage /> }.into_any(),
        Room::Accounts => view! { <AccountsPage /> }.into_any(),
        Room::Account => view! { <AccountPage /> }.into_any(),
        Room::Quarantine => view! { <QuarantinePage /> }.into_any(),
        Room::Setup => view! { <SetupPage /> }.into_any(),
        Room::Invite => view! { <InvitePage /> }.into_any(),
        Room::Password => view! { <PasswordPage /> }.into_any(),
        Room::Waiting => view! { <WaitingPage /> }.into_any(),
        Room::Share => view! { <SharePage /> }.into_any(),
        Room::Notices => view! { <ListPage /> }.into_any(),
        Room::Choices => view! { <ChoicesPage /> }.into_any(),
        Room::Ways => view! { <WaysPage /> }.into_any(),
        Room::Workload => view! { <WorkloadPage /> }.into_any(),
        Room::Pace => view! { <PacePage /> }.into_any(),
    })
}

#[wasm_split(help, wasm_split_path = leptos::wasm_split, preload(load_help), fallible)]
fn help_page() -> Result<AnyView, Failure> {
    Ok(view! { <help::HelpPage /> }.into_any())
}

#[wasm_split(search, wasm_split_path = leptos::wasm_split, preload(load_search), fallible)]
fn search_page() -> Result<AnyView, Failure> {
    Ok(view! { <SearchPage /> }.into_any())
}

#[wasm_split(writing, wasm_split_path = leptos::wasm_split, preload(load_writing), fallible)]
fn composer(draft_id: DraftId, conversation: Option<ConversationId>) -> Result<AnyView, Failure> {
    Ok(view! { <drafts::Composer draft_id conversation /> }.into_any())
}

/// The composer, once its piece is there.
#[component]
pub fn Composer(draft_id: DraftId, conversation: Option<ConversationId>) -> impl IntoView {
    Suspend::new(async move { shown(composer(draft_id, conversation).await) })
}

fn shown(answer: Result<AnyView, Failure>) -> AnyView {
    answer.unwrap_or_else(|failure| view! { <crate::failure::FailureNote failure /> }.into_any())
}

/// The pages of the office in the table of pages (`routes.rs`).
pub mod rooms {
    use super::{AnyView, LazyRoute, Room, load_office, room, shown};

    macro_rules! rooms {
        ($($name:ident),*) => {
            $(
                #[derive(Clone, Copy)]
                pub struct $name;

                impl LazyRoute for $name {
                    fn data() -> $name {
                        $name
                    }

                    async fn view(_: $name) -> AnyView {
                        shown(room(Room::$name).await)
                    }

                    async fn preload() {
                        // What cannot be had now is asked for again when it is shown.
                        let _ = load_office().await;
                    }
                }
            )*
        };
    }

    rooms!(
        Settings, Profile, Sessions, Members, Mailboxes, Access, Accounts, Account, Quarantine, Setup, Invite, Password, Waiting, Share, Notices,
        Choices, Ways, Workload, Pace
    );
}

macro_rules! page {
    ($(#[$about:meta])* $name:ident, $view:ident, $load:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub struct $name;

        impl LazyRoute for $name {
            fn data() -> $name {
                $name
            }

            async fn view(_: $name) -> AnyView {
                shown($view().await)
            }

            async fn preload() {
                // What cannot be had now is asked for again when it is shown.
                let _ = $load().await;
            }
        }
    };
}

page!(
    /// The help in the table of pages.
    Help, help_page, load_help
);
page!(
    /// What was found, in the table of pages.
    Search, search_page, load_search
);

/// Loads what this page is made of, so that it wakes up as it was drawn. Browser only.
pub async fn before_waking() {
    let location = window().location();
    let (path, search) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let first = path.split('/').nth(1).unwrap_or_default();
    // Each fails only without a network, and then the page stays as the server drew it.
    let loaded = match first {
        "settings" | "setup" | "invite" | "password" | "waiting" | "share" | "notifications" | "workload" => load_office().await,
        "search" => load_search().await,
        "help" => load_help().await,
        _ if search.contains("draft=") => load_writing().await,
        _ => Ok(()),
    };
    if let Err(cause) = loaded {
        leptos::logging::error!("{cause}");
    }
}
