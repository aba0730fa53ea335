//! Mailboxes: the navigation with its counts, settings, and the rights matrix.

mod sql;

use crate::{Cx, Error, Result, db::Tx, folders, hours, priorities, users};
use domain::{
    access::Viewing,
    live::Event,
    mailboxes::{Counts, GrantView, MAILBOXES_MAX, MailboxSettings, MailboxView},
    statuses::{STANDARD, StatusView},
    users::{PersonName, check_name},
    *,
};

/// The mailboxes of the person who asks, with what is unfinished in them. Counts come from the partial index over unfinished
/// conversations; nothing counts what is done.
pub async fn mine(cx: &Cx) -> Result<Vec<MailboxView>> {
    let person = cx.who.person()?;
    let mut tx = cx.desk.db.read().await?;
    let all = sql::all(&mut tx).await?;
    let statuses = sql::statuses(&mut tx).await?;
    let addresses = sql::addresses(&mut tx).await?;
    let unfinished = sql::unfinished(&mut tx, person.id).await?;
    let with_fields = sql::with_fields(&mut tx).await?;
    let levels = priorities::changed(&mut tx).await?;
    let drafts = sql::drafts(&mut tx, person.id).await?;
    let mut trees = folders::of_all(&mut tx, person.id, |mailbox| cx.who.viewing(mailbox).unwrap_or(Viewing::None)).await?;
    let to_confirm = sql::to_confirm(&mut tx, person.id).await?;
    let mut paces = hours::paces(&mut tx, cx.now).await?;
    drop(tx);

    let viewed = all.into_iter().filter_map(|mailbox| cx.who.viewing(mailbox.id).ok().map(|viewing| (mailbox, viewing)));
    Ok(viewed
        .map(|(mailbox, viewing)| {
            let mut counts = Counts::default();
            let whole = viewing == Viewing::All;
            for row in unfinished.iter().filter(|row| row.mailbox_id == mailbox.id) {
                let seen = if whole { row.count } else { row.mine };
                counts.tray += seen;
                counts.mine += row.mine;
                counts.unassigned += if whole { row.unassigned } else { 0 };
                if seen > 0 {
                    counts.by_status.push((row.status_id, seen));
                }
            }
            counts.drafts = drafts.iter().filter(|d| d.0 == mailbox.id).map(|d| if whole { d.1 } else { d.2 }).sum();
            counts.confirm = to_confirm.iter().filter(|c| c.0 == mailbox.id).map(|c| if whole { c.1 } else { c.2 }).sum();
            MailboxView {
                id: mailbox.id,
                space_id: mailbox.space_id,
                name: mailbox.name,
                counts,
                statuses: statuses.iter().filter(|s| s.mailbox_id == mailbox.id).map(sql::StatusRow::view).collect(),
                rights: cx.who.rights(mailbox.id),
                pace: paces.remove(&mailbox.id).unwrap_or_default(),
                addresses: addresses.iter().filter(|(id, _)| *id == mailbox.id).map(|(_, address)| address.clone()).collect(),
                folders: trees.remove(&mailbox.id).unwrap_or_default(),
                priorities: levels.iter().filter(|(space, _)| *space == mailbox.space_id).map(|(_, level)| level.clone()).collect(),
                has_fields: with_fields.contains(&(mailbox.id,)),
            }
        })
        .collect())
}

/// Who may be given work of this mailbox.
pub async fn people(cx: &Cx, mailbox: MailboxId) -> Result<Vec<PersonName>> {
    cx.who.viewing(mailbox)?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::people(&mut tx, mailbox, cx.now).await?)
}

/// The same, for what is done in a transaction of another feature.
pub(crate) async fn people_in(tx: &mut Tx, mailbox: MailboxId, now: Moment) -> Result<Vec<PersonName>> {
    Ok(sql::people(tx, mailbox, now).await?)
}

/// Everybody who sees something of a space.
pub(crate) async fn people_of_space(tx: &mut Tx, space: SpaceId, now: Moment) -> Result<Vec<PersonName>> {
    Ok(sql::people_of_space(tx, space, now).await?)
}

/// The mailboxes of the spaces that this person operates.
pub async fn settings(cx: &Cx) -> Result<Vec<MailboxSettings>> {
    cx.who.person()?;
    let mut tx = cx.desk.db.read().await?;
    let operated: Vec<_> = sql::settings(&mut tx).await?.into_iter().filter(|m| cx.who.may_operate(m.space_id).is_ok()).collect();
    if operated.is_empty() {
        cx.who.may_administer()?;
    }
    Ok(operated)
}

/// A new mailbox in the first space, with the four standard statuses. Whoever creates it gets every right in it.
pub async fn create(cx: &Cx, name: &str) -> Result<MailboxId> {
    let mut tx = cx.desk.db.write().await?;
    let id = create_in(&mut tx, cx, name).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(id)
}

