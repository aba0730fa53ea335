//! Rules of a mailbox: what is done by itself with mails that come in. Operators keep them; `arrival` runs them, `trial` says
//! what they would do, `run` goes over what came before.

mod act;
mod arrival;
mod gather;
mod known;
mod letters;
mod run;
mod sql;
mod trial;

pub(crate) use arrival::{Arrived, Arriving};
pub(crate) use gather::of_mail;
pub use known::Known;
pub use letters::write_noted;
pub(crate) use letters::{Incoming, purge};
pub use run::run;
pub use trial::attempt;

use crate::{Cx, Error, Result, db::Tx, fields, folders, mailboxes, users};
use domain::{
    folders::Shift,
    live::Event,
    rules::{Action, HELD_SHOWN_HOURS, LETTERS_AN_HOUR_MAX, RULES_MAX, ReadyRule, RuleForm, RuleView, RulesDesk, check},
    *,
};

/// The rules of a mailbox in their order, and everything that they can name.
pub async fn desk(cx: &Cx, mailbox: MailboxId) -> Result<RulesDesk> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    let rules = all(&mut tx, mailbox).await?;
    let (statuses, people, addresses) = mailboxes::furnishing(&mut tx, mailbox, cx.now).await?;
    let folders = folders::tree(&mut tx, mailbox).await?;
    let fields = fields::of(&mut tx, mailbox).await?;
    let may_look = cx.who.viewing(mailbox).is_ok_and(|viewing| viewing == access::Viewing::All);
    let may_run = may_look && cx.who.has(access::Right::Edit, mailbox).is_ok();
    let letters_an_hour = sql::letters_an_hour(&mut tx, mailbox).await?;
    let held = sql::held_of_mailbox(&mut tx, mailbox, cx.now.plus_minutes(-HELD_SHOWN_HOURS * 60)).await?;
    Ok(RulesDesk { rules, folders, statuses, people, fields, addresses, may_look, may_run, letters_an_hour, held })
}

/// How many letters by rule each account of a mailbox may send in an hour; what is above is held.
///
/// # Errors
/// [`Refused::Invalid`] out of range.
pub async fn limit(cx: &Cx, mailbox: MailboxId, letters_an_hour: i64) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    if !(1..=LETTERS_AN_HOUR_MAX).contains(&letters_an_hour) {
        return Err(Refused::Invalid { field: Field::Letters, wrong: Wrong::OutOfRange }.into());
    }
    sql::set_letters_an_hour(&mut tx, mailbox, letters_an_hour).await?;
    users::audit(&mut tx, cx, "rule-letters-limit", &format!("mailbox {mailbox}"), &letters_an_hour.to_string()).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Keeps a rule; a new one (`None`) is the last.
///
/// # Errors
/// What [`check`] refuses, patterns that are none, and folders, statuses and people of other mailboxes.
pub async fn save(cx: &Cx, mailbox: MailboxId, id: Option<RuleId>, form: &RuleForm) -> Result<RuleId> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    sound(&mut tx, mailbox, form, cx.now).await?;
    let content = serde_json::to_string(&form.content)?;
    let id = match id {
        Some(id) => {
            if sql::mailbox_of(&mut tx, id).await? != Some(mailbox) {
                return Err(Refused::NotFound.into());
            }
            sql::change(&mut tx, id, form.name.trim(), form.enabled, &content).await?;
            note(&mut tx, cx, "rule-change", mailbox, id, form.name.trim(), &content).await?;
            id
        }
        None => {
            if sql::of_mailbox(&mut tx, mailbox).await?.len() >= RULES_MAX {
                return Err(Refused::OverLimit { what: Limit::Rules, limit: RULES_MAX as u64 }.into());
            }
            let id = sql::insert(&mut tx, mailbox, form.name.trim(), form.enabled, &content).await?;
            note(&mut tx, cx, "rule-create", mailbox, id, form.name.trim(), &content).await?;
            id
        }
    };
    changed(tx, cx, mailbox).await?;
    Ok(id)
}

/// Switches a rule on or off.
pub async fn enable(cx: &Cx, id: RuleId, on: bool) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, name) = found(&mut tx, cx, id).await?;
    sql::enable(&mut tx, id, on).await?;
    note(&mut tx, cx, if on { "rule-on" } else { "rule-off" }, mailbox, id, &name, "").await?;
    changed(tx, cx, mailbox).await
}

/// One place up or down; at the end nothing happens.
pub async fn shift(cx: &Cx, id: RuleId, by: Shift) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, name) = found(&mut tx, cx, id).await?;
    let mut order: Vec<RuleId> = sql::of_mailbox(&mut tx, mailbox).await?.into_iter().map(|rule| rule.id).collect();
    let from = order.iter().position(|other| *other == id).unwrap_or_default();
    let to = match by {
        Shift::Up => from.saturating_sub(1),
        Shift::Down => (from + 1).min(order.len().saturating_sub(1)),
    };
    if from == to {
        return Ok(());
    }
    order.swap(from, to);
    // Two hundred at most.
    for (position, rule) in order.into_iter().enumerate() {
        sql::set_position(&mut tx, rule, position as i64).await?;
    }
    note(&mut tx, cx, "rule-order", mailbox, id, &name, &(to + 1).to_string()).await?;
    changed(tx, cx, mailbox).await
}

