//! Calls and visits with somebody who is erased: they stay, without them.

use super::{sql, sql::ErasedEntry};
use crate::{Result, db::Tx};
use domain::{
    book::{Redaction, STAND_IN},
    fold::fold,
    logs::Log,
    *,
};

/// Calls and visits with them.
pub(crate) async fn count(tx: &mut Tx, contacts: &[ContactId]) -> Result<(i64, i64)> {
    let mut sums = (0, 0);
    for contact in contacts {
        let (calls, visits) = sql::count_with(tx, *contact).await?;
        sums = (sums.0 + calls, sums.1 + visits);
    }
    Ok(sums)
}

/// What entries say of them, as one text each, for an export.
pub(crate) async fn of_contact(tx: &mut Tx, contact: ContactId) -> Result<Vec<(LogId, Log, Moment, String, String)>> {
    Ok(sql::texts_with(tx, contact).await?)
}

/// Also entries that only name them: `names` are those that nobody else is likely to have.
pub(crate) async fn redact(tx: &mut Tx, space: SpaceId, contacts: &[ContactId], names: &[String], redaction: &Redaction) -> Result<()> {
    let mut found = Vec::new();
    for contact in contacts {
        found.extend(sql::entries_with(tx, *contact).await?);
    }
    for name in names {
        found.extend(sql::entries_naming(tx, space, &fold(name)).await?);
    }
    found.sort_by_key(|entry| entry.id);
    found.dedup_by_key(|entry| entry.id);
    for entry in found {
        let is_with_them = entry.contact_id.is_some_and(|id| contacts.contains(&id));
        let said = ErasedEntry {
            contact_id: entry.contact_id.filter(|_| !is_with_them),
            party: if is_with_them { STAND_IN.to_owned() } else { redaction.text(&entry.party) },
            subject: redaction.text(&entry.subject),
            text: redaction.text(&entry.text),
            folded: redaction.text(&entry.folded),
            ..entry
        };
        sql::rewrite_entry(tx, &said).await?;
        for (item, choice, text) in sql::written_values(tx, said.id).await? {
            sql::rewrite_value(tx, said.id, item, choice, &redaction.text(&text)).await?;
        }
        for (comment, text) in sql::comment_texts(tx, said.id).await? {
            sql::rewrite_comment(tx, comment, &redaction.text(&text)).await?;
        }
        for (file, name) in sql::file_names(tx, said.id).await? {
            sql::rename_file(tx, file, &redaction.text(&name)).await?;
        }
    }
    Ok(())
}
