//! What is said of somebody who is erased: their names and addresses go, the rest of a mail stays as a record.

use super::sql;
use crate::{Result, db::Tx, search};
use domain::{book::Redaction, *};

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

/// Rewrites what is kept of a mail; its raw file is shown to nobody any more. Answers of which conversation it is.
pub(crate) async fn redact(tx: &mut Tx, id: MessageId, redaction: &Redaction, now: Moment) -> Result<Option<ConversationId>> {
    let Some(told) = sql::told(tx, id).await? else { return Ok(None) };
    let (from_name, from_addr) = redaction.address(&told.from_name, &told.from_addr);
    let told = sql::Told {
        from_name,
        from_addr,
        subject: redaction.text(&told.subject),
        snippet: redaction.text(&told.snippet),
        text: redaction.text(&told.text),
        ..told
    };
    sql::retell(tx, &told, now).await?;
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
        files.push(said);
    }
    let people = people.iter().map(|(name, addr)| (name.as_str(), addr.as_str())).chain([(told.from_name.as_str(), told.from_addr.as_str())]);
    let tokens = search::tokens_of(&told.subject, people, &told.text, files.iter().map(String::as_str));
    search::remove_message(tx, id).await?;
    search::add_message(tx, id, told.at, !files.is_empty(), &tokens).await?;
    Ok(Some(told.conversation_id))
}
