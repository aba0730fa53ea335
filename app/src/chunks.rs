//! What the browser loads later. Working in the lists is the first piece of the program; an open conversation, writing, the
//! palette, the rooms of settings, the wizard and the help are pieces of their own, fetched when they are first needed. What
//! everybody needs next is fetched as soon as the first piece has woken up (`soon`).
//!
//! Each split function is where its piece begins: what only it reaches leaves the first piece (`frontend/build.mjs`). On the
//! server they are plain calls. A page that begins in a piece has it loaded before it wakes up (`before_waking`), so that
//! server and browser draw the same.

mod desks;

pub use desks::{BookPart, QuickForm, book, book_pages, bulk_pages, log_pages, report_pages};
use desks::{load_book, load_bulk, load_logs, load_reports};

use crate::{
    Failure,
    accounts::{AccountPage, AccountsPage},
    auth::{InvitePage, PasswordPage, SessionsPage},
    book::settings::ItemsPage,
    bulk::OptOutPage,
    checks::SendingRulesPage,
    conversations::ConversationPage,
    drafts::{self, api::Begun},
    fields,
    folders::FoldersPage,
    help,
    history::{CustomerPage, PastPanel},
    hours::PacePage,
    imports::ImportPage,
    logs,
    mailboxes::{AccessPage, MailboxPage, Mailboxes, MailboxesPage},
    notifications::{ChoicesPage, ListPage, WaysPage},
    offline::{SharePage, Shared, WaitingPage},
    palette::{self, Command},
    priorities::PrioritiesPage,
    quarantine::QuarantinePage,
    reports,
    rules::{RulePage, RulesPage},
    search::SearchPage,
    settings::SettingsFrame,
    setup::SetupPage,
    statuses::StatusesPage,
    templates::TemplatesPage,
    threads::{AskDialog, Asking},
    users::{MembersPage, ProfilePage},
    workload::WorkloadPage,
};
use domain::{ConversationId, DraftId, MailboxId, conversations::ConversationView};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::LazyRoute;
use std::pin::Pin;

