//! The statements of reports that are mailed again and again.

use crate::db::Tx;
use domain::{
    reports::{PostState, PostView, ScheduleForm},
    *,
};
use sqlx::Result;

#[derive(Clone, sqlx::FromRow)]
pub struct Row {
    pub id: ReportScheduleId,
    pub space_id: SpaceId,
    pub name: String,
    pub address: String,
    pub recurrence: String,
    pub owner_id: UserId,
    pub owner_name: String,
    pub next_at: Option<Moment>,
}

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select s.id, s.space_id, s.name, s.address, s.recurrence, s.owner_id, u.name as owner_name, s.next_at \
             from report_schedules s join users u on u.id = s.owner_id ",
            $rest
        )
    };
}

pub async fn of_space(tx: &mut Tx, space: SpaceId) -> Result<Vec<Row>> {
    tx.query(rows!("where s.space_id = $1 order by s.name, s.id")).bind(space).all().await
}

pub async fn find(tx: &mut Tx, id: ReportScheduleId) -> Result<Option<Row>> {
    tx.query(rows!("where s.id = $1")).bind(id).maybe().await
}

/// Nobody else changes it until the end of the transaction.
pub async fn lock(tx: &mut Tx, id: ReportScheduleId) -> Result<u64> {
    tx.query("update report_schedules set next_at = next_at where id = $1").bind(id).run().await
}

pub async fn due(tx: &mut Tx, now: Moment) -> Result<Vec<(ReportScheduleId,)>> {
    tx.query("select id from report_schedules where next_at <= $1 order by next_at, id limit 100").bind(now).all().await
}

pub async fn count(tx: &mut Tx, space: SpaceId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from report_schedules where space_id = $1").bind(space).one().await?;
    Ok(count)
}

pub struct Kept<'a> {
    pub form: &'a ScheduleForm,
    pub recurrence: &'a str,
    pub next_at: Option<Moment>,
}

pub async fn insert(tx: &mut Tx, space: SpaceId, kept: &Kept<'_>, owner: UserId, now: Moment) -> Result<ReportScheduleId> {
    let (id,): (ReportScheduleId,) = tx
        .query(
            "insert into report_schedules(space_id, name, address, recurrence, owner_id, next_at, created_at) values($1, $2, $3, $4, $5, $6, $7) \
             returning id",
        )
        .bind(space)
        .text(kept.form.name.trim())
        .text(&kept.form.address)
        .text(kept.recurrence)
        .bind(owner)
        .bind(kept.next_at)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

pub async fn update(tx: &mut Tx, id: ReportScheduleId, kept: &Kept<'_>) -> Result<u64> {
    tx.query("update report_schedules set name = $2, address = $3, recurrence = $4, next_at = $5 where id = $1")
        .bind(id)
        .text(kept.form.name.trim())
        .text(&kept.form.address)
        .text(kept.recurrence)
        .bind(kept.next_at)
        .run()
        .await
}

pub async fn set_next(tx: &mut Tx, id: ReportScheduleId, next: Option<Moment>) -> Result<u64> {
    tx.query("update report_schedules set next_at = $2 where id = $1").bind(id).bind(next).run().await
}

pub async fn remove(tx: &mut Tx, id: ReportScheduleId) -> Result<()> {
    for text in [
        "delete from report_posts where schedule_id = $1",
        "delete from report_readers where schedule_id = $1",
        "delete from report_schedules where id = $1",
    ] {
        tx.query(text).bind(id).run().await?;
    }
    Ok(())
}

pub async fn readers(tx: &mut Tx, id: ReportScheduleId) -> Result<Vec<(UserId, String)>> {
    tx.query("select u.id, u.name from report_readers r join users u on u.id = r.user_id where r.schedule_id = $1 order by u.name, u.id")
        .bind(id)
        .all()
        .await
}

pub async fn clear_readers(tx: &mut Tx, id: ReportScheduleId) -> Result<u64> {
    tx.query("delete from report_readers where schedule_id = $1").bind(id).run().await
}

pub async fn add_reader(tx: &mut Tx, id: ReportScheduleId, user: UserId) -> Result<u64> {
    tx.query("insert into report_readers(schedule_id, user_id) values($1, $2) on conflict do nothing").bind(id).bind(user).run().await
}

pub async fn drop_reader(tx: &mut Tx, id: ReportScheduleId, user: UserId) -> Result<u64> {
    tx.query("delete from report_readers where schedule_id = $1 and user_id = $2").bind(id).bind(user).run().await
}

/// Nothing where there is one for this time already.
pub async fn insert_post(tx: &mut Tx, id: ReportScheduleId, user: UserId, due: Moment) -> Result<Option<(ReportPostId,)>> {
    tx.query(
        "insert into report_posts(schedule_id, user_id, due_at, state) values($1, $2, $3, 'waiting') \
         on conflict(schedule_id, user_id, due_at) do nothing returning id",
    )
    .bind(id)
    .bind(user)
    .bind(due)
    .maybe()
    .await
}

/// Those that are older than this, but never the last one of somebody.
pub async fn sweep(tx: &mut Tx, id: ReportScheduleId, before: Moment) -> Result<u64> {
    tx.query(
        "delete from report_posts where schedule_id = $1 and finished_at < $2 and exists(select 1 from report_posts n \
         where n.schedule_id = report_posts.schedule_id and n.user_id = report_posts.user_id and n.due_at > report_posts.due_at)",
    )
    .bind(id)
    .bind(before)
    .run()
    .await
}

/// The last one of each reader.
pub async fn last_posts(tx: &mut Tx, id: ReportScheduleId) -> Result<Vec<PostView>> {
    tx.query(
        "select p.user_id, u.name as reader, p.due_at, p.state, p.answer, p.finished_at from report_posts p join users u on u.id = p.user_id \
         where p.schedule_id = $1 and not exists(select 1 from report_posts n where n.schedule_id = p.schedule_id and n.user_id = p.user_id \
         and n.due_at > p.due_at) order by u.name, p.id",
    )
    .bind(id)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Post {
    pub schedule_id: ReportScheduleId,
    pub user_id: UserId,
    pub due_at: Moment,
    pub state: PostState,
    pub handed_at: Option<Moment>,
}

pub async fn post(tx: &mut Tx, id: ReportPostId) -> Result<Option<Post>> {
    tx.query("select schedule_id, user_id, due_at, state, handed_at from report_posts where id = $1").bind(id).maybe().await
}

/// 0 rows: somebody else is handing it over, or did.
pub async fn handed(tx: &mut Tx, id: ReportPostId, now: Moment) -> Result<u64> {
    tx.query("update report_posts set handed_at = $2 where id = $1 and handed_at is null and state = 'waiting'").bind(id).bind(now).run().await
}

/// 0 rows: it was settled before.
pub async fn settle(tx: &mut Tx, id: ReportPostId, state: PostState, answer: &str, now: Moment) -> Result<u64> {
    tx.query(
        "update report_posts set state = $2, answer = $3, finished_at = case when $2 = 'waiting' then null else $4 end, \
         handed_at = case when $2 = 'waiting' then null else handed_at end where id = $1 and state = 'waiting'",
    )
    .bind(id)
    .bind(state)
    .text(answer)
    .bind(now)
    .run()
    .await
}

pub async fn reader_name(tx: &mut Tx, user: UserId) -> Result<String> {
    let (name,): (String,) = tx.query("select name from users where id = $1").bind(user).one().await?;
    Ok(name)
}
