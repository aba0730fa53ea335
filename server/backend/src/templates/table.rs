//! Templates as a table for spreadsheets, out and in. What comes in again unchanged changes nothing.

use super::{edit, publish, publish_change, seen_by, sql};
use crate::{Cx, Error, Result, db::Tx, mailboxes};
use domain::{
    csv,
    fold::fold,
    templates::{Content, Editors, Form, Imported, table},
    *,
};

/// Everything that is in use and that this person sees.
pub async fn export(cx: &Cx) -> Result<String> {
    cx.who.person()?;
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let mut rows = Vec::new();
    for row in sql::list(&mut tx, &super::asked(cx, space)?, "").await? {
        if row.archived_at.is_some() || row.published == 0 || row.kept(space).may_see(&cx.who).is_err() {
            continue;
        }
        let Some(version) = sql::version(&mut tx, row.id, row.published).await? else { continue };
        let row = table::Row { folder: row.folder, name: row.name, mailbox: row.mailbox_name.unwrap_or_default(), content: version.content() };
        rows.push(row.cells());
    }
    Ok(csv::file(table::HEAD, rows.iter().map(|row| row.iter().map(String::as_str))))
}

/// Takes a table in, all of its good lines in one transaction: a name that is new becomes a template, a text that differs the next
/// version. Without `apply` nothing is kept, and the answer says what would come of it.
///
/// # Errors
/// What [`table::read`] says of a file that is no such table; [`Refused::OverLimit`].
pub async fn import(cx: &Cx, bytes: &[u8], apply: bool) -> Result<Imported> {
    cx.who.person()?;
    let rows = table::read(&mail::table::text(bytes).text)?;
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let boxes = sql::mailboxes(&mut tx, space).await?;
    let mut told = Imported::default();
    for (line, row) in rows {
        let mailbox = boxes.iter().find(|(_, name)| fold(name) == fold(&row.mailbox)).map(|(id, _)| *id);
        let done = match (mailbox, row.mailbox.is_empty()) {
            (None, false) => Err(Error::Refused(Refused::Invalid { field: Field::Mailbox, wrong: Wrong::Malformed })),
            (mailbox, _) => take_in(&mut tx, cx, space, mailbox, row).await,
        };
        match done {
            Ok(Done::Added) => told.added += 1,
            Ok(Done::Changed) => told.changed += 1,
            Ok(Done::Same) => told.same += 1,
            Err(Error::Refused(refused)) => told.refused.push((line, refused)),
            Err(failed) => return Err(failed),
        }
    }
    if apply {
        tx.commit().await?;
        publish_change(cx, space);
    }
    Ok(told)
}

enum Done {
    Added,
    Changed,
    Same,
}

/// Everything is asked before anything is written: a refusal leaves the transaction as it was.
async fn take_in(tx: &mut Tx, cx: &Cx, space: SpaceId, mailbox: Option<MailboxId>, row: table::Row) -> Result<Done> {
    let content = publish::cleaned(row.content).await?;
    if content.text.trim().is_empty() && content.subject.trim().is_empty() {
        return Err(Error::Refused(Refused::Invalid { field: Field::Text, wrong: Wrong::Missing }));
    }
    let Some(found) = sql::named(tx, space, mailbox, &row.name).await? else {
        let form = Form { name: row.name, folder: row.folder, mailbox, editors: Editors::Everybody, named: vec![] };
        let id = edit::create_in(tx, cx, space, &form, &content).await?;
        let made = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
        publish::publish_in(tx, cx, &made, &content, "CSV").await?;
        return Ok(Done::Added);
    };
    seen_by(tx, cx, found.id).await?;
    let now = match sql::version(tx, found.id, found.published).await? {
        Some(version) => version.content(),
        None => Content::default(),
    };
    let same_folder = fold(&found.folder) == fold(row.folder.trim());
    if found.published > 0 && now.says_the_same(&content) && same_folder {
        return Ok(Done::Same);
    }
    found.kept(tx, cx).await?.may_edit(&cx.who)?;
    if !same_folder {
        let folder = match row.folder.trim() {
            "" => None,
            name => Some(sql::folder(tx, space, name).await?),
        };
        sql::move_to(tx, found.id, folder).await?;
        sql::drop_empty_folders(tx, space).await?;
    }
    if found.published > 0 && now.says_the_same(&content) {
        edit::refresh(tx, found.id, found.published).await?;
    } else {
        publish::begin(tx, cx, &found).await?;
        publish::publish_in(tx, cx, &found, &content, "CSV").await?;
    }
    Ok(Done::Changed)
}
