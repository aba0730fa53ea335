//! The statements that list what a number counts. How facts are told apart is said here once more, in words of the database: a list that
//! is not its number is a fault of one of them.

use crate::db::{Query, Tx};
use domain::{reports::*, *};
use sqlx::Result;

/// An axis as statements know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    pub number: i64,
    /// Of a field.
    pub field: i64,
}

pub const ALL: i64 = 0;
pub const FIELD: i64 = 90;
pub const FOLDER: i64 = 91;

/// `None`: facts are not told apart by it.
pub fn code(axis: Axis, clocks: Clocks) -> Option<Code> {
    let plain = |number| Some(Code { number, field: 0 });
    match axis {
        Axis::All => plain(ALL),
        Axis::Assignee => plain(1),
        Axis::Confirmer => plain(2),
        Axis::Status => plain(3),
        Axis::Priority => plain(4),
        Axis::Account => plain(5),
        Axis::Mailbox => plain(6),
        Axis::Company => plain(7),
        Axis::WeekHour => plain(8),
        Axis::Day => plain(9),
        Axis::Week => plain(10),
        Axis::Month => plain(11),
        Axis::FiscalYear => plain(12),
        Axis::Wait if clocks == Clocks::All => plain(13),
        Axis::Wait => plain(14),
        Axis::Template => plain(15),
        Axis::Folder => plain(FOLDER),
        Axis::Field(field) => Some(Code { number: FIELD, field: field.0 }),
        Axis::Age | Axis::Result | Axis::LogItem(_) | Axis::Group | Axis::BookItem(_) => None,
    }
}

/// Key, in words: `,3,-1,`. `-1` stands for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    pub code: Code,
    pub keys: String,
}

impl Only {
    pub fn new(code: Code, keys: impl Iterator<Item = i64>) -> Only {
        Only { code, keys: keys.fold(",".to_owned(), |all, key| all + &key.to_string() + ",") }
    }
}

/// Conditions of one question: two of them are those of a cell.
pub const ONLY_MAX: usize = 6;
/// Mailboxes of a space.
pub const BOXES: usize = domain::mailboxes::MAILBOXES_MAX as usize;

#[derive(Clone, Debug)]
pub struct Which {
    pub mailboxes: Vec<MailboxId>,
    pub kind: Fact,
    pub from: Day,
    pub to: Day,
    pub only: Vec<Only>,
    pub condition: Option<ReportConditionId>,
    pub business: bool,
}

macro_rules! key_of {
    ($code:literal, $else:literal) => {
        concat!(
            "case ", $code, " when 0 then 0 when 1 then coalesce(f.assignee_id, -1) when 2 then coalesce(f.confirmer_id, -1) ",
            "when 3 then coalesce(f.status_id, -1) when 4 then f.priority when 5 then coalesce(f.account_id, -1) when 6 then f.mailbox_id ",
            "when 7 then coalesce(f.domain_id, -1) when 8 then f.hour when 9 then f.day ",
            "when 10 then (select k.week from calendar k where k.day = f.day) when 11 then (select k.month from calendar k where k.day = f.day) ",
            "when 12 then (select k.fiscal_year from calendar k where k.day = f.day) ",
            "when 13 then case when f.wait_ms < 1800000 then 0 when f.wait_ms < 3600000 then 1 when f.wait_ms < 7200000 then 2 when f.wait_ms < 14400000 then 3 ",
            "when f.wait_ms < 28800000 then 4 when f.wait_ms < 86400000 then 5 else 6 end ",
            "when 14 then case when f.business_ms < 1800000 then 0 when f.business_ms < 3600000 then 1 when f.business_ms < 7200000 then 2 ",
            "when f.business_ms < 14400000 then 3 when f.business_ms < 28800000 then 4 when f.business_ms < 86400000 then 5 else 6 end ",
            "when 15 then coalesce(f.subject_id, -1) when 91 then coalesce(c.folder_id, -1) else ", $else, " end"
        )
    };
}

macro_rules! only {
    ($code:literal, $field:literal, $keys:literal) => {
        concat!(
            " and (",
            $code,
            " = 0 or ",
            $code,
            " <> 90 and ",
            $keys,
            " like '%,' || cast(",
            key_of!($code, "-1"),
            " as text) || ',%' ",
            "or ",
            $code,
            " = 90 and (exists(select 1 from field_values v where v.conversation_id = f.conversation_id and v.field_id = ",
            $field,
            " and v.choice > 0 and ",
            $keys,
            " like '%,' || cast(v.choice as text) || ',%') or ",
            $keys,
            " like '%,-1,%' ",
            "and not exists(select 1 from field_values v where v.conversation_id = f.conversation_id and v.field_id = ",
            $field,
            " and v.choice > 0)))"
        )
    };
}

