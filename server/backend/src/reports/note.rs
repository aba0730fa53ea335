//! Noting what happened, in the transaction of the deed. Features call these; nothing here asks for rights.

use super::sql;
use crate::{Cx, Result, db::Tx, hours};
use domain::{
    conversations::EventKind,
    history::company_of,
    hours::Hours,
    reports::{Day, Fact},
    statuses::Class,
    *,
};
use jiff::tz::TimeZone;
use sql::note::{New, Row, Standing};

/// Done and taken back within so long was never done.
const TAKEN_BACK_MS: i64 = 60_000;

/// The clocks of a space.
pub(super) struct Clock {
    pub hours: Hours,
    pub zone: TimeZone,
}

impl Clock {
    pub async fn of(tx: &mut Tx, space: SpaceId) -> Result<Clock> {
        let hours = hours::of_space(tx, space).await?;
        let zone = TimeZone::get(&hours.zone).unwrap_or(TimeZone::UTC);
        Ok(Clock { hours, zone })
    }

    /// Milliseconds between two moments: all of them, and those of business hours.
    pub fn wait(&self, from: Moment, to: Moment) -> (i64, i64) {
        let business = self.hours.stretches(&self.zone, from, to).iter().map(|(from, to)| to.ms_since(*from)).sum();
        (to.ms_since(from).max(0), business)
    }

    pub fn fact(&self, kind: Fact, at: Moment) -> New {
        let (day, hour) = Day::at(at, &self.zone);
        New { kind, at, day, hour, conversation: None, message: None, subject: None, actor: None, n: 1, wait: None, replies: 0 }
    }
}

/// A mail was taken in, and rules have done what they do.
pub(crate) async fn received(tx: &mut Tx, cx: &Cx, message: MessageId) -> Result<()> {
    let Some(mail) = sql::note::mail(tx, message).await? else { return Ok(()) };
    let Some((clock, then)) = stand(tx, cx, mail.conversation_id, None).await? else { return Ok(()) };
    let new = New { conversation: Some(mail.conversation_id), message: Some(message), ..clock.fact(Fact::Received, mail.at) };
    sql::note::insert(tx, &new, &Standing { account_id: mail.account_id.or(then.account_id), ..then }).await?;
    Ok(())
}

/// A mail went out. `waited`: since when the customer had waited for it.
pub(crate) async fn went_out(tx: &mut Tx, cx: &Cx, message: MessageId, waited: Option<Moment>) -> Result<()> {
    let Some(mail) = sql::note::mail(tx, message).await? else { return Ok(()) };
    let Some((clock, then)) = stand(tx, cx, mail.conversation_id, None).await? else { return Ok(()) };
    sent(tx, &clock, &then, message, &mail, cx.now, waited).await
}

pub(super) async fn sent(
    tx: &mut Tx,
    clock: &Clock,
    then: &Standing,
    message: MessageId,
    mail: &sql::note::Mail,
    at: Moment,
    waited: Option<Moment>,
) -> Result<()> {
    let by_hand = mail.author_id.is_some();
    let then = Standing { account_id: mail.account_id.or(then.account_id), assignee_id: then.assignee_id.or(mail.author_id), ..then.clone() };
    let kind = if by_hand { Fact::Sent } else { Fact::SentByRule };
    let new = New { conversation: Some(mail.conversation_id), message: Some(message), actor: mail.author_id, ..clock.fact(kind, at) };
    sql::note::insert(tx, &new, &then).await?;
    if let Some(since) = waited.filter(|since| by_hand && *since <= at) {
        let new = New { wait: Some(clock.wait(since, at)), ..New { kind: Fact::Answered, ..new } };
        sql::note::insert(tx, &new, &then).await?;
    }
    Ok(())
}

