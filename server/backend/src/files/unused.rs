//! Files that nothing names any more. Whoever files a content finds it there already and names it a moment later, so a file is
//! first set aside, where it can still be read, and deleted only when nobody has named it for a day.

use super::{Files, Name, checked, sql};
use crate::{Cx, Result, db::Tx};
use anyhow::Context;
use object_store::{Error as StoreError, ObjectStoreExt};

const DAYS_ASIDE: i64 = 1;

/// Notes that a row that named these files went.
pub(crate) async fn may_be_unused(tx: &mut Tx, files: &[String]) -> Result<()> {
    for file in files {
        sql::insert(tx, file).await?;
    }
    Ok(())
}

/// Sets aside, brings back or deletes what is due. Answers how many files were deleted.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let due = sql::due(&mut tx, cx.now.plus_days(-DAYS_ASIDE)).await?;
    drop(tx);
    let mut deleted = 0;
    for (file, since) in due {
        let mut tx = cx.desk.db.write().await?;
        let is_mine = sql::claim(&mut tx, &file, since, cx.now).await? == 1;
        let named = sql::is_named(&mut tx, &file).await?;
        tx.commit().await?;
        if !is_mine {
            continue;
        }
        let files = &cx.desk.files;
        let settled = if named {
            files.bring_back(&file).await?;
            true
        } else if files.set_aside(&file).await? {
            false
        } else {
            deleted += 1;
            files.delete_aside(&file).await?;
            true
        };
        if settled {
            let mut tx = cx.desk.db.write().await?;
            sql::forget(&mut tx, &file, cx.now).await?;
            tx.commit().await?;
        }
    }
    Ok(deleted)
}

/// Where a file waits for its end.
pub(super) fn aside(name: &Name) -> Name {
    Name::from(format!("aside/{name}"))
}

impl Files {
    /// Answers whether it stood in its place.
    async fn set_aside(&self, file: &str) -> anyhow::Result<bool> {
        let name = checked(file)?;
        found(self.store.rename(&name, &aside(&name)).await).context("cannot set a file aside")
    }

    async fn bring_back(&self, file: &str) -> anyhow::Result<()> {
        let name = checked(file)?;
        // Filed anew meanwhile: the same content.
        if self.is_there(&name).await? {
            return self.delete_aside(file).await;
        }
        found(self.store.rename(&aside(&name), &name).await).context("cannot bring a file back").map(drop)
    }

    async fn delete_aside(&self, file: &str) -> anyhow::Result<()> {
        found(self.store.delete(&aside(&checked(file)?)).await).context("cannot delete a file").map(drop)
    }
}

fn found(done: std::result::Result<(), StoreError>) -> std::result::Result<bool, StoreError> {
    match done {
        Ok(()) => Ok(true),
        Err(StoreError::NotFound { .. }) => Ok(false),
        Err(cause) => Err(cause),
    }
}
