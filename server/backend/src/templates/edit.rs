//! Making templates, and what is decided about one: its name, folder, where it is used, who may change it, and putting it away.

use super::{edited, publish_change, sql};
use crate::{Cx, Error, Result, db, db::Tx, mailboxes, users};
use domain::{
    fold::fold,
    templates::{Content, Editors, Form, Kept, TEMPLATES_MAX},
    *,
};

/// A new template with nothing in it, not yet in use.
///
/// # Errors
/// [`Refused::Taken`] when one of this name is used there, [`Refused::OverLimit`] when the space has [`TEMPLATES_MAX`] of them.
pub async fn create(cx: &Cx, form: &Form) -> Result<TemplateId> {
    cx.who.person()?;
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    let id = create_in(&mut tx, cx, space, form, &Content::default()).await?;
    tx.commit().await?;
    publish_change(cx, space);
    Ok(id)
}

/// The same with something in it, which is being written.
pub(super) async fn create_in(tx: &mut Tx, cx: &Cx, space: SpaceId, form: &Form, content: &Content) -> Result<TemplateId> {
    form.check()?;
    content.check()?;
    let kept = Kept { space: place(tx, space, form.mailbox).await?, mailbox: form.mailbox, editors: Editors::Everybody, is_named: false };
    kept.may_create(&cx.who)?;
    if sql::count(tx, space).await? >= TEMPLATES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Templates, limit: TEMPLATES_MAX as u64 }));
    }
    let folder = folder(tx, space, &form.folder).await?;
    let new = sql::New { space, form, folder, by: cx.who.user_id(), at: cx.now };
    let id = sql::insert(tx, &new).await.map_err(taken)?;
    set_editors(tx, id, form).await?;
    let author = sql::Author { by: cx.who.user_id(), at: cx.now, note: "" };
    sql::put_version(tx, id, 0, content, &author).await?;
    sql::touch(tx, id, 0, &key(form.name.trim(), &form.folder, content)).await?;
    audit(tx, cx, id, &format!("add {:?}", form.name.trim())).await?;
    Ok(id)
}

/// Name, folder, where it is used and who may change it; answers the version of now. What it says stays.
///
/// # Errors
/// [`Refused::Stale`]; [`Refused::Taken`].
pub async fn set(cx: &Cx, id: TemplateId, version: i64, form: &Form) -> Result<i64> {
    form.check()?;
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    if form.mailbox != was.mailbox_id {
        let space = place(&mut tx, was.space_id, form.mailbox).await?;
        Kept { space, mailbox: form.mailbox, editors: Editors::Everybody, is_named: false }.may_create(&cx.who)?;
    }
    let folder = folder(&mut tx, was.space_id, &form.folder).await?;
    sql::set(&mut tx, id, form, folder).await.map_err(taken)?;
    set_editors(&mut tx, id, form).await?;
    sql::drop_empty_folders(&mut tx, was.space_id).await?;
    let now = refresh(&mut tx, id, was.published).await?;
    let detail = format!("set {:?} -> {:?} mailbox {:?} editors {}", was.name, form.name.trim(), form.mailbox.map(|id| id.0), form.editors);
    audit(&mut tx, cx, id, &detail).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(now)
}

/// しまう: nobody can choose it any more; or brings it back.
///
/// # Errors
/// [`Refused::Taken`] when another one has got its name meanwhile.
pub async fn set_archived(cx: &Cx, id: TemplateId, version: i64, archived: bool) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    sql::set_archived(&mut tx, id, archived.then_some(cx.now)).await.map_err(taken)?;
    audit(&mut tx, cx, id, if archived { "archive" } else { "restore" }).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(())
}

/// Another name for a folder; one that is there already takes in what lies in this one. Needs the right to change all of it.
pub async fn rename_folder(cx: &Cx, name: &str, new: &str) -> Result<()> {
    users_name(new)?;
    let mut tx = cx.desk.db.write().await?;
    cx.who.person()?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let inside = sql::in_folder(&mut tx, space, name).await?;
    if inside.is_empty() {
        return Err(Error::Refused(Refused::NotFound));
    }
    for template in &inside {
        template.kept(&mut tx, cx).await?.may_edit(&cx.who)?;
    }
    let folder = sql::folder(&mut tx, space, new.trim()).await?;
    sql::rename_folder(&mut tx, folder, new.trim()).await?;
    for template in &inside {
        sql::move_to(&mut tx, template.id, Some(folder)).await?;
        refresh(&mut tx, template.id, template.published).await?;
    }
    sql::drop_empty_folders(&mut tx, space).await?;
    users::audit(&mut tx, cx, "template", "folder", &format!("rename {name:?} -> {:?}", new.trim())).await?;
    tx.commit().await?;
    publish_change(cx, space);
    Ok(())
}

fn users_name(name: &str) -> Result<()> {
    Ok(domain::users::check_name(name, Field::Folder)?)
}

/// Where it is used: the space, or a mailbox of it.
async fn place(tx: &mut Tx, space: SpaceId, mailbox: Option<MailboxId>) -> Result<SpaceId> {
    match mailbox {
        Some(mailbox) if mailboxes::space_of(tx, mailbox).await? != space => Err(Error::Refused(Refused::NotFound)),
        _ => Ok(space),
    }
}

async fn folder(tx: &mut Tx, space: SpaceId, name: &str) -> Result<Option<TemplateFolderId>> {
    match name.trim() {
        "" => Ok(None),
        name => Ok(Some(sql::folder(tx, space, name).await?)),
    }
}

/// Names that are no user's would be lost in the table.
async fn set_editors(tx: &mut Tx, id: TemplateId, form: &Form) -> Result<()> {
    let named = if form.editors == Editors::Named { form.named.as_slice() } else { &[] };
    for user in named {
        users::exists(tx, *user).await?;
    }
    sql::set_editors(tx, id, named).await?;
    Ok(())
}

/// The row after a change: its next version, and what it is found by. What is in use goes before what is being written.
pub(super) async fn refresh(tx: &mut Tx, id: TemplateId, published: i64) -> Result<i64> {
    let found = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    let content = sql::version(tx, id, published).await?.ok_or(Refused::NotFound)?.content();
    Ok(sql::touch(tx, id, published, &key(&found.name, &found.folder, &content)).await?)
}

fn key(name: &str, folder: &str, content: &Content) -> String {
    fold(&format!("{name}\n{folder}\n{}\n{}", content.subject, content.text))
}

pub(super) fn taken(cause: sqlx::Error) -> Error {
    if db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field: Field::Name }) } else { cause.into() }
}

pub(super) async fn audit(tx: &mut Tx, cx: &Cx, id: TemplateId, detail: &str) -> Result<()> {
    users::audit(tx, cx, "template", &format!("template {id}"), detail).await
}
