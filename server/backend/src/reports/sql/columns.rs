//! The statements of packed facts, and of the marks that say which days are to be packed.

use super::facts::BOXES;
use crate::{
    db::{Query, Tx},
    reports::packed::Values,
};
use domain::{reports::*, *};
use sqlx::Result;

/// What a pack is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    Day,
    Month,
}

impl Span {
    const fn as_str(self) -> &'static str {
        match self {
            Span::Day => "day",
            Span::Month => "month",
        }
    }
}

/// A fact, with everything that it is told apart by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Raw {
    pub id: i64,
    pub mailbox_id: MailboxId,
    pub kind: Fact,
    pub day: Day,
    pub hour: i64,
    pub conversation_id: Option<ConversationId>,
    pub subject_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub confirmer_id: Option<i64>,
    pub status_id: Option<i64>,
    pub priority: i64,
    pub account_id: Option<i64>,
    pub domain_id: Option<i64>,
    pub folder_id: Option<i64>,
    pub n: i64,
    pub wait_ms: Option<i64>,
    pub business_ms: Option<i64>,
    pub replies: i64,
}

macro_rules! facts {
    ($from:literal, $where:expr) => {
        concat!(
            "select f.id, f.mailbox_id, f.kind, f.day, f.hour, f.conversation_id, f.subject_id, f.assignee_id, f.confirmer_id, f.status_id, f.priority, \
             f.account_id, f.domain_id, c.folder_id, f.n, f.wait_ms, f.business_ms, f.replies from ",
            $from,
            " left join conversations c on c.id = f.conversation_id where ",
            $where,
            " and (f.conversation_id is null or c.trashed_at is null) order by f.id"
        )
    };
}

macro_rules! values {
    ($from:literal, $where:expr) => {
        concat!(
            "select f.id, v.field_id, v.choice from ",
            $from,
            " join field_values v on v.conversation_id = f.conversation_id and v.choice > 0 where ",
            $where,
            " order by f.id, v.field_id, v.choice"
        )
    };
}

// Every kind is named, so that the index of days is walked.
macro_rules! of_day {
    () => {
        "f.mailbox_id = $1 and f.day = $2 and f.kind in ('received', 'sent', 'by-rule', 'answered', 'done', 'reopened', 'open', 'status', 'check-asked', \
         'check-approved', 'check-returned', 'missed', 'bulk-sent', 'bulk-failed', 'opted-out', 'template')"
    };
}

// Marked days are few: they come first, and the facts of each are looked up.
macro_rules! marked {
    ($what:ident) => {
        $what!(
            "(select distinct m.mailbox_id, m.day from report_marks m \
             where m.mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
             and m.day between $22 and $23) x cross join facts f",
            "f.mailbox_id = x.mailbox_id and f.day = x.day and f.kind = $21"
        )
    };
}

fn boxes<'t>(query: Query<'t>, mailboxes: &[MailboxId]) -> Query<'t> {
    (0..BOXES).fold(query, |query, at| query.bind(mailboxes.get(at).map_or(-1, |id| id.0)))
}

fn by_fact(rows: Vec<(i64, i64, i64)>) -> Values {
    let mut values = Values::new();
    for (fact, field, choice) in rows {
        values.entry(fact).or_default().push((field, choice));
    }
    values
}

