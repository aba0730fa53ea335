//! The statements of templates: the list, one of them, its folder and its editors.

mod uses;
mod versions;

pub use uses::{add_uses, mark_seen, users_of, weeks};
pub use versions::{
    Author, FileRow, NewFile, copy_files, copy_version, drop_files, drop_version, file, files, has_version, insert_file, put_version, remove_file,
    version, versions,
};

use crate::db::Tx;
use domain::{
    fold::fold,
    messages::Direction,
    templates::{Editors, Form},
    *,
};
use sqlx::Result;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Found {
    pub id: TemplateId,
    pub space_id: SpaceId,
    pub mailbox_id: Option<MailboxId>,
    pub name: String,
    pub folder: String,
    pub editors: Editors,
    pub version: i64,
    pub published: i64,
    pub archived_at: Option<Moment>,
}

macro_rules! found {
    ($condition:literal) => {
        concat!(
            "select t.id, t.space_id, t.mailbox_id, t.name, coalesce(f.name, '') as folder, t.editors, t.version, t.published, t.archived_at \
             from templates t left join template_folders f on f.id = t.folder_id where ",
            $condition
        )
    };
}

pub async fn find(tx: &mut Tx, id: TemplateId) -> Result<Option<Found>> {
    tx.query(found!("t.id = $1")).bind(id).maybe().await
}

/// The one that goes by this name where it is used, unless it was put away.
pub async fn named(tx: &mut Tx, space: SpaceId, mailbox: Option<MailboxId>, name: &str) -> Result<Option<Found>> {
    tx.query(found!("t.space_id = $1 and coalesce(t.mailbox_id, 0) = coalesce($2, 0) and t.name_key = $3 and t.archived_at is null"))
        .bind(space)
        .bind(mailbox)
        .text(&fold(name.trim()))
        .maybe()
        .await
}

/// Two people change a template one after the other.
pub async fn lock(tx: &mut Tx, id: TemplateId) -> Result<u64> {
    tx.query("update templates set version = version where id = $1").bind(id).run().await
}

/// For whom, and since when things count.
pub struct Asked {
    pub space: SpaceId,
    pub person: UserId,
    pub weeks_after: i64,
    pub new_after: Moment,
}

#[derive(sqlx::FromRow)]
pub struct Row {
    pub id: TemplateId,
    pub mailbox_id: Option<MailboxId>,
    pub mailbox_name: Option<String>,
    pub name: String,
    pub folder: String,
    pub editors: Editors,
    pub subject: String,
    pub published: i64,
    pub published_at: Option<Moment>,
    pub draft_by: Option<String>,
    pub archived_at: Option<Moment>,
    pub uses: i64,
    pub is_new: bool,
}

/// `wanted` is folded; empty for all of them. A space has a thousand at most: one walk along its index.
pub async fn list(tx: &mut Tx, asked: &Asked, wanted: &str) -> Result<Vec<Row>> {
    let like: String = wanted.chars().flat_map(|c| if matches!(c, '%' | '_' | '!') { vec!['!', c] } else { vec![c] }).collect();
    tx.query(
        "select t.id, t.mailbox_id, m.name as mailbox_name, t.name, coalesce(f.name, '') as folder, t.editors, coalesce(v.subject, d.subject, '') as subject, \
         t.published, v.at as published_at, case when d.at is null then null else coalesce(u.name, '') end as draft_by, t.archived_at, \
         coalesce((select cast(sum(w.count) as bigint) from template_uses w where w.template_id = t.id and w.week > $3), 0) as uses, \
         coalesce(t.archived_at is null and t.published > coalesce(s.number, 0) and v.at > $4, false) as is_new \
         from templates t left join template_folders f on f.id = t.folder_id left join mailboxes m on m.id = t.mailbox_id \
         left join template_versions v on v.template_id = t.id and v.number = t.published and v.number > 0 \
         left join template_versions d on d.template_id = t.id and d.number = 0 left join users u on u.id = d.author_id \
         left join template_seen s on s.template_id = t.id and s.user_id = $2 \
         where t.space_id = $1 and ($5 = '' or t.search_key like $6 escape '!') \
         order by case when t.archived_at is null then 0 else 1 end, case when f.id is null then 1 else 0 end, f.name_key, t.name_key, t.id",
    )
    .bind(asked.space)
    .bind(asked.person)
    .bind(asked.weeks_after)
    .bind(asked.new_after)
    .text(wanted)
    .text(&format!("%{like}%"))
    .all()
    .await
}

pub struct New<'a> {
    pub space: SpaceId,
    pub form: &'a Form,
    pub folder: Option<TemplateFolderId>,
    pub by: Option<UserId>,
    pub at: Moment,
}

pub async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<TemplateId> {
    let (id,): (TemplateId,) = tx
        .query(
            "insert into templates(space_id, mailbox_id, folder_id, name, name_key, editors, search_key, created_at, created_by) \
             values($1, $2, $3, $4, $5, $6, '', $7, $8) returning id",
        )
        .bind(new.space)
        .bind(new.form.mailbox)
        .bind(new.folder)
        .text(new.form.name.trim())
        .text(&fold(new.form.name.trim()))
        .bind(new.form.editors)
        .bind(new.at)
        .bind(new.by)
        .one()
        .await?;
    Ok(id)
}

