//! What nobody noted when it happened: conversations of before reports were kept, and imported mail. It is told by mails and history.

use super::{
    leftover,
    note::{self, Clock, Deed},
    sql,
};
use crate::{Cx, Result, db::Tx};
use domain::{
    conversations::{EventKind, Priority},
    messages::Direction,
    reports::Fact,
    statuses::Class,
    *,
};
use sql::{
    note::{New, Standing},
    past::{Event, Mail},
};
use std::collections::HashMap;

/// Conversations of one transaction.
const AT_ONCE: i64 = 50;
/// Facts of one transaction whose days are counted anew.
const FACTS: i64 = 1_000;

/// One batch of what is still to be read in. Answers whether there may be more.
pub(super) async fn step(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let backlog = sql::past::backlog(&mut tx).await?;
    drop(tx);
    let Some((kind, _)) = backlog.into_iter().next() else { return Ok(false) };
    let mut tx = cx.desk.db.write().await?;
    // Another copy may have gone on meanwhile: its place is read under the lock.
    let below = sql::past::lock(&mut tx, &kind).await?;
    let reached = match (kind.as_str(), kind.strip_prefix("zone-").and_then(|space| space.parse().ok())) {
        (_, Some(space)) => redate(&mut tx, SpaceId(space), below).await?,
        ("bulk", _) => leftover::bulk(&mut tx, below).await?,
        ("missed", _) => leftover::missed(&mut tx, cx, below).await?,
        _ => {
            let stretch = sql::past::conversations(&mut tx, below, AT_ONCE).await?;
            for (id,) in &stretch {
                complete(&mut tx, cx, *id).await?;
                note::stand(&mut tx, cx, *id, None).await?;
            }
            stretch.last().map_or(1, |(id,)| id.0)
        }
    };
    sql::past::set(&mut tx, &kind, reached).await?;
    tx.commit().await?;
    Ok(true)
}

/// Days and hours on other clocks.
async fn redate(tx: &mut Tx, space: SpaceId, below: i64) -> Result<i64> {
    let clock = Clock::of(tx, space).await?;
    let facts = sql::past::facts(tx, space, below, FACTS).await?;
    for (id, at, day, hour) in &facts {
        let new = clock.fact(Fact::Open, *at);
        if (new.day, new.hour) != (*day, *hour) {
            sql::past::redate(tx, *id, new.day, new.hour).await?;
        }
    }
    Ok(facts.last().map_or(1, |(id, ..)| *id))
}

/// The days of a space are counted on other clocks from now on.
pub(crate) async fn zone_changed(tx: &mut Tx, space: SpaceId) -> Result<()> {
    sql::past::begin_redating(tx, &format!("zone-{space}")).await?;
    Ok(())
}

/// Notes what was not noted of a conversation: all of it where nothing was, else only mails.
pub(super) async fn complete(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    let Some(row) = sql::note::row(tx, id).await? else { return Ok(()) };
    let clock = Clock::of(tx, row.space_id).await?;
    let mails = sql::past::mails(tx, id).await?;
    if let Some(standing) = sql::note::standing(tx, id).await? {
        return told_by_mails(tx, &clock, id, &mails, &standing).await;
    }
    let events = sql::past::events(tx, id).await?;
    let classes: HashMap<StatusId, Class> = sql::past::classes(tx, id).await?.into_iter().collect();
    let domain_id = match history::company_of(&row.customer_addr) {
        Some(domain) => Some(sql::note::domain(tx, &domain).await?),
        None => None,
    };
    let begins = mails.first().map(|mail| mail.at).into_iter().chain(events.first().map(|event| event.at)).min().unwrap_or(cx.now);
    let mut now = as_it_began(&note::standing_of(&row, domain_id, None, begins), &events, &classes);
    let mut told = Told { clock: &clock, id, waits: None };
    if now.is_open {
        note::delta(tx, &clock, begins, id, 1, &now).await?;
    }
    let mut mails = mails.iter().peekable();
    for event in &events {
        // What came in is noted when it has opened what it opens and rules have done what they do; an answer ends its wait first.
        let is_before = |mail: &&Mail| mail.at < event.at || mail.at == event.at && mail.direction == Direction::Out;
        while let Some(mail) = mails.next_if(is_before) {
            told.mail(tx, mail, &now).await?;
        }
        let was = now.clone();
        changed(&mut now, event, &classes);
        let deed = Deed { clock: &clock, at: event.at, actor: event.actor_id, kind: Some(event.kind) };
        note::passed(tx, &deed, id, &was, &mut now).await?;
        if was.is_open && !now.is_open {
            told.waits = None;
        }
        if let (None, Some(user)) = (was.assignee_id, now.assignee_id) {
            sql::note::give_received(tx, id, user).await?;
        }
        let check = match event.kind {
            EventKind::CheckAsked => Fact::CheckAsked,
            EventKind::CheckApproved => Fact::CheckApproved,
            EventKind::CheckReturned => Fact::CheckReturned,
            _ => continue,
        };
        let new = New { conversation: Some(id), actor: event.actor_id, ..clock.fact(check, event.at) };
        sql::note::insert(tx, &new, &now).await?;
    }
    for mail in mails {
        told.mail(tx, mail, &now).await?;
    }
    sql::note::put_standing(tx, id, &now).await?;
    Ok(())
}

