//! Companies or people as a file for spreadsheets, which an import reads again.

use super::{import::Known, seen};
use crate::{Cx, Result, users};
use domain::book::{Column, EntryKind, ItemView};

/// Names of columns are the reader's language: whoever writes the file knows it.
pub struct Export {
    pub columns: Vec<Column>,
    pub items: Vec<ItemView>,
    pub rows: Vec<Vec<String>>,
}

/// Everything that is not in the trash, in the order of readings. Data leave the house, so the audit log knows.
pub async fn export(cx: &Cx, kind: EntryKind) -> Result<Export> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let known = Known::read(&mut tx, space, kind).await?;
    users::audit(&mut tx, cx, "export", &format!("book {kind}"), &format!("{} entries", known.entries.len())).await?;
    tx.commit().await?;
    let columns = Column::of(kind, &known.items);
    let rows = known.entries.iter().map(|entry| columns.iter().map(|column| known.text(entry, *column)).collect()).collect();
    Ok(Export { columns, items: known.items, rows })
}
