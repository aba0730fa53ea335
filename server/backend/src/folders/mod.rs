//! Folders of a mailbox: the tree that everybody shares. Operators keep it; filing conversations is a change like others
//! (`conversations::change`).

mod ensure;
mod remove;
mod sql;

pub(crate) use ensure::ensure;
pub use remove::remove;

use crate::{Cx, Result, db::Tx, mailboxes, users};
use domain::{
    access::Viewing,
    folders::{self, FolderView, Shift, check_place, name_key},
    live::Event,
    *,
};
use std::collections::HashMap;

/// The tree as its operators see it.
pub async fn list(cx: &Cx, mailbox: MailboxId) -> Result<Vec<FolderView>> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    tree(&mut tx, mailbox).await
}

/// A new folder, the last of its siblings.
///
/// # Errors
/// What [`check_place`] refuses.
pub async fn create(cx: &Cx, mailbox: MailboxId, parent: Option<FolderId>, name: &str) -> Result<FolderId> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    // Two who change the tree at once see each other's folders.
    sql::lock(&mut tx, mailbox).await?;
    let known = tree(&mut tx, mailbox).await?;
    check_place(&known, None, parent, name)?;
    let id = sql::insert(&mut tx, mailbox, parent, name.trim(), &name_key(name)).await?;
    note(&mut tx, cx, "folder-create", mailbox, id).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(id)
}

/// Another name or another place; whoever changes places is the last there.
///
/// # Errors
/// What [`check_place`] refuses.
pub async fn change(cx: &Cx, id: FolderId, parent: Option<FolderId>, name: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mailbox = sql::mailbox_of(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, mailbox).await?;
    // Two who change the tree at once see each other's folders.
    sql::lock(&mut tx, mailbox).await?;
    let known = tree(&mut tx, mailbox).await?;
    check_place(&known, Some(id), parent, name)?;
    sql::rename(&mut tx, id, name.trim(), &name_key(name)).await?;
    if known.iter().any(|folder| folder.id == id && folder.parent_id != parent) {
        sql::move_below(&mut tx, mailbox, id, parent).await?;
    }
    note(&mut tx, cx, "folder-change", mailbox, id).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// One place up or down among its siblings; at the end nothing happens.
pub async fn shift(cx: &Cx, id: FolderId, by: Shift) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mailbox = sql::mailbox_of(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, mailbox).await?;
    // Two who change the tree at once see each other's folders.
    sql::lock(&mut tx, mailbox).await?;
    let known = tree(&mut tx, mailbox).await?;
    let parent = known.iter().find(|folder| folder.id == id).ok_or(Refused::NotFound)?.parent_id;
    let mut siblings: Vec<FolderId> = known.iter().filter(|folder| folder.parent_id == parent).map(|folder| folder.id).collect();
    let from = siblings.iter().position(|sibling| *sibling == id).unwrap_or_default();
    let to = match by {
        Shift::Up => from.saturating_sub(1),
        Shift::Down => (from + 1).min(siblings.len().saturating_sub(1)),
    };
    if from == to {
        return Ok(());
    }
    siblings.swap(from, to);
    // A hundred at most.
    for (position, sibling) in siblings.into_iter().enumerate() {
        sql::set_position(&mut tx, sibling, position as i64).await?;
    }
    note(&mut tx, cx, "folder-order", mailbox, id).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

async fn operated(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let space = mailboxes::space_of(tx, mailbox).await?;
    Ok(cx.who.may_operate(space)?)
}

async fn note(tx: &mut Tx, cx: &Cx, what: &str, mailbox: MailboxId, id: FolderId) -> Result<()> {
    let named = folders::path(&tree(tx, mailbox).await?, id).unwrap_or_default();
    users::audit(tx, cx, what, &format!("mailbox {mailbox} folder {id}"), &named).await
}

/// The tree of one mailbox, without counts.
pub(crate) async fn tree(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<FolderView>> {
    Ok(folders::in_order(sql::of_mailbox(tx, mailbox).await?))
}

/// The trees of every mailbox, with what is unfinished as far as this person sees it.
pub(crate) async fn of_all(tx: &mut Tx, user: UserId, viewing: impl Fn(MailboxId) -> Viewing) -> Result<HashMap<MailboxId, Vec<FolderView>>> {
    let mut found: HashMap<MailboxId, Vec<(FolderId, Option<FolderId>, String)>> = HashMap::new();
    for (mailbox, id, parent, name) in sql::all(tx).await? {
        found.entry(mailbox).or_default().push((id, parent, name));
    }
    if found.is_empty() {
        return Ok(HashMap::new());
    }
    let mut counts: HashMap<MailboxId, Vec<(FolderId, i64)>> = HashMap::new();
    for (mailbox, folder, all, own) in sql::unfinished(tx, user).await? {
        let seen = match viewing(mailbox) {
            Viewing::All => all,
            Viewing::Own => own,
            Viewing::None => continue,
        };
        counts.entry(mailbox).or_default().push((folder, seen));
    }
    let mut trees: HashMap<MailboxId, Vec<FolderView>> = found.into_iter().map(|(mailbox, found)| (mailbox, folders::in_order(found))).collect();
    for (mailbox, tree) in &mut trees {
        folders::count(tree, counts.get(mailbox).map(Vec::as_slice).unwrap_or_default());
    }
    Ok(trees)
}

/// A folder of this mailbox and everything below it.
///
/// # Errors
/// [`Refused::NotFound`] for one of another mailbox, or of none.
pub(crate) async fn branch(tx: &mut Tx, mailbox: MailboxId, id: FolderId) -> Result<Vec<FolderId>> {
    let tree = tree(tx, mailbox).await?;
    let ids: Vec<FolderId> = folders::branch(&tree, id).iter().map(|folder| folder.id).collect();
    if ids.is_empty() { Err(Refused::NotFound.into()) } else { Ok(ids) }
}

#[cfg(test)]
mod tests;
