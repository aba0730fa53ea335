//! The statements of calls and visits: entries, their lists, and what somebody has to come back to.

mod parts;
mod redact;
mod settings;

pub use parts::*;
pub use redact::*;
pub use settings::*;

use crate::db::Tx;
use domain::{
    logs::{EntryRow, LinkedView, Log, Place, WORDS_MAX, Way, When},
    users::PersonName,
    *,
};
use sqlx::Result;

/// What a line shows, with the names of today.
macro_rules! row {
    () => {
        "select e.id, e.log, e.at, e.until_at, e.whole_days, e.subject, e.way, e.contact_id, coalesce(c.name, '') as contact_name, e.company_id, \
         coalesce(o.name, '') as company_name, e.party, e.person_id, coalesce(p.name, '') as person_name, coalesce(r.name, '') as result_name, \
         r.color as result_color, e.follow_at, e.follow_id, coalesce(f.name, '') as follow_name, e.follow_done_at, e.comments, e.files \
         from log_entries e left join contacts c on c.id = e.contact_id left join companies o on o.id = e.company_id \
         left join users p on p.id = e.person_id left join log_options r on r.id = e.result_id left join users f on f.id = e.follow_id where e.removed_at is null and "
    };
}

/// A list, made ready: days are instants, words are folded and fit for `like`.
pub struct Wanted {
    pub space: SpaceId,
    pub log: Log,
    pub before: Place,
    /// Beginning and end, of whole days and by the reader's clocks.
    pub days: (Moment, Moment),
    pub times: (Moment, Moment),
    pub result: Option<OptionId>,
    pub waiting: bool,
    pub words: [String; WORDS_MAX],
    pub person: Option<UserId>,
    pub contact: Option<ContactId>,
    pub company: Option<CompanyId>,
    pub limit: i64,
}

/// A walk along one index from the newest end; `$along` names it. A column that something is added to is no way into an index of it.
macro_rules! list {
    ($along:literal) => {
        concat!(
            row!(),
            $along,
            " and (e.at, e.id) < ($3, $4) and (e.whole_days and e.at >= $5 and e.at < $6 or not e.whole_days and e.at >= $7 and e.at < $8) \
             and ($9 = 0 or e.result_id = $9) and (not $10 or e.follow_at is not null and e.follow_done_at is null) \
             and e.folded like '%' || $11 || '%' escape '\\' and e.folded like '%' || $12 || '%' escape '\\' \
             and e.folded like '%' || $13 || '%' escape '\\' and e.folded like '%' || $14 || '%' escape '\\' \
             and ($15 = 0 or e.person_id = $15) and ($16 = 0 or e.contact_id = $16) and ($17 = 0 or e.company_id = $17) \
             order by e.at desc, e.id desc limit $18"
        )
    };
}

pub async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<EntryRow>> {
    let text = match wanted {
        Wanted { contact: Some(_), .. } => list!("e.space_id + 0 = $1 and e.log || '' = $2 and e.contact_id = $16"),
        Wanted { company: Some(_), .. } => list!("e.space_id + 0 = $1 and e.log || '' = $2 and e.company_id = $17"),
        Wanted { person: Some(_), .. } => list!("e.space_id + 0 = $1 and e.log = $2 and e.person_id = $15"),
        _ => list!("e.space_id = $1 and e.log = $2"),
    };
    let mut query = tx
        .query(text)
        .bind(wanted.space)
        .bind(wanted.log)
        .bind(wanted.before.at)
        .bind(wanted.before.id)
        .bind(wanted.days.0)
        .bind(wanted.days.1)
        .bind(wanted.times.0)
        .bind(wanted.times.1)
        .bind(wanted.result.unwrap_or(OptionId(0)))
        .bind(wanted.waiting);
    for word in &wanted.words {
        query = query.text(word);
    }
    query
        .bind(wanted.person.unwrap_or(UserId(0)))
        .bind(wanted.contact.unwrap_or(ContactId(0)))
        .bind(wanted.company.unwrap_or(CompanyId(0)))
        .bind(wanted.limit)
        .all()
        .await
}

/// The entries of a contact before a place, of both logs.
pub async fn of_contact(tx: &mut Tx, space: SpaceId, contact: ContactId, before: Place, limit: i64) -> Result<Vec<EntryRow>> {
    tx.query(concat!(row!(), "e.space_id + 0 = $1 and e.contact_id = $2 and (e.at, e.id) < ($3, $4) order by e.at desc, e.id desc limit $5"))
        .bind(space)
        .bind(contact)
        .bind(before.at)
        .bind(before.id)
        .bind(limit)
        .all()
        .await
}

