//! What each person wants to hear, by which ways and when.

use super::{devices, push, sql, ways};
use crate::{Cx, Result};
use domain::notifications::{Choice, Settings, Times};

/// The person's settings page.
pub async fn settings(cx: &Cx) -> Result<Settings> {
    let person = cx.who.person()?.id;
    // Made first: the key is written when it is first needed.
    let push_key = push::vapid(&cx.desk, cx.now).await?.public();
    let mut tx = cx.desk.db.read().await?;
    Ok(Settings {
        choices: Choice::all(&sql::choices(&mut tx, person).await?),
        times: sql::times(&mut tx, person).await?.unwrap_or_default(),
        mails: ways::account(&mut tx).await?.is_some(),
        devices: sql::devices(&mut tx, person, cx.now).await?,
        push_key,
    })
}

/// One line of the table.
pub async fn choose(cx: &Cx, choice: Choice) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    sql::put_choice(&mut tx, person, &choice).await?;
    tx.commit().await?;
    Ok(())
}

/// Digest and quiet hours.
pub async fn set_times(cx: &Cx, times: &Times) -> Result<()> {
    let person = cx.who.person()?.id;
    times.check()?;
    let mut tx = cx.desk.db.write().await?;
    sql::put_times(&mut tx, person, times).await?;
    tx.commit().await?;
    Ok(())
}

/// What was pushed to the person's devices lately.
pub async fn own_log(cx: &Cx) -> Result<Vec<domain::notifications::DeliveryView>> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::own_log(&mut tx, person, devices::LOG).await?)
}
