//! The statements of sessions, invitations and throttling.

use crate::db::Tx;
use domain::{
    access::{Grant, Role},
    auth::SessionView,
    users::UserState,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct AccountRow {
    pub id: UserId,
    pub state: UserState,
    pub password: Option<String>,
    pub must_change_password: bool,
}

pub async fn account(tx: &mut Tx, key: &str) -> Result<Option<AccountRow>> {
    tx.query("select id, state, password, must_change_password from users where email_key = $1").text(key).maybe().await
}

pub async fn password(tx: &mut Tx, id: UserId) -> Result<Option<(String, Option<String>)>> {
    tx.query("select email, password from users where id = $1").bind(id).maybe().await
}

/// Holds a row until the transaction ends.
pub async fn queue_up(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into settings(name, value) values('counting-tries', '') on conflict(name) do update set value = excluded.value").run().await
}

pub async fn insert_try(tx: &mut Tx, at: Moment, ip: &str, key: &str) -> Result<u64> {
    tx.query("insert into login_attempts(at, ip, email_key) values($1, $2, $3)").bind(at).text(ip).text(key).run().await
}

pub async fn sweep_tries(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.query("delete from login_attempts where at < $1").bind(before).run().await
}

/// Tries since `since`: with this name, from this address, and when the oldest of the name's was.
pub async fn tries(tx: &mut Tx, ip: &str, key: &str, since: Moment) -> Result<(i64, i64, Option<Moment>)> {
    tx.query(
        "select count(*) filter (where email_key = $2), count(*) filter (where ip = $1), min(at) \
         from login_attempts where at >= $3 and (ip = $1 or email_key = $2)",
    )
    .text(ip)
    .text(key)
    .bind(since)
    .one()
    .await
}

pub async fn forget_tries(tx: &mut Tx, key: &str) -> Result<u64> {
    tx.query("delete from login_attempts where email_key = $1").text(key).run().await
}

pub async fn insert_session(tx: &mut Tx, hash: &str, user: UserId, at: Moment, expires: Moment, ip: &str, agent: &str) -> Result<u64> {
    tx.query("insert into sessions(token_hash, user_id, created_at, seen_at, expires_at, ip, agent) values($1, $2, $3, $3, $4, $5, $6)")
        .text(hash)
        .bind(user)
        .bind(at)
        .bind(expires)
        .text(ip)
        .text(agent)
        .run()
        .await
}

#[derive(sqlx::FromRow)]
pub struct SessionRow {
    pub session_id: SessionId,
    pub created_at: Moment,
    pub seen_at: Moment,
    pub user_id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub language: Language,
    pub zone: String,
    pub must_change_password: bool,
    pub single_keys: bool,
    pub toured_at: Option<Moment>,
}

pub async fn session(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<SessionRow>> {
    tx.query(
        "select s.id as session_id, s.created_at, s.seen_at, u.id as user_id, u.name, u.email, u.role, u.language, u.zone, u.must_change_password, u.single_keys, u.toured_at \
         from sessions s join users u on u.id = s.user_id where s.token_hash = $1 and s.expires_at > $2 and u.state = 'active'",
    )
    .text(hash)
    .bind(now)
    .maybe()
    .await
}

/// Name, address, role and language of somebody who works here.
pub async fn active(tx: &mut Tx, id: UserId) -> Result<Option<(String, String, Role, Language)>> {
    tx.query("select name, email, role, language from users where id = $1 and state = 'active'").bind(id).maybe().await
}

pub async fn grants(tx: &mut Tx, user: UserId) -> Result<Vec<Grant>> {
    tx.query(
        "select g.mailbox_id, m.space_id, g.viewing, g.editing, g.sending, g.deleting from grants g join mailboxes m on m.id = g.mailbox_id \
         where g.user_id = $1 order by m.position, m.id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn operates(tx: &mut Tx, user: UserId) -> Result<Vec<SpaceId>> {
    let found: Vec<(SpaceId,)> = tx.query("select space_id from space_operators where user_id = $1 order by space_id").bind(user).all().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

pub async fn prolong(tx: &mut Tx, id: SessionId, now: Moment, expires: Moment) -> Result<u64> {
    tx.query("update sessions set seen_at = $2, expires_at = $3 where id = $1").bind(id).bind(now).bind(expires).run().await
}

pub async fn sessions(tx: &mut Tx, user: UserId, hash: &str, now: Moment) -> Result<Vec<SessionView>> {
    tx.query(
        "select id, created_at, seen_at, ip, agent, (token_hash = $2) as current from sessions where user_id = $1 and expires_at > $3 \
         order by seen_at desc, id desc",
    )
    .bind(user)
    .text(hash)
    .bind(now)
    .all()
    .await
}

pub async fn end_session_by_hash(tx: &mut Tx, hash: &str) -> Result<u64> {
    tx.query("delete from sessions where token_hash = $1").text(hash).run().await
}

pub async fn end_session(tx: &mut Tx, user: UserId, id: SessionId) -> Result<u64> {
    tx.query("delete from sessions where user_id = $1 and id = $2").bind(user).bind(id).run().await
}

pub async fn end_sessions(tx: &mut Tx, user: UserId, keep_hash: &str) -> Result<u64> {
    tx.query("delete from sessions where user_id = $1 and token_hash <> $2").bind(user).text(keep_hash).run().await
}

pub async fn invite(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<(UserId, String, String)>> {
    tx.query(
        "select u.id, u.name, u.email from invites i join users u on u.id = i.user_id \
         where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and u.state <> 'suspended'",
    )
    .text(hash)
    .bind(now)
    .maybe()
    .await
}

/// Marks the link as used; only one of two simultaneous uses gets a row.
pub async fn use_invite(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<UserId>> {
    let found: Option<(UserId,)> = tx
        .query("update invites set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning user_id")
        .text(hash)
        .bind(now)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}

pub async fn sweep_sessions(tx: &mut Tx, now: Moment) -> Result<u64> {
    tx.query("delete from sessions where expires_at <= $1").bind(now).run().await
}

pub async fn sweep_invites(tx: &mut Tx, now: Moment) -> Result<u64> {
    tx.query("delete from invites where expires_at <= $1").bind(now).run().await
}
