//! The statements of bulk mails themselves: their text, their state, their files, their limits.

pub mod book;
pub mod erasing;
pub mod marks;
pub mod recipients;
pub mod runs;
pub mod sending;

use crate::db::Tx;
use domain::{
    bulk::{BulkContent, BulkState, audience::SavedAudience, limits::BulkLimits},
    checks::CheckState,
    drafts::DraftFileView,
    fold::fold,
    *,
};
use sqlx::Result;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mail {
    pub id: BulkMailId,
    pub space_id: SpaceId,
    pub mailbox_id: MailboxId,
    pub account_id: Option<AccountId>,
    pub state: BulkState,
    pub pause: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub audience: String,
    pub version: i64,
    pub listed_version: Option<i64>,
    pub created_by: UserId,
    pub updated_by: UserId,
    pub updated_at: Moment,
    pub scheduled_at: Option<Moment>,
    pub started_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    pub sent_by: Option<UserId>,
    pub day: Option<i64>,
    pub day_used: i64,
    pub check_state: Option<CheckState>,
    pub check_version: Option<i64>,
    pub check_asked_by: Option<UserId>,
    pub check_confirmer: Option<UserId>,
    pub check_note: String,
    pub check_decided_by: Option<UserId>,
    pub check_reason: String,
    pub reports_id: Option<ConversationId>,
    pub repeats: Option<String>,
    pub next_at: Option<Moment>,
    pub series_id: Option<BulkMailId>,
}

impl Mail {
    /// Whether it repeats, or did until it was paused or ended.
    pub fn is_series(&self) -> bool {
        self.repeats.is_some() && !self.state.is_open()
    }

    pub fn content(&self) -> BulkContent {
        BulkContent { account_id: self.account_id, subject: self.subject.clone(), text: self.text.clone(), html: self.html.clone() }
    }
}

