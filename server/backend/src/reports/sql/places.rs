//! What is asked about, and what its places are called today.

use crate::db::Tx;
use domain::{
    conversations::Priority,
    logs::Log,
    reports::{Item, ROWS_MAX},
    statuses::{Class, Color},
    *,
};
use sqlx::Result;

pub async fn mailboxes(tx: &mut Tx, space: SpaceId) -> Result<Vec<(MailboxId, String, Option<String>)>> {
    tx.query(
        "select m.id, m.name, p.pace from mailboxes m left join mailbox_paces p on p.mailbox_id = m.id where m.space_id = $1 order by m.position, m.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn people(tx: &mut Tx) -> Result<Vec<(i64, String)>> {
    tx.query("select id, name from users order by reading, name, id").all().await
}

pub async fn accounts(tx: &mut Tx, space: SpaceId) -> Result<Vec<(i64, String)>> {
    tx.query("select a.id, a.address from accounts a join mailboxes m on m.id = a.mailbox_id where m.space_id = $1 order by m.position, m.id, a.id")
        .bind(space)
        .all()
        .await
}

/// Those of other mailboxes too: what was moved keeps the status that it had.
pub async fn statuses(tx: &mut Tx, space: SpaceId) -> Result<Vec<(i64, String, Class, Color)>> {
    tx.query(
        "select s.id, s.name, s.class, s.color from statuses s join mailboxes m on m.id = s.mailbox_id where m.space_id = $1 \
         order by m.position, m.id, s.position, s.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn folders(tx: &mut Tx, space: SpaceId) -> Result<Vec<(MailboxId, FolderId, Option<FolderId>, String)>> {
    tx.query(
        "select f.mailbox_id, f.id, f.parent_id, f.name from folders f join mailboxes m on m.id = f.mailbox_id where m.space_id = $1 \
         order by m.position, m.id, f.position, f.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn branch(tx: &mut Tx, folder: i64) -> Result<Vec<(i64,)>> {
    tx.query("select folder_id from folder_branches where above = $1 order by folder_id").bind(folder).all().await
}

/// Each folder with those above it and itself.
pub async fn branches(tx: &mut Tx) -> Result<Vec<(i64, i64)>> {
    tx.query("select folder_id, above from folder_branches order by folder_id, above").all().await
}

pub async fn options(tx: &mut Tx, field: FieldId) -> Result<Vec<(i64, String, Color)>> {
    tx.query("select id, name, color from field_options where field_id = $1 order by position, id").bind(field).all().await
}

pub async fn field(tx: &mut Tx, field: FieldId) -> Result<Option<(MailboxId, fields::Kind)>> {
    tx.query("select mailbox_id, kind from fields where id = $1 and removed_at is null").bind(field).maybe().await
}

/// The names of at most [`ROWS_MAX`] domains.
pub async fn domains(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut query = tx.query(
        "select id, domain from customer_domains where id in (\
         $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
         $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, \
         $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, \
         $76, $77, $78, $79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93, $94, $95, $96, $97, $98, $99, $100) order by domain, id",
    );
    for at in 0..ROWS_MAX {
        query = query.bind(ids.get(at).copied().unwrap_or(-1));
    }
    query.all().await
}

pub async fn templates(tx: &mut Tx, space: SpaceId) -> Result<Vec<(i64, String)>> {
    tx.query("select id, name from templates where space_id = $1 order by name_key, id").bind(space).all().await
}

/// Of an item of the logs; `LogItemId(0)`: what came of it.
pub async fn log_options(tx: &mut Tx, space: SpaceId, item: LogItemId) -> Result<Vec<(i64, String, Color)>> {
    tx.query("select id, name, color from log_options where space_id = $1 and item_id = $2 order by log, position, id")
        .bind(space)
        .bind(item)
        .all()
        .await
}

pub async fn log_items(tx: &mut Tx, space: SpaceId) -> Result<Vec<(Log, LogItemId, String)>> {
    tx.query(
        "select log, id, name from log_items where space_id = $1 and removed_at is null \
         and exists(select 1 from log_options o where o.item_id = log_items.id) order by log, position, id",
    )
    .bind(space)
    .all()
    .await
}

/// Menus of the address book: their id, name, and whose they are.
pub async fn book_items(tx: &mut Tx, space: SpaceId) -> Result<Vec<(BookItemId, String, String)>> {
    tx.query(
        "select id, name, entry_kind from book_items where space_id = $1 and removed_at is null and kind in ('menu', 'multi') \
         order by entry_kind, position, id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn book_options(tx: &mut Tx, item: BookItemId) -> Result<Vec<(i64, String)>> {
    tx.query("select id, name from book_item_options where item_id = $1 order by position, id").bind(item).all().await
}

pub async fn groups(tx: &mut Tx, space: SpaceId, kind: &'static str) -> Result<Vec<(i64, String)>> {
    tx.query("select id, name from book_groups where space_id = $1 and kind = $2 order by position, id").bind(space).text(kind).all().await
}

pub async fn is_behind(tx: &mut Tx) -> Result<bool> {
    let found: Option<(i64,)> = tx.query("select below from report_backlog where kind <> 'days' and below > 1 limit 1").maybe().await?;
    Ok(found.is_some())
}

/// Unfinished work: a line each, with everything that it can be told apart by.
#[derive(sqlx::FromRow)]
pub struct Unfinished {
    #[sqlx(flatten)]
    pub item: Item,
    pub box_id: MailboxId,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub status_id: StatusId,
    pub priority: Priority,
    pub folder_id: Option<FolderId>,
}

pub async fn unfinished(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<Unfinished>> {
    tx.query(
        "select c.id, coalesce(c.waiting_since, c.last_in_at, c.last_at) as at, c.mailbox_id, c.id as conversation_id, c.number, \
         cast(null as bigint) as message_id, c.subject as title, coalesce(nullif(c.customer_name, ''), c.customer_addr) as who, u.name as assignee_name, \
         cast(null as bigint) as wait, cast(null as bigint) as replies, cast(null as bigint) as log_id, cast(null as bigint) as template_id, \
         cast(null as bigint) as contact_id, cast(null as bigint) as company_id, c.mailbox_id as box_id, c.assignee_id, c.confirmer_id, c.status_id, \
         c.priority, c.folder_id from conversations c left join users u on u.id = c.assignee_id \
         where c.mailbox_id = $1 and c.class <> 'done' and c.trashed_at is null order by c.id",
    )
    .bind(mailbox)
    .all()
    .await
}

/// The companies that unfinished work is for.
pub async fn unfinished_companies(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "select c.id, s.domain_id from conversations c join standings s on s.conversation_id = c.id \
         where c.mailbox_id = $1 and c.class <> 'done' and c.trashed_at is null and s.domain_id is not null",
    )
    .bind(mailbox)
    .all()
    .await
}

/// Values of a field of unfinished work.
pub async fn unfinished_values(tx: &mut Tx, mailbox: MailboxId, field: FieldId) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "select c.id, v.choice from conversations c join field_values v on v.conversation_id = c.id and v.field_id = $2 and v.choice > 0 \
         where c.mailbox_id = $1 and c.class <> 'done' and c.trashed_at is null order by c.id, v.choice",
    )
    .bind(mailbox)
    .bind(field)
    .all()
    .await
}

/// Of those, the ones that meet a condition.
pub async fn unfinished_hits(tx: &mut Tx, mailbox: MailboxId, condition: ReportConditionId) -> Result<Vec<(i64,)>> {
    tx.query(
        "select c.id from condition_hits h join conversations c on c.id = h.conversation_id where h.condition_id = $2 and c.mailbox_id = $1 \
         and c.class <> 'done' and c.trashed_at is null order by c.id",
    )
    .bind(mailbox)
    .bind(condition)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Entry {
    #[sqlx(flatten)]
    pub item: Item,
    pub whole_days: bool,
    pub person_id: Option<UserId>,
    pub result_id: Option<OptionId>,
}

/// Calls or visits that begin between two moments.
pub async fn entries(tx: &mut Tx, space: SpaceId, log: Log, from: Moment, to: Moment) -> Result<Vec<Entry>> {
    tx.query(
        "select e.id, e.at, cast(null as bigint) as mailbox_id, cast(null as bigint) as conversation_id, cast(null as bigint) as number, \
         cast(null as bigint) as message_id, e.subject as title, coalesce(c.name, o.name, e.party) as who, u.name as assignee_name, \
         cast(null as bigint) as wait, cast(null as bigint) as replies, e.id as log_id, cast(null as bigint) as template_id, e.contact_id, e.company_id, \
         e.whole_days, e.person_id, e.result_id from log_entries e left join contacts c on c.id = e.contact_id left join companies o on o.id = e.company_id \
         left join users u on u.id = e.person_id where e.space_id = $1 and e.log = $2 and e.removed_at is null and e.at >= $3 and e.at < $4 order by e.at, e.id",
    )
    .bind(space)
    .bind(log)
    .bind(from)
    .bind(to)
    .all()
    .await
}

pub async fn entry_values(tx: &mut Tx, item: LogItemId) -> Result<Vec<(i64, i64)>> {
    tx.query("select entry_id, choice from log_values where item_id = $1 and choice > 0 order by entry_id, choice").bind(item).all().await
}

pub async fn contacts(tx: &mut Tx, space: SpaceId) -> Result<Vec<Item>> {
    tx.query(
        "select c.id, c.created_at as at, cast(null as bigint) as mailbox_id, cast(null as bigint) as conversation_id, cast(null as bigint) as number, \
         cast(null as bigint) as message_id, c.name as title, coalesce(o.name, '') as who, u.name as assignee_name, cast(null as bigint) as wait, \
         cast(null as bigint) as replies, cast(null as bigint) as log_id, cast(null as bigint) as template_id, c.id as contact_id, c.company_id \
         from contacts c left join companies o on o.id = c.company_id left join users u on u.id = o.in_charge_id \
         where c.space_id = $1 and c.removed_at is null and c.merged_into is null order by c.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn companies(tx: &mut Tx, space: SpaceId) -> Result<Vec<Item>> {
    tx.query(
        "select o.id, o.created_at as at, cast(null as bigint) as mailbox_id, cast(null as bigint) as conversation_id, cast(null as bigint) as number, \
         cast(null as bigint) as message_id, o.name as title, '' as who, u.name as assignee_name, cast(null as bigint) as wait, \
         cast(null as bigint) as replies, cast(null as bigint) as log_id, cast(null as bigint) as template_id, cast(null as bigint) as contact_id, \
         o.id as company_id from companies o left join users u on u.id = o.in_charge_id \
         where o.space_id = $1 and o.removed_at is null and o.merged_into is null order by o.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn members(tx: &mut Tx, space: SpaceId, kind: &'static str) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "select m.entry_id, m.group_id from book_group_members m join book_groups g on g.id = m.group_id where g.space_id = $1 and g.kind = $2 \
         order by m.entry_id, m.group_id",
    )
    .bind(space)
    .text(kind)
    .all()
    .await
}

pub async fn book_values(tx: &mut Tx, item: BookItemId) -> Result<Vec<(i64, i64)>> {
    tx.query("select entry_id, choice from book_values where item_id = $1 and choice > 0 order by entry_id, choice").bind(item).all().await
}

/// Whose a menu of the address book is: `company` or `contact`.
pub async fn book_item_kind(tx: &mut Tx, item: BookItemId) -> Result<Option<(SpaceId, String)>> {
    tx.query("select space_id, entry_kind from book_items where id = $1 and removed_at is null").bind(item).maybe().await
}
