//! The statements of users, invitations and the audit log.

use crate::db::Tx;
use domain::{
    access::Role,
    fold::fold,
    users::{NewUser, Profile, UserState, UserView},
    *,
};
use sqlx::Result;

pub async fn list(tx: &mut Tx) -> Result<Vec<UserView>> {
    tx.query(
        "select u.id, u.name, u.email, u.role, u.state, exists(select 1 from space_operators o where o.user_id = u.id) as operator, u.created_at, \
         (select max(s.seen_at) from sessions s where s.user_id = u.id) as seen_at from users u order by u.reading, u.name, u.id",
    )
    .all()
    .await
}

pub async fn insert(
    tx: &mut Tx,
    new: &NewUser,
    password: Option<&str>,
    must_change: bool,
    state: UserState,
    language: Language,
    zone: &str,
    at: Moment,
) -> Result<UserId> {
    let (id,): (UserId,) = tx
        .query(
            "insert into users(email, email_key, name, role, state, password, must_change_password, language, zone, created_at) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
        )
        .text(new.email.trim())
        .text(&fold(new.email.trim()))
        .text(new.name.trim())
        .bind(new.role)
        .bind(state)
        .bind(password.map(str::to_owned))
        .bind(must_change)
        .bind(language)
        .text(zone)
        .bind(at)
        .one()
        .await?;
    Ok(id)
}

/// Language and zone that the wizard chose; Japanese and Tokyo before it ran.
pub async fn defaults(tx: &mut Tx) -> Result<(Language, String)> {
    let found: Vec<(String, String)> = tx.query("select name, value from settings where name in ('language', 'zone') order by name").all().await?;
    let value = |name: &str| found.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let language = value("language").and_then(Language::parse).unwrap_or(Language::Japanese);
    Ok((language, value("zone").unwrap_or("Asia/Tokyo").to_owned()))
}

pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<(String, String, bool, UserState)>> {
    tx.query("select name, email, password is not null, state from users where id = $1").bind(id).maybe().await
}

pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<UserId>> {
    let found: Option<(UserId,)> = tx.query("select id from users where email_key = $1").text(&fold(email.trim())).maybe().await?;
    Ok(found.map(|(id,)| id))
}

pub async fn count(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from users").one().await?;
    Ok(count)
}

pub async fn set_role(tx: &mut Tx, id: UserId, role: Role) -> Result<u64> {
    tx.query("update users set role = $2, version = version + 1 where id = $1").bind(id).bind(role).run().await
}

pub async fn set_state(tx: &mut Tx, id: UserId, state: UserState) -> Result<u64> {
    tx.query("update users set state = $2, version = version + 1 where id = $1").bind(id).bind(state).run().await
}

pub async fn raise_version(tx: &mut Tx, id: UserId) -> Result<u64> {
    tx.query("update users set version = version + 1 where id = $1").bind(id).run().await
}

pub async fn active_admins(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from users where role = 'admin' and state = 'active'").one().await?;
    Ok(count)
}

pub async fn add_operator(tx: &mut Tx, id: UserId) -> Result<u64> {
    tx.query("insert into space_operators(space_id, user_id) select min(id), $1 from spaces having min(id) is not null on conflict do nothing")
        .bind(id)
        .run()
        .await
}

pub async fn remove_operator(tx: &mut Tx, id: UserId) -> Result<u64> {
    tx.query("delete from space_operators where user_id = $1").bind(id).run().await
}

pub async fn profile(tx: &mut Tx, id: UserId) -> Result<Option<Profile>> {
    tx.query("select name, language, zone, signature, undo_seconds, writes_rich from users where id = $1").bind(id).maybe().await
}

pub async fn save_profile(tx: &mut Tx, id: UserId, profile: &Profile) -> Result<u64> {
    tx.query("update users set name = $2, language = $3, zone = $4, signature = $5, undo_seconds = $6, writes_rich = $7, version = version + 1 where id = $1")
        .bind(id)
        .text(profile.name.trim())
        .bind(profile.language)
        .text(&profile.zone)
        .text(&profile.signature)
        .bind(profile.undo_seconds)
        .bind(profile.writes_rich)
        .run()
        .await
}

pub async fn set_single_keys(tx: &mut Tx, id: UserId, on: bool) -> Result<u64> {
    tx.query("update users set single_keys = $2 where id = $1").bind(id).bind(on).run().await
}

/// The first time counts.
pub async fn set_toured(tx: &mut Tx, id: UserId, at: Moment) -> Result<u64> {
    tx.query("update users set toured_at = coalesce(toured_at, $2) where id = $1").bind(id).bind(at).run().await
}

pub async fn set_password(tx: &mut Tx, id: UserId, hash: &str, must_change: bool) -> Result<u64> {
    tx.query(
        "update users set password = $2, must_change_password = $3, state = case when state = 'invited' then 'active' else state end, \
         version = version + 1 where id = $1",
    )
    .bind(id)
    .text(hash)
    .bind(must_change)
    .run()
    .await
}

pub async fn end_invites(tx: &mut Tx, user: UserId, at: Moment) -> Result<u64> {
    tx.query("update invites set expires_at = $2 where user_id = $1 and used_at is null and expires_at > $2").bind(user).bind(at).run().await
}

pub async fn insert_invite(tx: &mut Tx, user: UserId, hash: &str, by: Option<UserId>, at: Moment, expires: Moment) -> Result<u64> {
    tx.query("insert into invites(user_id, token_hash, invited_by, created_at, expires_at) values($1, $2, $3, $4, $5)")
        .bind(user)
        .text(hash)
        .bind(by)
        .bind(at)
        .bind(expires)
        .run()
        .await
}

pub async fn insert_audit(tx: &mut Tx, at: Moment, actor: Option<UserId>, ip: &str, action: &str, subject: &str, detail: &str) -> Result<u64> {
    tx.query("insert into audit(at, actor_id, ip, action, subject, detail) values($1, $2, $3, $4, $5, $6)")
        .bind(at)
        .bind(actor)
        .text(ip)
        .text(action)
        .text(subject)
        .text(detail)
        .run()
        .await
}
