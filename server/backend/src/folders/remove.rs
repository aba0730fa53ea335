//! The end of a folder: what was filed there goes elsewhere first, a stretch at a time, so that a folder of a hundred
//! thousand conversations holds up nobody.

use super::{operated, sql, tree};
use crate::{Cx, Error, Result, conversations, rules, users};
use domain::{
    folders::{self, FolderView},
    live::Event,
    *,
};

/// Conversations that one transaction moves.
const AT_ONCE: i64 = 500;

/// Removes a folder and those below it; what was filed in them goes to `successor`, or into no folder. Answers how many
/// conversations that were. When it ends halfway it can be asked for again.
///
/// # Errors
/// [`Refused::NotFound`]; [`Refused::Invalid`] when the successor goes too, or is of another mailbox.
pub async fn remove(cx: &Cx, id: FolderId, successor: Option<FolderId>) -> Result<u64> {
    let mut count = 0;
    loop {
        let mut tx = cx.desk.db.write().await?;
        let mailbox = sql::mailbox_of(&mut tx, id).await?.ok_or(Refused::NotFound)?;
        operated(&mut tx, cx, mailbox).await?;
        let known = tree(&mut tx, mailbox).await?;
        check_successor(&known, id, successor)?;
        let gone: Vec<FolderId> = folders::branch(&known, id).iter().map(|folder| folder.id).collect();
        let mut moved = Vec::new();
        for folder in &gone {
            moved.extend(conversations::refile(&mut tx, cx, &known, *folder, successor, AT_ONCE - moved.len() as i64).await?);
            if moved.len() as i64 >= AT_ONCE {
                break;
            }
        }
        count += moved.len() as u64;
        let finished = (moved.len() as i64) < AT_ONCE;
        if finished {
            // After the conversations: they are locked first everywhere.
            sql::lock(&mut tx, mailbox).await?;
            let named = folders::path(&known, id).unwrap_or_default();
            let to = successor.and_then(|successor| folders::path(&known, successor)).unwrap_or_default();
            rules::folders_gone(&mut tx, cx, mailbox, &gone, successor).await?;
            // Those below come first.
            for folder in gone.iter().rev() {
                sql::delete(&mut tx, *folder).await?;
            }
            users::audit(&mut tx, cx, "folder-remove", &format!("mailbox {mailbox} folder {id}"), &format!("{named} → {to} ({count})")).await?;
        }
        tx.commit().await?;
        for event in Event::of_changes(moved.into_iter().map(|id| (mailbox, id)).collect(), cx.who.user_id()) {
            cx.desk.live.publish(event);
        }
        if finished {
            cx.desk.live.publish(Event::Settings);
            return Ok(count);
        }
    }
}

fn check_successor(tree: &[FolderView], id: FolderId, successor: Option<FolderId>) -> Result<()> {
    let Some(successor) = successor else { return Ok(()) };
    let is_there = tree.iter().any(|folder| folder.id == successor);
    let goes_too = folders::branch(tree, id).iter().any(|folder| folder.id == successor);
    if !is_there || goes_too { Err(Error::Refused(Refused::Invalid { field: Field::Folder, wrong: Wrong::OutOfRange })) } else { Ok(()) }
}
