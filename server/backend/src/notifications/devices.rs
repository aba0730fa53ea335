//! The devices of a person that show what is pushed. Each belongs to the session it was switched on in, and goes with it.

use super::{push, sql};
use crate::{Cx, Error, Result, auth};
use domain::{
    notifications::{Channel, DEVICES_MAX, NewDevice},
    *,
};

/// Lines of a person's log.
pub const LOG: i64 = 10;

/// Switches the browser on that `token` is the session of. Again is the same.
///
/// # Errors
/// `Invalid` for what no browser answers; `OverLimit` where too many are on.
pub async fn subscribe(cx: &Cx, token: &str, new: &NewDevice, agent: &str) -> Result<DeviceId> {
    let person = cx.who.person()?.id;
    if !push::fits(new) {
        return Err(Error::Refused(Refused::Invalid { field: Field::Address, wrong: Wrong::Malformed }));
    }
    let mut tx = cx.desk.db.write().await?;
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let id = sql::put_device(&mut tx, person, &auth::token_hash(token), new, &agent, cx.now).await?;
    if sql::devices(&mut tx, person, cx.now).await?.len() as i64 > DEVICES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Devices, limit: DEVICES_MAX as u64 }));
    }
    tx.commit().await?;
    Ok(id)
}

/// Switches one of the person's own off.
pub async fn unsubscribe(cx: &Cx, endpoint: &str) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    sql::remove_own_device(&mut tx, person, endpoint).await?;
    tx.commit().await?;
    Ok(())
}

/// Pushes a word to one of the person's own devices, now and whatever the hour.
///
/// # Errors
/// `NotFound` where it is not on.
pub async fn test(cx: &Cx, endpoint: &str) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let device = sql::devices(&mut tx, person, cx.now).await?.into_iter().find(|device| device.endpoint == endpoint).ok_or(Refused::NotFound)?;
    sql::queue(&mut tx, Channel::Push, device.id.0, None, super::ways::TEST, "", cx.now, cx.now).await?;
    tx.commit().await?;
    // Rings the messenger.
    cx.desk.live.publish(live::Event::Notified { user: person });
    Ok(())
}