/// Every fact of a day, and the fields of their conversations.
pub async fn of_day(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<(Vec<Raw>, Values)> {
    let facts = tx.query(facts!("facts f", of_day!())).bind(mailbox).bind(day).all().await?;
    let values = tx.query(values!("facts f", of_day!())).bind(mailbox).bind(day).all().await?;
    Ok((facts, by_fact(values)))
}

/// The facts of marked days; the fields of their conversations where they are asked for.
pub async fn of_marked(tx: &mut Tx, mailboxes: &[MailboxId], kind: Fact, period: Period, fields: bool) -> Result<(Vec<Raw>, Values)> {
    let facts = boxes(tx.query(marked!(facts)), mailboxes).bind(kind).bind(period.from).bind(period.to).all().await?;
    if !fields {
        return Ok((facts, Values::new()));
    }
    let values = boxes(tx.query(marked!(values)), mailboxes).bind(kind).bind(period.from).bind(period.to).all().await?;
    Ok((facts, by_fact(values)))
}

/// Days of a period that are to be packed anew.
pub async fn marks(tx: &mut Tx, mailboxes: &[MailboxId], period: Period) -> Result<Vec<(MailboxId, Day)>> {
    let query = tx.query(
        "select distinct mailbox_id, day from report_marks \
         where mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) and day between $21 and $22",
    );
    boxes(query, mailboxes).bind(period.from).bind(period.to).all().await
}

/// The same of everything, the newest first.
pub async fn marked(tx: &mut Tx, limit: i64) -> Result<Vec<(MailboxId, Day)>> {
    tx.query("select mailbox_id, day from report_marks group by mailbox_id, day order by day desc, mailbox_id desc limit $1").bind(limit).all().await
}

/// Waits until nobody else packs.
pub async fn lock(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into report_backlog(kind, below) values('days', 0) on conflict(kind) do update set below = report_backlog.below").run().await
}

pub async fn unmark(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<u64> {
    tx.query("delete from report_marks where mailbox_id = $1 and day = $2").bind(mailbox).bind(day).run().await
}

/// Columns that one question reads.
const NAMES: usize = 12;

/// Columns of packs: mailbox, the first day, name, and what is packed.
pub async fn read(
    tx: &mut Tx,
    mailboxes: &[MailboxId],
    span: Span,
    kind: Fact,
    names: &[String],
    period: Period,
) -> Result<Vec<(MailboxId, Day, String, Vec<u8>)>> {
    let query = tx.query(
        "select mailbox_id, day, name, packed from report_columns \
         where mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) and span = $21 and kind = $22 \
         and name in ($23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34) and day between $35 and $36",
    );
    let mut query = boxes(query, mailboxes).text(span.as_str()).bind(kind);
    for at in 0..NAMES {
        query = query.text(names.get(at).map_or("", String::as_str));
    }
    query.bind(period.from).bind(period.to).all().await
}

/// A column of a pack, with its place.
pub type Kept = (Fact, Day, String, Vec<u8>);

/// Every column of a mailbox whose first day is in a period.
pub async fn kept(tx: &mut Tx, mailbox: MailboxId, span: Span, period: Period) -> Result<Vec<Kept>> {
    tx.query(
        "select kind, day, name, packed from report_columns where mailbox_id = $1 and day between $2 and $3 and span = $4 order by kind, day, name",
    )
    .bind(mailbox)
    .bind(period.from)
    .bind(period.to)
    .text(span.as_str())
    .all()
    .await
}

pub async fn remove(tx: &mut Tx, mailbox: MailboxId, span: Span, day: Day) -> Result<u64> {
    tx.query("delete from report_columns where mailbox_id = $1 and day = $2 and span = $3").bind(mailbox).bind(day).text(span.as_str()).run().await
}

/// Columns that one statement keeps.
const AT_ONCE: usize = 16;

/// Keeps columns of a day or month.
pub async fn insert(tx: &mut Tx, mailbox: MailboxId, span: Span, day: Day, columns: &[(Fact, &str, &[u8])]) -> Result<()> {
    for part in columns.chunks(AT_ONCE) {
        // Places that are too many say the last one again, which is there already.
        let mut query = tx
            .query(
                "insert into report_columns(mailbox_id, span, day, kind, name, packed) values($1, $2, $3, $4, $5, $6), ($1, $2, $3, $7, $8, $9), \
                 ($1, $2, $3, $10, $11, $12), ($1, $2, $3, $13, $14, $15), ($1, $2, $3, $16, $17, $18), ($1, $2, $3, $19, $20, $21), \
                 ($1, $2, $3, $22, $23, $24), ($1, $2, $3, $25, $26, $27), ($1, $2, $3, $28, $29, $30), ($1, $2, $3, $31, $32, $33), \
                 ($1, $2, $3, $34, $35, $36), ($1, $2, $3, $37, $38, $39), ($1, $2, $3, $40, $41, $42), ($1, $2, $3, $43, $44, $45), \
                 ($1, $2, $3, $46, $47, $48), ($1, $2, $3, $49, $50, $51) on conflict do nothing",
            )
            .bind(mailbox)
            .text(span.as_str())
            .bind(day);
        for at in 0..AT_ONCE {
            let (kind, name, packed) = part[at.min(part.len() - 1)];
            query = query.bind(kind).text(name).bind(packed.to_vec());
        }
        query.run().await?;
    }
    Ok(())
}

/// Every day of which there are facts or packs, but those that are marked.
pub async fn packed_days(tx: &mut Tx) -> Result<Vec<(MailboxId, Day)>> {
    tx.query(
        "select q.mailbox_id, q.day from (select mailbox_id, day from facts union select mailbox_id, day from report_columns where span = 'day') q \
         where not exists(select 1 from report_marks x where x.mailbox_id = q.mailbox_id and x.day = q.day) order by q.mailbox_id, q.day",
    )
    .all()
    .await
}

/// Every month that is packed.
pub async fn packed_months(tx: &mut Tx) -> Result<Vec<(MailboxId, Day)>> {
    tx.query("select distinct mailbox_id, day from report_columns where span = 'month' order by mailbox_id, day").all().await
}

/// Marks every day of which there is anything.
pub async fn mark_all(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into report_marks(mailbox_id, day) select mailbox_id, day from facts union select mailbox_id, day from report_columns")
        .run()
        .await
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
