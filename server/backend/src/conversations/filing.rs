//! Into a folder and out of it.

use super::{record, sql};
use crate::{Cx, Error, Result, db::Tx, folders as trees};
use domain::{
    conversations::EventKind,
    folders::{self, FolderView},
    *,
};

/// Files a conversation in a folder of its own mailbox, or in none; with its event. Names stand in the history as they were,
/// because folders go.
pub async fn set_folder(tx: &mut Tx, cx: &Cx, id: ConversationId, folder: Option<FolderId>) -> Result<()> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    if state.folder_id == folder {
        return Ok(());
    }
    let tree = trees::tree(tx, state.mailbox_id).await?;
    let after = match folder {
        Some(folder) => folders::path(&tree, folder).ok_or(Error::Refused(Refused::Invalid { field: Field::Folder, wrong: Wrong::Malformed }))?,
        None => String::new(),
    };
    sql::set_folder(tx, id, folder).await?;
    record(tx, cx, id, EventKind::Filed, &named(&tree, state.folder_id), &after).await
}

/// Moves up to `at_most` conversations from one folder into another, and answers which.
pub(crate) async fn refile(
    tx: &mut Tx,
    cx: &Cx,
    tree: &[FolderView],
    from: FolderId,
    to: Option<FolderId>,
    at_most: i64,
) -> Result<Vec<ConversationId>> {
    let moved = sql::refile(tx, from, to, at_most).await?;
    let (before, after) = (named(tree, Some(from)), named(tree, to));
    // Each one has its own history.
    for (id,) in &moved {
        record(tx, cx, *id, EventKind::Filed, &before, &after).await?;
    }
    Ok(moved.into_iter().map(|(id,)| id).collect())
}

fn named(tree: &[FolderView], folder: Option<FolderId>) -> String {
    folder.and_then(|folder| folders::path(tree, folder)).unwrap_or_default()
}
