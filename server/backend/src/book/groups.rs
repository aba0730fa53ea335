//! Groups of companies and of people. Who edits entries adds and renames them; operators remove them, since that touches many.

use super::{edited, space, sql, taken, tell};
use crate::{Cx, Error, Result, users};
use domain::{
    book::{EntryKind, GROUPS_MAX, GroupForm},
    *,
};

/// # Errors
/// What [`GroupForm::checked`] says; [`Refused::Taken`] for a name that another group has; [`Refused::OverLimit`].
pub async fn add_group(cx: &Cx, kind: EntryKind, form: &GroupForm) -> Result<BookGroupId> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let form = form.checked()?;
    if sql::groups(&mut tx, space).await?.iter().filter(|group| group.kind == kind).count() >= GROUPS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::BookGroups, limit: GROUPS_MAX as u64 }));
    }
    let id = sql::insert_group(&mut tx, space, kind, &form.name, None).await.map_err(|cause| taken(cause, Field::Name))?;
    users::audit(&mut tx, cx, "book", &format!("group {id}"), &format!("add {kind} {:?}", form.name)).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(id)
}

pub async fn rename_group(cx: &Cx, id: BookGroupId, form: &GroupForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let was = sql::group(&mut tx, id).await?.filter(|group| group.space_id == space).ok_or(Refused::NotFound)?;
    let form = form.checked()?;
    sql::rename_group(&mut tx, id, &form.name).await.map_err(|cause| taken(cause, Field::Name))?;
    users::audit(&mut tx, cx, "book", &format!("group {id}"), &format!("rename {:?} -> {:?}", was.name, form.name)).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// Those who are in it stay.
pub async fn remove_group(cx: &Cx, id: BookGroupId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = space(&mut tx).await?;
    cx.who.may_operate(space)?;
    let was = sql::group(&mut tx, id).await?.filter(|group| group.space_id == space).ok_or(Refused::NotFound)?;
    let members = sql::drop_members(&mut tx, id).await?;
    sql::drop_group(&mut tx, id).await?;
    users::audit(&mut tx, cx, "book", &format!("group {id}"), &format!("remove {:?}, {members} members", was.name)).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}
