//! How a space calls the levels of priority. What is standard has no row.

mod sql;

use crate::{Cx, Result, db::Tx, mailboxes, users};
use domain::{
    conversations::{EventKind, EventView, Priority},
    live::Event,
    priorities::{Level, check},
    *,
};

/// The three levels of the first space, for its operators.
pub async fn list(cx: &Cx) -> Result<Vec<Level>> {
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_operate(space)?;
    let changed = sql::levels(&mut tx).await?;
    let level = |priority: &Priority| {
        let found = changed.iter().find(|row| row.space_id == space && row.level.priority == *priority);
        found.map_or_else(|| Level::standard(*priority), |row| row.level.clone())
    };
    Ok(Priority::ALL.iter().map(level).collect())
}

/// # Errors
/// What [`check`] says.
pub async fn set(cx: &Cx, levels: &[Level]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_operate(space)?;
    check(levels)?;
    sql::clear(&mut tx, space).await?;
    for level in levels {
        let level = Level { name: level.name.trim().to_owned(), ..level.clone() };
        if !level.is_standard() {
            sql::put(&mut tx, space, &level).await?;
        }
    }
    let told = levels.iter().map(|level| format!("{} {:?} {}", level.priority, level.name.trim(), level.color)).collect::<Vec<_>>().join(", ");
    users::audit(&mut tx, cx, "priorities", &format!("space {space}"), &told).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// What differs from the standard, by space: for the frame.
pub(crate) async fn changed(tx: &mut Tx) -> Result<Vec<(SpaceId, Level)>> {
    Ok(sql::levels(tx).await?.into_iter().map(|row| (row.space_id, row.level)).collect())
}

/// Events of the history in the words of the space. What goes by the standard word stays as it is, for the screen to say it.
pub(crate) async fn name_events(tx: &mut Tx, mailbox: MailboxId, events: &mut [EventView]) -> Result<()> {
    let mut changes: Vec<&mut EventView> = events.iter_mut().filter(|event| event.kind == EventKind::Priority).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let space = mailboxes::space_of(tx, mailbox).await?;
    let levels: Vec<Level> =
        sql::levels(tx).await?.into_iter().filter(|row| row.space_id == space && !row.level.name.is_empty()).map(|row| row.level).collect();
    for event in &mut changes {
        for side in [&mut event.before, &mut event.after] {
            if let Some(level) = levels.iter().find(|level| level.priority.as_str() == side.as_str()) {
                *side = level.name.clone();
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
