//! Everything there was with a person or a company: mails by all of their addresses, bulk mails, calls and visits, newest first.

use super::{companies, contacts, seen, sql};
use crate::{Cx, Result, bulk, db::Tx, history, logs};
use domain::{
    book::{PAST_PAGE, Past, PastBefore, PastView, Trace, merged},
    history::{Place, company_of},
    *,
};

/// Addresses of a company's people that are looked at.
const ADDRESSES: i64 = 400;
/// Domains, and addresses of free mail services, that a company's history walks along.
const DOMAINS: usize = 5;
const FREE: usize = 20;

/// By every address of the person, in the mailboxes of the space that the reader may view.
pub async fn past_of_contact(cx: &Cx, id: ContactId, before: Option<PastBefore>) -> Result<PastView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    contacts::known(&mut tx, space, id).await?;
    let addresses: Vec<String> = sql::addresses(&mut tx, id).await?.into_iter().map(|(addr,)| addr).collect();
    // Of a card that was joined with this one other features still know the number.
    let merged = sql::merged_contacts(&mut tx, id).await?;
    let contacts = std::iter::once(id).chain(merged.into_iter().map(|(id,)| id)).collect();
    past(&mut tx, cx, space, &Asked { addresses, domains: vec![], contacts, company: None }, before).await
}

/// By the domains of its people, and by those addresses that are of a free mail service.
pub async fn past_of_company(cx: &Cx, id: CompanyId, before: Option<PastBefore>) -> Result<PastView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    companies::known(&mut tx, space, id).await?;
    let (mut addresses, mut domains) = (Vec::new(), Vec::new());
    for (addr,) in sql::addresses_of_company(&mut tx, id, ADDRESSES).await? {
        match company_of(&addr) {
            Some(domain) if domains.len() < DOMAINS && !domains.contains(&domain) => domains.push(domain),
            None if addresses.len() < FREE => addresses.push(addr),
            _ => {}
        }
    }
    past(&mut tx, cx, space, &Asked { addresses, domains, contacts: vec![], company: Some(id) }, before).await
}

/// Whose history it is.
struct Asked {
    addresses: Vec<String>,
    domains: Vec<String>,
    contacts: Vec<ContactId>,
    company: Option<CompanyId>,
}

async fn past(tx: &mut Tx, cx: &Cx, space: SpaceId, asked: &Asked, before: Option<PastBefore>) -> Result<PastView> {
    let before = before.unwrap_or(PastBefore { at: Moment(i64::MAX), id: i64::MAX });
    let place = Place { at: before.at, id: MessageId(before.id) };
    let mails = history::of_several(tx, cx, space, &asked.addresses, &asked.domains, place).await?;
    let mut sources: Vec<Vec<Past>> = mails.into_iter().map(|mails| mails.into_iter().map(Past::Mail).collect()).collect();
    for traces in traces(tx, cx, space, asked, before).await? {
        sources.push(traces.into_iter().map(Past::Trace).collect());
    }
    Ok(merged(sources, PAST_PAGE))
}

/// What other features did with them, a list each: newest first, one entry longer than a page.
async fn traces(tx: &mut Tx, cx: &Cx, space: SpaceId, asked: &Asked, before: PastBefore) -> Result<Vec<Vec<Trace>>> {
    let (before, most) = ((before.at, before.id), PAST_PAGE as i64 + 1);
    let logged = logs::traces(tx, cx, space, &asked.contacts, asked.company, before, most).await?;
    let sent = bulk::traces(tx, cx, space, &asked.contacts, asked.company, before, most).await?;
    Ok(vec![logged, sent])
}
