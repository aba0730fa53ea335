//! Server functions of the address book.

use crate::{Failure, wire::Json};
use domain::{
    AttachmentId, BookGroupId, BookItemId, CompanyId, ContactId, ImportId,
    book::{
        BookPage, BookQuery, BookSetup, Column, CompanyForm, CompanyView, ContactForm, ContactView, EntryKind, ErasureForm, ErasureState,
        ErasureView, Found, GroupForm, ImportState, ImportView, ItemForm, PastBefore, PastView,
    },
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// People and companies that fit what was typed. A POST: what somebody typed belongs into no log of addresses.
#[server(name = FindInBook, prefix = "/rpc", endpoint = "book/find", input = Json, output = Json)]
pub async fn find(typed: String) -> Result<Found, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::find(&cx, &typed).await?)
}

/// Items, groups, our people, and what may be done.
#[server(name = BookSetupCall, prefix = "/rpc", endpoint = "book/setup", input = GetUrl, output = Json)]
pub async fn setup() -> Result<BookSetup, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::setup(&cx).await?)
}

/// One page of a list.
#[server(name = BookListCall, prefix = "/rpc", endpoint = "book/list", input = GetUrl, output = Json)]
pub async fn list(query: BookQuery) -> Result<BookPage, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::list(&cx, &query).await?)
}

#[server(name = BookCompany, prefix = "/rpc", endpoint = "book/company", input = GetUrl, output = Json)]
pub async fn company(id: CompanyId) -> Result<CompanyView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::company(&cx, id).await?)
}

#[server(name = BookContact, prefix = "/rpc", endpoint = "book/contact", input = GetUrl, output = Json)]
pub async fn contact(id: ContactId) -> Result<ContactView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::contact(&cx, id).await?)
}

/// One page of everything there was with a company or a person.
#[server(name = BookPast, prefix = "/rpc", endpoint = "book/past", input = GetUrl, output = Json)]
pub async fn past(kind: EntryKind, id: i64, before: Option<PastBefore>) -> Result<PastView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(match kind {
        EntryKind::Company => backend::book::past_of_company(&cx, CompanyId(id), before).await?,
        EntryKind::Contact => backend::book::past_of_contact(&cx, ContactId(id), before).await?,
    })
}

#[server(name = AddCompany, prefix = "/rpc", endpoint = "book/add-company", input = Json, output = Json)]
pub async fn add_company(form: CompanyForm) -> Result<CompanyId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::add_company(&cx, &form).await?)
}

#[server(name = EditCompany, prefix = "/rpc", endpoint = "book/edit-company", input = Json, output = Json)]
pub async fn edit_company(id: CompanyId, version: i64, form: CompanyForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::edit_company(&cx, id, version, &form).await?)
}

#[server(name = AddContact, prefix = "/rpc", endpoint = "book/add-contact", input = Json, output = Json)]
pub async fn add_contact(form: ContactForm) -> Result<ContactId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::add_contact(&cx, &form).await?)
}

#[server(name = EditContact, prefix = "/rpc", endpoint = "book/edit-contact", input = Json, output = Json)]
pub async fn edit_contact(id: ContactId, version: i64, form: ContactForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::edit_contact(&cx, id, version, &form).await?)
}

/// Into the trash.
#[server(name = RemoveEntry, prefix = "/rpc", endpoint = "book/remove", input = Json, output = Json)]
pub async fn remove(kind: EntryKind, id: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    match kind {
        EntryKind::Company => backend::book::remove_company(&cx, CompanyId(id)).await?,
        EntryKind::Contact => backend::book::remove_contact(&cx, ContactId(id)).await?,
    }
    Ok(())
}

/// Out of the trash.
#[server(name = RestoreEntry, prefix = "/rpc", endpoint = "book/restore", input = Json, output = Json)]
pub async fn restore(kind: EntryKind, id: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    match kind {
        EntryKind::Company => backend::book::restore_company(&cx, CompanyId(id)).await?,
        EntryKind::Contact => backend::book::restore_contact(&cx, ContactId(id)).await?,
    }
    Ok(())
}

#[server(name = AddBookGroup, prefix = "/rpc", endpoint = "book/add-group", input = Json, output = Json)]
pub async fn add_group(kind: EntryKind, form: GroupForm) -> Result<BookGroupId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::add_group(&cx, kind, &form).await?)
}

