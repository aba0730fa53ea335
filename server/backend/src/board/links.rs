//! Links that everybody in a space needs.

use super::{edited_space, publish, sql};
use crate::{Cx, Error, Result, users};
use domain::{
    board::{LINKS_MAX, LinkForm},
    *,
};

/// # Errors
/// What [`LinkForm::check`] says; [`Refused::OverLimit`].
pub async fn save_link(cx: &Cx, id: Option<LinkId>, form: &LinkForm) -> Result<LinkId> {
    form.check()?;
    let mut tx = cx.desk.db.write().await?;
    let space = edited_space(&mut tx, cx).await?;
    let id = match id {
        None => {
            if sql::links(&mut tx, space).await?.len() as i64 >= LINKS_MAX {
                return Err(Error::Refused(Refused::OverLimit { what: Limit::Links, limit: LINKS_MAX as u64 }));
            }
            sql::insert_link(&mut tx, space, form).await?
        }
        Some(id) if sql::edit_link(&mut tx, space, id, form).await? == 0 => return Err(Error::Refused(Refused::NotFound)),
        Some(id) => id,
    };
    users::audit(&mut tx, cx, "link", &format!("space {space} link {id}"), &format!("{:?} {}", form.name.trim(), form.url.trim())).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(id)
}

/// The order in which they stand: every link of the space, once.
///
/// # Errors
/// [`Refused::Stale`] when one was added or removed since.
pub async fn order_links(cx: &Cx, ids: &[LinkId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited_space(&mut tx, cx).await?;
    let mut known: Vec<LinkId> = sql::links(&mut tx, space).await?.into_iter().map(|link| link.id).collect();
    let mut wanted = ids.to_vec();
    known.sort_unstable();
    wanted.sort_unstable();
    if known != wanted {
        return Err(Error::Refused(Refused::Stale));
    }
    // A hundred at most, each its own row.
    for (position, id) in ids.iter().enumerate() {
        sql::place_link(&mut tx, *id, position as i64).await?;
    }
    let ids: Vec<String> = ids.iter().map(LinkId::to_string).collect();
    users::audit(&mut tx, cx, "link", &format!("space {space}"), &format!("order {}", ids.join(" "))).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

pub async fn remove_link(cx: &Cx, id: LinkId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited_space(&mut tx, cx).await?;
    let was = sql::links(&mut tx, space).await?.into_iter().find(|link| link.id == id).ok_or(Refused::NotFound)?;
    sql::remove_link(&mut tx, id).await?;
    users::audit(&mut tx, cx, "link", &format!("space {space} link {id}"), &format!("remove {:?} {}", was.name, was.url)).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}