/// On which clocks a conversation is counted, and in which mailbox.
pub(super) async fn clock_of(tx: &mut Tx, id: ConversationId) -> Result<Option<(Clock, MailboxId)>> {
    let Some(row) = sql::note::row(tx, id).await? else { return Ok(None) };
    Ok(Some((Clock::of(tx, row.space_id).await?, row.mailbox_id)))
}

/// As it stood at that moment, told by its history.
pub(super) async fn standing_at(tx: &mut Tx, id: ConversationId, at: Moment) -> Result<Option<Standing>> {
    let Some(row) = sql::note::row(tx, id).await? else { return Ok(None) };
    let events = sql::past::events(tx, id).await?;
    let classes: HashMap<StatusId, Class> = sql::past::classes(tx, id).await?.into_iter().collect();
    let known = sql::note::standing(tx, id).await?;
    let domain_id = known.as_ref().and_then(|known| known.domain_id);
    let mut then = as_it_began(&note::standing_of(&row, domain_id, known.as_ref(), at), &events, &classes);
    events.iter().take_while(|event| event.at <= at).for_each(|event| changed(&mut then, event, &classes));
    Ok(Some(then))
}

/// What it was before the first of its events.
fn as_it_began(now: &Standing, events: &[Event], classes: &HashMap<StatusId, Class>) -> Standing {
    let mut began = now.clone();
    let first = |kinds: &[EventKind]| events.iter().find(|event| kinds.contains(&event.kind)).map(|event| event.before.as_str());
    if let Some(status) = first(&[EventKind::Status, EventKind::Reopened]).and_then(|text| text.parse().ok()) {
        began.status_id = status;
        began.is_open = classes.get(&status).is_none_or(|class| *class != Class::Done);
    }
    if let Some(text) = first(&[EventKind::Assignee]) {
        began.assignee_id = text.parse().ok();
    }
    if let Some(text) = first(&[EventKind::Confirmer]) {
        began.confirmer_id = text.parse().ok();
    }
    if let Some(priority) = first(&[EventKind::Priority]).and_then(Priority::parse) {
        began.priority = priority.rank();
    }
    began
}

fn changed(now: &mut Standing, event: &Event, classes: &HashMap<StatusId, Class>) {
    match event.kind {
        EventKind::Status | EventKind::Reopened => {
            if let Ok(status) = event.after.parse() {
                now.status_id = status;
                now.is_open = classes.get(&status).is_none_or(|class| *class != Class::Done);
            }
        }
        EventKind::Assignee => now.assignee_id = event.after.parse().ok(),
        EventKind::Confirmer => now.confirmer_id = event.after.parse().ok(),
        EventKind::Priority => now.priority = Priority::parse(&event.after).map_or(now.priority, Priority::rank),
        _ => {}
    }
}

/// Mails one after the other, and since when the customer waits.
struct Told<'a> {
    clock: &'a Clock,
    id: ConversationId,
    waits: Option<Moment>,
}

impl Told<'_> {
    async fn mail(&mut self, tx: &mut Tx, mail: &Mail, then: &Standing) -> Result<()> {
        let clock = self.clock;
        if mail.direction == Direction::In {
            if !mail.is_noted {
                let new = New { conversation: Some(self.id), message: Some(mail.id), ..clock.fact(Fact::Received, mail.at) };
                sql::note::insert(tx, &new, &Standing { account_id: mail.account_id.or(then.account_id), ..then.clone() }).await?;
            }
            if self.waits.is_none() && mail.automatic == "no" {
                self.waits = Some(mail.at);
            }
            return Ok(());
        }
        let waited = if mail.author_id.is_some() { self.waits.take() } else { None };
        if !mail.is_noted {
            let of = sql::note::Mail { conversation_id: self.id, at: mail.at, account_id: mail.account_id, author_id: mail.author_id };
            note::sent(tx, clock, then, mail.id, &of, mail.at, waited).await?;
        }
        Ok(())
    }
}

/// Mails that came into what is known already.
async fn told_by_mails(tx: &mut Tx, clock: &Clock, id: ConversationId, mails: &[Mail], standing: &Standing) -> Result<()> {
    if mails.iter().all(|mail| mail.is_noted) {
        return Ok(());
    }
    // An archive comes in any order: what its answers waited is told anew by all that is there now.
    sql::past::forget_imported_waits(tx, id).await?;
    let mut told = Told { clock, id, waits: None };
    for mail in sql::past::mails(tx, id).await? {
        told.mail(tx, &mail, standing).await?;
    }
    Ok(())
}
