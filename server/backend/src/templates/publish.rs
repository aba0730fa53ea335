//! What is being written, and putting it into use: version n+1, with a note for everybody who uses it.

use super::{edit, edited, publish_change, seen_by, sql, version_in};
use crate::{Cx, Error, Result, db::Tx, drafts, files, notifications};
use domain::{
    notifications::{About, Kind},
    templates::{Content, NOTE_MAX, VersionView},
    *,
};

/// Keeps what is being written; nobody else's mail changes by it. Answers the version of now.
///
/// # Errors
/// [`Refused::Stale`] when it changed since `version` was read.
pub async fn save(cx: &Cx, id: TemplateId, version: i64, content: Content) -> Result<i64> {
    let content = cleaned(content).await?;
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    begin(&mut tx, cx, &was).await?;
    put(&mut tx, cx, id, &content).await?;
    let now = edit::refresh(&mut tx, id, was.published).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(now)
}

/// Puts it into use as the next version. Answers its number.
///
/// # Errors
/// [`Refused::Stale`]; [`Refused::Invalid`] when there is nothing in it.
pub async fn publish(cx: &Cx, id: TemplateId, version: i64, content: Content, note: &str) -> Result<i64> {
    if note.chars().count() > NOTE_MAX {
        return Err(Error::Refused(Refused::Invalid { field: Field::Reason, wrong: Wrong::TooLong }));
    }
    let content = cleaned(content).await?;
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    begin(&mut tx, cx, &was).await?;
    let number = publish_in(&mut tx, cx, &was, &content, note).await?;
    let people: Vec<UserId> = super::mailbox_people(&mut tx, &was, cx).await?.into_iter().map(|(user, _)| user).collect();
    let told = notifications::tell_about(&mut tx, cx, Kind::Template, &people, (About::Template, id.0), note).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    notifications::told(cx, &told);
    Ok(number)
}

/// The files of what is being written go along.
pub(super) async fn publish_in(tx: &mut Tx, cx: &Cx, was: &sql::Found, content: &Content, note: &str) -> Result<i64> {
    if content.text.trim().is_empty() && content.subject.trim().is_empty() {
        return Err(Error::Refused(Refused::Invalid { field: Field::Text, wrong: Wrong::Missing }));
    }
    let number = was.published + 1;
    let author = sql::Author { by: cx.who.user_id(), at: cx.now, note: note.trim() };
    sql::put_version(tx, was.id, number, content, &author).await?;
    sql::copy_files(tx, was.id, 0, number).await?;
    sql::drop_files(tx, was.id, 0).await?;
    sql::drop_version(tx, was.id, 0).await?;
    edit::refresh(tx, was.id, number).await?;
    if let Some(user) = cx.who.user_id() {
        sql::mark_seen(tx, was.id, user, number).await?;
    }
    edit::audit(tx, cx, was.id, &format!("publish v{number}")).await?;
    Ok(number)
}

/// Throws away what is being written. One that was never in use is then put away.
pub async fn discard(cx: &Cx, id: TemplateId, version: i64) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    if was.published == 0 {
        sql::set_archived(&mut tx, id, Some(cx.now)).await?;
    } else {
        let dropped: Vec<String> = sql::drop_files(&mut tx, id, 0).await?.into_iter().map(|(file,)| file).collect();
        files::may_be_unused(&mut tx, &dropped).await?;
        sql::drop_version(&mut tx, id, 0).await?;
        edit::refresh(&mut tx, id, was.published).await?;
    }
    edit::audit(&mut tx, cx, id, "discard").await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(())
}

/// What is being written becomes what a version said, its files among it. What stood there goes.
pub async fn go_back(cx: &Cx, id: TemplateId, version: i64, number: i64) -> Result<i64> {
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    if number < 1 || !sql::has_version(&mut tx, id, number).await? {
        return Err(Error::Refused(Refused::NotFound));
    }
    let dropped: Vec<String> = sql::drop_files(&mut tx, id, 0).await?.into_iter().map(|(file,)| file).collect();
    files::may_be_unused(&mut tx, &dropped).await?;
    sql::drop_version(&mut tx, id, 0).await?;
    let author = sql::Author { by: cx.who.user_id(), at: cx.now, note: "" };
    sql::copy_version(&mut tx, id, number, &author).await?;
    sql::copy_files(&mut tx, id, number, 0).await?;
    let now = edit::refresh(&mut tx, id, was.published).await?;
    edit::audit(&mut tx, cx, id, &format!("go back to v{number}")).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(now)
}

/// A version that is or was in use.
pub async fn version(cx: &Cx, id: TemplateId, number: i64) -> Result<VersionView> {
    let mut tx = cx.desk.db.read().await?;
    seen_by(&mut tx, cx, id).await?;
    if number < 1 {
        return Err(Error::Refused(Refused::NotFound));
    }
    Ok(version_in(&mut tx, id, number).await?.ok_or(Refused::NotFound)?)
}

/// The person has looked at its newest version: it is new to them no more.
pub async fn seen(cx: &Cx, id: TemplateId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let found = seen_by(&mut tx, cx, id).await?;
    sql::mark_seen(&mut tx, id, person, found.published).await?;
    notifications::was_read(&mut tx, cx, About::Template, id.0).await?;
    tx.commit().await?;
    notifications::told(cx, &[person]);
    Ok(())
}

/// Begins what is to be written with what is in use, unless somebody has begun.
pub(super) async fn begin(tx: &mut Tx, cx: &Cx, was: &sql::Found) -> Result<()> {
    if !sql::has_version(tx, was.id, 0).await? {
        let author = sql::Author { by: cx.who.user_id(), at: cx.now, note: "" };
        sql::copy_version(tx, was.id, was.published, &author).await?;
        sql::copy_files(tx, was.id, was.published, 0).await?;
    }
    Ok(())
}

async fn put(tx: &mut Tx, cx: &Cx, id: TemplateId, content: &Content) -> Result<()> {
    let author = sql::Author { by: cx.who.user_id(), at: cx.now, note: "" };
    sql::put_version(tx, id, 0, content, &author).await?;
    Ok(())
}

/// With its HTML cleaned and the text read from it, like a draft.
pub(super) async fn cleaned(content: Content) -> Result<Content> {
    content.check()?;
    let Some(html) = content.html else { return Ok(content) };
    let (text, html) = drafts::cleaned_html(html).await?;
    let content = Content { text, html: Some(html), ..content };
    content.check()?;
    Ok(content)
}
