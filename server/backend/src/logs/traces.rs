//! What the joint history of a contact or a company shows of the logs.

use super::sql;
use crate::{Cx, Result, db::Tx};
use domain::{
    book::{Trace, TraceKind},
    logs::{EntryRow, Log, Place},
    *,
};

/// Entries of these contacts, or of everybody of the company, before a place, the newest first. Each contact is a walk along one index:
/// they are the one on the card and those that were joined with them.
///
/// # Errors
/// [`Refused::NotFound`] for whoever does not see the space.
pub(crate) async fn traces(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    contacts: &[ContactId],
    company: Option<CompanyId>,
    before: (Moment, i64),
    limit: i64,
) -> Result<Vec<Trace>> {
    cx.who.may_see_space(space)?;
    let before = Place { at: before.0, id: LogId(before.1) };
    let mut rows = match company {
        Some(company) => sql::of_company(tx, space, company, before, limit).await?,
        None => Vec::new(),
    };
    for contact in contacts {
        rows.extend(sql::of_contact(tx, space, *contact, before, limit).await?);
    }
    rows.sort_unstable_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(rows.into_iter().map(trace).collect())
}

fn trace(row: EntryRow) -> Trace {
    Trace {
        kind: if row.log == Log::Calls { TraceKind::Call } else { TraceKind::Visit },
        id: row.id.0,
        path: row.path(),
        at: row.at,
        contact: row.with().to_owned(),
        title: row.subject,
        by: row.person_name,
        result: row.result_name,
    }
}
