//! Folders of somebody else's tree, made where they are not there.

use super::{sql, tree};
use crate::{Result, db::Tx};
use domain::{
    folders::{LEVELS_MAX, check_place, name_key},
    *,
};

/// The folder at the end of these names; where no more can be made, the last one on the way there.
pub(crate) async fn ensure(tx: &mut Tx, mailbox: MailboxId, names: &[&str]) -> Result<Option<FolderId>> {
    sql::lock(tx, mailbox).await?;
    let mut parent = None;
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).take(LEVELS_MAX) {
        let known = tree(tx, mailbox).await?;
        let there = known.iter().find(|folder| folder.parent_id == parent && name_key(&folder.name) == name_key(name)).map(|folder| folder.id);
        parent = match there {
            Some(id) => Some(id),
            None if check_place(&known, None, parent, name).is_ok() => Some(sql::insert(tx, mailbox, parent, name, &name_key(name)).await?),
            None => break,
        };
    }
    Ok(parent)
}
