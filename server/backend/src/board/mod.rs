//! The notice board of a space: what everybody is told until they have read it, and links that all of them need (GN-04, MW-39).

mod links;
mod sql;

pub use links::{order_links, remove_link, save_link};

use crate::{Cx, Error, Result, db::Tx, logs::times, mailboxes, users};
use domain::{
    board::{BoardView, NOTICES_SHOWN, NoticeForm, NoticeView},
    live::{Desk, Event},
    *,
};

/// The space of the board, for whoever may see it. To everybody else there is none.
async fn seen_space(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = mailboxes::known_first_space(tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    Ok(space)
}

async fn edited_space(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = seen_space(tx, cx).await?;
    cx.who.may_edit_space(space)?;
    Ok(space)
}

fn publish(cx: &Cx, space: SpaceId) {
    cx.desk.live.publish(Event::Desk { space, desk: Desk::Board });
}

/// The whole board. Notices that are to come, or are over, are there for those who write.
pub async fn read(cx: &Cx) -> Result<BoardView> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let space = seen_space(&mut tx, cx).await?;
    let may_edit = cx.who.may_edit_space(space).is_ok();
    let mut notices = sql::notices(&mut tx, space, person, cx.now, may_edit, NOTICES_SHOWN).await?;
    for notice in &mut notices {
        notice.may_change = may_change(cx, space, notice.author_id).is_ok();
    }
    let oldest = notices.iter().map(|notice| notice.id).min();
    if let Some(oldest) = oldest.filter(|_| notices.iter().any(|notice| notice.may_change)) {
        for (notice, name) in sql::readers(&mut tx, space, oldest).await? {
            if let Some(notice) = notices.iter_mut().find(|one| one.id == notice && one.may_change) {
                notice.readers.push(name);
            }
        }
    }
    Ok(BoardView { notices, links: sql::links(&mut tx, space).await?, may_edit })
}

/// What the person who asks has not read and is told now, the newest first. Nothing for whoever sees no space: every page asks.
pub async fn unread(cx: &Cx) -> Result<Vec<NoticeView>> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    match seen_space(&mut tx, cx).await {
        Ok(space) => Ok(sql::unread(&mut tx, space, person, cx.now).await?),
        Err(Error::Refused(_)) => Ok(Vec::new()),
        Err(failed) => Err(failed),
    }
}

/// One's own notices, and everything for operators.
fn may_change(cx: &Cx, space: SpaceId, author: Option<UserId>) -> Result<()> {
    cx.who.may_edit_space(space)?;
    if author.is_none() || author != cx.who.user_id() {
        cx.who.may_operate(space)?;
    }
    Ok(())
}

/// Writes a notice, or changes one. What says something else now is news for everybody again.
///
/// # Errors
/// What [`NoticeForm::check`] says; [`Refused::Invalid`] for days that are none, or that end before they begin.
pub async fn save_notice(cx: &Cx, id: Option<NoticeId>, form: &NoticeForm) -> Result<NoticeId> {
    form.check()?;
    let mut tx = cx.desk.db.write().await?;
    let space = edited_space(&mut tx, cx).await?;
    let zone = times::zone(&mut tx, cx).await?;
    let day = |text: &str, field: Field| match text.trim() {
        "" => Ok(None),
        text => times::day(text).map(Some).ok_or(Refused::Invalid { field, wrong: Wrong::Malformed }),
    };
    let (first, last) = (day(&form.from, Field::Days)?, day(&form.until, Field::Until)?);
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        return Err(Error::Refused(Refused::Invalid { field: Field::Until, wrong: Wrong::OutOfRange }));
    }
    let (_, (begins, ends)) = times::period(&form.from, &form.until, &zone);
    let kept = sql::Kept {
        title: form.title.trim(),
        text: form.text.trim_end(),
        from: first.map_or(cx.now, |_| begins),
        until: last.map(|_| ends),
        from_day: form.from.trim(),
        until_day: form.until.trim(),
    };
    let id = match id {
        None => sql::insert_notice(&mut tx, space, &kept, cx.who.user_id(), cx.now).await?,
        Some(id) => {
            let was = sql::notice(&mut tx, id).await?.filter(|was| was.space_id == space).ok_or(Refused::NotFound)?;
            may_change(cx, space, was.author_id)?;
            // Without a day of its own it goes on from where it began.
            let from = if first.is_none() { was.from_at.min(cx.now) } else { kept.from };
            sql::edit_notice(&mut tx, id, &sql::Kept { from, ..kept }, cx.now).await?;
            if (was.title.as_str(), was.text.as_str()) != (form.title.trim(), form.text.trim_end()) {
                sql::forget_readers(&mut tx, id).await?;
            }
            id
        }
    };
    // Whoever writes it knows it.
    sql::note_reader(&mut tx, id, cx.who.person()?.id, cx.now).await?;
    users::audit(&mut tx, cx, "notice", &format!("space {space} notice {id}"), form.title.trim()).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(id)
}

/// Taken from the board; [`restore_notice`] brings it back.
pub async fn remove_notice(cx: &Cx, id: NoticeId) -> Result<()> {
    set_removed(cx, id, Some(cx.now), "remove").await
}

pub async fn restore_notice(cx: &Cx, id: NoticeId) -> Result<()> {
    set_removed(cx, id, None, "restore").await
}

async fn set_removed(cx: &Cx, id: NoticeId, at: Option<Moment>, said: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited_space(&mut tx, cx).await?;
    let was = sql::any_notice(&mut tx, id).await?.filter(|was| was.space_id == space).ok_or(Refused::NotFound)?;
    may_change(cx, space, was.author_id)?;
    sql::set_removed(&mut tx, id, at).await?;
    users::audit(&mut tx, cx, "notice", &format!("space {space} notice {id}"), said).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

/// The person who asks has read it.
pub async fn seen(cx: &Cx, id: NoticeId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let space = seen_space(&mut tx, cx).await?;
    sql::notice(&mut tx, id).await?.filter(|was| was.space_id == space).ok_or(Refused::NotFound)?;
    sql::note_reader(&mut tx, id, person, cx.now).await?;
    tx.commit().await?;
    // Their other pages; who has read it is no news for anybody else.
    cx.desk.live.publish(Event::Notified { user: person });
    Ok(())
}

#[cfg(test)]
mod tests;
