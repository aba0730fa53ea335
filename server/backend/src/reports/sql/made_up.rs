//! The statements that make up years of facts.

use crate::db::Tx;
use domain::{reports::Day, *};
use sqlx::Result;

pub async fn mailboxes(tx: &mut Tx, space: SpaceId) -> Result<Vec<(MailboxId,)>> {
    tx.query("select id from mailboxes where space_id = $1 order by position, id").bind(space).all().await
}

pub async fn has_conversations(tx: &mut Tx) -> Result<bool> {
    let found: Option<(i64,)> = tx.query("select id from conversations limit 1").maybe().await?;
    Ok(found.is_some())
}

/// Colleagues who cannot log in.
pub async fn people(tx: &mut Tx, number: i64, now: Moment) -> Result<u64> {
    tx.query(
        "insert into users(email, email_key, name, role, state, language, zone, created_at) \
         with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1) \
         select 'made-up-' || cast(i as text) || '@desk.example', 'made-up-' || cast(i as text) || '@desk.example', 'Colleague ' || cast(i as text), \
         'member', 'suspended', 'en', 'UTC', $2 from n",
    )
    .bind(number)
    .bind(now)
    .run()
    .await
}

/// Companies from number 1 on.
pub async fn companies(tx: &mut Tx, number: i64) -> Result<u64> {
    tx.query(
        "insert into customer_domains(id, domain) with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1) \
         select i, 'company-' || cast(i as text) || '.example' from n",
    )
    .bind(number)
    .run()
    .await
}

/// Conversations from number 1 on, six of ten in the first mailbox, three in the second; one of a hundred is not done.
pub async fn conversations(tx: &mut Tx, number: i64, boxes: [MailboxId; 3], days: i64, last: Day) -> Result<u64> {
    tx.query(
        "insert into conversations(id, mailbox_id, number, subject, customer_name, customer_addr, snippet, status_id, class, assignee_id, last_at, waiting_since) \
         with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1) \
         select n.i, m.id, n.i, 'subject', '', 'a@company-' || cast(1 + n.i * 7919 % 5000 as text) || '.example', '', s.id, s.class, null, \
         ($6 - $5 + 1 + n.i * $5 / ($1 + 1)) * 86400000, case when s.class = 'done' then null else ($6 - $5 + 1 + n.i * $5 / ($1 + 1)) * 86400000 end \
         from n join mailboxes m on m.id = case when n.i % 10 < 6 then $2 when n.i % 10 < 9 then $3 else $4 end \
         join statuses s on s.id = (select min(t.id) from statuses t where t.mailbox_id = m.id \
         and t.class = case when n.i % 100 = 0 then 'working' else 'done' end)",
    )
    .bind(number)
    .bind(boxes[0])
    .bind(boxes[1])
    .bind(boxes[2])
    .bind(days)
    .bind(last)
    .run()
    .await
}

/// An answer in every menu of the mailboxes for four of five of their conversations.
pub async fn values(tx: &mut Tx) -> Result<u64> {
    tx.query(
        "insert into field_values(conversation_id, field_id, choice, text, by_hand, last_at) \
         select c.id, o.field_id, o.id, '', true, c.last_at from conversations c join fields f on f.mailbox_id = c.mailbox_id \
         join (select p.id, p.field_id, row_number() over (partition by p.field_id order by p.id) - 1 as place, \
         count(*) over (partition by p.field_id) as number from field_options p) o on o.field_id = f.id and o.place = c.id % o.number where c.id % 5 <> 0",
    )
    .run()
    .await
}

/// What facts of one kind are made up: every which conversation has them, and how many.
pub struct MadeUp {
    pub kind: reports::Fact,
    pub every: i64,
    pub times: i64,
    pub n: i64,
    /// Only of conversations that are done.
    pub of_done: bool,
}

/// A fact happens on the day of its conversation, at any hour of the week; customers wait for up to two days.
pub async fn facts(tx: &mut Tx, made_up: &MadeUp, people: i64) -> Result<u64> {
    tx.query(
        "insert into facts(kind, at, day, hour, mailbox_id, conversation_id, assignee_id, confirmer_id, status_id, priority, account_id, domain_id, \
         n, wait_ms, business_ms, replies) with recursive t(j) as (select cast(1 as bigint) union all select j + 1 from t where j < $2) \
         select $1, c.last_at + t.j, c.last_at / 86400000, c.id * 37 % 168, c.mailbox_id, c.id, \
         case when c.id % 50 = 0 then null else (select max(u.id) from users u) - c.id * 31 % $3 end, \
         null, c.status_id, case when c.id % 20 = 0 then 1 else 0 end, 1 + c.id % 5, 1 + c.id * 7919 % 5000, \
         $4, c.id * 104729 % 172800000, c.id * 104729 % 57600000, 1 from conversations c cross join t where c.id % $5 = 0 and ($6 = 0 or c.class = 'done')",
    )
    .bind(made_up.kind)
    .bind(made_up.times)
    .bind(people)
    .bind(made_up.n)
    .bind(made_up.every)
    .bind(i64::from(made_up.of_done))
    .run()
    .await
}

/// How every conversation was noted last: as it stands.
pub async fn standings(tx: &mut Tx) -> Result<u64> {
    tx.query(
        "insert into standings(conversation_id, mailbox_id, is_open, opened_at, done_at, status_id, priority) \
         select id, mailbox_id, class <> 'done', last_at, case when class = 'done' then last_at end, status_id, 0 from conversations",
    )
    .run()
    .await
}

/// What a worker would do about all of it is done by the rebuild that follows.
pub async fn forget_marks(tx: &mut Tx) -> Result<()> {
    for text in ["delete from standing_marks", "delete from condition_marks", "delete from report_marks"] {
        tx.query(text).run().await?;
    }
    Ok(())
}
