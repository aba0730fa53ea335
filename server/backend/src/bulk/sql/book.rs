//! What conditions ask of the address book. Each answers whom it is true of; putting them together is `domain::bulk::audience`.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Contact {
    pub id: ContactId,
    pub company_id: Option<CompanyId>,
    pub name: String,
    pub name_key: String,
    pub company: String,
    pub company_key: String,
    pub in_charge_id: Option<UserId>,
    pub section: String,
    pub opted_out: bool,
    /// The one that is written to; empty where there is none.
    pub addr: String,
}

/// Everybody, in the order of the address book.
pub async fn contacts(tx: &mut Tx, space: SpaceId) -> Result<Vec<Contact>> {
    tx.query(
        "select c.id, o.id as company_id, c.name, c.name_key, coalesce(o.name, '') as company, coalesce(o.name_key, '') as company_key, o.in_charge_id, \
         c.section, c.opted_out_at is not null as opted_out, \
         coalesce((select a.addr from contact_addresses a where a.contact_id = c.id order by a.position limit 1), '') as addr \
         from contacts c left join companies o on o.id = c.company_id and o.removed_at is null and o.merged_into is null \
         where c.space_id = $1 and c.removed_at is null and c.merged_into is null order by c.sort_key, c.id",
    )
    .bind(space)
    .all()
    .await
}

/// The kind of a group and who is in it.
pub async fn group(tx: &mut Tx, space: SpaceId, group: BookGroupId) -> Result<Vec<(String, i64)>> {
    tx.query(
        "select g.kind, m.entry_id from book_groups g join book_group_members m on m.group_id = g.id where g.space_id = $1 and g.id = $2 order by m.entry_id",
    )
    .bind(space)
    .bind(group)
    .all()
    .await
}

/// Whether an audience says this: a kept one, or that of a bulk mail which is not over.
pub async fn is_named(tx: &mut Tx, space: SpaceId, subject: &str) -> Result<bool> {
    tx.query(
        "select exists(select 1 from bulk_audiences where space_id = $1 and audience like '%' || $2 || '%') or exists(select 1 from bulk_mails \
         where space_id = $1 and state in ('draft', 'scheduled', 'sending', 'paused', 'repeating') and audience like '%' || $2 || '%')",
    )
    .bind(space)
    .text(subject)
    .one()
    .await
    .map(|(named,)| named)
}

#[derive(sqlx::FromRow)]
pub struct ItemRow {
    pub id: BookItemId,
    pub entry_kind: String,
    pub name: String,
    pub name_key: String,
}

pub async fn items(tx: &mut Tx, space: SpaceId) -> Result<Vec<ItemRow>> {
    tx.query(
        "select id, entry_kind, name, name_key from book_items where space_id = $1 and removed_at is null order by entry_kind desc, position, id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn groups(tx: &mut Tx, space: SpaceId) -> Result<Vec<(BookGroupId, String)>> {
    tx.query("select id, name from book_groups where space_id = $1 order by kind desc, position, id").bind(space).all().await
}

/// What companies or contacts have in one item, as people read it.
pub async fn item_values(tx: &mut Tx, item: BookItemId) -> Result<Vec<(i64, String)>> {
    tx.query(
        "select v.entry_id, coalesce(o.name, u.name, v.text) from book_values v join book_items i on i.id = v.item_id \
         left join book_item_options o on o.id = v.choice and i.kind in ('menu', 'multi') left join users u on u.id = v.choice and i.kind = 'person' \
         where v.item_id = $1 order by v.entry_id, o.position, o.id",
    )
    .bind(item)
    .all()
    .await
}

/// Contacts one of whose addresses wrote to a mailbox of the space since `since`.
pub async fn wrote_since(tx: &mut Tx, space: SpaceId, since: Moment) -> Result<Vec<(ContactId,)>> {
    tx.query(
        "select distinct a.contact_id from contact_addresses a where a.space_id = $1 and a.addr_key in (select k.addr_key from correspondents k \
         join mailboxes m on m.id = k.mailbox_id where m.space_id = $1 and k.last_at >= $2) and exists(select 1 from people p join messages g on g.id = p.message_id \
         join conversations c on c.id = g.conversation_id join mailboxes m on m.id = c.mailbox_id where p.addr_key = a.addr_key and p.at >= $2 \
         and p.role = 'from' and g.direction = 'in' and m.space_id = $1) order by a.contact_id",
    )
    .bind(space)
    .bind(since)
    .all()
    .await
}

/// Contacts who got a bulk mail since `since`.
pub async fn bulk_since(tx: &mut Tx, space: SpaceId, since: Moment) -> Result<Vec<(ContactId,)>> {
    tx.query(
        "select distinct r.contact_id from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id where b.space_id = $1 and r.sent_at >= $2 \
         and r.contact_id is not null and r.state in ('sent', 'unsure') and not r.is_test order by r.contact_id",
    )
    .bind(space)
    .bind(since)
    .all()
    .await
}

/// Whom the address book knows by one of these addresses' keys, first come first: for lines of a file.
pub async fn known(tx: &mut Tx, space: SpaceId) -> Result<Vec<(String, ContactId, Option<CompanyId>)>> {
    tx.query(
        "select a.addr_key, c.id, c.company_id from contact_addresses a join contacts c on c.id = a.contact_id where a.space_id = $1 \
         and c.removed_at is null and c.merged_into is null order by a.addr_key, c.id",
    )
    .bind(space)
    .all()
    .await
}
