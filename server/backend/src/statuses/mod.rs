//! Statuses of a mailbox, as its operators keep them: what they are called, their class, colour and order.
//!
//! A status that is removed stays in its table, so that the history can name it. The conversations that have a status follow it
//! when its class changes or when it goes (`settle`).

mod settle;
mod sql;

pub use settle::settle;

use crate::{Cx, Error, Result, conversations, db, db::Tx, mailboxes, users};
use domain::{
    live::Event,
    statuses::{Preset, STATUSES_MAX, StatusForm, StatusSettings, check_name, name_key},
    *,
};

/// The statuses of a mailbox in their order, and how many conversations have each.
pub async fn list(cx: &Cx, mailbox: MailboxId) -> Result<Vec<StatusSettings>> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    Ok(sql::list(&mut tx, mailbox).await?)
}

/// # Errors
/// [`Refused::Taken`] when a status of the mailbox is called so, [`Refused::OverLimit`] when it has [`STATUSES_MAX`] of them.
pub async fn add(cx: &Cx, mailbox: MailboxId, form: &StatusForm) -> Result<StatusId> {
    check_name(&form.name)?;
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    let id = insert(&mut tx, cx, mailbox, form).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(id)
}

/// Adds what the preset has and the mailbox does not; answers how many that were. Named in the language of the person who asks.
pub async fn add_preset(cx: &Cx, mailbox: MailboxId, preset: Preset) -> Result<usize> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    let language = match cx.who.user_id() {
        Some(user) => users::profile_of(&mut tx, user).await?.language,
        None => Language::Japanese,
    };
    let known = sql::keys(&mut tx, mailbox).await?;
    let mut added = 0;
    for form in preset.statuses(language) {
        if !known.iter().any(|(key,)| *key == name_key(&form.name)) {
            insert(&mut tx, cx, mailbox, &form).await?;
            added += 1;
        }
    }
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(added)
}

async fn insert(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, form: &StatusForm) -> Result<StatusId> {
    if sql::count(tx, mailbox).await? >= STATUSES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Statuses, limit: STATUSES_MAX as u64 }));
    }
    let id = sql::insert(tx, mailbox, form).await.map_err(taken)?;
    audit(tx, cx, mailbox, id, &format!("add {:?} {} {}", form.name.trim(), form.class, form.color)).await?;
    Ok(id)
}

/// Name, class and colour. Of a standard status only the colour changes. When the class changes, its conversations follow.
pub async fn edit(cx: &Cx, id: StatusId, form: &StatusForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mailbox = sql::mailbox_of(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, mailbox).await?;
    let was = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let name = form.name.trim();
    if was.standard {
        if !name.is_empty() || form.class != was.class {
            return Err(Error::Refused(Refused::NotAllowed));
        }
    } else {
        check_name(name)?;
    }
    sql::edit(&mut tx, id, name, form).await.map_err(taken)?;
    if form.class != was.class {
        settle::first_go(&mut tx, cx, id).await?;
    }
    let before = format!("{:?} {} {}", was.name, was.class, was.color);
    audit(&mut tx, cx, mailbox, id, &format!("edit {before} -> {name:?} {} {}", form.class, form.color)).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// The order in which menus and filters show them: every status of the mailbox, once.
///
/// # Errors
/// [`Refused::Stale`] when one was added or removed since.
pub async fn order(cx: &Cx, mailbox: MailboxId, ids: &[StatusId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    let mut known: Vec<StatusId> = sql::list(&mut tx, mailbox).await?.into_iter().map(|one| one.status.id).collect();
    let mut wanted = ids.to_vec();
    known.sort_unstable();
    wanted.sort_unstable();
    if known != wanted {
        return Err(Error::Refused(Refused::Stale));
    }
    // Forty at most, each its own row.
    for (position, id) in ids.iter().enumerate() {
        sql::place(&mut tx, *id, position as i64).await?;
    }
    let ids: Vec<String> = ids.iter().map(StatusId::to_string).collect();
    users::audit(&mut tx, cx, "status", &format!("mailbox {mailbox}"), &format!("order {}", ids.join(" "))).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Removes a status. The conversations that have it get the successor, which must be another one of the mailbox.
///
/// # Errors
/// [`Refused::NotAllowed`] for a standard one; [`Refused::Stale`] when conversations have it and no successor is named, or when that
/// one was removed meanwhile.
pub async fn remove(cx: &Cx, id: StatusId, successor: Option<StatusId>) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mailbox = sql::mailbox_of(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, mailbox).await?;
    let was = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    if was.standard {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    let known = sql::list(&mut tx, mailbox).await?;
    let used = known.iter().any(|one| one.status.id == id && one.used > 0);
    let successor = match successor {
        Some(wanted) if wanted != id && known.iter().any(|one| one.status.id == wanted) => wanted,
        None if !used => conversations::standard_status(&mut tx, mailbox, was.class).await?,
        _ => return Err(Error::Refused(Refused::Stale)),
    };
    sql::remove(&mut tx, id, successor, cx.now).await?;
    // Those that were to become this one become its successor.
    sql::hand_on(&mut tx, id, successor).await?;
    settle::first_go(&mut tx, cx, id).await?;
    audit(&mut tx, cx, mailbox, id, &format!("remove {:?}, then {successor}", was.name)).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// The mailbox is locked, so that two operators change its statuses one after the other.
async fn operated(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let space = sql::lock_mailbox(tx, mailbox).await?.ok_or(Refused::NotFound)?;
    cx.who.may_operate(space)?;
    Ok(())
}

fn taken(cause: sqlx::Error) -> Error {
    if db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field: Field::Name }) } else { cause.into() }
}

async fn audit(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, id: StatusId, detail: &str) -> Result<()> {
    users::audit(tx, cx, "status", &format!("mailbox {mailbox} status {id}"), detail).await
}

#[cfg(test)]
mod tests;
