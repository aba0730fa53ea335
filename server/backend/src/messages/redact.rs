//! What is said of somebody who is erased: their names and addresses go, the rest of a mail stays as a record.

use super::sql;
use crate::{Desk, Result, db::Tx, files, outbox, search};
use anyhow::Context;
use domain::{
    book::{Redaction, STAND_IN},
    *,
};
use mail::{
    compose::{Outgoing, OutgoingFile},
    read::Person,
};
use std::collections::HashMap;

/// What takes the place of the raw bytes of a mail.
pub(crate) struct Remade {
    file: String,
    /// Where attachments stand in it that stood elsewhere before; those that are not named are gone.
    places: Vec<(i64, i64)>,
}

/// Mails of a space that name one of the addresses.
pub(crate) async fn with_addresses(tx: &mut Tx, space: SpaceId, addresses: &[String]) -> Result<Vec<MessageId>> {
    let mut ids = Vec::new();
    for addr in addresses {
        ids.extend(sql::with_address(tx, space, addr).await?.into_iter().map(|(id,)| id));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// What those mails call the owner of an address.
pub(crate) async fn names_of(tx: &mut Tx, space: SpaceId, addr: &str) -> Result<Vec<String>> {
    Ok(sql::names_of_address(tx, space, addr).await?.into_iter().map(|(name,)| name).collect())
}

/// The raw files of mails, in the order of their time.
pub(crate) async fn raw_files(tx: &mut Tx, ids: &[MessageId]) -> Result<Vec<(MessageId, ConversationId, Moment, String)>> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(sql::raw(tx, *id).await?.filter(|row| row.erased_at.is_none()).map(|row| (*id, row.conversation_id, row.at, row.file)));
    }
    found.sort_by_key(|(id, _, at, _)| (*at, *id));
    Ok(found)
}

/// Files bytes that say no more than the mail will say without them. What is attached goes along where the mail is with others, and only
/// there. Outside of any transaction: files are read and written. `None`: the mail is gone.
pub(crate) async fn remake(desk: &Desk, id: MessageId, redaction: &Redaction) -> Result<Option<Remade>> {
    let mut tx = desk.db.read().await?;
    let (Some(told), Some(raw)) = (sql::told(&mut tx, id).await?, sql::raw(&mut tx, id).await?) else { return Ok(None) };
    let mut is_theirs = false;
    for addr in &redaction.addresses {
        is_theirs = is_theirs || sql::is_with(&mut tx, id, addr).await?;
    }
    let parts = if is_theirs { vec![] } else { sql::file_parts(&mut tx, id).await? };
    drop(tx);
    let bytes = if parts.is_empty() { None } else { Some(desk.files.get(&raw.file).await?) };
    let stand_in = Person { name: STAND_IN.to_owned(), addr: redaction.stand_in.clone() };
    let redaction = redaction.clone();
    let (bytes, places) = super::in_background(move || {
        let contents = bytes.map(|bytes| mail::read::attachments(&bytes)).unwrap_or_default();
        let (mut attachments, mut places) = (Vec::new(), Vec::new());
        for part in parts {
            let Some(content) = usize::try_from(part.position).ok().and_then(|at| contents.get(at)) else { continue };
            attachments.push(OutgoingFile { name: redaction.text(&part.name), kind: part.kind, bytes: content.to_vec(), content_id: None });
            places.push(part.position);
        }
        let mail = Outgoing {
            message_id: format!("erased-{id}@erased.invalid"),
            date: told.at,
            from: stand_in,
            to: vec![],
            cc: vec![],
            bcc: vec![],
            reply_to: vec![],
            subject: redaction.text(&told.subject),
            in_reply_to: None,
            references: vec![],
            text: redaction.text(&told.text),
            html: None,
            attachments,
            auto_submitted: false,
        };
        let bytes = mail::compose::write(&mail).context("writing a mail without somebody")?;
        let found = mail::read::read(&bytes).attachments.into_iter().map(|part| i64::from(part.position));
        anyhow::Ok((bytes, places.into_iter().zip(found).collect::<Vec<_>>()))
    })
    .await??;
    let file = desk.files.put(bytes.into()).await?.file;
    Ok(Some(Remade { file, places }))
}

/// Rewrites what is kept of a mail; of its raw bytes nothing is left but what was remade. Answers of which conversation it is.
pub(crate) async fn redact(tx: &mut Tx, id: MessageId, redaction: &Redaction, remade: &Remade, now: Moment) -> Result<Option<ConversationId>> {
    let Some(told) = sql::told(tx, id).await? else { return Ok(None) };
    let mut unused: Vec<String> = sql::files_of(tx, id).await?.into_iter().map(|(file,)| file).collect();
    unused.extend(outbox::redact(tx, id, redaction, &remade.file).await?);
    sql::set_file_of_copies(tx, id, &remade.file).await?;
    unused.retain(|file| *file != remade.file);
    files::may_be_unused(tx, &unused).await?;
    let (from_name, from_addr) = redaction.address(&told.from_name, &told.from_addr);
    let told = sql::Told {
        from_name,
        from_addr,
        subject: redaction.text(&told.subject),
        snippet: redaction.text(&told.snippet),
        text: redaction.text(&told.text),
        ..told
    };
    sql::retell(tx, &told, &remade.file, now).await?;
    let places: HashMap<i64, i64> = remade.places.iter().copied().collect();
    sql::remove_attachments(tx, id, !places.is_empty()).await?;
    let mut people = Vec::new();
    for person in sql::people_of(tx, id).await? {
        let (name, addr) = redaction.address(&person.name, &person.addr);
        if (&name, &addr) != (&person.name, &person.addr) {
            sql::retell_person(tx, id, &person, &name, &addr).await?;
        }
        people.push((name, addr));
    }
    let mut files = Vec::new();
    for (position, name) in sql::attachments_of(tx, id).await? {
        let said = redaction.text(&name);
        if said != name {
            sql::rename_attachment(tx, id, position, &said).await?;
        }
        // In rising order none comes to stand where another one still is: without the pictures inside, places only become smaller.
        if let Some(place) = places.get(&position) {
            sql::move_attachment(tx, id, position, *place).await?;
        }
        files.push(said);
    }
    let people = people.iter().map(|(name, addr)| (name.as_str(), addr.as_str())).chain([(told.from_name.as_str(), told.from_addr.as_str())]);
    let tokens = search::tokens_of(&told.subject, people, &told.text, files.iter().map(String::as_str));
    search::remove_message(tx, id).await?;
    search::add_message(tx, id, told.at, !files.is_empty(), &tokens).await?;
    if !files.is_empty() {
        search::expect_files(tx, id).await?;
    }
    Ok(Some(told.conversation_id))
}
