//! The statements of devices that show what is pushed.

use crate::db::Tx;
use domain::{
    notifications::{DeviceView, NewDevice},
    *,
};
use sqlx::Result;

/// A browser has one subscription: it belongs to whoever is signed in there now.
pub async fn put_device(tx: &mut Tx, user: UserId, session: &str, new: &NewDevice, agent: &str, at: Moment) -> Result<DeviceId> {
    let (id,): (DeviceId,) = tx
        .query(
            "insert into push_devices(user_id, session_hash, endpoint, p256dh, auth, agent, created_at) values($1, $2, $3, $4, $5, $6, $7) \
             on conflict(endpoint) do update set user_id = excluded.user_id, session_hash = excluded.session_hash, p256dh = excluded.p256dh, \
             auth = excluded.auth, agent = excluded.agent returning id",
        )
        .bind(user)
        .text(session)
        .text(&new.endpoint)
        .text(&new.p256dh)
        .text(&new.auth)
        .text(agent)
        .bind(at)
        .one()
        .await?;
    Ok(id)
}

pub async fn devices(tx: &mut Tx, user: UserId, now: Moment) -> Result<Vec<DeviceView>> {
    tx.query(
        "select d.id, d.agent, d.created_at, d.endpoint from push_devices d join sessions s on s.token_hash = d.session_hash and s.expires_at > $2 \
         where d.user_id = $1 order by d.id",
    )
    .bind(user)
    .bind(now)
    .all()
    .await
}

/// Where a push goes, while the session of its browser lasts.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Device {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub language: Language,
}

pub async fn device(tx: &mut Tx, id: DeviceId, now: Moment) -> Result<Option<Device>> {
    tx.query(
        "select d.endpoint, d.p256dh, d.auth, u.language from push_devices d join users u on u.id = d.user_id and u.state = 'active' \
         join sessions s on s.token_hash = d.session_hash and s.user_id = d.user_id and s.expires_at > $2 where d.id = $1",
    )
    .bind(id)
    .bind(now)
    .maybe()
    .await
}

pub async fn remove_device(tx: &mut Tx, id: DeviceId) -> Result<u64> {
    tx.query("delete from push_devices where id = $1").bind(id).run().await
}

pub async fn remove_own_device(tx: &mut Tx, user: UserId, endpoint: &str) -> Result<u64> {
    tx.query("delete from push_devices where user_id = $1 and endpoint = $2").bind(user).text(endpoint).run().await
}

/// Those whose session ended.
pub async fn sweep_devices(tx: &mut Tx, now: Moment) -> Result<u64> {
    tx.query(
        "delete from push_devices where not exists(select 1 from sessions s where s.token_hash = push_devices.session_hash \
         and s.user_id = push_devices.user_id and s.expires_at > $1)",
    )
    .bind(now)
    .run()
    .await
}