/// Something stands in the history of a conversation now.
pub(crate) async fn recorded(tx: &mut Tx, cx: &Cx, id: ConversationId, kind: EventKind) -> Result<()> {
    use EventKind as K;
    let check = match kind {
        K::CheckAsked => Some(Fact::CheckAsked),
        K::CheckApproved => Some(Fact::CheckApproved),
        K::CheckReturned => Some(Fact::CheckReturned),
        K::Status | K::Reopened | K::Assignee | K::Confirmer | K::Priority | K::CheckWithdrawn | K::CheckVoid => None,
        // What was joined, cut or moved stands otherwise; nothing was done or opened by it.
        K::MailboxChanged | K::Merged | K::Unmerged | K::SplitOff | K::SplitFrom | K::MessageCame | K::MessageLeft => None,
        _ => return Ok(()),
    };
    let Some((clock, then)) = stand(tx, cx, id, Some(kind)).await? else { return Ok(()) };
    if let Some(fact) = check {
        let new = New { conversation: Some(id), actor: cx.who.user_id(), ..clock.fact(fact, cx.now) };
        sql::note::insert(tx, &new, &then).await?;
    }
    Ok(())
}

/// A target was missed.
pub(crate) async fn missed(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    let Some((clock, then)) = stand(tx, cx, id, None).await? else { return Ok(()) };
    let new = New { conversation: Some(id), ..clock.fact(Fact::Missed, cx.now) };
    sql::note::insert(tx, &new, &then).await?;
    Ok(())
}

/// What became of a recipient of a bulk mail.
pub(crate) async fn bulk(tx: &mut Tx, now: Moment, kind: Fact, recipient: BulkRecipientId) -> Result<()> {
    let Some((mailbox, space, account, person)) = sql::note::recipient(tx, recipient).await? else { return Ok(()) };
    let clock = Clock::of(tx, space).await?;
    let new = New { subject: Some(recipient.0), ..clock.fact(kind, now) };
    sql::note::insert_plain(tx, &new, mailbox, account, person).await?;
    Ok(())
}

/// Everybody whose mail of a bulk mail went out at this moment.
pub(crate) async fn bulk_sent(tx: &mut Tx, now: Moment, space: SpaceId, mail: BulkMailId) -> Result<()> {
    let clock = Clock::of(tx, space).await?;
    sql::note::insert_bulk_sent(tx, &clock.fact(Fact::BulkSent, now), mail).await?;
    Ok(())
}

/// Somebody opted out by the link of a bulk mail.
pub(crate) async fn opted_out(tx: &mut Tx, now: Moment, token: &str) -> Result<()> {
    match sql::note::recipient_of_token(tx, token).await? {
        Some(recipient) => bulk(tx, now, Fact::OptedOut, recipient).await,
        None => Ok(()),
    }
}

/// A template was put into a draft.
pub(crate) async fn template_used(tx: &mut Tx, cx: &Cx, id: TemplateId, mailbox: MailboxId, conversation: ConversationId) -> Result<()> {
    let space = crate::mailboxes::space_of(tx, mailbox).await?;
    let clock = Clock::of(tx, space).await?;
    let new = New { subject: Some(id.0), conversation: Some(conversation), ..clock.fact(Fact::Template, cx.now) };
    sql::note::insert_plain(tx, &new, mailbox, None, cx.who.user_id()).await?;
    Ok(())
}

/// Mails of earlier years came into it: a worker notes them, at their own dates.
pub(crate) async fn imported(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::note::mark(tx, id).await?;
    Ok(())
}

/// Everything that was noted of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::conditions::purge(tx, id).await?;
    Ok(sql::note::purge(tx, id).await?)
}

/// Compares a conversation with how it was noted last, and notes the difference: opened, done, given to somebody else. Answers the
/// clocks of its space and how it stands now.
pub(super) async fn stand(tx: &mut Tx, cx: &Cx, id: ConversationId, kind: Option<EventKind>) -> Result<Option<(Clock, Standing)>> {
    let Some(row) = sql::note::row(tx, id).await? else { return Ok(None) };
    let clock = Clock::of(tx, row.space_id).await?;
    let was = sql::note::standing(tx, id).await?;
    let domain_id = match (&was, company_of(&row.customer_addr)) {
        (Some(was), _) if was.domain_id.is_some() => was.domain_id,
        (_, Some(domain)) => Some(sql::note::domain(tx, &domain).await?),
        (_, None) => None,
    };
    let mut now = standing_of(&row, domain_id, was.as_ref(), cx.now);
    if let Some(was) = &was {
        passed(tx, &Deed { clock: &clock, at: cx.now, actor: cx.who.user_id(), kind }, id, was, &mut now).await?;
    } else if now.is_open {
        delta(tx, &clock, cx.now, id, 1, &now).await?;
    }
    if let Some(user) = now.assignee_id.filter(|_| was.as_ref().is_none_or(|was| was.assignee_id.is_none())) {
        sql::note::give_received(tx, id, user).await?;
    }
    if was
        .as_ref()
        .is_none_or(|was| is_other(was, &now) || was.is_open != now.is_open || was.opened_at != now.opened_at || was.done_at != now.done_at)
    {
        sql::note::put_standing(tx, id, &now).await?;
    }
    sql::note::unmark(tx, id).await?;
    Ok(Some((clock, now)))
}