#[server(name = RenameBookGroup, prefix = "/rpc", endpoint = "book/rename-group", input = Json, output = Json)]
pub async fn rename_group(id: BookGroupId, form: GroupForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::rename_group(&cx, id, &form).await?)
}

#[server(name = RemoveBookGroup, prefix = "/rpc", endpoint = "book/remove-group", input = Json, output = Json)]
pub async fn remove_group(id: BookGroupId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::remove_group(&cx, id).await?)
}

#[server(name = AddBookItem, prefix = "/rpc", endpoint = "book/add-item", input = Json, output = Json)]
pub async fn add_item(kind: EntryKind, form: ItemForm) -> Result<BookItemId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::add_item(&cx, kind, &form).await?)
}

#[server(name = EditBookItem, prefix = "/rpc", endpoint = "book/edit-item", input = Json, output = Json)]
pub async fn edit_item(id: BookItemId, form: ItemForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::edit_item(&cx, id, &form).await?)
}

#[server(name = OrderBookItems, prefix = "/rpc", endpoint = "book/order-items", input = Json, output = Json)]
pub async fn order_items(kind: EntryKind, ids: Vec<BookItemId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::order_items(&cx, kind, &ids).await?)
}

#[server(name = RemoveBookItem, prefix = "/rpc", endpoint = "book/remove-item", input = Json, output = Json)]
pub async fn remove_item(id: BookItemId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::remove_item(&cx, id).await?)
}

/// How far an import is; before it begins, what would come of each line. A POST: columns of a wide file are many.
#[server(name = BookImport, prefix = "/rpc", endpoint = "book/import", input = Json, output = Json)]
pub async fn import(id: ImportId, columns: Option<Vec<Column>>) -> Result<ImportView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::import(&cx, id, columns).await?)
}

#[server(name = StartBookImport, prefix = "/rpc", endpoint = "book/start-import", input = Json, output = Json)]
pub async fn start_import(id: ImportId, columns: Vec<Column>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::start_import(&cx, id, columns).await?)
}

#[server(name = CancelBookImport, prefix = "/rpc", endpoint = "book/cancel-import", input = Json, output = Json)]
pub async fn cancel_import(id: ImportId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::cancel_import(&cx, id).await?)
}

/// Joins an entry with another one; answers by which number it is taken back.
#[server(name = MergeEntries, prefix = "/rpc", endpoint = "book/merge", input = Json, output = Json)]
pub async fn merge(kind: EntryKind, from: i64, into: i64) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::merge(&cx, kind, from, into).await?)
}

#[server(name = UndoMergeOfEntries, prefix = "/rpc", endpoint = "book/undo-merge", input = Json, output = Json)]
pub async fn undo_merge(id: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::undo_merge(&cx, id).await?)
}

/// Imports of the last thirty days.
#[server(name = RecentBookImports, prefix = "/rpc", endpoint = "book/recent-imports", input = GetUrl, output = Json)]
pub async fn recent_imports() -> Result<Vec<ImportState>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::recent_imports(&cx).await?)
}

/// Puts back what an import changed.
#[server(name = UndoBookImport, prefix = "/rpc", endpoint = "book/undo-import", input = Json, output = Json)]
pub async fn undo_import(id: ImportId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::undo_import(&cx, id).await?)
}

#[server(name = DropBookFile, prefix = "/rpc", endpoint = "book/drop-file", input = Json, output = Json)]
pub async fn drop_file(kind: EntryKind, id: i64, file: AttachmentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::drop_file(&cx, kind, id, file).await?)
}

/// What there is of somebody, before they are erased.
#[server(name = BookErasure, prefix = "/rpc", endpoint = "book/erasure", input = GetUrl, output = Json)]
pub async fn erasure(id: ContactId) -> Result<ErasureView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::erasure(&cx, id).await?)
}

/// Erasing that goes on just now.
#[server(name = BookErasures, prefix = "/rpc", endpoint = "book/erasures", input = GetUrl, output = Json)]
pub async fn erasures() -> Result<Vec<ErasureState>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::erasures(&cx).await?)
}

#[server(name = EraseContact, prefix = "/rpc", endpoint = "book/erase", input = Json, output = Json)]
pub async fn erase(id: ContactId, form: ErasureForm) -> Result<ErasureState, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::erase(&cx, id, &form).await?)
}