/// The pages of the office: settings, and what comes before anybody works.
#[derive(Clone, Copy)]
pub enum Room {
    Settings,
    Profile,
    Sessions,
    Members,
    Mailboxes,
    Mailbox,
    Access,
    Accounts,
    Account,
    Quarantine,
    Setup,
    Invite,
    Password,
    Waiting,
    Share,
    Folders,
    Rules,
    Rule,
    Statuses,
    Fields,
    Priorities,
    SendingRules,
    Notices,
    Choices,
    Ways,
    Workload,
    Pace,
    Logs,
    BookItems,
    OptOut,
    Import,
    Conditions,
    Condition,
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
        Room::Mailbox => view! { <MailboxPage /> }.into_any(),
        Room::Access => view! { <AccessPage /> }.into_any(),
        Room::Accounts => view! { <AccountsPage /> }.into_any(),
        Room::Account => view! { <AccountPage /> }.into_any(),
        Room::Quarantine => view! { <QuarantinePage /> }.into_any(),
        Room::Setup => view! { <SetupPage /> }.into_any(),
        Room::Invite => view! { <InvitePage /> }.into_any(),
        Room::Password => view! { <PasswordPage /> }.into_any(),
        Room::Waiting => view! { <WaitingPage /> }.into_any(),
        Room::Share => view! { <SharePage /> }.into_any(),
        Room::Folders => view! { <FoldersPage /> }.into_any(),
        Room::Rules => view! { <RulesPage /> }.into_any(),
        Room::Rule => view! { <RulePage /> }.into_any(),
        Room::Statuses => view! { <StatusesPage /> }.into_any(),
        Room::Fields => view! { <fields::FieldsPage /> }.into_any(),
        Room::Priorities => view! { <PrioritiesPage /> }.into_any(),
        Room::SendingRules => view! { <SendingRulesPage /> }.into_any(),
        Room::Notices => view! { <ListPage /> }.into_any(),
        Room::Choices => view! { <ChoicesPage /> }.into_any(),
        Room::Ways => view! { <WaysPage /> }.into_any(),
        Room::Workload => view! { <WorkloadPage /> }.into_any(),
        Room::Pace => view! { <PacePage /> }.into_any(),
        Room::Logs => view! { <logs::LogSettingsPage /> }.into_any(),
        Room::BookItems => view! { <ItemsPage /> }.into_any(),
        Room::OptOut => view! { <OptOutPage /> }.into_any(),
        Room::Import => view! { <ImportPage /> }.into_any(),
        Room::Conditions => view! { <reports::ConditionsPage /> }.into_any(),
        Room::Condition => view! { <reports::ConditionPage /> }.into_any(),
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

#[wasm_split(templates, wasm_split_path = leptos::wasm_split, preload(load_templates), fallible)]
fn templates_page() -> Result<AnyView, Failure> {
    Ok(view! { <TemplatesPage /> }.into_any())
}

#[wasm_split(reading, wasm_split_path = leptos::wasm_split, preload(load_reading), fallible)]
fn conversation_page() -> Result<AnyView, Failure> {
    Ok(view! { <ConversationPage /> }.into_any())
}

#[wasm_split(palette, wasm_split_path = leptos::wasm_split, preload(load_palette), fallible)]
fn finder(mailboxes: Mailboxes, pick: Callback<Command>) -> Result<AnyView, Failure> {
    Ok(view! { <palette::Finder mailboxes pick /> }.into_any())
}

/// What is found in the palette, once its piece is there.
#[component]
pub fn Finder(mailboxes: Mailboxes, pick: Callback<Command>) -> impl IntoView {
    Suspend::new(async move { shown(finder(mailboxes, pick).await) })
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

type Doing = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

#[wasm_split(writing, wasm_split_path = leptos::wasm_split, fallible)]
fn sharing(begun: Begun, shared: Shared) -> Result<Doing, Failure> {
    Ok(Box::pin(drafts::share_into(begun, shared)))
}

/// Puts what another app shared into a new mail; whoever writes needs that piece anyway.
pub async fn share_into(begun: Begun, shared: Shared) -> Result<(), Failure> {
    sharing(begun, shared).await?.await
}

#[wasm_split(value, wasm_split_path = leptos::wasm_split, fallible)]
fn value_form(mailbox: MailboxId, asked: fields::Asked, open: RwSignal<bool>, after: Option<Callback<()>>) -> Result<AnyView, Failure> {
    Ok(view! { <fields::ValueForm mailbox asked open after /> }.into_any())
}

/// What a field is set to, once its piece is there.
#[component]
pub fn ValueForm(mailbox: MailboxId, asked: fields::Asked, open: RwSignal<bool>, after: Option<Callback<()>>) -> impl IntoView {
    Suspend::new(async move { shown(value_form(mailbox, asked, open, after).await) })
}

/// What there was before, and what asks before it is done to a conversation.
#[derive(Clone, Copy)]
pub enum HistoryPart {
    Page,
    Panel(Memo<ConversationView>),
    Ask(Asking),
}

#[wasm_split(history, wasm_split_path = leptos::wasm_split, preload(load_history), fallible)]
fn history_part(part: HistoryPart) -> Result<AnyView, Failure> {
    Ok(match part {
        HistoryPart::Page => view! { <CustomerPage /> }.into_any(),
        HistoryPart::Panel(view) => view! { <PastPanel view /> }.into_any(),
        HistoryPart::Ask(asking) => view! { <AskDialog asking /> }.into_any(),
    })
}

async fn customer_page() -> Result<AnyView, Failure> {
    history_part(HistoryPart::Page).await
}

/// A part of the history beside what is read, once its piece is there.
pub fn history(part: HistoryPart) -> AnyView {
    Suspend::new(async move { shown(history_part(part).await) }).into_any()
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
        Settings,
        Profile,
        Sessions,
        Members,
        Mailboxes,
        Mailbox,
        Access,
        Accounts,
        Account,
        Quarantine,
        Setup,
        Invite,
        Password,
        Waiting,
        Share,
        Folders,
        Rules,
        Rule,
        Statuses,
        Fields,
        Priorities,
        SendingRules,
        Notices,
        Choices,
        Ways,
        Workload,
        Pace,
        Logs,
        BookItems,
        OptOut,
        Import,
        Conditions,
        Condition
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
    /// One conversation in the table of pages.
    Reading, conversation_page, load_reading
);
page!(
    /// What was found, in the table of pages.
    Search, search_page, load_search
);
page!(
    /// The desk of templates in the table of pages.
    Templates, templates_page, load_templates
);
page!(
    /// Everything with one customer, in the table of pages.
    Customer, customer_page, load_history
);

/// Loads what this page is made of, so that it wakes up as it was drawn. Browser only.
pub async fn before_waking() {
    let location = window().location();
    let (path, search) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let first = path.split('/').nth(1).unwrap_or_default();
    // Each fails only without a network, and then the page stays as the server drew it.
    let loaded = match first {
        "settings" | "setup" | "invite" | "password" | "waiting" | "share" | "notifications" | "workload" | "unsubscribe" => load_office().await,
        "search" => load_search().await,
        "customers" => load_history().await,
        "book" => load_book().await,
        "bulk" => load_bulk().await,
        "reports" => load_reports().await,
        "help" => load_help().await,
        "templates" => load_templates().await,
        "logs" | "board" => load_logs().await,
        "m" if path.split('/').filter(|part| !part.is_empty()).count() > 3 => load_reading().await,
        _ => Ok(()),
    };
    let loaded = match loaded {
        Ok(()) if search.contains("draft=") => load_writing().await,
        loaded => loaded,
    };
    if let Err(cause) = loaded {
        leptos::logging::error!("{cause}");
    }
}

/// Fetches what is needed next, once the page has woken up: nobody waits for it at the first click. Browser only.
pub async fn soon() {
    // Without a network each is asked for again when it is shown.
    let _ = load_reading().await;
    let _ = load_writing().await;
    let _ = load_palette().await;
}
