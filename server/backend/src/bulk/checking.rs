//! A second person's look at a bulk mail (W-check), where its mailbox asks for one. An approval is bound to the version: text, subject,
//! sender, files and audience.

use super::{publish, recurring, sql, written};
use crate::{Cx, Error, Result, checks, db::Tx, notifications};
use domain::{
    bulk::BulkCheck,
    checks::{CheckState, check_note},
    notifications::{About, Kind},
    users::PersonName,
    *,
};

/// 確認を依頼.
///
/// # Errors
/// [`Refused::Stale`]; what is missing in the mail; [`Refused::Invalid`] for a confirmer who may not decide.
pub async fn ask(cx: &Cx, id: BulkMailId, version: i64, confirmer: UserId, note: &str) -> Result<()> {
    check_note(note, false)?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.version != version || !mail.state.is_open() {
        return Err(Error::Refused(Refused::Stale));
    }
    mail.content().check_whole()?;
    if !confirmers(&mut tx, cx, &mail).await?.iter().any(|one| one.id == confirmer) {
        return Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed }));
    }
    sql::ask(&mut tx, id, mail.version, person, confirmer, note.trim()).await?;
    let told = notifications::tell_about(&mut tx, cx, Kind::Confirmer, &[confirmer], (About::BulkMail, id.0), note).await?;
    tx.commit().await?;
    publish(cx, &mail);
    notifications::told(cx, &told);
    Ok(())
}

/// Approves what was submitted, as it is now.
///
/// # Errors
/// [`Refused::Stale`] when it was changed since; `NotAllowed` for whoever wrote it or asked.
pub async fn approve(cx: &Cx, id: BulkMailId, version: i64) -> Result<()> {
    decide(cx, id, version, CheckState::Approved, "").await
}

/// 差し戻し, with a reason.
pub async fn give_back(cx: &Cx, id: BulkMailId, version: i64, reason: &str) -> Result<()> {
    check_note(reason, true)?;
    decide(cx, id, version, CheckState::Returned, reason.trim()).await
}

async fn decide(cx: &Cx, id: BulkMailId, version: i64, state: CheckState, reason: &str) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if !may_decide(&mut tx, &mail, person).await? {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    if mail.version != version || sql::decide(&mut tx, id, mail.version, state, person, reason).await? == 0 {
        return Err(Error::Refused(Refused::Stale));
    }
    let kind = if state == CheckState::Approved { Kind::Approved } else { Kind::Returned };
    if state == CheckState::Approved {
        recurring::approved(&mut tx, cx, &mail).await?;
    }
    let asked_by: Vec<UserId> = mail.check_asked_by.into_iter().collect();
    let told = notifications::tell_about(&mut tx, cx, kind, &asked_by, (About::BulkMail, id.0), reason).await?;
    tx.commit().await?;
    cx.desk.wake.bulk.notify_one();
    publish(cx, &mail);
    notifications::told(cx, &told);
    Ok(())
}

/// Whether it may go out: nobody must look at it, or somebody approved this very version.
///
/// # Errors
/// [`Refused::NeedsCheck`].
pub(super) async fn may_go_out(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<()> {
    let approved = mail.check_state == Some(CheckState::Approved) && mail.check_version == Some(mail.version);
    if !approved && is_needed(tx, cx, mail).await? { Err(Error::Refused(Refused::NeedsCheck)) } else { Ok(()) }
}

/// For whoever sends it, and for whoever wrote it: handing it to somebody else passes no check by.
pub(super) async fn is_needed(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<bool> {
    for person in [cx.who.user_id(), Some(mail.updated_by), mail.sent_by].into_iter().flatten() {
        if checks::is_required(tx, mail.mailbox_id, person).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn may_decide(tx: &mut Tx, mail: &sql::Mail, person: UserId) -> Result<bool> {
    match mail.check_asked_by {
        Some(asked_by) => checks::decides(tx, mail.mailbox_id, person, asked_by, mail.updated_by).await,
        None => Ok(false),
    }
}

pub(super) async fn confirmers(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<Vec<PersonName>> {
    let Some(person) = cx.who.user_id() else { return Ok(vec![]) };
    let all = checks::those_who_decide(tx, mail.mailbox_id, person, cx.now).await?;
    Ok(all.into_iter().filter(|one| one.id != mail.updated_by).collect())
}

/// Where its check stands: one of an earlier version is void.
pub(super) async fn view(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<Option<BulkCheck>> {
    let (Some(state), Some(asked_by), Some(confirmer)) = (mail.check_state, mail.check_asked_by, mail.check_confirmer) else { return Ok(None) };
    let is_current = mail.check_version == Some(mail.version);
    let state = match state {
        CheckState::Asked if !is_current => CheckState::Withdrawn,
        CheckState::Approved if !is_current => CheckState::Void,
        state => state,
    };
    let may_decide = match cx.who.user_id() {
        Some(person) => {
            state == CheckState::Asked && cx.who.has(access::Right::Send, mail.mailbox_id).is_ok() && may_decide(tx, mail, person).await?
        }
        None => false,
    };
    Ok(Some(BulkCheck {
        state,
        asked_by: sql::name_of(tx, asked_by).await?,
        confirmer: sql::name_of(tx, confirmer).await?,
        note: mail.check_note.clone(),
        decided_by: match mail.check_decided_by {
            Some(person) => Some(sql::name_of(tx, person).await?),
            None => None,
        },
        reason: mail.check_reason.clone(),
        may_decide,
    }))
}
