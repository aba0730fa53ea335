//! A list with everything that its rows say, page after page, for a file.

use super::list_with;
use crate::{Cx, Result, users};
use domain::conversations::{ListQuery, Page};

/// Says in the audit log that a list leaves the house; the pages follow by [`export_page`].
pub async fn begin_export(cx: &Cx, query: &ListQuery) -> Result<()> {
    cx.who.viewing(query.mailbox)?;
    let mut tx = cx.desk.db.write().await?;
    users::audit(&mut tx, cx, "export", &format!("mailbox {}", query.mailbox), query.view.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

/// As [`super::list`], with all fields of the mailbox for columns.
pub async fn export_page(cx: &Cx, query: &ListQuery) -> Result<Page> {
    list_with(cx, query, true).await
}
