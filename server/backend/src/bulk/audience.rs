//! Whom a bulk mail is for: conditions, files, and audiences that were kept.

use super::{publish, seen, sql, written};
use crate::{Cx, Error, Result, db::Tx};
use domain::{
    bulk::{
        audience::{Audience, NAME_MAX, Subject},
        table,
    },
    *,
};

/// Saves the audience and answers the new version.
///
/// # Errors
/// [`Refused::Invalid`] for conditions that say nothing; [`Refused::Stale`].
pub async fn save_audience(cx: &Cx, id: BulkMailId, version: i64, audience: &Audience) -> Result<i64> {
    audience.check()?;
    let by = cx.who.person()?.id;
    let json = serde_json::to_string(audience)?;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if sql::save_audience(&mut tx, id, version, &json, by, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::Stale));
    }
    tx.commit().await?;
    publish(cx, &mail);
    Ok(version + 1)
}

/// Takes the lines of a file as the audience: UTF-8, or what Japanese spreadsheets write. Lines that cannot be sent to are shown
/// among those who are left out, by their number.
///
/// # Errors
/// [`Refused::Invalid`] for a file without a line, with too many, or that is none.
pub async fn read_file(cx: &Cx, id: BulkMailId, version: i64, name: &str, bytes: &[u8]) -> Result<i64> {
    let mut tx = cx.desk.db.read().await?;
    seen(&mut tx, cx, id).await?;
    drop(tx);
    let audience = table::read(&mail::read::clean_file_name(name), &mail::table::text(bytes).text)?;
    save_audience(cx, id, version, &audience).await
}

/// Keeps the audience of a bulk mail under a name; one of the same name is replaced.
pub async fn keep_audience(cx: &Cx, id: BulkMailId, name: &str) -> Result<()> {
    let name = name.trim();
    let wrong = |wrong| Err(Error::Refused(Refused::Invalid { field: Field::Name, wrong }));
    if name.is_empty() {
        return wrong(Wrong::Missing);
    }
    if name.chars().count() > NAME_MAX {
        return wrong(Wrong::TooLong);
    }
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    cx.who.may_edit_space(mail.space_id)?;
    sql::keep_audience(&mut tx, mail.space_id, name, &mail.audience, by, cx.now).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}

/// Takes an audience that was kept.
pub async fn use_audience(cx: &Cx, id: BulkMailId, version: i64, saved: i64) -> Result<i64> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    let (_, json) = sql::saved_audience(&mut tx, mail.space_id, saved).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    let audience: Audience = serde_json::from_str(&json)?;
    save_audience(cx, id, version, &audience).await
}

pub async fn forget_audience(cx: &Cx, saved: i64) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = super::space(&mut tx, cx).await?;
    cx.who.may_edit_space(space)?;
    if sql::forget_audience(&mut tx, space, saved).await? == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Bulk { space, id: BulkMailId(0) });
    Ok(())
}

/// Whether an audience that is kept, or one of a bulk mail that is not over, asks for a group.
pub(crate) async fn names_group(tx: &mut Tx, space: SpaceId, group: BookGroupId) -> Result<bool> {
    // As conditions are kept; no number is the beginning of another one between the quotes.
    Ok(sql::book::is_named(tx, space, &format!("\"{}\"", Subject::Group(group))).await?)
}