pub(super) fn standing_of(row: &Row, domain_id: Option<i64>, was: Option<&Standing>, now: Moment) -> Standing {
    Standing {
        mailbox_id: row.mailbox_id,
        is_open: row.class != Class::Done,
        opened_at: was.map_or(now, |was| was.opened_at),
        done_at: was.and_then(|was| was.done_at),
        status_id: row.status_id,
        assignee_id: row.assignee_id,
        confirmer_id: row.confirmer_id,
        priority: row.priority.rank(),
        account_id: row.account_id.or(was.and_then(|was| was.account_id)),
        domain_id,
    }
}

/// What somebody did to a conversation, and when.
pub(super) struct Deed<'a> {
    pub clock: &'a Clock,
    pub at: Moment,
    pub actor: Option<UserId>,
    pub kind: Option<EventKind>,
}

/// What lies between two standings.
pub(super) async fn passed(tx: &mut Tx, deed: &Deed<'_>, id: ConversationId, was: &Standing, now: &mut Standing) -> Result<()> {
    use EventKind as K;
    let Deed { clock, at, actor, kind } = *deed;
    let regrouped = matches!(kind, Some(K::MailboxChanged | K::Merged | K::Unmerged | K::SplitOff | K::SplitFrom | K::MessageCame | K::MessageLeft));
    if was.is_open && (!now.is_open || is_other(was, now)) {
        delta(tx, clock, at, id, -1, &Standing { mailbox_id: now.mailbox_id, ..was.clone() }).await?;
    }
    let of = |kind| New { conversation: Some(id), actor, ..clock.fact(kind, at) };
    if was.is_open && !now.is_open {
        if !regrouped {
            let replies = sql::note::replies_between(tx, id, was.opened_at, at).await?;
            let new = New { wait: Some(clock.wait(was.opened_at, at)), replies, ..of(Fact::Done) };
            sql::note::insert(tx, &new, &Standing { assignee_id: now.assignee_id.or(actor), ..now.clone() }).await?;
        }
        now.done_at = Some(at);
    }
    if !was.is_open && now.is_open && !regrouped {
        let taken_back = was.done_at.filter(|done| kind != Some(K::Reopened) && at.ms_since(*done) < TAKEN_BACK_MS);
        match taken_back {
            Some(done) if sql::note::forget_done(tx, id, done).await? > 0 => now.done_at = None,
            _ => {
                now.opened_at = at;
                sql::note::insert(tx, &of(Fact::Reopened), now).await?;
            }
        }
    }
    if now.is_open && (!was.is_open || is_other(was, now)) {
        delta(tx, clock, at, id, 1, now).await?;
    }
    if was.status_id != now.status_id && !regrouped {
        sql::note::insert(tx, &of(Fact::Status), now).await?;
    }
    Ok(())
}

fn is_other(was: &Standing, now: &Standing) -> bool {
    let of = |one: &Standing| (one.status_id, one.assignee_id, one.confirmer_id, one.priority, one.account_id, one.domain_id);
    was.mailbox_id != now.mailbox_id || of(was) != of(now)
}

pub(super) async fn delta(tx: &mut Tx, clock: &Clock, at: Moment, id: ConversationId, n: i64, then: &Standing) -> Result<()> {
    sql::note::insert(tx, &New { conversation: Some(id), n, ..clock.fact(Fact::Open, at) }, then).await?;
    Ok(())
}
