//! The statements of recipients: the list of a draft, and what became of each.

use crate::db::Tx;
use domain::{
    bulk::{RecipientLine, RecipientState, fill::Addressee},
    *,
};
use sqlx::Result;

pub struct New<'a> {
    pub position: i64,
    pub is_test: bool,
    pub line: i64,
    pub contact: Option<ContactId>,
    pub company: Option<CompanyId>,
    pub to: &'a Addressee,
    pub addr_key: &'a str,
    pub items: &'a str,
    pub state: RecipientState,
    pub reason: &'a str,
    pub token: &'a str,
    pub due_at: Moment,
}

pub async fn insert(tx: &mut Tx, mail: BulkMailId, new: &New<'_>) -> Result<BulkRecipientId> {
    let (id,): (BulkRecipientId,) = tx
        .query(
            "insert into bulk_recipients(bulk_mail_id, position, is_test, line, contact_id, company_id, addr, addr_key, name, company, section, items, \
             state, reason, token, due_at) values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning id",
        )
        .bind(mail)
        .bind(new.position)
        .bind(new.is_test)
        .bind(new.line)
        .bind(new.contact)
        .bind(new.company)
        .text(&new.to.addr)
        .text(new.addr_key)
        .text(&new.to.name)
        .text(&new.to.company)
        .text(&new.to.section)
        .text(new.items)
        .bind(new.state)
        .text(new.reason)
        .text(new.token)
        .bind(new.due_at)
        .one()
        .await?;
    Ok(id)
}

/// The list of a draft, before it is made anew.
pub async fn forget_list(tx: &mut Tx, mail: BulkMailId) -> Result<u64> {
    tx.query("delete from bulk_recipients where bulk_mail_id = $1 and not is_test and state in ('listed', 'excluded')").bind(mail).run().await
}

pub async fn counts(tx: &mut Tx, mail: BulkMailId) -> Result<Vec<(RecipientState, i64)>> {
    tx.query("select state, count(*) from bulk_recipients where bulk_mail_id = $1 and not is_test group by state order by state")
        .bind(mail)
        .all()
        .await
}

/// Those of the bulk mails of a page, in one statement.
pub async fn counts_between(tx: &mut Tx, space: SpaceId, first: BulkMailId, last: BulkMailId) -> Result<Vec<(BulkMailId, RecipientState, i64)>> {
    tx.query(
        "select r.bulk_mail_id, r.state, count(*) from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
         where b.space_id = $1 and b.id between $2 and $3 and not r.is_test group by r.bulk_mail_id, r.state order by r.bulk_mail_id, r.state",
    )
    .bind(space)
    .bind(first)
    .bind(last)
    .all()
    .await
}

pub async fn excluded(tx: &mut Tx, mail: BulkMailId) -> Result<Vec<(String, i64)>> {
    tx.query(
        "select reason, count(*) from bulk_recipients where bulk_mail_id = $1 and not is_test and state = 'excluded' group by reason order by reason",
    )
    .bind(mail)
    .all()
    .await
}

/// Those who get it or did.
pub async fn lines(tx: &mut Tx, mail: BulkMailId, after: i64, limit: i64) -> Result<Vec<RecipientLine>> {
    tx.query(
        "select id, line, addr, name, company, state, reason, answer, attempts from bulk_recipients where bulk_mail_id = $1 and not is_test \
         and state <> 'excluded' and id > $2 order by id limit $3",
    )
    .bind(mail)
    .bind(after)
    .bind(limit)
    .all()
    .await
}

pub async fn excluded_lines(tx: &mut Tx, mail: BulkMailId, after: i64, limit: i64) -> Result<Vec<RecipientLine>> {
    tx.query(
        "select id, line, addr, name, company, state, reason, answer, attempts from bulk_recipients where bulk_mail_id = $1 and not is_test \
         and state = 'excluded' and id > $2 order by id limit $3",
    )
    .bind(mail)
    .bind(after)
    .bind(limit)
    .all()
    .await
}

