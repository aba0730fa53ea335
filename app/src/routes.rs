//! The site map: one table of pages, and how their addresses are written.

use crate::{
    auth::LoginPage,
    chunks::{self, book_pages, bulk_pages, log_pages, report_pages, rooms},
    conversations::{Home, NothingOpen, TrayPage},
    layout::{Frame, NotFound},
};
use domain::{
    ConversationId, FolderId, MailboxId,
    conversations::{ListQuery, Sort, View},
};
use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Redirect, Route, Routes},
    path,
};

/// Every page is sent whole (`SsrMode::Async`): it is readable before the client wakes up, and without it.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async />
            <Route path=path!("/setup") view={Lazy::<rooms::Setup>::new()} ssr=SsrMode::Async />
            <Route path=path!("/password") view={Lazy::<rooms::Password>::new()} ssr=SsrMode::Async />
            <Route path=path!("/invite/:token") view={Lazy::<rooms::Invite>::new()} ssr=SsrMode::Async />
            <Route path=path!("/unsubscribe/:token") view={Lazy::<rooms::OptOut>::new()} ssr=SsrMode::Async />
            // Everything inside the frame needs a sign-in.
            <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                <Route path=path!("/") view=Home ssr=SsrMode::Async />
                <Route path=path!("/waiting") view={Lazy::<rooms::Waiting>::new()} ssr=SsrMode::Async />
                <Route path=path!("/notifications") view={Lazy::<rooms::Notices>::new()} ssr=SsrMode::Async />
                <Route path=path!("/workload") view={Lazy::<rooms::Workload>::new()} ssr=SsrMode::Async />
                <Route path=path!("/share") view={Lazy::<rooms::Share>::new()} ssr=SsrMode::Async />
                <Route path=path!("/search") view={Lazy::<chunks::Search>::new()} ssr=SsrMode::Async />
                <Route path=path!("/customers/:address") view={Lazy::<chunks::Customer>::new()} ssr=SsrMode::Async />
                <Route path=path!("/templates/:id?") view={Lazy::<chunks::Templates>::new()} ssr=SsrMode::Async />
                <Route path=path!("/bulk") view={Lazy::<bulk_pages::List>::new()} ssr=SsrMode::Async />
                <Route path=path!("/bulk/:id") view={Lazy::<bulk_pages::Mail>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reports") view={Lazy::<report_pages::Figures>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reports/any") view={Lazy::<report_pages::Any>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reports/list") view={Lazy::<report_pages::List>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reports/wall") view={Lazy::<report_pages::Wall>::new()} ssr=SsrMode::Async />
                <Route path=path!("/reports/mails") view={Lazy::<report_pages::Mails>::new()} ssr=SsrMode::Async />
                <Route path=path!("/help") view={Lazy::<chunks::Help>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("/settings") view={Lazy::<rooms::Settings>::new()} ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<rooms::Profile>::new()} ssr=SsrMode::Async />
                    <Route path=path!("profile") view={Lazy::<rooms::Profile>::new()} ssr=SsrMode::Async />
                    <Route path=path!("sessions") view={Lazy::<rooms::Sessions>::new()} ssr=SsrMode::Async />
                    <Route path=path!("notifications") view={Lazy::<rooms::Choices>::new()} ssr=SsrMode::Async />
                    <Route path=path!("notices") view={Lazy::<rooms::Ways>::new()} ssr=SsrMode::Async />
                    <Route path=path!("members") view={Lazy::<rooms::Members>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes") view={Lazy::<rooms::Mailboxes>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id") view={Lazy::<rooms::Mailbox>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/access") view={Lazy::<rooms::Access>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/pace") view={Lazy::<rooms::Pace>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/accounts") view={Lazy::<rooms::Accounts>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/accounts/:account") view={Lazy::<rooms::Account>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/folders") view={Lazy::<rooms::Folders>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/rules") view={Lazy::<rooms::Rules>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/rules/:rule") view={Lazy::<rooms::Rule>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/conditions") view={Lazy::<rooms::Conditions>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/conditions/:condition") view={Lazy::<rooms::Condition>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/statuses") view={Lazy::<rooms::Statuses>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/fields") view={Lazy::<rooms::Fields>::new()} ssr=SsrMode::Async />
                    <Route path=path!("priorities") view={Lazy::<rooms::Priorities>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/sending") view={Lazy::<rooms::SendingRules>::new()} ssr=SsrMode::Async />
                    <Route path=path!("logs") view={Lazy::<rooms::Logs>::new()} ssr=SsrMode::Async />
                    <Route path=path!("book") view={Lazy::<rooms::BookItems>::new()} ssr=SsrMode::Async />
                    <Route path=path!("mailboxes/:id/import") view={Lazy::<rooms::Import>::new()} ssr=SsrMode::Async />
                    <Route path=path!("quarantine") view={Lazy::<rooms::Quarantine>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <Route path=path!("/board") view={Lazy::<log_pages::Board>::new()} ssr=SsrMode::Async />
                <Route path=path!("/logs") view=|| view! { <Redirect path="/logs/calls" /> } ssr=SsrMode::Async />
                <Route path=path!("/logs/tasks") view={Lazy::<log_pages::Tasks>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("/logs/:log") view={Lazy::<log_pages::Logs>::new()} ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<log_pages::Nothing>::new()} ssr=SsrMode::Async />
                    <Route path=path!("new") view={Lazy::<log_pages::New>::new()} ssr=SsrMode::Async />
                    <Route path=path!(":id") view={Lazy::<log_pages::Entry>::new()} ssr=SsrMode::Async />
                    <Route path=path!(":id/edit") view={Lazy::<log_pages::Edit>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("/book") view={Lazy::<book_pages::Desk>::new()} ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<book_pages::Nothing>::new()} ssr=SsrMode::Async />
                    <Route path=path!("companies/:id") view={Lazy::<book_pages::Company>::new()} ssr=SsrMode::Async />
                    <Route path=path!("import") view={Lazy::<book_pages::Import>::new()} ssr=SsrMode::Async />
                    <Route path=path!("people/:id") view={Lazy::<book_pages::Person>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("/m/:mailbox/:view") view=TrayPage ssr=SsrMode::Async>
                    <Route path=path!("") view=NothingOpen ssr=SsrMode::Async />
                    <Route path=path!(":conversation") view={Lazy::<chunks::Reading>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </ParentRoute>
        </Routes>
    }
}

/// The address of a list.
pub fn list_url(query: &ListQuery) -> String {
    with_filters(format!("/m/{}/{}", query.mailbox, query.view), query)
}

/// The address of a conversation, opened beside its list.
pub fn conversation_url(query: &ListQuery, id: ConversationId) -> String {
    with_filters(format!("/m/{}/{}/{id}", query.mailbox, query.view), query)
}

/// The same list as a file for spreadsheets.
pub fn export_url(query: &ListQuery) -> String {
    with_filters(format!("/export/{}/{}", query.mailbox, query.view), &ListQuery { before: None, ..query.clone() })
}

/// A list without filters.
pub fn view_url(mailbox: MailboxId, view: View) -> String {
    format!("/m/{mailbox}/{view}")
}

/// Everything that is filed in a folder.
pub fn folder_url(mailbox: MailboxId, folder: FolderId) -> String {
    format!("/m/{mailbox}/{}?folder={folder}", View::All)
}

fn with_filters(path: String, query: &ListQuery) -> String {
    let mut filters = Vec::new();
    if let Some(status) = query.status {
        filters.push(format!("status={status}"));
    }
    if let Some(assignee) = query.assignee {
        filters.push(format!("assignee={assignee}"));
    }
    if let Some(field) = query.field {
        filters.push(format!("field={field}"));
    }
    if query.sort != Sort::default() {
        filters.push(format!("sort={}", query.sort));
    }
    if let Some(folder) = query.folder {
        filters.push(format!("folder={folder}"));
    }
    if let Some(before) = query.before {
        filters.push(format!("before={before}"));
    }
    if filters.is_empty() { path } else { format!("{path}?{}", filters.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        FieldId, Moment, StatusId,
        conversations::{Assigned, Cursor},
        fields::FieldFilter,
    };

    #[test]
    fn filters_stand_in_the_address() {
        let mut query = ListQuery::of(MailboxId(3), View::Tray);
        assert_eq!(list_url(&query), "/m/3/tray");
        query.status = Some(StatusId(7));
        query.before = Some(Cursor { rank: 0, at: Moment(1_700), id: ConversationId(42) });
        assert_eq!(conversation_url(&query, ConversationId(9)), "/m/3/tray/9?status=7&before=1700-42");
        query = ListQuery { status: None, assignee: Some(Assigned::Nobody), sort: Sort::Priority, before: None, ..query };
        assert_eq!(list_url(&query), "/m/3/tray?assignee=none&sort=priority");
        query = ListQuery { view: View::All, assignee: None, sort: Sort::default(), folder: Some(FolderId(8)), ..query };
        assert_eq!(list_url(&query), folder_url(query.mailbox, FolderId(8)));
        query = ListQuery { field: Some(FieldFilter { field: FieldId(5), choice: Some(8) }), ..ListQuery::of(query.mailbox, View::Tray) };
        assert_eq!(list_url(&query), "/m/3/tray?field=5-8");
    }
}
