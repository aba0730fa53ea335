//! Bulk mails in the joint history of a contact or a company.

use super::{may_see, sql};
use crate::{Cx, Result, db::Tx};
use domain::{
    book::{Trace, TraceKind},
    *,
};

/// The bulk mails that these contacts got, or everybody of the company; the newest first, below `before`.
pub async fn traces(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    contacts: &[ContactId],
    company: Option<CompanyId>,
    before: (Moment, i64),
    limit: i64,
) -> Result<Vec<Trace>> {
    cx.who.may_see_space(space)?;
    let (at, id) = before;
    let mut rows = Vec::new();
    if let Some(company) = company {
        rows.extend(sql::recipients::traces_of_company(tx, space, company, at, id, limit).await?);
    } else {
        // One person under a few numbers: those that were joined.
        for contact in contacts {
            rows.extend(sql::recipients::traces_of_contact(tx, space, *contact, at, id, limit).await?);
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.retain(|row| may_see(cx, row.mailbox_id).is_ok());
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    let trace = |row: sql::recipients::TraceRow| Trace {
        kind: TraceKind::Bulk,
        id: row.id,
        path: format!("/bulk/{}", row.bulk_mail_id),
        at: row.at,
        title: row.subject,
        by: row.by,
        contact: row.contact,
        result: row.state.as_str().to_owned(),
    };
    Ok(rows.into_iter().map(trace).collect())
}