pub async fn of_company(tx: &mut Tx, space: SpaceId, company: CompanyId, before: Place, limit: i64) -> Result<Vec<EntryRow>> {
    tx.query(concat!(row!(), "e.space_id + 0 = $1 and e.company_id = $2 and (e.at, e.id) < ($3, $4) order by e.at desc, e.id desc limit $5"))
        .bind(space)
        .bind(company)
        .bind(before.at)
        .bind(before.id)
        .bind(limit)
        .all()
        .await
}

/// What waits for a person, the most urgent first.
pub async fn tasks(tx: &mut Tx, space: SpaceId, person: UserId, until: Moment, limit: i64) -> Result<Vec<EntryRow>> {
    tx.query(concat!(
        row!(),
        "e.space_id + 0 = $1 and e.follow_id = $2 and e.follow_at is not null and e.follow_done_at is null and e.follow_at <= $3 \
         order by e.follow_at, e.id limit $4"
    ))
    .bind(space)
    .bind(person)
    .bind(until)
    .bind(limit)
    .all()
    .await
}

pub async fn due_count(tx: &mut Tx, space: SpaceId, person: UserId, until: Moment) -> Result<i64> {
    let (count,): (i64,) = tx
        .query(
            "select count(*) from log_entries where space_id + 0 = $1 and follow_id = $2 and follow_at <= $3 and follow_at is not null \
             and follow_done_at is null and removed_at is null",
        )
        .bind(space)
        .bind(person)
        .bind(until)
        .one()
        .await?;
    Ok(count)
}

/// Follow-ups whose time came and of which nobody was told: the entry, for whom, in which conversation.
pub async fn to_tell(tx: &mut Tx, now: Moment, limit: i64) -> Result<Vec<(LogId, UserId, Option<ConversationId>, String, SpaceId)>> {
    tx.query(
        "select id, follow_id, conversation_id, subject, space_id from log_entries where follow_at is not null and follow_at <= $1 and follow_done_at is null \
         and follow_told_at is null and removed_at is null and follow_id is not null order by follow_at, id limit $2",
    )
    .bind(now)
    .bind(limit)
    .all()
    .await
}

/// 0 rows: another copy told it, or it was settled.
pub async fn note_told(tx: &mut Tx, id: LogId, now: Moment) -> Result<u64> {
    tx.query("update log_entries set follow_told_at = $2 where id = $1 and follow_told_at is null and follow_done_at is null and removed_at is null and follow_at <= $2")
        .bind(id)
        .bind(now)
        .run()
        .await
}

/// An entry as a change looks at it, removed ones too.
#[derive(sqlx::FromRow)]
pub struct State {
    pub space_id: SpaceId,
    pub log: Log,
    pub subject: String,
    pub person_id: Option<UserId>,
    pub created_by: Option<UserId>,
    pub result_id: Option<OptionId>,
    pub conversation_id: Option<ConversationId>,
    pub follow_at: Option<Moment>,
    pub follow_id: Option<UserId>,
    pub version: i64,
    pub removed: bool,
    pub contact_id: Option<ContactId>,
    pub company_id: Option<CompanyId>,
}

