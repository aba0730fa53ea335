//! The statements of the sums by day.

use super::facts::Code;
use crate::db::Tx;
use domain::{reports::*, *};
use sqlx::Result;

/// What is summed up: mailboxes, kind, and the name of the axis.
pub struct Sums<'a> {
    pub mailboxes: &'a [MailboxId],
    pub kind: Fact,
    pub axis: &'a str,
    pub from: Day,
    pub to: Day,
    /// Days that are marked are left out.
    pub but_marked: bool,
    /// Keys, as [`super::facts::Only`] has them; empty: all.
    pub keys: &'a str,
}

macro_rules! sums {
    ($what:literal, $tail:literal) => {
        concat!(
            "select ",
            $what,
            ", cast(sum(r.n) as bigint), cast(sum(r.replies) as bigint) from report_days r ",
            "where r.mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ",
            "and r.kind = $21 and r.axis = $22 and r.day between $23 and $24 ",
            "and ($25 = 0 or not exists(select 1 from report_marks x where x.mailbox_id = r.mailbox_id and x.day = r.day)) ",
            "and ($26 = '' or $26 like '%,' || cast(r.value as text) || ',%') ",
            $tail
        )
    };
}

/// Key on the axis, key of the mailbox or the step of time (`step`), sums.
pub async fn sums(tx: &mut Tx, sums: &Sums<'_>, step: Code) -> Result<Vec<(i64, i64, i64, i64)>> {
    let text = match step.number {
        6 => sums!("r.value, r.mailbox_id", "group by r.value, r.mailbox_id order by r.value, r.mailbox_id"),
        9 => sums!("r.value, r.day", "group by r.value, r.day order by r.value, r.day"),
        10 => sums!("r.value, r.day - (r.day + 3) % 7", "group by 1, 2 order by 1, 2"),
        11 => sums!("r.value, (select k.month from calendar k where k.day = r.day)", "group by 1, 2 order by 1, 2"),
        12 => sums!("r.value, (select k.fiscal_year from calendar k where k.day = r.day)", "group by 1, 2 order by 1, 2"),
        _ => sums!("r.value, cast(0 as bigint)", "group by r.value order by r.value"),
    };
    let mut query = tx.query(text);
    for at in 0..super::facts::BOXES {
        query = query.bind(sums.mailboxes.get(at).map_or(-1, |id| id.0));
    }
    let query = query.bind(sums.kind).text(sums.axis).bind(sums.from).bind(sums.to).bind(i64::from(sums.but_marked)).text(sums.keys);
    query.all().await
}

/// Whether a day up to `to` is not summed up.
pub async fn is_marked(tx: &mut Tx, mailboxes: &[MailboxId], to: Day) -> Result<bool> {
    let mut query = tx.query(
        "select 1 as one where exists(select 1 from report_marks \
         where mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) and day <= $21)",
    );
    for at in 0..super::facts::BOXES {
        query = query.bind(mailboxes.get(at).map_or(-1, |id| id.0));
    }
    let found: Option<(i32,)> = query.bind(to).maybe().await?;
    Ok(found.is_some())
}

/// Days that have to be summed up, the newest first.
pub async fn marked(tx: &mut Tx, limit: i64) -> Result<Vec<(MailboxId, Day)>> {
    tx.query("select mailbox_id, day from report_marks group by mailbox_id, day order by day desc, mailbox_id desc limit $1").bind(limit).all().await
}

/// Waits until nobody else sums up.
pub async fn lock(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into report_backlog(kind, below) values('days', 0) on conflict(kind) do update set below = report_backlog.below").run().await
}

