//! What people see: the one codebase of the screens, compiled for the server (`ssr`) and for the browser (`hydrate`).
//!
//! Rules live in `domain`, verbs in `backend`. A page reads through server functions and passes plain values to parts.

pub mod absence;
pub mod accounts;
pub mod auth;
pub mod board;
pub mod book;
pub mod bulk;
pub mod checks;
pub mod chunks;
pub mod comments;
pub mod conversations;
pub mod correspondents;
pub mod drafts;
pub mod failure;
pub mod fields;
pub mod folders;
pub mod help;
pub mod history;
pub mod hours;
pub mod imports;
pub mod items;
pub mod layout;
pub mod leases;
pub mod live;
pub mod logs;
pub mod mailboxes;
pub mod messages;
pub mod notifications;
pub mod offline;
pub mod outbox;
pub mod own_fault;
pub mod palette;
pub mod parts;
pub mod presence;
pub mod priorities;
pub mod quarantine;
pub mod reports;
pub mod reserved;
pub mod routes;
pub mod rules;
pub mod search;
#[cfg(feature = "ssr")]
pub mod server_side;
pub mod settings;
pub mod setup;
#[cfg(feature = "ssr")]
mod shell;
pub mod snooze;
pub mod start;
pub mod statuses;
pub mod templates;
pub mod threads;
pub mod time;
pub mod tour;
pub mod users;
#[cfg(feature = "ssr")]
pub mod visit;
pub mod wire;
pub mod words;
pub mod workload;

pub use failure::Failure;
#[cfg(feature = "ssr")]
pub use server_side::set_status;
#[cfg(feature = "ssr")]
pub use shell::{Site, shell};
pub use start::App;
#[cfg(feature = "ssr")]
pub use visit::Visit;

/// The HTTP status of the page. The browser has none to set.
#[cfg(not(feature = "ssr"))]
pub fn set_status(_status: u16) {}

/// What the server hands to the browser with every page.
#[cfg(feature = "ssr")]
fn start() -> start::Start {
    server_side::start()
}

/// Only asked where a page came without it, which the server never sends.
#[cfg(not(feature = "ssr"))]
fn start() -> start::Start {
    start::Start::unknown(time::browser_now())
}

/// The fields of `at` on the clocks of `zone`.
#[cfg(feature = "ssr")]
pub(crate) fn civil(at: domain::Moment, zone: &str) -> time::Civil {
    server_side::civil(at, zone)
}

/// The fields of `at` on the clocks of `zone`.
#[cfg(not(feature = "ssr"))]
pub(crate) fn civil(at: domain::Moment, zone: &str) -> time::Civil {
    time::browser_civil(at, zone)
}

/// The name that a plain sign-in form brought last. The client keeps its own fields.
#[cfg(feature = "ssr")]
pub(crate) fn remembered_name() -> String {
    server_side::answer::remembered_name()
}

/// The name that a plain sign-in form brought last. The client keeps its own fields.
#[cfg(not(feature = "ssr"))]
pub(crate) fn remembered_name() -> String {
    String::new()
}

/// Wakes up the page that the server has drawn.
#[cfg(feature = "hydrate")]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    chunks::before_waking().await;
    leptos::mount::hydrate_body(App);
    // Says to whoever has to wait for it that the page answers.
    if let Some(root) = leptos::prelude::document().document_element() {
        // Fails only for names that are none.
        let _ = root.set_attribute("data-awake", "");
    }
    chunks::soon().await;
}