/// Locks it until the transaction ends.
pub async fn lock(tx: &mut Tx, id: LogId) -> Result<Option<State>> {
    tx.query(
        "update log_entries set version = version where id = $1 returning space_id, log, subject, person_id, created_by, result_id, conversation_id, \
         follow_at, follow_id, version, removed_at is not null as removed, contact_id, company_id",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn state(tx: &mut Tx, id: LogId) -> Result<Option<State>> {
    tx.query(
        "select space_id, log, subject, person_id, created_by, result_id, conversation_id, follow_at, follow_id, version, \
         removed_at is not null as removed, contact_id, company_id from log_entries where id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn row(tx: &mut Tx, id: LogId) -> Result<Option<EntryRow>> {
    tx.query(concat!(row!(), "e.id = $1")).bind(id).maybe().await
}

/// What only the page of an entry shows.
#[derive(sqlx::FromRow)]
pub struct Whole {
    pub text: String,
    pub result_id: Option<OptionId>,
    pub version: i64,
    pub writer: String,
    pub created_at: Moment,
    pub updated_at: Moment,
}

pub async fn whole(tx: &mut Tx, id: LogId) -> Result<Option<Whole>> {
    tx.query(
        "select e.text, e.result_id, e.version, coalesce(u.name, '') as writer, e.created_at, e.updated_at \
         from log_entries e left join users u on u.id = e.created_by where e.id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

/// Everything that is kept of a form.
pub struct Kept<'a> {
    pub when: When,
    pub subject: &'a str,
    pub contact: Option<ContactId>,
    pub company: Option<CompanyId>,
    pub party: &'a str,
    pub person: Option<UserId>,
    pub way: Option<Way>,
    pub result: Option<OptionId>,
    pub text: &'a str,
    pub folded: &'a str,
    pub conversation: Option<ConversationId>,
    pub follow: Option<(Moment, UserId)>,
}

pub async fn insert(tx: &mut Tx, space: SpaceId, log: Log, now: Moment, by: Option<UserId>) -> Result<LogId> {
    let (id,): (LogId,) = tx
        .query(
            "insert into log_entries(space_id, log, at, whole_days, subject, party, text, folded, version, created_at, created_by, updated_at) \
             values($1, $2, 0, false, '', '', '', '', 0, $3, $4, $3) returning id",
        )
        .bind(space)
        .bind(log)
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

/// Another time to come back is told of anew; one that was settled stays so as long as its time does.
pub async fn keep(tx: &mut Tx, id: LogId, kept: &Kept<'_>, now: Moment) -> Result<u64> {
    tx.query(
        "update log_entries set at = $2, until_at = $3, whole_days = $4, subject = $5, contact_id = $6, company_id = $7, party = $8, person_id = $9, way = $10, \
         result_id = $11, text = $12, folded = $13, conversation_id = $14, \
         follow_done_at = case when follow_at = $15 then follow_done_at end, follow_told_at = case when follow_at = $15 and follow_id = $16 then follow_told_at end, \
         follow_at = $15, follow_id = $16, version = version + 1, updated_at = $17 where id = $1",
    )
    .bind(id)
    .bind(kept.when.at)
    .bind(kept.when.until)
    .bind(kept.when.whole_days)
    .text(kept.subject)
    .bind(kept.contact)
    .bind(kept.company)
    .text(kept.party)
    .bind(kept.person)
    .bind(kept.way)
    .bind(kept.result)
    .text(kept.text)
    .text(kept.folded)
    .bind(kept.conversation)
    .bind(kept.follow.map(|(at, _)| at))
    .bind(kept.follow.map(|(_, person)| person))
    .bind(now)
    .run()
    .await
}

pub async fn set_removed(tx: &mut Tx, id: LogId, at: Option<Moment>) -> Result<u64> {
    tx.query("update log_entries set removed_at = $2, version = version + 1 where id = $1").bind(id).bind(at).run().await
}

pub async fn set_follow(tx: &mut Tx, id: LogId, at: Option<Moment>, done: Option<Moment>) -> Result<u64> {
    tx.query("update log_entries set follow_told_at = case when follow_at = $2 then follow_told_at end, follow_at = $2, follow_done_at = $3, version = version + 1 where id = $1")
        .bind(id)
        .bind(at)
        .bind(done)
        .run()
        .await
}

/// The name of a contact and the company that it belongs to today.
pub async fn contact(tx: &mut Tx, space: SpaceId, id: ContactId) -> Result<Option<(String, Option<CompanyId>, String)>> {
    tx.query(
        "select c.name, o.id, coalesce(o.name, '') from contacts c left join companies o on o.id = c.company_id and o.removed_at is null \
         where c.id = $2 and c.space_id = $1 and c.removed_at is null",
    )
    .bind(space)
    .bind(id)
    .maybe()
    .await
}

pub async fn company(tx: &mut Tx, space: SpaceId, id: CompanyId) -> Result<Option<String>> {
    let found: Option<(String,)> =
        tx.query("select name from companies where id = $2 and space_id = $1 and removed_at is null").bind(space).bind(id).maybe().await?;
    Ok(found.map(|(name,)| name))
}

/// Whom an entry can belong to: everybody who sees something of the space, its operators and the admins.
pub async fn people(tx: &mut Tx, space: SpaceId, now: Moment) -> Result<Vec<PersonName>> {
    tx.query(
        "select u.id, u.name, coalesce(u.absent_until, 0) > $2 as absent from users u where u.state <> 'suspended' and (u.role = 'admin' \
         or exists(select 1 from grants g join mailboxes m on m.id = g.mailbox_id where g.user_id = u.id and m.space_id = $1 and g.viewing <> 'none') \
         or exists(select 1 from space_operators s where s.user_id = u.id and s.space_id = $1)) order by u.reading, u.name, u.id",
    )
    .bind(space)
    .bind(now)
    .all()
    .await
}

pub async fn linked(tx: &mut Tx, id: ConversationId) -> Result<Option<LinkedView>> {
    tx.query("select id, mailbox_id, number, subject from conversations where id = $1 and trashed_at is null").bind(id).maybe().await
}

/// Subject and customer of a conversation, for a form to begin with.
pub async fn customer(tx: &mut Tx, id: ConversationId) -> Result<Option<(String, String, String)>> {
    tx.query("select subject, customer_name, customer_addr from conversations where id = $1").bind(id).maybe().await
}

pub async fn unlink(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("update log_entries set conversation_id = null where conversation_id = $1").bind(id).run().await
}

pub async fn zone(tx: &mut Tx, person: UserId) -> Result<String> {
    let (zone,): (String,) = tx.query("select zone from users where id = $1").bind(person).one().await?;
    Ok(zone)
}
