//! The statements of the notice board.

use crate::db::Tx;
use domain::{
    board::{LinkForm, LinkView, NoticeView},
    *,
};
use sqlx::Result;

macro_rules! notices {
    ($rest:literal) => {
        concat!(
            "select n.id, n.title, n.text, n.from_at, n.until_at, n.from_day, n.until_day, n.author_id, coalesce(u.name, '') as author_name, n.updated_at, \
             exists(select 1 from notice_readers r where r.notice_id = n.id and r.user_id = $2) as seen \
             from notices n left join users u on u.id = n.author_id where n.space_id = $1 and n.removed_at is null and ",
            $rest
        )
    };
}

/// `all`: those that are to come or over, too.
pub async fn notices(tx: &mut Tx, space: SpaceId, person: UserId, now: Moment, all: bool, limit: i64) -> Result<Vec<NoticeView>> {
    tx.query(notices!("($4 or n.from_at <= $3 and (n.until_at is null or n.until_at > $3)) order by n.from_at desc, n.id desc limit $5"))
        .bind(space)
        .bind(person)
        .bind(now)
        .bind(all)
        .bind(limit)
        .all()
        .await
}

pub async fn unread(tx: &mut Tx, space: SpaceId, person: UserId, now: Moment) -> Result<Vec<NoticeView>> {
    tx.query(notices!(
        "n.from_at <= $3 and (n.until_at is null or n.until_at > $3) \
         and not exists(select 1 from notice_readers s where s.notice_id = n.id and s.user_id = $2) order by n.from_at desc, n.id desc limit 3"
    ))
    .bind(space)
    .bind(person)
    .bind(now)
    .all()
    .await
}

/// Who has read those from this one on.
pub async fn readers(tx: &mut Tx, space: SpaceId, oldest: NoticeId) -> Result<Vec<(NoticeId, String)>> {
    tx.query(
        "select r.notice_id, u.name from notices n join notice_readers r on r.notice_id = n.id join users u on u.id = r.user_id \
         where n.space_id = $1 and n.id >= $2 and n.removed_at is null order by r.notice_id, r.at, u.id",
    )
    .bind(space)
    .bind(oldest)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Known {
    pub space_id: SpaceId,
    pub title: String,
    pub text: String,
    pub from_at: Moment,
    pub author_id: Option<UserId>,
}

pub async fn notice(tx: &mut Tx, id: NoticeId) -> Result<Option<Known>> {
    tx.query("select space_id, title, text, from_at, author_id from notices where id = $1 and removed_at is null").bind(id).maybe().await
}

/// Removed ones too.
pub async fn any_notice(tx: &mut Tx, id: NoticeId) -> Result<Option<Known>> {
    tx.query("select space_id, title, text, from_at, author_id from notices where id = $1").bind(id).maybe().await
}

#[derive(Clone, Copy)]
pub struct Kept<'a> {
    pub title: &'a str,
    pub text: &'a str,
    pub from: Moment,
    pub until: Option<Moment>,
    pub from_day: &'a str,
    pub until_day: &'a str,
}

pub async fn insert_notice(tx: &mut Tx, space: SpaceId, kept: &Kept<'_>, author: Option<UserId>, now: Moment) -> Result<NoticeId> {
    let (id,): (NoticeId,) = tx
        .query(
            "insert into notices(space_id, title, text, from_at, until_at, from_day, until_day, author_id, created_at, updated_at) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning id",
        )
        .bind(space)
        .text(kept.title)
        .text(kept.text)
        .bind(kept.from)
        .bind(kept.until)
        .text(kept.from_day)
        .text(kept.until_day)
        .bind(author)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit_notice(tx: &mut Tx, id: NoticeId, kept: &Kept<'_>, now: Moment) -> Result<u64> {
    tx.query("update notices set title = $2, text = $3, from_at = $4, until_at = $5, from_day = $6, until_day = $7, updated_at = $8 where id = $1")
        .bind(id)
        .text(kept.title)
        .text(kept.text)
        .bind(kept.from)
        .bind(kept.until)
        .text(kept.from_day)
        .text(kept.until_day)
        .bind(now)
        .run()
        .await
}

pub async fn set_removed(tx: &mut Tx, id: NoticeId, at: Option<Moment>) -> Result<u64> {
    tx.query("update notices set removed_at = $2 where id = $1").bind(id).bind(at).run().await
}

pub async fn note_reader(tx: &mut Tx, id: NoticeId, person: UserId, at: Moment) -> Result<u64> {
    tx.query("insert into notice_readers(notice_id, user_id, at) values($1, $2, $3) on conflict do nothing")
        .bind(id)
        .bind(person)
        .bind(at)
        .run()
        .await
}

pub async fn forget_readers(tx: &mut Tx, id: NoticeId) -> Result<u64> {
    tx.query("delete from notice_readers where notice_id = $1").bind(id).run().await
}

pub async fn links(tx: &mut Tx, space: SpaceId) -> Result<Vec<LinkView>> {
    tx.query("select id, name, url, heading from links where space_id = $1 order by position, id").bind(space).all().await
}

pub async fn insert_link(tx: &mut Tx, space: SpaceId, form: &LinkForm) -> Result<LinkId> {
    let (id,): (LinkId,) = tx
        .query(
            "insert into links(space_id, position, name, url, heading) \
             values($1, (select coalesce(max(l.position), -1) + 1 from links l where l.space_id = $1), $2, $3, $4) returning id",
        )
        .bind(space)
        .text(form.name.trim())
        .text(form.url.trim())
        .text(form.heading.trim())
        .one()
        .await?;
    Ok(id)
}

pub async fn edit_link(tx: &mut Tx, space: SpaceId, id: LinkId, form: &LinkForm) -> Result<u64> {
    tx.query("update links set name = $3, url = $4, heading = $5 where id = $2 and space_id = $1")
        .bind(space)
        .bind(id)
        .text(form.name.trim())
        .text(form.url.trim())
        .text(form.heading.trim())
        .run()
        .await
}

pub async fn place_link(tx: &mut Tx, id: LinkId, position: i64) -> Result<u64> {
    tx.query("update links set position = $2 where id = $1").bind(id).bind(position).run().await
}

pub async fn remove_link(tx: &mut Tx, id: LinkId) -> Result<u64> {
    tx.query("delete from links where id = $1").bind(id).run().await
}