pub async fn unmark(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<u64> {
    tx.query("delete from report_marks where mailbox_id = $1 and day = $2").bind(mailbox).bind(day).run().await
}

macro_rules! of_day {
    () => {
        "f.mailbox_id = $1 and f.day = $2 and f.kind in ('received', 'sent', 'by-rule', 'answered', 'done', 'reopened', 'open', 'status', 'check-asked', \
         'check-approved', 'check-returned', 'missed', 'bulk-sent', 'bulk-failed', 'opted-out', 'template') \
         and (f.conversation_id is null or c.trashed_at is null)"
    };
}

macro_rules! summed {
    () => {
        concat!(
            "select q.mailbox_id, q.kind, q.axis, q.day, q.value, cast(sum(q.n) as bigint) as n, cast(sum(q.replies) as bigint) as replies from (\
             select f.mailbox_id, f.kind, f.day, a.axis, f.n, f.replies, case a.axis when 'all' then 0 when 'assignee' then coalesce(f.assignee_id, -1) \
             when 'confirmer' then coalesce(f.confirmer_id, -1) when 'status' then coalesce(f.status_id, -1) when 'priority' then f.priority \
             when 'account' then coalesce(f.account_id, -1) when 'company' then coalesce(f.domain_id, -1) when 'week-hour' then f.hour \
             when 'folder' then coalesce(c.folder_id, -1) when 'template' then coalesce(f.subject_id, -1) \
             when 'wait' then case when f.wait_ms < 1800000 then 0 when f.wait_ms < 3600000 then 1 when f.wait_ms < 7200000 then 2 \
             when f.wait_ms < 14400000 then 3 when f.wait_ms < 28800000 then 4 when f.wait_ms < 86400000 then 5 else 6 end \
             else case when f.business_ms < 1800000 then 0 when f.business_ms < 3600000 then 1 when f.business_ms < 7200000 then 2 \
             when f.business_ms < 14400000 then 3 when f.business_ms < 28800000 then 4 when f.business_ms < 86400000 then 5 else 6 end end as value \
             from facts f left join conversations c on c.id = f.conversation_id cross join (select 'all' as axis union all select 'assignee' \
             union all select 'confirmer' union all select 'status' union all select 'priority' union all select 'account' union all select 'company' \
             union all select 'week-hour' union all select 'folder' union all select 'template' union all select 'wait' union all select 'business-wait') a \
             where ",
            of_day!(),
            " and (a.axis <> 'template' or f.kind = 'template') and (a.axis not in ('wait', 'business-wait') or f.kind in ('answered', 'done')) \
             and (a.axis <> 'week-hour' or f.kind <> 'open') \
             union all select f.mailbox_id, f.kind, f.day, 'field-' || cast(v.field_id as text) as axis, f.n, f.replies, v.choice as value from facts f \
             join conversations c on c.id = f.conversation_id join field_values v on v.conversation_id = f.conversation_id and v.choice > 0 where ",
            of_day!(),
            " union all select f.mailbox_id, f.kind, f.day, 'field-' || cast(v.field_id as text) as axis, f.n, f.replies, 0 as value from facts f \
             join conversations c on c.id = f.conversation_id join field_values v on v.conversation_id = f.conversation_id and v.choice > 0 \
             and not exists(select 1 from field_values w where w.conversation_id = v.conversation_id and w.field_id = v.field_id \
             and w.choice > 0 and w.choice < v.choice) where ",
            of_day!(),
            ") q group by q.mailbox_id, q.kind, q.axis, q.day, q.value having sum(q.n) <> 0 or sum(q.replies) <> 0"
        )
    };
}

/// Sums a day up anew.
pub async fn sum_up(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<u64> {
    tx.query("delete from report_days where mailbox_id = $1 and day = $2 and axis not like 'month:%'").bind(mailbox).bind(day).run().await?;
    tx.query(concat!("insert into report_days(mailbox_id, kind, axis, day, value, n, replies) ", summed!())).bind(mailbox).bind(day).run().await
}

/// One sum of a day.
#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Sum {
    pub mailbox_id: MailboxId,
    pub kind: Fact,
    pub axis: String,
    pub day: Day,
    pub value: i64,
    pub n: i64,
    pub replies: i64,
}

/// Axes with so many keys that years of them are summed up by month too, under the first day of it (`month:company`).
pub const MONTHLY: [&str; 2] = ["company", "week-hour"];

/// Sums up a month anew, from the sums of its days.
pub async fn sum_up_month(tx: &mut Tx, mailbox: MailboxId, month: Day) -> Result<u64> {
    tx.query("delete from report_days where mailbox_id = $1 and day = $2 and axis in ('month:company', 'month:week-hour')")
        .bind(mailbox)
        .bind(month)
        .run()
        .await?;
    tx.query(
        "insert into report_days(mailbox_id, kind, axis, day, value, n, replies) \
         select r.mailbox_id, r.kind, 'month:' || r.axis, cast($2 as bigint), r.value, cast(sum(r.n) as bigint), cast(sum(r.replies) as bigint) \
         from report_days r where r.mailbox_id = $1 and r.axis in ('company', 'week-hour') and r.day >= $2 and r.day < $3 \
         group by r.mailbox_id, r.kind, r.axis, r.value having sum(r.n) <> 0 or sum(r.replies) <> 0",
    )
    .bind(mailbox)
    .bind(month)
    .bind(month.next(Axis::Month))
    .run()
    .await
}

/// Months in which a day is not summed up.
pub async fn marked_months(tx: &mut Tx, mailboxes: &[MailboxId]) -> Result<Vec<(Day,)>> {
    let mut query = tx.query(
        "select distinct k.month from report_marks x join calendar k on k.day = x.day \
         where x.mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) order by k.month",
    );
    for at in 0..super::facts::BOXES {
        query = query.bind(mailboxes.get(at).map_or(-1, |id| id.0));
    }
    query.all().await
}

/// Months that are not what their days sum up to; of months with marked days nothing is asked.
pub async fn wrong_months(tx: &mut Tx) -> Result<Vec<(MailboxId, Day)>> {
    tx.query(
        "select distinct z.mailbox_id, z.month from (select q.mailbox_id, q.month from (\
         select mailbox_id, kind, substr(axis, 7) as axis, day as month, value, n, replies from report_days where axis in ('month:company', 'month:week-hour') \
         union all select r.mailbox_id, r.kind, r.axis, k.month, r.value, -sum(r.n), -sum(r.replies) from report_days r join calendar k on k.day = r.day \
         where r.axis in ('company', 'week-hour') group by r.mailbox_id, r.kind, r.axis, k.month, r.value) q \
         group by q.mailbox_id, q.month, q.kind, q.axis, q.value having sum(q.n) <> 0 or sum(q.replies) <> 0) z \
         where not exists(select 1 from report_marks x join calendar y on y.day = x.day where x.mailbox_id = z.mailbox_id and y.month = z.month) \
         order by z.mailbox_id, z.month",
    )
    .all()
    .await
}

/// What is kept of a day.
pub async fn kept(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<Vec<Sum>> {
    tx.query("select mailbox_id, kind, axis, day, value, n, replies from report_days where mailbox_id = $1 and day = $2 and axis not like 'month:%' order by kind, axis, value")
        .bind(mailbox)
        .bind(day)
        .all()
        .await
}

/// What a recount says.
pub async fn counted(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<Vec<Sum>> {
    tx.query(concat!("select * from (", summed!(), ") s order by s.kind, s.axis, s.value")).bind(mailbox).bind(day).all().await
}

/// Every day of which there are facts or sums, but those that are marked.
pub async fn summed_days(tx: &mut Tx) -> Result<Vec<(MailboxId, Day)>> {
    tx.query(
        "select q.mailbox_id, q.day from (select mailbox_id, day from facts union select mailbox_id, day from report_days) q \
         where not exists(select 1 from report_marks x where x.mailbox_id = q.mailbox_id and x.day = q.day) order by q.mailbox_id, q.day",
    )
    .all()
    .await
}

/// Marks every day of which there is anything.
pub async fn mark_all(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into report_marks(mailbox_id, day) select mailbox_id, day from facts union select mailbox_id, day from report_days").run().await
}

/// Conversations that stand otherwise than the coming and going that was noted says. What is marked is still to be noted.
pub async fn wrongly_open(tx: &mut Tx) -> Result<Vec<(ConversationId,)>> {
    tx.query(
        "select c.id from conversations c join standings s on s.conversation_id = c.id \
         left join (select f.conversation_id, sum(f.n) as n from facts f where f.kind = 'open' and f.conversation_id is not null group by f.conversation_id) o \
         on o.conversation_id = c.id where coalesce(o.n, 0) <> case when c.class <> 'done' then 1 else 0 end \
         and not exists(select 1 from standing_marks x where x.conversation_id = c.id) order by c.id limit 100",
    )
    .all()
    .await
}
