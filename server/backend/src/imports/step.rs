//! What a person decides about an import: how it begins, that it rests, goes on, ends, or is taken back.

use super::{operated, sql};
use crate::{Cx, Result, conversations, db::Tx, files, folders, secrets, users};
use anyhow::Context;
use domain::{
    imports::{Choices, Ending, Filing, Giving, ImportState, Step},
    live::Event,
    search::Day,
    *,
};
use jiff::tz::TimeZone;

/// Takes in what the look found, as `choices` say. `zone` is that of the person, whose days are meant.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid` for days, people and folders that are none; `Stale` when it was begun already.
pub async fn start(cx: &Cx, id: ImportId, choices: &Choices<String>, zone: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::lock(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, row.mailbox_id).await?;
    let choices = resolved(cx, choices, zone)?;
    if let Giving::To(user) = choices.giving {
        conversations::check_worker(&mut tx, row.mailbox_id, Some(user)).await?;
    }
    if let Filing::In(folder) = choices.filing {
        folders::branch(&mut tx, row.mailbox_id, folder).await?;
    }
    let text = serde_json::to_string(&choices).context("choices of an import")?;
    if sql::start(&mut tx, id, &text).await? == 0 {
        return Err(Refused::Stale.into());
    }
    users::audit(&mut tx, cx, "import-start", &subject(&row), &row.name).await?;
    tx.commit().await?;
    cx.desk.wake.import.notify_one();
    cx.desk.live.publish(Event::Import { mailbox: row.mailbox_id });
    Ok(())
}

/// Another state, if it can follow.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Stale` when it is in a state that this does not follow on.
pub async fn step(cx: &Cx, id: ImportId, step: Step) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::lock(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    operated(&mut tx, cx, row.mailbox_id).await?;
    let state = row.state.after(step).ok_or(Refused::Stale)?;
    if state == ImportState::Undoing
        && let Some((other,)) = sql::active(&mut tx, row.mailbox_id).await?
        && other != id
    {
        return Err(Refused::OverLimit { what: Limit::Imports, limit: 1 }.into());
    }
    let ended_at = if state == ImportState::Cancelled { Some(cx.now) } else { row.ended_at };
    sql::set_state(&mut tx, id, state, ended_at).await?;
    if state == ImportState::Cancelled {
        let_go(&mut tx, &row).await?;
    }
    users::audit(&mut tx, cx, &format!("import-{step}"), &subject(&row), &row.name).await?;
    tx.commit().await?;
    cx.desk.wake.import.notify_one();
    cx.desk.live.publish(Event::Import { mailbox: row.mailbox_id });
    Ok(())
}

fn subject(row: &sql::ImportRow) -> String {
    format!("mailbox {} import {}", row.mailbox_id, row.id)
}

/// What an import held that is over: its file may go, its password goes at once.
pub(super) async fn let_go(tx: &mut Tx, row: &sql::ImportRow) -> Result<()> {
    sql::let_go(tx, row.id).await?;
    if !row.file.is_empty() {
        files::may_be_unused(tx, std::slice::from_ref(&row.file)).await?;
    }
    if let Some(secret) = row.secret_id {
        secrets::remove(tx, secret).await?;
    }
    Ok(())
}

fn resolved(cx: &Cx, typed: &Choices<String>, zone: &str) -> Result<Choices<Moment>> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let day = |text: &str, days: i64| {
        let wrong = Refused::Invalid { field: Field::Until, wrong: Wrong::Malformed };
        let at = Day::parse(text.trim()).and_then(|day| day.start(cx.now, &zone)).ok_or(wrong)?;
        Ok::<_, Refused>(at.plus_days(days))
    };
    let maybe = |text: &Option<String>, days| text.as_deref().filter(|text| !text.trim().is_empty()).map(|text| day(text, days)).transpose();
    Ok(Choices {
        ending: match &typed.ending {
            Ending::Done => Ending::Done,
            Ending::OpenSince(since) => Ending::OpenSince(day(since, 0)?),
        },
        giving: typed.giving,
        filing: typed.filing,
        since: maybe(&typed.since, 0)?,
        // The last day is one of them.
        until: maybe(&typed.until, 1)?,
    })
}
