//! Erasing somebody (MD-14). Their card goes with everything that only it needs; mails are records of business and stay without them, or
//! go, as it was decided. Calls and visits stay without them. That they want no bulk mail is known on, by their address alone.

use super::{contacts, edited, erasing, erasing::Wanted, sql, tell};
use crate::{Cx, Error, Result, bulk, conversations, correspondents, db::Tx, files, logs, messages, outbox, users};
use domain::{
    book::{EntryKind, ErasureForm, ErasureState, ErasureView, Redaction},
    fold::fold,
    *,
};

/// Everything that belongs to one person.
pub(super) struct Whole {
    pub space: SpaceId,
    pub row: sql::ContactRow,
    /// Their card, and those that were joined with it.
    pub contacts: Vec<ContactId>,
    /// Folded.
    pub addresses: Vec<String>,
    pub mails: Vec<MessageId>,
    pub conversations: Vec<(ConversationId, MailboxId)>,
}

impl Whole {
    /// # Errors
    /// `NotAllowed` for anybody but admins: it reaches into mailboxes that one may not view.
    pub async fn read(tx: &mut Tx, cx: &Cx, id: ContactId) -> Result<Whole> {
        cx.who.may_administer()?;
        let space = edited(tx, cx).await?;
        let row = contacts::known(tx, space, id).await?;
        let mut contacts = vec![id];
        contacts.extend(sql::merged_contacts(tx, id).await?.into_iter().map(|(id,)| id));
        let mut addresses = Vec::new();
        for contact in &contacts {
            addresses.extend(sql::addresses(tx, *contact).await?.into_iter().map(|(addr,)| fold(&addr)));
        }
        addresses.sort_unstable();
        addresses.dedup();
        let mails = messages::with_addresses(tx, space, &addresses).await?;
        let conversations = conversations::of_customer(tx, space, &addresses).await?;
        Ok(Whole { space, row, contacts, addresses, mails, conversations })
    }
}

/// What there is of somebody.
///
/// # Errors
/// `NotAllowed` for anybody but admins; `NotFound`.
pub async fn erasure(cx: &Cx, id: ContactId) -> Result<ErasureView> {
    let mut tx = cx.desk.db.read().await?;
    let whole = Whole::read(&mut tx, cx, id).await?;
    let (calls, visits) = logs::count(&mut tx, &whole.contacts).await?;
    let bulk_mails = bulk::count(&mut tx, &whole.contacts, whole.space, &whole.addresses).await?;
    let files = sql::files(&mut tx, EntryKind::Contact, id.0).await?.len() as i64;
    Ok(ErasureView {
        id,
        name: whole.row.name,
        addresses: whole.addresses,
        conversations: whole.conversations.len() as i64,
        mails: whole.mails.len() as i64,
        calls,
        visits,
        bulk_mails,
        files,
        opted_out: whole.row.opted_out_at.is_some(),
    })
}

/// For good: there is no way back. The card goes at once; conversations and mails are gone through behind it, and where they are many
/// this goes on in the background (see [`super::erasing`]). Answers how far it is.
///
/// # Errors
/// Those of [`erasure`]; [`Refused::Invalid`] when another name was typed; [`Refused::Sending`] while a mail to them waits or goes out.
pub async fn erase(cx: &Cx, id: ContactId, form: &ErasureForm) -> Result<ErasureState> {
    let erasure = begin(cx, id, form).await?;
    erasing::go_on(cx, erasure).await
}

/// The card goes, and what there is to go through is noted.
pub(super) async fn begin(cx: &Cx, id: ContactId, form: &ErasureForm) -> Result<ErasureId> {
    let mut tx = cx.desk.db.write().await?;
    let whole = Whole::read(&mut tx, cx, id).await?;
    form.check(&whole.row.name)?;
    if outbox::is_under_way(&mut tx, &whole.mails).await? {
        return Err(Error::Refused(Refused::Sending));
    }
    let mut names = Vec::new();
    for contact in &whole.contacts {
        if let Some(row) = sql::contact(&mut tx, *contact).await? {
            names.extend([row.name, row.reading]);
        }
    }
    let distinctive = names.iter().filter(|name| name.split_whitespace().count() > 1).cloned().collect::<Vec<_>>();
    for addr in &whole.addresses {
        names.extend(messages::names_of(&mut tx, whole.space, addr).await?);
    }
    let redaction = Redaction::new(id, &whole.addresses, &names);
    bulk::redact(&mut tx, cx, whole.space, &whole.contacts, &redaction, whole.row.opted_out_at.is_some()).await?;
    correspondents::forget(&mut tx, whole.space, &whole.addresses).await?;
    logs::redact(&mut tx, whole.space, &whole.contacts, &distinctive, &redaction).await?;
    for contact in &whole.contacts {
        let unused: Vec<String> = sql::remove_files(&mut tx, EntryKind::Contact, contact.0).await?.into_iter().map(|(file,)| file).collect();
        files::may_be_unused(&mut tx, &unused).await?;
        sql::erase_contact(&mut tx, *contact, cx.now).await?;
    }
    let wanted = Wanted { addresses: whole.addresses.clone(), names };
    let erasure = erasing::begin(&mut tx, cx, &whole, form.mails, &wanted).await?;
    let told = format!("mails {}: {} mails, {} conversations", form.mails, whole.mails.len(), whole.conversations.len());
    users::audit(&mut tx, cx, "erase", &format!("contact {id}"), &told).await?;
    tx.commit().await?;
    tell(cx, whole.space);
    Ok(erasure)
}
