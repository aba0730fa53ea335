//! Questions that are kept. A shared one is a question and no answer: everybody finds by it what they may see themselves.

use super::{search, sql};
use crate::{Cx, Result, db::Tx, mailboxes, users};
use domain::{
    access::Right,
    live::Event,
    search::{Asked, Counted, SAVED_MAX, SavedView, check_saved},
    *,
};

/// One's own, and those that are shared in mailboxes that one sees.
pub async fn saved(cx: &Cx) -> Result<Vec<SavedView>> {
    let person = cx.who.person()?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::saved(&mut tx, person.id).await?)
}

/// Keeps a question; with a mailbox it is shared with everybody there, by those who may edit in it.
///
/// # Errors
/// `NotFound` and `NotAllowed` for the mailbox; `Invalid`, `OverLimit`.
pub async fn save(cx: &Cx, name: &str, q: &str, mailbox: Option<MailboxId>) -> Result<SavedSearchId> {
    let person = cx.who.person()?.id;
    if let Some(mailbox) = mailbox {
        cx.who.has(Right::Edit, mailbox)?;
    }
    check_saved(name, q)?;
    let mut tx = cx.desk.db.write().await?;
    if sql::count_saved(&mut tx, person).await? >= SAVED_MAX as i64 {
        return Err(Refused::OverLimit { what: Limit::SavedSearches, limit: SAVED_MAX as u64 }.into());
    }
    let id = sql::insert_saved(&mut tx, person, mailbox, name.trim(), q.trim(), cx.now).await?;
    told(&mut tx, cx, "search-share", mailbox, name.trim()).await?;
    tx.commit().await?;
    publish(cx, mailbox);
    Ok(id)
}

/// Forgets one: one's own, or a shared one of a mailbox that one keeps.
///
/// # Errors
/// `NotFound` for one that the person does not see, `NotAllowed`.
pub async fn forget(cx: &Cx, id: SavedSearchId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (owner, mailbox, q) = seen(&mut tx, cx, id).await?;
    if Some(owner) != cx.who.user_id() {
        let mailbox = mailbox.ok_or(Refused::NotFound)?;
        cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    }
    sql::delete_saved(&mut tx, id).await?;
    told(&mut tx, cx, "search-unshare", mailbox, &q).await?;
    tx.commit().await?;
    publish(cx, mailbox);
    Ok(())
}

/// How much it finds now, as far as one page of hits tells.
///
/// # Errors
/// `NotFound` for one that the person does not see.
pub async fn count(cx: &Cx, id: SavedSearchId, zone: &str) -> Result<Counted> {
    let q = {
        let mut tx = cx.desk.db.read().await?;
        seen(&mut tx, cx, id).await?.2
    };
    let hits = search(cx, &Asked { q, older: None }, zone).await?;
    Ok(Counted { count: hits.hits.len(), more: hits.older.is_some() })
}

async fn seen(tx: &mut Tx, cx: &Cx, id: SavedSearchId) -> Result<(UserId, Option<MailboxId>, String)> {
    let person = cx.who.person()?.id;
    let found = sql::saved_one(tx, id).await?.ok_or(Refused::NotFound)?;
    match found.1 {
        None if found.0 != person => Err(Refused::NotFound.into()),
        Some(mailbox) => {
            cx.who.viewing(mailbox)?;
            Ok(found)
        }
        None => Ok(found),
    }
}

/// What many see is noted; one's own is nobody's business.
async fn told(tx: &mut Tx, cx: &Cx, what: &str, mailbox: Option<MailboxId>, detail: &str) -> Result<()> {
    match mailbox {
        Some(mailbox) => users::audit(tx, cx, what, &format!("mailbox {mailbox}"), detail).await,
        None => Ok(()),
    }
}

fn publish(cx: &Cx, mailbox: Option<MailboxId>) {
    if mailbox.is_some() {
        cx.desk.live.publish(Event::Settings);
    }
}
