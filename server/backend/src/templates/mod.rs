//! Templates (MW-44): their desk, versions, files, and how they get into what somebody writes.
//!
//! A template has versions that were published, each immutable, and at most one that is being written (number 0). Whoever inserts a
//! template gets the newest published version of that moment, whatever their screen still shows.

mod edit;
mod files;
mod insert;
mod publish;
mod save_as;
mod sql;
mod table;

pub use edit::{create, rename_folder, set, set_archived};
pub use files::{add_file, file, remove_file};
pub(crate) use insert::taken;
pub(crate) use insert::was_used;
pub use insert::{insert, offered, preview, try_out};
pub use publish::{discard, go_back, publish, save, seen, version};
pub use save_as::{from_draft, from_message};
pub use table::{export, import};

use crate::{Cx, Error, Result, book, db::Tx, mailboxes};
use domain::{
    live::Event,
    templates::{Form, Kept, Line, Listing, NEW_DAYS, PageView, VersionView, WEEKS, week_of},
    *,
};

/// The templates of the space that this person sees, those that were put away behind the others. `typed` is looked for in names,
/// folders, subjects and texts.
pub async fn list(cx: &Cx, typed: &str) -> Result<Listing> {
    cx.who.person()?;
    let mut tx = cx.desk.db.read().await?;
    let Some(space) = mailboxes::known_first_space(&mut tx).await? else { return Ok(Listing::default()) };
    cx.who.may_see_space(space)?;
    let rows = sql::list(&mut tx, &asked(cx, space)?, &fold::fold(typed.trim())).await?;
    let lines = rows.into_iter().filter(|row| row.kept(space).may_see(&cx.who).is_ok()).map(sql::Row::line).collect();
    Ok(Listing { lines, places: places(&mut tx, cx, space).await? })
}

/// One template for its page: what is being written, or else what is in use.
pub async fn page(cx: &Cx, id: TemplateId) -> Result<PageView> {
    let mut tx = cx.desk.db.read().await?;
    let found = seen_by(&mut tx, cx, id).await?;
    let may_edit = found.kept(&mut tx, cx).await?.may_edit(&cx.who).is_ok();
    // Who may not change it has nothing to do with what is not in use yet.
    let number = if may_edit && sql::has_version(&mut tx, id, 0).await? { 0 } else { found.published };
    let now = match version_in(&mut tx, id, number).await? {
        Some(now) => now,
        None if may_edit => return Err(Error::Failed(anyhow::anyhow!("a template without any version"))),
        None => return Err(Refused::NotFound.into()),
    };
    let week = week_of(cx.now);
    let uses = sql::weeks(&mut tx, id, week - WEEKS).await?;
    let weeks = (week - WEEKS + 1..=week).map(|week| uses.iter().find(|(of, _)| *of == week).map_or(0, |(_, count)| *count)).collect();
    let people = mailbox_people(&mut tx, &found, cx).await?;
    Ok(PageView {
        id,
        version: found.version,
        form: Form {
            name: found.name.clone(),
            folder: found.folder.clone(),
            mailbox: found.mailbox_id,
            editors: found.editors,
            named: sql::editors(&mut tx, id).await?.into_iter().map(|(user,)| user).collect(),
        },
        published: found.published,
        archived_at: found.archived_at,
        may_edit,
        now,
        versions: sql::versions(&mut tx, id).await?,
        weeks,
        users: sql::users_of(&mut tx, id, week - WEEKS).await?,
        told: people.iter().filter(|(user, _)| Some(*user) != cx.who.user_id()).count() as i64,
        people,
        folders: sql::folders(&mut tx, found.space_id).await?.into_iter().map(|(name,)| name).collect(),
        places: places(&mut tx, cx, found.space_id).await?,
        items: book::item_names(&mut tx, found.space_id).await?,
    })
}

/// Who sees the template: whoever may give or take work where it is used.
async fn mailbox_people(tx: &mut Tx, found: &sql::Found, cx: &Cx) -> Result<Vec<(UserId, String)>> {
    let people = match found.mailbox_id {
        Some(mailbox) => mailboxes::people_in(tx, mailbox, cx.now).await?.into_iter().map(|person| (person.id, person.name)).collect(),
        None => sql::people_of_space(tx, found.space_id).await?,
    };
    Ok(people)
}

/// Where this person may make templates: the whole space first.
async fn places(tx: &mut Tx, cx: &Cx, space: SpaceId) -> Result<Vec<(Option<MailboxId>, String)>> {
    let mut places: Vec<_> = vec![(None, String::new())];
    places.extend(sql::mailboxes(tx, space).await?.into_iter().map(|(id, name)| (Some(id), name)));
    let everybody = templates::Editors::Everybody;
    places.retain(|(mailbox, _)| Kept { space, mailbox: *mailbox, editors: everybody, is_named: false }.may_create(&cx.who).is_ok());
    Ok(places)
}

async fn version_in(tx: &mut Tx, id: TemplateId, number: i64) -> Result<Option<VersionView>> {
    let Some(row) = sql::version(tx, id, number).await? else { return Ok(None) };
    let files = sql::files(tx, id, number).await?.into_iter().map(sql::FileRow::view).collect();
    Ok(Some(VersionView { number, at: row.at, author_name: row.author_name.clone(), content: row.content(), files }))
}

/// What a list is asked with.
fn asked(cx: &Cx, space: SpaceId) -> Result<sql::Asked> {
    Ok(sql::Asked { space, person: cx.who.person()?.id, weeks_after: week_of(cx.now) - WEEKS, new_after: cx.now.plus_days(-NEW_DAYS) })
}

/// A template that exists for this person.
async fn seen_by(tx: &mut Tx, cx: &Cx, id: TemplateId) -> Result<sql::Found> {
    cx.who.person()?;
    let found = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    found.kept(tx, cx).await?.may_see(&cx.who)?;
    Ok(found)
}

/// A template that this person may change, locked until the end of the transaction.
///
/// # Errors
/// [`Refused::Stale`] when it changed since `version` was read.
async fn edited(tx: &mut Tx, cx: &Cx, id: TemplateId, version: i64) -> Result<sql::Found> {
    cx.who.person()?;
    sql::lock(tx, id).await?;
    let found = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    found.kept(tx, cx).await?.may_edit(&cx.who)?;
    if found.version == version { Ok(found) } else { Err(Refused::Stale.into()) }
}

impl sql::Found {
    async fn kept(&self, tx: &mut Tx, cx: &Cx) -> Result<Kept> {
        let is_named = match cx.who.user_id() {
            Some(user) => sql::is_editor(tx, self.id, user).await?,
            None => false,
        };
        Ok(Kept { space: self.space_id, mailbox: self.mailbox_id, editors: self.editors, is_named })
    }
}

impl sql::Row {
    fn kept(&self, space: SpaceId) -> Kept {
        Kept { space, mailbox: self.mailbox_id, editors: self.editors, is_named: false }
    }

    fn line(self) -> Line {
        Line {
            id: self.id,
            name: self.name,
            folder: self.folder,
            mailbox: self.mailbox_id,
            mailbox_name: self.mailbox_name,
            subject: self.subject,
            published: self.published,
            published_at: self.published_at,
            draft_by: self.draft_by,
            archived_at: self.archived_at,
            uses: self.uses,
            is_new: self.is_new,
        }
    }
}

fn publish_change(cx: &Cx, space: SpaceId) {
    cx.desk.live.publish(Event::Templates { space });
}

#[cfg(test)]
mod tests;