pub async fn set(tx: &mut Tx, id: TemplateId, form: &Form, folder: Option<TemplateFolderId>) -> Result<u64> {
    tx.query("update templates set mailbox_id = $2, folder_id = $3, name = $4, name_key = $5, editors = $6, version = version + 1 where id = $1")
        .bind(id)
        .bind(form.mailbox)
        .bind(folder)
        .text(form.name.trim())
        .text(&fold(form.name.trim()))
        .bind(form.editors)
        .run()
        .await
}

/// The next version of the row, and what is found in it.
pub async fn touch(tx: &mut Tx, id: TemplateId, published: i64, search_key: &str) -> Result<i64> {
    let (version,): (i64,) = tx
        .query("update templates set version = version + 1, published = $2, search_key = $3 where id = $1 returning version")
        .bind(id)
        .bind(published)
        .text(search_key)
        .one()
        .await?;
    Ok(version)
}

pub async fn set_archived(tx: &mut Tx, id: TemplateId, at: Option<Moment>) -> Result<u64> {
    tx.query("update templates set archived_at = $2, version = version + 1 where id = $1").bind(id).bind(at).run().await
}

pub async fn count(tx: &mut Tx, space: SpaceId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from templates where space_id = $1").bind(space).one().await?;
    Ok(count)
}

pub async fn folders(tx: &mut Tx, space: SpaceId) -> Result<Vec<(String,)>> {
    tx.query("select name from template_folders where space_id = $1 order by name_key").bind(space).all().await
}

/// The folder of that name, made where there is none.
pub async fn folder(tx: &mut Tx, space: SpaceId, name: &str) -> Result<TemplateFolderId> {
    let (id,): (TemplateFolderId,) = tx
        .query(
            "insert into template_folders(space_id, name, name_key) values($1, $2, $3) \
             on conflict(space_id, name_key) do update set name = template_folders.name returning id",
        )
        .bind(space)
        .text(name)
        .text(&fold(name))
        .one()
        .await?;
    Ok(id)
}

/// Folders in which nothing lies any more.
pub async fn drop_empty_folders(tx: &mut Tx, space: SpaceId) -> Result<u64> {
    tx.query("delete from template_folders where space_id = $1 and not exists(select 1 from templates t where t.folder_id = template_folders.id)")
        .bind(space)
        .run()
        .await
}

pub async fn in_folder(tx: &mut Tx, space: SpaceId, name: &str) -> Result<Vec<Found>> {
    tx.query(found!("t.space_id = $1 and f.name_key = $2 order by t.id")).bind(space).text(&fold(name.trim())).all().await
}

pub async fn move_to(tx: &mut Tx, id: TemplateId, folder: Option<TemplateFolderId>) -> Result<u64> {
    tx.query("update templates set folder_id = $2, version = version + 1 where id = $1").bind(id).bind(folder).run().await
}

pub async fn rename_folder(tx: &mut Tx, id: TemplateFolderId, name: &str) -> Result<u64> {
    tx.query("update template_folders set name = $2 where id = $1").bind(id).text(name).run().await
}

pub async fn editors(tx: &mut Tx, id: TemplateId) -> Result<Vec<(UserId,)>> {
    tx.query("select user_id from template_editors where template_id = $1 order by user_id").bind(id).all().await
}

pub async fn is_editor(tx: &mut Tx, id: TemplateId, user: UserId) -> Result<bool> {
    let found: Option<(UserId,)> =
        tx.query("select user_id from template_editors where template_id = $1 and user_id = $2").bind(id).bind(user).maybe().await?;
    Ok(found.is_some())
}

pub async fn set_editors(tx: &mut Tx, id: TemplateId, users: &[UserId]) -> Result<()> {
    tx.query("delete from template_editors where template_id = $1").bind(id).run().await?;
    // A handful of people.
    for user in users {
        tx.query("insert into template_editors(template_id, user_id) values($1, $2) on conflict do nothing").bind(id).bind(*user).run().await?;
    }
    Ok(())
}

/// What a mail says, and where it stands.
#[derive(sqlx::FromRow)]
pub struct Words {
    pub conversation_id: ConversationId,
    pub mailbox_id: MailboxId,
    pub direction: Direction,
    pub subject: String,
    pub text: String,
}

pub async fn words_of(tx: &mut Tx, message: MessageId) -> Result<Option<Words>> {
    tx.query(
        "select m.conversation_id, c.mailbox_id, m.direction, m.subject, m.text from messages m \
         join conversations c on c.id = m.conversation_id where m.id = $1",
    )
    .bind(message)
    .maybe()
    .await
}

pub async fn mailboxes(tx: &mut Tx, space: SpaceId) -> Result<Vec<(MailboxId, String)>> {
    tx.query("select id, name from mailboxes where space_id = $1 order by position, id").bind(space).all().await
}

/// Everybody who sees a mailbox of the space.
pub async fn people_of_space(tx: &mut Tx, space: SpaceId) -> Result<Vec<(UserId, String)>> {
    tx.query(
        "select u.id, u.name from users u where u.state <> 'suspended' and exists(select 1 from grants g join mailboxes m on m.id = g.mailbox_id \
         where g.user_id = u.id and m.space_id = $1 and g.viewing <> 'none') order by u.reading, u.name, u.id",
    )
    .bind(space)
    .all()
    .await
}