pub async fn find(tx: &mut Tx, id: BulkMailId) -> Result<Option<Mail>> {
    tx.query(
        "select id, space_id, mailbox_id, account_id, state, pause, subject, text, html, audience, version, listed_version, created_by, \
         updated_by, updated_at, scheduled_at, started_at, finished_at, sent_by, day, day_used, check_state, check_version, check_asked_by, \
         check_confirmer, check_note, check_decided_by, check_reason, reports_id, repeats, next_at, series_id from bulk_mails where id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

/// Waits for whoever changes it just now.
pub async fn lock(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set version = version where id = $1").bind(id).run().await
}

pub struct New<'a> {
    pub space: SpaceId,
    pub mailbox: MailboxId,
    pub content: &'a BulkContent,
    pub audience: &'a str,
    pub by: UserId,
    pub at: Moment,
}

pub async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<BulkMailId> {
    let (id,): (BulkMailId,) = tx
        .query(
            "insert into bulk_mails(space_id, mailbox_id, account_id, state, subject, text, html, audience, version, created_by, created_at, \
             updated_by, updated_at) values($1, $2, $3, 'draft', $4, $5, $6, $7, 1, $8, $9, $8, $9) returning id",
        )
        .bind(new.space)
        .bind(new.mailbox)
        .bind(new.content.account_id)
        .text(&new.content.subject)
        .text(&new.content.text)
        .bind(new.content.html.as_deref().map(domain::fold::storable))
        .text(new.audience)
        .bind(new.by)
        .bind(new.at)
        .one()
        .await?;
    Ok(id)
}

/// A change of what is sent. 0 rows: it was changed meanwhile, or is no draft any more.
pub async fn save(tx: &mut Tx, id: BulkMailId, version: i64, mailbox: MailboxId, content: &BulkContent, by: UserId, at: Moment) -> Result<u64> {
    tx.query(
        "update bulk_mails set mailbox_id = $3, account_id = $4, subject = $5, text = $6, html = $7, version = version + 1, \
         updated_by = $8, updated_at = $9 where id = $1 and version = $2 and state = 'draft'",
    )
    .bind(id)
    .bind(version)
    .bind(mailbox)
    .bind(content.account_id)
    .text(&content.subject)
    .text(&content.text)
    .bind(content.html.as_deref().map(domain::fold::storable))
    .bind(by)
    .bind(at)
    .run()
    .await
}

pub async fn save_audience(tx: &mut Tx, id: BulkMailId, version: i64, audience: &str, by: UserId, at: Moment) -> Result<u64> {
    tx.query(
        "update bulk_mails set audience = $3, version = version + 1, updated_by = $4, updated_at = $5 \
         where id = $1 and version = $2 and state = 'draft'",
    )
    .bind(id)
    .bind(version)
    .text(audience)
    .bind(by)
    .bind(at)
    .run()
    .await
}

/// Something besides changed that is sent along.
pub async fn raise(tx: &mut Tx, id: BulkMailId, by: UserId, at: Moment) -> Result<u64> {
    tx.query("update bulk_mails set version = version + 1, updated_by = $2, updated_at = $3 where id = $1 and state = 'draft'")
        .bind(id)
        .bind(by)
        .bind(at)
        .run()
        .await
}

pub async fn set_listed(tx: &mut Tx, id: BulkMailId, version: i64) -> Result<u64> {
    tx.query("update bulk_mails set listed_version = $2 where id = $1").bind(id).bind(version).run().await
}

pub async fn remove(tx: &mut Tx, id: BulkMailId) -> Result<()> {
    tx.query("delete from bulk_recipients where bulk_mail_id = $1").bind(id).run().await?;
    tx.query("delete from bulk_files where bulk_mail_id = $1").bind(id).run().await?;
    tx.query("delete from bulk_mails where id = $1").bind(id).run().await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub struct Line {
    pub id: BulkMailId,
    pub subject: String,
    pub state: BulkState,
    pub mailbox_id: MailboxId,
    pub mailbox_name: String,
    pub by: String,
    pub at: Moment,
}

/// The newest first, below `before`: one walk along the index.
pub async fn lines(tx: &mut Tx, space: SpaceId, before: i64, limit: i64) -> Result<Vec<Line>> {
    tx.query(
        "select b.id, b.subject, b.state, b.mailbox_id, m.name as mailbox_name, u.name as by, \
         coalesce(b.finished_at, b.started_at, b.scheduled_at, case when b.state = 'repeating' then b.next_at end, b.updated_at) as at from bulk_mails b join mailboxes m on m.id = b.mailbox_id \
         join users u on u.id = b.created_by where b.space_id = $1 and b.id < $2 order by b.id desc limit $3",
    )
    .bind(space)
    .bind(before)
    .bind(limit)
    .all()
    .await
}

pub async fn name_of(tx: &mut Tx, user: UserId) -> Result<String> {
    tx.query("select name from users where id = $1").bind(user).one().await.map(|(name,)| name)
}

/// Name and address of whoever writes.
pub async fn writer(tx: &mut Tx, user: UserId) -> Result<(String, String)> {
    tx.query("select name, email from users where id = $1").bind(user).one().await
}

/// The mailbox, address and name of an account that sends.
pub async fn sender(tx: &mut Tx, account: AccountId) -> Result<Option<(MailboxId, String, String)>> {
    tx.query("select mailbox_id, address, from_name from accounts where id = $1 and removed_at is null and send <> 'none'")
        .bind(account)
        .maybe()
        .await
}

pub async fn senders(tx: &mut Tx) -> Result<Vec<(MailboxId, AccountId, String, String)>> {
    tx.query("select mailbox_id, id, address, from_name from accounts where removed_at is null and send <> 'none' order by mailbox_id, id")
        .all()
        .await
}

#[derive(sqlx::FromRow)]
pub struct FileRow {
    pub id: AttachmentId,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub file: String,
    /// By which the text shows it; empty for what is attached.
    pub content_id: String,
}

impl FileRow {
    pub fn view(self) -> DraftFileView {
        DraftFileView { id: self.id, name: self.name, kind: self.kind, size: self.size, content_id: self.content_id }
    }
}

pub async fn files(tx: &mut Tx, id: BulkMailId) -> Result<Vec<FileRow>> {
    tx.query("select id, name, kind, size, file, content_id from bulk_files where bulk_mail_id = $1 order by id").bind(id).all().await
}

pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub size: i64,
    pub file: &'a str,
    pub content_id: &'a str,
}

pub async fn insert_file(tx: &mut Tx, id: BulkMailId, new: &NewFile<'_>) -> Result<DraftFileView> {
    tx.query("insert into bulk_files(bulk_mail_id, name, kind, size, file, content_id) values($1, $2, $3, $4, $5, $6) returning id, name, kind, size, content_id")
        .bind(id)
        .text(new.name)
        .text(new.kind)
        .bind(new.size)
        .text(new.file)
        .text(new.content_id)
        .one()
        .await
}

pub async fn remove_file(tx: &mut Tx, id: BulkMailId, file: AttachmentId) -> Result<Option<(String,)>> {
    tx.query("delete from bulk_files where bulk_mail_id = $1 and id = $2 returning file").bind(id).bind(file).maybe().await
}

/// The same files for another bulk mail.
pub async fn copy_files(tx: &mut Tx, from: BulkMailId, to: BulkMailId) -> Result<u64> {
    tx.query("insert into bulk_files(bulk_mail_id, name, kind, size, file, content_id) select $2, name, kind, size, file, content_id from bulk_files where bulk_mail_id = $1 order by id")
        .bind(from)
        .bind(to)
        .run()
        .await
}

pub async fn saved_audiences(tx: &mut Tx, space: SpaceId) -> Result<Vec<SavedAudience>> {
    tx.query("select id, name from bulk_audiences where space_id = $1 order by name_key, id").bind(space).all().await
}

pub async fn saved_audience(tx: &mut Tx, space: SpaceId, id: i64) -> Result<Option<(String, String)>> {
    tx.query("select name, audience from bulk_audiences where space_id = $1 and id = $2").bind(space).bind(id).maybe().await
}

/// Under a name that is there already it takes the place of what was kept.
pub async fn keep_audience(tx: &mut Tx, space: SpaceId, name: &str, audience: &str, by: UserId, at: Moment) -> Result<u64> {
    tx.query(
        "insert into bulk_audiences(space_id, name, name_key, audience, created_by, created_at) values($1, $2, $3, $4, $5, $6) \
         on conflict(space_id, name_key) do update set name = excluded.name, audience = excluded.audience, created_by = excluded.created_by, \
         created_at = excluded.created_at",
    )
    .bind(space)
    .text(name)
    .text(&fold(name))
    .text(audience)
    .bind(by)
    .bind(at)
    .run()
    .await
}

pub async fn forget_audience(tx: &mut Tx, space: SpaceId, id: i64) -> Result<u64> {
    tx.query("delete from bulk_audiences where space_id = $1 and id = $2").bind(space).bind(id).run().await
}

pub async fn limits(tx: &mut Tx, space: SpaceId) -> Result<BulkLimits> {
    let found: Option<(i64, i64, i64, i64)> =
        tx.query("select recipients, per_day, per_minute, scheduled from bulk_limits where space_id = $1").bind(space).maybe().await?;
    Ok(found.map_or_else(BulkLimits::default, |(recipients, per_day, per_minute, scheduled)| BulkLimits {
        recipients,
        per_day,
        per_minute,
        scheduled,
    }))
}

pub async fn put_limits(tx: &mut Tx, space: SpaceId, limits: &BulkLimits) -> Result<u64> {
    tx.query(
        "insert into bulk_limits(space_id, recipients, per_day, per_minute, scheduled) values($1, $2, $3, $4, $5) on conflict(space_id) do update \
         set recipients = excluded.recipients, per_day = excluded.per_day, per_minute = excluded.per_minute, scheduled = excluded.scheduled",
    )
    .bind(space)
    .bind(limits.recipients)
    .bind(limits.per_day)
    .bind(limits.per_minute)
    .bind(limits.scheduled)
    .run()
    .await
}

pub async fn used(tx: &mut Tx, space: SpaceId, day: i64) -> Result<i64> {
    let found: Option<(i64,)> = tx.query("select used from bulk_days where space_id = $1 and day = $2").bind(space).bind(day).maybe().await?;
    Ok(found.map_or(0, |(used,)| used))
}

/// Counts mails against a day. 0 rows: they would be more than `limit`, and nothing was counted.
pub async fn use_day(tx: &mut Tx, space: SpaceId, day: i64, count: i64, limit: i64) -> Result<u64> {
    tx.query(
        "insert into bulk_days(space_id, day, used) select $1, $2, $3 where $3 <= $4 on conflict(space_id, day) do update \
         set used = bulk_days.used + excluded.used where bulk_days.used + excluded.used <= $4",
    )
    .bind(space)
    .bind(day)
    .bind(count)
    .bind(limit)
    .run()
    .await
}

pub async fn give_back(tx: &mut Tx, space: SpaceId, day: i64, count: i64) -> Result<u64> {
    tx.query("update bulk_days set used = case when used > $3 then used - $3 else 0 end where space_id = $1 and day = $2")
        .bind(space)
        .bind(day)
        .bind(count)
        .run()
        .await
}

pub async fn ask(tx: &mut Tx, id: BulkMailId, version: i64, by: UserId, confirmer: UserId, note: &str) -> Result<u64> {
    tx.query(
        "update bulk_mails set check_state = 'asked', check_version = $2, check_asked_by = $3, check_confirmer = $4, check_note = $5, \
         check_decided_by = null, check_reason = '' where id = $1 and state = 'draft' and version = $2",
    )
    .bind(id)
    .bind(version)
    .bind(by)
    .bind(confirmer)
    .text(note)
    .run()
    .await
}

pub async fn decide(tx: &mut Tx, id: BulkMailId, version: i64, state: CheckState, by: UserId, reason: &str) -> Result<u64> {
    tx.query(
        "update bulk_mails set check_state = $3, check_decided_by = $4, check_reason = $5 \
         where id = $1 and state = 'draft' and version = $2 and check_state = 'asked' and check_version = $2",
    )
    .bind(id)
    .bind(version)
    .bind(state)
    .bind(by)
    .text(reason)
    .run()
    .await
}

pub async fn set_reports(tx: &mut Tx, id: BulkMailId, conversation: ConversationId) -> Result<u64> {
    tx.query("update bulk_mails set reports_id = $2 where id = $1").bind(id).bind(conversation).run().await
}