// $1 to $20 mailboxes, $21 kind, $22 and $23 days, $24 condition, then six times code, field and keys. Days are added to nothing so that no index
// walks all of them: the few days of a page, or the conversations, lead to the facts.
macro_rules! which {
    () => {
        concat!(
            " where f.mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ",
            "and f.kind = $21 and f.day + 0 between $22 and $23 and (f.conversation_id is null or c.trashed_at is null) ",
            "and ($24 = 0 or exists(select 1 from condition_hits h where h.condition_id = $24 and h.conversation_id = f.conversation_id))",
            only!("$25", "$26", "$27"),
            only!("$28", "$29", "$30"),
            only!("$31", "$32", "$33"),
            only!("$34", "$35", "$36"),
            only!("$37", "$38", "$39"),
            only!("$40", "$41", "$42")
        )
    };
}

fn bound<'t>(query: Query<'t>, which: &Which) -> Query<'t> {
    let mut query = query;
    for at in 0..BOXES {
        query = query.bind(which.mailboxes.get(at).map_or(-1, |id| id.0));
    }
    query = query.bind(which.kind).bind(which.from).bind(which.to).bind(which.condition.map_or(0, |id| id.0));
    for at in 0..ONLY_MAX {
        let only = which.only.get(at);
        query = query.bind(only.map_or(0, |only| only.code.number)).bind(only.map_or(0, |only| only.code.field));
        query = query.bind(only.map_or_else(String::new, |only| only.keys.clone()));
    }
    query
}

macro_rules! items {
    ($from:expr, $tail:literal) => {
        concat!(
            "select i.id, i.at, i.mailbox_id, i.conversation_id, c.number, i.message_id, \
             coalesce(c.subject, t.subject, b.subject, '') as title, \
             coalesce(r.addr, nullif(c.customer_name, ''), c.customer_addr, '') as who, u.name as assignee_name, i.wait, i.replies, \
             cast(null as bigint) as log_id, i.template_id, cast(null as bigint) as contact_id, cast(null as bigint) as company_id from (",
            $from,
            ") i left join conversations c on c.id = i.conversation_id left join users u on u.id = i.assignee_id \
             left join template_versions t on t.template_id = i.template_id \
             and t.number = (select p.published from templates p where p.id = i.template_id) \
             left join bulk_recipients r on r.id = i.recipient_id left join bulk_mails b on b.id = r.bulk_mail_id ",
            $tail
        )
    };
}

/// Days that a page is looked for on: one for each of its lines, one more, and two around its place.
pub const DAYS: usize = PAGE + 3;

/// The facts themselves, the newest first, of these days only.
pub async fn items(tx: &mut Tx, which: &Which, days: &[Day], place: Place, limit: i64) -> Result<Vec<Item>> {
    let text = items!(
        concat!(
            "select f.id, f.at, f.mailbox_id, f.conversation_id, f.message_id, f.assignee_id, \
             case when $46 = 1 then f.business_ms else f.wait_ms end as wait, case when f.kind = 'done' then f.replies end as replies, \
             case when f.kind = 'template' then f.subject_id end as template_id, \
             case when f.kind in ('bulk-sent', 'bulk-failed', 'opted-out') then f.subject_id end as recipient_id \
             from facts f left join conversations c on c.id = f.conversation_id",
            which!(),
            " and f.day in ($47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65, $66, $67, $68, $69, $70, $71, $72, $73, \
             $74, $75, $76, $77, $78, $79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93, $94, $95, $96, $97, $98, $99) \
             and (f.at, f.id) < ($43, $44) order by f.at desc, f.id desc limit $45"
        ),
        "order by i.at desc, i.id desc"
    );
    let query = bound(tx.query(text), which).bind(place.at).bind(place.id).bind(limit).bind(i64::from(which.business));
    (0..DAYS).fold(query, |query, at| query.bind(days.get(at).copied().unwrap_or(Day(-1)))).all().await
}

/// Conversations that were unfinished at the end of the days: of whose coming and going more came. The id is the conversation's. What was
/// unfinished then is unfinished now, or came or went later (`k`): the others are not added up.
pub async fn open_items(tx: &mut Tx, which: &Which, place: Place, limit: i64) -> Result<Vec<Item>> {
    let text = items!(
        concat!(
            "select q.conversation_id as id, q.at, q.mailbox_id, q.conversation_id, cast(null as bigint) as message_id, \
             (select o.assignee_id from facts o where o.id = q.last_id) as assignee_id, cast(null as bigint) as wait, cast(null as bigint) as replies, \
             cast(null as bigint) as template_id, cast(null as bigint) as recipient_id from (\
             select f.conversation_id, max(f.mailbox_id) as mailbox_id, max(f.at) as at, max(f.id) as last_id \
             from (select s.conversation_id from standings s where s.is_open union select g.conversation_id from facts g \
             where g.mailbox_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
             and g.kind = 'open' and g.day > $23) k cross join facts f left join conversations c on c.id = f.conversation_id",
            which!(),
            " and f.conversation_id = k.conversation_id group by f.conversation_id having sum(f.n) > 0) q where (q.at, q.conversation_id) < ($43, $44) \
             order by q.at desc, q.conversation_id desc limit $45"
        ),
        "order by i.at desc, i.id desc"
    );
    bound(tx.query(text), which).bind(place.at).bind(place.id).bind(limit).all().await
}