/// Removes a rule; what it did stays in the history under its name.
pub async fn remove(cx: &Cx, id: RuleId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, name) = found(&mut tx, cx, id).await?;
    sql::delete(&mut tx, id).await?;
    note(&mut tx, cx, "rule-remove", mailbox, id, &name, "").await?;
    changed(tx, cx, mailbox).await
}

/// A folder that goes is in no rule any more: its successor is, or the action falls away, and a rule that does nothing else is
/// switched off.
pub(crate) async fn folders_gone(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, gone: &[FolderId], successor: Option<FolderId>) -> Result<()> {
    let mut any = false;
    for rule in all(tx, mailbox).await? {
        let mut content = rule.form.content.clone();
        content.actions = content
            .actions
            .into_iter()
            .filter_map(|action| match action {
                Action::File { folder } if gone.contains(&folder) => successor.map(|folder| Action::File { folder }),
                other => Some(other),
            })
            .collect();
        if content == rule.form.content {
            continue;
        }
        any = true;
        let enabled = rule.form.enabled && !content.actions.is_empty();
        let text = serde_json::to_string(&content)?;
        sql::change(tx, rule.id, &rule.form.name, enabled, &text).await?;
        note(tx, cx, "rule-change", mailbox, rule.id, &rule.form.name, &text).await?;
    }
    if any {
        sql::raise_version(tx, mailbox).await?;
    }
    Ok(())
}

async fn operated(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let space = mailboxes::space_of(tx, mailbox).await?;
    cx.who.may_operate(space)?;
    // Two who change the rules at once see each other's, and whoever judges mails reads them anew.
    sql::raise_version(tx, mailbox).await?;
    Ok(())
}

async fn found(tx: &mut Tx, cx: &Cx, id: RuleId) -> Result<(MailboxId, String)> {
    let mailbox = sql::mailbox_of(tx, id).await?.ok_or(Refused::NotFound)?;
    operated(tx, cx, mailbox).await?;
    let name = sql::name_of(tx, id).await?.ok_or(Refused::NotFound)?;
    Ok((mailbox, name))
}

async fn note(tx: &mut Tx, cx: &Cx, what: &str, mailbox: MailboxId, id: RuleId, name: &str, more: &str) -> Result<()> {
    users::audit(tx, cx, what, &format!("mailbox {mailbox} rule {id}"), format!("{name} {more}").trim()).await
}

async fn changed(tx: Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    tx.commit().await?;
    cx.desk.rules.forget(mailbox);
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

async fn all(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<RuleView>> {
    Ok(sql::of_mailbox(tx, mailbox).await?.into_iter().map(sql::RuleRow::view).collect())
}

/// Whether everything that a rule names is there.
async fn sound(tx: &mut Tx, mailbox: MailboxId, form: &RuleForm, now: Moment) -> Result<()> {
    check(form)?;
    ReadyRule::new(RuleId(0), form)?;
    let (statuses, people, _) = mailboxes::furnishing(tx, mailbox, now).await?;
    let folders = folders::tree(tx, mailbox).await?;
    let wrong = |field| Err(Error::Refused(Refused::Invalid { field, wrong: Wrong::Malformed }));
    for action in &form.content.actions {
        match action {
            Action::File { folder } if !folders.iter().any(|known| known.id == *folder) => return wrong(Field::Folder),
            Action::Status { status } if !statuses.iter().any(|known| known.id == *status) => return wrong(Field::Status),
            Action::Forward { to } => {
                for addr in to {
                    if sql::is_account(tx, &fold::fold(addr)).await? {
                        return Err(Refused::Invalid { field: Field::Address, wrong: Wrong::Ours }.into());
                    }
                }
            }
            Action::Field { field, value } => fields::check_rule(tx, mailbox, *field, value).await?,
            Action::Notify { user: Some(user) } | Action::Assign { user } | Action::Confirm { user }
                if !people.iter().any(|known| known.id == *user) =>
            {
                return wrong(Field::User);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Letters by rule to somebody who is erased: those that were only noted are not written any more.
pub(crate) async fn redact(tx: &mut Tx, message: MessageId, redaction: &domain::book::Redaction) -> Result<()> {
    for addr in &redaction.addresses {
        sql::redact_letters(tx, message, addr, &redaction.stand_in).await?;
    }
    Ok(())
}

#[cfg(test)]
mod speed;
#[cfg(test)]
mod tests;