/// Those who did not get it, and those that a server put off.
pub async fn error_lines(tx: &mut Tx, mail: BulkMailId, after: i64, limit: i64) -> Result<Vec<RecipientLine>> {
    tx.query(
        "select id, line, addr, name, company, state, reason, answer, attempts from bulk_recipients where bulk_mail_id = $1 and not is_test \
         and (state in ('failed', 'unsure', 'bounced') or state = 'waiting' and attempts > 0) and id > $2 order by id limit $3",
    )
    .bind(mail)
    .bind(after)
    .bind(limit)
    .all()
    .await
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub addr: String,
    pub name: String,
    pub company: String,
    pub section: String,
    pub items: String,
    pub state: RecipientState,
    pub answer: String,
}

impl Row {
    pub fn addressee(&self) -> serde_json::Result<Addressee> {
        Ok(Addressee {
            addr: self.addr.clone(),
            name: self.name.clone(),
            company: self.company.clone(),
            section: self.section.clone(),
            items: serde_json::from_str(&self.items)?,
        })
    }
}

/// The one at a place among those who get it.
pub async fn at_place(tx: &mut Tx, mail: BulkMailId, place: i64) -> Result<Option<Row>> {
    tx.query(
        "select addr, name, company, section, items, state, answer from bulk_recipients \
         where bulk_mail_id = $1 and not is_test and state <> 'excluded' order by position, id limit 1 offset $2",
    )
    .bind(mail)
    .bind(place)
    .maybe()
    .await
}

/// Everybody who gets it, or did: a thousand at most.
pub async fn all(tx: &mut Tx, mail: BulkMailId) -> Result<Vec<Row>> {
    tx.query(
        "select addr, name, company, section, items, state, answer from bulk_recipients \
         where bulk_mail_id = $1 and not is_test and state <> 'excluded' order by position, id",
    )
    .bind(mail)
    .all()
    .await
}

/// The test mail that was made last.
pub async fn tested(tx: &mut Tx, mail: BulkMailId) -> Result<Option<RecipientState>> {
    let found: Option<(RecipientState,)> =
        tx.query("select state from bulk_recipients where bulk_mail_id = $1 and is_test order by id desc limit 1").bind(mail).maybe().await?;
    Ok(found.map(|(state,)| state))
}

pub async fn next_test(tx: &mut Tx, mail: BulkMailId) -> Result<i64> {
    tx.query("select coalesce(max(position) + 1, 0) from bulk_recipients where bulk_mail_id = $1 and is_test")
        .bind(mail)
        .one()
        .await
        .map(|(next,)| next)
}

#[derive(sqlx::FromRow)]
pub struct TraceRow {
    pub id: i64,
    pub bulk_mail_id: BulkMailId,
    pub mailbox_id: MailboxId,
    pub at: Moment,
    pub subject: String,
    pub by: String,
    pub contact: String,
    pub state: RecipientState,
}

/// The bulk mails that a contact got, the newest first: one walk along an index.
pub async fn traces_of_contact(tx: &mut Tx, space: SpaceId, contact: ContactId, at: Moment, id: i64, limit: i64) -> Result<Vec<TraceRow>> {
    tx.query(
        "select r.id, r.bulk_mail_id, b.mailbox_id, r.sent_at as at, b.subject, u.name as by, r.name as contact, r.state from bulk_recipients r \
         join bulk_mails b on b.id = r.bulk_mail_id join users u on u.id = coalesce(b.sent_by, b.created_by) \
         where r.contact_id = $2 and r.sent_at is not null and (r.sent_at, r.id) < ($3, $4) and b.space_id = $1 and not r.is_test \
         order by r.sent_at desc, r.id desc limit $5",
    )
    .bind(space)
    .bind(contact)
    .bind(at)
    .bind(id)
    .bind(limit)
    .all()
    .await
}

/// Those that anybody of a company got.
pub async fn traces_of_company(tx: &mut Tx, space: SpaceId, company: CompanyId, at: Moment, id: i64, limit: i64) -> Result<Vec<TraceRow>> {
    tx.query(
        "select r.id, r.bulk_mail_id, b.mailbox_id, r.sent_at as at, b.subject, u.name as by, r.name as contact, r.state from bulk_recipients r \
         join bulk_mails b on b.id = r.bulk_mail_id join users u on u.id = coalesce(b.sent_by, b.created_by) \
         where r.company_id = $2 and r.sent_at is not null and (r.sent_at, r.id) < ($3, $4) and b.space_id = $1 and not r.is_test \
         order by r.sent_at desc, r.id desc limit $5",
    )
    .bind(space)
    .bind(company)
    .bind(at)
    .bind(id)
    .bind(limit)
    .all()
    .await
}
