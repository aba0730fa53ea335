//! Lists of companies and people, and what every page of the address book needs to know.

use super::{rights, seen, sql, values};
use crate::{Cx, Result};
use domain::{
    book::{BookCounts, BookLine, BookPage, BookQuery, BookSetup, EntryKind, FILTERS_MAX, LINES, LineItem, typed_keys},
    users::PersonName,
    *,
};

/// Items, groups, people of ours, how many there are, and what this person may do.
pub async fn setup(cx: &Cx) -> Result<BookSetup> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let (companies, contacts) = sql::counts(&mut tx, space).await?;
    Ok(BookSetup {
        rights: rights(cx, space),
        counts: BookCounts { companies, contacts },
        items: values::items(&mut tx, space).await?,
        groups: sql::groups(&mut tx, space).await?,
        people: sql::people(&mut tx).await?.into_iter().map(|(id, name)| PersonName { id, name, absent: false }).collect(),
    })
}

/// One page of a list, in the order of readings.
pub async fn list(cx: &Cx, query: &BookQuery) -> Result<BookPage> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let keys = typed_keys(&query.q);
    if keys.is_empty() && !query.q.trim().is_empty() {
        return Ok(BookPage::default());
    }
    let after = match (query.after, query.kind) {
        (None, _) => None,
        (Some(id), EntryKind::Company) => sql::sort_key_of_company(&mut tx, id).await?,
        (Some(id), EntryKind::Contact) => sql::sort_key_of_contact(&mut tx, id).await?,
    };
    // A filter that says nothing is none; one of an item that is gone finds nobody.
    let items = if query.filters.is_empty() { vec![] } else { values::items(&mut tx, space).await? };
    let mut filters = Vec::new();
    for filter in query.filters.iter().filter(|filter| !filter.wanted.trim().is_empty()).take(FILTERS_MAX) {
        let item = items.iter().find(|item| item.id == filter.item && item.entry_kind == query.kind);
        let Some(matching) = item.and_then(|item| item.matching(&filter.wanted)) else { return Ok(BookPage::default()) };
        filters.push((filter.item, matching));
    }
    let asked = sql::Asked { space, after: after.unwrap_or_default(), group: query.group.unwrap_or(BookGroupId(0)), keys, filters };
    let mut rows = match (query.kind, query.company) {
        (EntryKind::Company, _) => sql::list_companies(&mut tx, &asked).await?,
        (EntryKind::Contact, None) => sql::list_contacts(&mut tx, &asked).await?,
        (EntryKind::Contact, Some(company)) => sql::list_people_of(&mut tx, &asked, company).await?,
    };
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let found = if ids.is_empty() { vec![] } else { sql::listed_values(&mut tx, space, query.kind, &ids).await? };
    let states = values::states(&found);
    let items = |id: i64| states.iter().filter(|(of, _)| *of == id).map(|(_, state)| LineItem { item: state.id, text: state.text.clone() }).collect();
    let line = |row: sql::LineRow| BookLine {
        items: items(row.id),
        id: row.id,
        name: row.name,
        reading: row.reading,
        company: row.company,
        section: row.section,
        addr: row.addr,
        opted_out: row.opted_out,
        people: row.people,
        in_charge: row.in_charge,
    };
    Ok(BookPage { lines: rows.into_iter().map(line).collect(), more })
}