/// The space that everything stands in as long as there is no other; made when it is first needed.
pub(crate) async fn first_space(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    match sql::first_space(tx).await? {
        Some(space) => Ok(space),
        None => Ok(sql::insert_space(tx, cx.now).await?),
    }
}

/// The same, where it is there.
pub(crate) async fn known_first_space(tx: &mut Tx) -> Result<Option<SpaceId>> {
    Ok(sql::first_space(tx).await?)
}

pub(crate) async fn create_in(tx: &mut Tx, cx: &Cx, name: &str) -> Result<MailboxId> {
    check_name(name, Field::Mailbox)?;
    let space = first_space(tx, cx).await?;
    cx.who.may_operate(space)?;
    if sql::count(tx, space).await? >= MAILBOXES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Mailboxes, limit: MAILBOXES_MAX as u64 }));
    }
    let id = sql::insert(tx, space, name.trim(), cx.now).await?;
    for (position, (class, color)) in STANDARD.into_iter().enumerate() {
        sql::insert_status(tx, id, position as i64, class, color).await?;
    }
    if let Some(user) = cx.who.user_id() {
        sql::put_grant(tx, id, user, Viewing::All, [true; 3]).await?;
        users::rights_changed(tx, user).await?;
    }
    Ok(id)
}

/// Name and signature, together: nobody reads a new name with the old signature.
pub async fn edit(cx: &Cx, id: MailboxId, name: &str, signature: &str) -> Result<()> {
    check_name(name, Field::Mailbox)?;
    if signature.chars().count() > 4_000 {
        return Err(Error::Refused(Refused::Invalid { field: Field::Text, wrong: Wrong::TooLong }));
    }
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(space_of(&mut tx, id).await?)?;
    sql::edit(&mut tx, id, name.trim(), signature).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// The rights matrix: a line for every person who is not suspended.
pub async fn grants(cx: &Cx, id: MailboxId) -> Result<Vec<GrantView>> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(space_of(&mut tx, id).await?)?;
    Ok(sql::grants(&mut tx, id).await?)
}

/// Sets one person's rights. Edit, send and delete need view; send needs edit.
pub async fn set_grant(cx: &Cx, grant: &GrantView) -> Result<()> {
    let blind = grant.viewing == Viewing::None && (grant.editing || grant.sending || grant.deleting);
    if blind || (grant.sending && !grant.editing) {
        return Err(Error::Refused(Refused::Invalid { field: Field::Rights, wrong: Wrong::Malformed }));
    }
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(space_of(&mut tx, grant.mailbox_id).await?)?;
    users::exists(&mut tx, grant.user_id).await?;
    put_grant_in(&mut tx, grant).await?;
    users::audit(&mut tx, cx, "grant", &format!("mailbox {} user {}", grant.mailbox_id, grant.user_id), &describe(grant)).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

pub(crate) async fn put_grant_in(tx: &mut Tx, grant: &GrantView) -> Result<()> {
    sql::put_grant(tx, grant.mailbox_id, grant.user_id, grant.viewing, [grant.editing, grant.sending, grant.deleting]).await?;
    users::rights_changed(tx, grant.user_id).await
}

fn describe(grant: &GrantView) -> String {
    format!("view={} edit={} send={} delete={}", grant.viewing, grant.editing, grant.sending, grant.deleting)
}

/// The space of a mailbox, for `may_operate`.
pub async fn space_of(tx: &mut Tx, id: MailboxId) -> Result<SpaceId> {
    Ok(sql::space_of(tx, id).await?.ok_or(Refused::NotFound)?)
}

/// What a mailbox is called.
pub(crate) async fn name_of(tx: &mut Tx, id: MailboxId) -> Result<String> {
    Ok(sql::name(tx, id).await?.ok_or(Refused::NotFound)?)
}

/// Name and signature of one mailbox, for the composer.
pub async fn signature(tx: &mut Tx, id: MailboxId) -> Result<String> {
    Ok(sql::signature(tx, id).await?)
}

/// What a mailbox has that settings can name: statuses, people who may be given work, addresses.
pub(crate) async fn furnishing(tx: &mut Tx, id: MailboxId, now: Moment) -> Result<(Vec<StatusView>, Vec<PersonName>, Vec<String>)> {
    let statuses = sql::statuses(tx).await?.iter().filter(|status| status.mailbox_id == id).map(sql::StatusRow::view).collect();
    let people = sql::people(tx, id, now).await?;
    let addresses = sql::addresses(tx).await?.into_iter().filter(|(mailbox, _)| *mailbox == id).map(|(_, address)| address).collect();
    Ok((statuses, people, addresses))
}

#[cfg(test)]
mod tests;
