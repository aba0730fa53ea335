//! How much each person has in hand. Counted from the index over unfinished work, which is small by nature; what was finished from the
//! events of this month.

mod sql;

use crate::{Cx, Result, mailboxes};
use domain::{
    MailboxId, Moment,
    access::Viewing,
    statuses::Class,
    workload::{BoxLoad, PersonLoad},
};
use jiff::{Timestamp, tz::TimeZone};

/// The mailboxes that the reader sees whole.
pub async fn workload(cx: &Cx) -> Result<Vec<BoxLoad>> {
    let seen = mailboxes::mine(cx).await?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let month = month_began(cx.now, &sql::zone(&mut tx, person).await?);
    let rows = sql::in_hand(&mut tx, person, cx.now).await?;
    let done = sql::done_since(&mut tx, person, month).await?;
    let people = sql::people(&mut tx, person).await?;
    drop(tx);
    let loads = seen.into_iter().filter(|mailbox| cx.who.viewing(mailbox.id).is_ok_and(|viewing| viewing == Viewing::All));
    Ok(loads
        .map(|mailbox| {
            let id: MailboxId = mailbox.id;
            let mut loads: Vec<PersonLoad> = people
                .iter()
                .filter(|one| one.mailbox_id == id)
                .map(|one| empty(Some(one.user_id), &one.name, one.absent_until.filter(|until| *until > cx.now)))
                .collect();
            loads.push(empty(None, "", None));
            for row in rows.iter().filter(|row| row.mailbox_id == id) {
                // Somebody who works here no more may still have something in hand.
                let at = loads.iter().position(|load| load.user_id == row.assignee_id).unwrap_or_else(|| {
                    loads.push(empty(row.assignee_id, row.name.as_deref().unwrap_or_default(), None));
                    loads.len() - 1
                });
                let load = &mut loads[at];
                load.by_status.push((row.status_id, row.count));
                load.over_day += row.over_day;
                load.over_three_days += row.over_three_days;
                load.longest = [load.longest, row.longest].into_iter().flatten().min();
            }
            for load in &mut loads {
                load.done = done.iter().find(|done| done.0 == id && Some(done.1) == load.user_id).map_or(0, |done| done.2);
            }
            BoxLoad {
                mailbox_id: id,
                name: mailbox.name,
                may_edit: mailbox.rights.edit,
                statuses: mailbox.statuses.into_iter().filter(|status| status.class != Class::Done).collect(),
                people: loads,
            }
        })
        .collect())
}

fn empty(user_id: Option<domain::UserId>, name: &str, away_until: Option<Moment>) -> PersonLoad {
    PersonLoad { user_id, name: name.to_owned(), away_until, by_status: vec![], over_day: 0, over_three_days: 0, longest: None, done: 0 }
}

/// The first moment of the month, on the reader's clocks.
fn month_began(now: Moment, zone: &str) -> Moment {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let began =
        Timestamp::from_millisecond(now.0).ok().and_then(|now| now.to_zoned(zone).first_of_month().ok()).and_then(|first| first.start_of_day().ok());
    began.map_or(now, |began| Moment(began.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests;
