//! The statements of the versions of a template and their files.

use crate::{db::Tx, drafts::FiledFile};
use domain::{
    drafts::DraftFileView,
    fold::storable,
    templates::{Content, VersionLine},
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct VersionRow {
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub recipients_to: String,
    pub recipients_cc: String,
    pub recipients_bcc: String,
    pub at: Moment,
    pub author_name: Option<String>,
}

impl VersionRow {
    pub fn content(self) -> Content {
        let VersionRow { subject, text, html, recipients_to, recipients_cc, recipients_bcc, .. } = self;
        Content { subject, text, html, to: recipients_to, cc: recipients_cc, bcc: recipients_bcc }
    }
}

pub async fn version(tx: &mut Tx, id: TemplateId, number: i64) -> Result<Option<VersionRow>> {
    tx.query(
        "select v.subject, v.text, v.html, v.recipients_to, v.recipients_cc, v.recipients_bcc, v.at, u.name as author_name \
         from template_versions v left join users u on u.id = v.author_id where v.template_id = $1 and v.number = $2",
    )
    .bind(id)
    .bind(number)
    .maybe()
    .await
}

/// The published ones, the newest first.
pub async fn versions(tx: &mut Tx, id: TemplateId) -> Result<Vec<VersionLine>> {
    tx.query(
        "select v.number, v.note, v.at, u.name as author_name from template_versions v left join users u on u.id = v.author_id \
         where v.template_id = $1 and v.number > 0 order by v.number desc limit 200",
    )
    .bind(id)
    .all()
    .await
}

pub async fn has_version(tx: &mut Tx, id: TemplateId, number: i64) -> Result<bool> {
    let found: Option<(i64,)> =
        tx.query("select number from template_versions where template_id = $1 and number = $2").bind(id).bind(number).maybe().await?;
    Ok(found.is_some())
}

pub struct Author<'a> {
    pub by: Option<UserId>,
    pub at: Moment,
    pub note: &'a str,
}

/// Puts a version in the place of the one of that number.
pub async fn put_version(tx: &mut Tx, id: TemplateId, number: i64, content: &Content, author: &Author<'_>) -> Result<u64> {
    tx.query(
        "insert into template_versions(template_id, number, subject, text, html, recipients_to, recipients_cc, recipients_bcc, note, at, author_id) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict(template_id, number) do update set subject = excluded.subject, \
         text = excluded.text, html = excluded.html, recipients_to = excluded.recipients_to, recipients_cc = excluded.recipients_cc, \
         recipients_bcc = excluded.recipients_bcc, note = excluded.note, at = excluded.at, author_id = excluded.author_id",
    )
    .bind(id)
    .bind(number)
    .text(&content.subject)
    .text(&content.text)
    .bind(content.html.as_deref().map(storable))
    .text(&content.to)
    .text(&content.cc)
    .text(&content.bcc)
    .text(author.note)
    .bind(author.at)
    .bind(author.by)
    .run()
    .await
}

/// What is being written begins as a version says, under its writer's name.
pub async fn copy_version(tx: &mut Tx, id: TemplateId, from: i64, author: &Author<'_>) -> Result<u64> {
    tx.query(
        "insert into template_versions(template_id, number, subject, text, html, recipients_to, recipients_cc, recipients_bcc, note, at, author_id) \
         select template_id, 0, subject, text, html, recipients_to, recipients_cc, recipients_bcc, '', $3, $4 from template_versions \
         where template_id = $1 and number = $2",
    )
    .bind(id)
    .bind(from)
    .bind(author.at)
    .bind(author.by)
    .run()
    .await
}

pub async fn drop_version(tx: &mut Tx, id: TemplateId, number: i64) -> Result<u64> {
    tx.query("delete from template_versions where template_id = $1 and number = $2").bind(id).bind(number).run().await
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FileRow {
    pub id: AttachmentId,
    pub number: i64,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub file: String,
    /// By which the text shows it; empty for what is attached.
    pub content_id: String,
}

impl FileRow {
    pub fn filed(&self) -> FiledFile<'_> {
        FiledFile { name: &self.name, kind: &self.kind, size: self.size, file: &self.file, content_id: &self.content_id }
    }

    pub fn view(self) -> DraftFileView {
        DraftFileView { id: self.id, name: self.name, kind: self.kind, size: self.size, content_id: self.content_id }
    }
}

pub async fn files(tx: &mut Tx, id: TemplateId, number: i64) -> Result<Vec<FileRow>> {
    tx.query("select id, number, name, kind, size, file, content_id from template_files where template_id = $1 and number = $2 order by id")
        .bind(id)
        .bind(number)
        .all()
        .await
}

pub async fn file(tx: &mut Tx, id: TemplateId, file: AttachmentId) -> Result<Option<FileRow>> {
    tx.query("select id, number, name, kind, size, file, content_id from template_files where template_id = $1 and id = $2")
        .bind(id)
        .bind(file)
        .maybe()
        .await
}

pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub size: i64,
    pub file: &'a str,
    pub content_id: &'a str,
}

pub async fn insert_file(tx: &mut Tx, id: TemplateId, number: i64, new: &NewFile<'_>) -> Result<AttachmentId> {
    let (file,): (AttachmentId,) = tx
        .query("insert into template_files(template_id, number, name, kind, size, file, content_id) values($1, $2, $3, $4, $5, $6, $7) returning id")
        .bind(id)
        .bind(number)
        .text(new.name)
        .text(new.kind)
        .bind(new.size)
        .text(new.file)
        .text(new.content_id)
        .one()
        .await?;
    Ok(file)
}

pub async fn copy_files(tx: &mut Tx, id: TemplateId, from: i64, to: i64) -> Result<u64> {
    tx.query(
        "insert into template_files(template_id, number, name, kind, size, file, content_id) \
         select template_id, $3, name, kind, size, file, content_id from template_files where template_id = $1 and number = $2 order by id",
    )
    .bind(id)
    .bind(from)
    .bind(to)
    .run()
    .await
}

/// Answers what they named.
pub async fn drop_files(tx: &mut Tx, id: TemplateId, number: i64) -> Result<Vec<(String,)>> {
    tx.query("delete from template_files where template_id = $1 and number = $2 returning file").bind(id).bind(number).all().await
}

pub async fn remove_file(tx: &mut Tx, id: TemplateId, number: i64, file: AttachmentId) -> Result<Option<(String,)>> {
    tx.query("delete from template_files where template_id = $1 and number = $2 and id = $3 returning file")
        .bind(id)
        .bind(number)
        .bind(file)
        .maybe()
        .await
}
