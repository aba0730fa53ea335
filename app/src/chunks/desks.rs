//! The desks of a space beside its mailboxes: a piece each, and their pages in the table of pages (`routes.rs`).

use super::shown;
use crate::{
    Failure, board,
    book::{CompanyPage, ContactPage, DeskPage, ImportPage, NothingOpen, RegisterDialog, Registering},
    bulk::{BulkListPage, BulkMailPage},
    logs, reports,
};
use domain::ConversationId;
use leptos::{prelude::*, wasm_split::wasm_split};
use leptos_router::LazyRoute;

/// The pages of one piece: each is the part of its name.
macro_rules! pages {
    ($(#[$about:meta])* $module:ident: $part:ident by $draw:ident, $load:ident: $($name:ident),+) => {
        $(#[$about])*
        pub mod $module {
            use super::{AnyView, LazyRoute, $part, $draw, $load, shown};

            $(
                #[derive(Clone, Copy)]
                pub struct $name;

                impl LazyRoute for $name {
                    fn data() -> $name {
                        $name
                    }

                    async fn view(_: $name) -> AnyView {
                        shown($draw($part::$name).await)
                    }

                    async fn preload() {
                        // What cannot be had now is asked for again when it is shown.
                        let _ = $load().await;
                    }
                }
            )+
        }
    };
}

/// The pages of calls and visits, and the notice board.
#[derive(Clone, Copy)]
pub enum LogPart {
    Logs,
    Nothing,
    New,
    Entry,
    Edit,
    Tasks,
    Board,
    Quick(ConversationId, RwSignal<bool>),
}

#[wasm_split(logs, wasm_split_path = leptos::wasm_split, preload(load_logs), fallible)]
pub(super) fn log_part(part: LogPart) -> Result<AnyView, Failure> {
    Ok(match part {
        LogPart::Logs => view! { <logs::LogsPage /> }.into_any(),
        LogPart::Nothing => view! { <logs::NothingOpen /> }.into_any(),
        LogPart::New => view! { <logs::NewPage /> }.into_any(),
        LogPart::Entry => view! { <logs::EntryPage /> }.into_any(),
        LogPart::Edit => view! { <logs::EditPage /> }.into_any(),
        LogPart::Tasks => view! { <logs::TasksPage /> }.into_any(),
        LogPart::Board => view! { <board::BoardPage /> }.into_any(),
        LogPart::Quick(conversation, open) => view! { <logs::QuickForm conversation open /> }.into_any(),
    })
}

/// A call in a dialog, once its piece is there.
#[component]
pub fn QuickForm(conversation: ConversationId, open: RwSignal<bool>) -> impl IntoView {
    Suspend::new(async move { shown(log_part(LogPart::Quick(conversation, open)).await) })
}

pages!(
    /// Calls, visits and the board.
    log_pages: LogPart by log_part, load_logs: Logs, Nothing, New, Entry, Edit, Tasks, Board
);

/// The pages of the reports.
#[derive(Clone, Copy)]
pub enum ReportPart {
    Figures,
    Any,
    List,
    Wall,
    Mails,
}

#[wasm_split(reports, wasm_split_path = leptos::wasm_split, preload(load_reports), fallible)]
pub(super) fn report_part(part: ReportPart) -> Result<AnyView, Failure> {
    Ok(match part {
        ReportPart::Figures => view! { <reports::ReportsPage /> }.into_any(),
        ReportPart::Any => view! { <reports::AnyPage /> }.into_any(),
        ReportPart::List => view! { <reports::ListPage /> }.into_any(),
        ReportPart::Wall => view! { <reports::WallPage /> }.into_any(),
        ReportPart::Mails => view! { <reports::MailsPage /> }.into_any(),
    })
}

pages!(
    /// Figures, the lists behind them, the wall, and what is mailed.
    report_pages: ReportPart by report_part, load_reports: Figures, Any, List, Wall, Mails
);

/// The pages of bulk mail.
#[derive(Clone, Copy)]
pub enum BulkPart {
    List,
    Mail,
}

#[wasm_split(bulk, wasm_split_path = leptos::wasm_split, preload(load_bulk), fallible)]
pub(super) fn bulk_part(part: BulkPart) -> Result<AnyView, Failure> {
    Ok(match part {
        BulkPart::List => view! { <BulkListPage /> }.into_any(),
        BulkPart::Mail => view! { <BulkMailPage /> }.into_any(),
    })
}

pages!(
    /// All bulk mails, and one of them.
    bulk_pages: BulkPart by bulk_part, load_bulk: List, Mail
);

/// The desk of the address book, what is open at it, and registering the sender of a mail.
#[derive(Clone, Copy)]
pub enum BookPart {
    Desk,
    Nothing,
    Company,
    Person,
    Import,
    Register(Registering),
}

#[wasm_split(book, wasm_split_path = leptos::wasm_split, preload(load_book), fallible)]
pub(super) fn book_part(part: BookPart) -> Result<AnyView, Failure> {
    Ok(match part {
        BookPart::Desk => view! { <DeskPage /> }.into_any(),
        BookPart::Nothing => view! { <NothingOpen /> }.into_any(),
        BookPart::Company => view! { <CompanyPage /> }.into_any(),
        BookPart::Import => view! { <ImportPage /> }.into_any(),
        BookPart::Person => view! { <ContactPage /> }.into_any(),
        BookPart::Register(registering) => view! { <RegisterDialog registering /> }.into_any(),
    })
}

/// A part of the address book on another page, once its piece is there.
pub fn book(part: BookPart) -> AnyView {
    Suspend::new(async move { shown(book_part(part).await) }).into_any()
}

pages!(
    /// The address book.
    book_pages: BookPart by book_part, load_book: Desk, Nothing, Company, Person, Import
);
