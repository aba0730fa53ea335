//! Finding people and companies while somebody types.

use super::{seen, sql};
use crate::{Cx, Result};
use domain::book::{FOUND_MAX, Found, typed_keys};

/// Whom the person may mean by what they have typed: by name, reading (also in romaji), company, code, phone or mail address,
/// in the order of their readings. People whose company fits come after those who fit themselves.
pub async fn find(cx: &Cx, typed: &str) -> Result<Found> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let mut found = Found::default();
    let keys = typed_keys(typed);
    // Three ways to read what was typed, at most.
    for key in &keys {
        let companies = sql::companies_by_key(&mut tx, space, key, FOUND_MAX as i64).await?;
        found.companies.extend(companies.into_iter().filter(|one| found.companies.iter().all(|known| known.id != one.id)).collect::<Vec<_>>());
        let contacts = sql::contacts_by_key(&mut tx, space, key, FOUND_MAX as i64).await?;
        found.contacts.extend(contacts.into_iter().filter(|one| found.contacts.iter().all(|known| known.id != one.id)).collect::<Vec<_>>());
    }
    if found.contacts.len() < FOUND_MAX {
        for key in &keys {
            let people = sql::contacts_by_company_key(&mut tx, space, key, FOUND_MAX as i64).await?;
            found.contacts.extend(people.into_iter().filter(|one| found.contacts.iter().all(|known| known.id != one.id)).collect::<Vec<_>>());
        }
    }
    found.companies.truncate(FOUND_MAX);
    found.contacts.truncate(FOUND_MAX);
    Ok(found)
}
