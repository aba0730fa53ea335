//! The statements of the values that conversations have in their fields.

use crate::db::Tx;
use domain::{
    conversations::PAGE,
    fields::{Column, Kind},
    statuses::Color,
    *,
};
use sqlx::Result;

/// A field as a change looks at it.
#[derive(sqlx::FromRow)]
pub struct Known {
    pub mailbox_id: MailboxId,
    pub kind: Kind,
    pub removed: bool,
}

pub async fn known(tx: &mut Tx, id: FieldId) -> Result<Option<Known>> {
    tx.query("select mailbox_id, kind, removed_at is not null as removed from fields where id = $1").bind(id).maybe().await
}

/// Of a field, in the order of their ids: the number and what is written, and whether somebody set it by hand.
pub async fn of_field(tx: &mut Tx, conversation: ConversationId, field: FieldId) -> Result<Vec<(i64, String, bool)>> {
    tx.query("select choice, text, by_hand from field_values where conversation_id = $1 and field_id = $2 order by choice")
        .bind(conversation)
        .bind(field)
        .all()
        .await
}

pub async fn clear(tx: &mut Tx, conversation: ConversationId, field: FieldId) -> Result<u64> {
    tx.query("delete from field_values where conversation_id = $1 and field_id = $2").bind(conversation).bind(field).run().await
}

pub async fn put(tx: &mut Tx, conversation: ConversationId, field: FieldId, choice: i64, text: &str, by_hand: bool) -> Result<u64> {
    tx.query(
        "insert into field_values(conversation_id, field_id, choice, text, by_hand, last_at) \
         select id, $2, $3, $4, $5, last_at from conversations where id = $1",
    )
    .bind(conversation)
    .bind(field)
    .bind(choice)
    .text(text)
    .bind(by_hand)
    .run()
    .await
}

/// Everything of a conversation that goes for good.
pub async fn purge(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query("delete from field_values where conversation_id = $1").bind(conversation).run().await
}

/// What a row of values needs to be read by people.
#[derive(sqlx::FromRow)]
pub struct ValueRow {
    pub conversation_id: ConversationId,
    pub field_id: FieldId,
    pub kind: Kind,
    pub choice: i64,
    pub text: String,
    pub option_name: Option<String>,
    pub color: Option<Color>,
    pub person: Option<String>,
}

macro_rules! values {
    ($where:literal) => {
        concat!(
            "select v.conversation_id, v.field_id, f.kind, v.choice, v.text, o.name as option_name, o.color, u.name as person from field_values v \
             join fields f on f.id = v.field_id \
             left join field_options o on o.id = v.choice and o.field_id = v.field_id \
             left join users u on u.id = case when f.kind = 'person' then v.choice end \
             where f.mailbox_id = $1 and f.removed_at is null and v.choice >= 0 and ",
            $where,
            " order by v.conversation_id, f.position, f.id, o.position, v.choice"
        )
    };
}

pub async fn values(tx: &mut Tx, mailbox: MailboxId, conversation: ConversationId) -> Result<Vec<ValueRow>> {
    tx.query(values!("v.conversation_id = $2")).bind(mailbox).bind(conversation).all().await
}

/// Of one page of a list, what its columns show. No conversation has the number of a place that stays empty.
pub async fn listed_values(tx: &mut Tx, mailbox: MailboxId, conversations: &[ConversationId], all: bool) -> Result<Vec<ValueRow>> {
    let mut query = tx
        .query(values!(
            "(f.listed or $52) and v.conversation_id in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
             $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, \
             $48, $49, $50, $51)"
        ))
        .bind(mailbox);
    for place in 0..PAGE {
        query = query.bind(conversations.get(place).copied().unwrap_or(ConversationId(0)));
    }
    query.bind(all).all().await
}

pub async fn columns(tx: &mut Tx, mailbox: MailboxId, all: bool) -> Result<Vec<Column>> {
    tx.query("select id, name from fields where mailbox_id = $1 and (listed or $2) and removed_at is null order by position, id")
        .bind(mailbox)
        .bind(all)
        .all()
        .await
}

/// Names of the fields in `,3,7,`, removed ones too.
pub async fn named_fields(tx: &mut Tx, ids: &str) -> Result<Vec<(FieldId, String, Kind)>> {
    tx.query("select id, name, kind from fields where $1 like '%,' || id || ',%' order by id").text(ids).all().await
}

/// The options of these fields, archived ones too.
pub async fn named_options(tx: &mut Tx, fields: &str) -> Result<Vec<(OptionId, String)>> {
    tx.query("select id, name from field_options where $1 like '%,' || field_id || ',%' order by id").text(fields).all().await
}

pub async fn named_people(tx: &mut Tx, ids: &str) -> Result<Vec<(UserId, String)>> {
    tx.query("select id, name from users where $1 like '%,' || id || ',%' order by id").text(ids).all().await
}

/// Values of so many conversations at most.
pub async fn drop_values(tx: &mut Tx, field: FieldId, limit: i64) -> Result<u64> {
    tx.query(
        "delete from field_values where field_id = $1 and conversation_id in (select conversation_id from field_values where field_id = $1 limit $2)",
    )
    .bind(field)
    .bind(limit)
    .run()
    .await
}

pub async fn removed_with_values(tx: &mut Tx) -> Result<Vec<(FieldId,)>> {
    tx.query("select id from fields where removed_at is not null and exists(select 1 from field_values v where v.field_id = fields.id) order by id")
        .all()
        .await
}
