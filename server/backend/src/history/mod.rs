//! Customer history (MW-32, WC-04): every mail of a conversation, of an address or of a company, newest first, with who had it then.

mod sql;

use crate::{Cx, Result, conversations, db::Tx};
use domain::{
    fold::fold,
    history::{HistoryLine, HistoryQuery, HistoryView, OTHERS_MAX, OtherView, PAGE, Place, Unit, company_of},
    *,
};
use std::collections::HashMap;

/// One page of a history, in the mailboxes that the person may view; of those seen in part what is assigned to them. Asked from a
/// conversation it looks at the mailboxes of that one's space. A free mail service is no company, and there nothing is found.
pub async fn history(cx: &Cx, query: &HistoryQuery) -> Result<HistoryView> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let conversation = match query.conversation {
        Some(id) => {
            let id = conversations::place_of(&mut tx, id).await?;
            let target = conversations::target(&mut tx, id).await?;
            cx.who.may_view(target)?;
            Some((id, target.mailbox_id))
        }
        None => None,
    };
    let space = match conversation {
        Some((_, mailbox)) => Some(crate::mailboxes::space_of(&mut tx, mailbox).await?),
        None => None,
    };
    let before = query.before.unwrap_or(Place { at: Moment(i64::MAX), id: MessageId(i64::MAX) });
    let asked = sql::Asked { person, space, before };
    let mut rows = match (query.unit, conversation) {
        (Unit::Thread, Some((id, _))) => sql::of_thread(&mut tx, &asked, id).await?,
        (Unit::Thread, None) => return Err(Refused::NotFound.into()),
        (Unit::Customer, _) => sql::of_address(&mut tx, &asked, &fold(query.address.trim())).await?,
        (Unit::Company, _) => match company_of(query.address.trim()) {
            Some(company) => sql::of_company(&mut tx, &asked, &company).await?,
            None => vec![],
        },
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let names: HashMap<String, String> = sql::people(&mut tx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let next = rows.last().filter(|_| more).map(|row| Place { at: row.at, id: row.id });
    Ok(HistoryView { lines: rows.into_iter().map(|row| line(row, &names)).collect(), next, mailbox: conversation.map(|(_, mailbox)| mailbox) })
}

/// The mails of several addresses and of several companies, each list newest first and one entry longer than a page; in the mailboxes
/// of a space that the person may view. A mail may stand in several of them.
pub(crate) async fn of_several(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    addresses: &[String],
    companies: &[String],
    before: Place,
) -> Result<Vec<Vec<HistoryLine>>> {
    let asked = sql::Asked { person: cx.who.person()?.id, space: Some(space), before };
    let names: HashMap<String, String> = sql::people(tx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let mut lists = Vec::with_capacity(addresses.len() + companies.len());
    // As many as the caller bounds, each one walk along its own index.
    for address in addresses {
        lists.push(sql::of_address(tx, &asked, &fold(address)).await?);
    }
    for company in companies {
        lists.push(sql::of_company(tx, &asked, company).await?);
    }
    Ok(lists.into_iter().map(|rows| rows.into_iter().map(|row| line(row, &names)).collect()).collect())
}

fn line(row: sql::Row, names: &HashMap<String, String>) -> HistoryLine {
    let assignee_name = names.get(&row.assignee_then).cloned();
    HistoryLine {
        id: row.id,
        conversation_id: row.conversation_id,
        mailbox_id: row.mailbox_id,
        at: row.at,
        direction: row.direction,
        subject: row.subject,
        writer: row.author_name.unwrap_or(if row.from_name.is_empty() { row.from_addr } else { row.from_name }),
        language: row.language,
        status_id: row.status_id,
        class: row.class,
        assignee_name,
    }
}

/// Other unfinished conversations with the customer of one, in the mailboxes of its space that the person may view.
pub(crate) async fn others(tx: &mut Tx, cx: &Cx, of: ConversationId, mailbox: MailboxId, address: &str) -> Result<Vec<OtherView>> {
    let (Some(person), false) = (cx.who.user_id(), address.trim().is_empty()) else { return Ok(vec![]) };
    Ok(sql::others(tx, person, of, mailbox, &fold(address), OTHERS_MAX as i64).await?)
}

/// What a conversation may belong to: the newest others of its customer in its mailbox, done or not.
pub async fn related(cx: &Cx, of: ConversationId) -> Result<Vec<OtherView>> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let target = conversations::target(&mut tx, of).await?;
    cx.who.may_view(target)?;
    Ok(sql::related(&mut tx, person, of, target.mailbox_id, OTHERS_MAX as i64).await?)
}

#[cfg(test)]
mod tests;
