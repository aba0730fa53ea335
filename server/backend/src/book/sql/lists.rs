//! The statements of lists: each is one walk along one index, in the order of readings.

use crate::db::Tx;
use domain::{
    book::{COUNTED_MAX, FILTERS_MAX, LINES, Matching},
    *,
};
use sqlx::Result;

/// People of a company are counted up to here in a list.
pub const PEOPLE_MAX: i64 = 100;

#[derive(sqlx::FromRow)]
pub struct LineRow {
    pub id: i64,
    pub name: String,
    pub reading: String,
    pub company: String,
    pub section: String,
    pub addr: String,
    pub opted_out: bool,
    pub people: i64,
    pub in_charge: Option<String>,
}

/// What is asked of a list. Stretches of keys: what typing may mean, each from its beginning to its end.
pub struct Asked {
    pub space: SpaceId,
    pub after: (String, i64),
    /// 0: every group.
    pub group: BookGroupId,
    pub keys: Vec<String>,
    /// [`FILTERS_MAX`] of them at most.
    pub filters: Vec<(BookItemId, Matching)>,
}

impl Asked {
    /// Always three stretches; what is missing is the last one again.
    fn stretches(&self) -> Vec<(String, String)> {
        let last = self.keys.len().saturating_sub(1);
        let key = |place: usize| self.keys.get(place.min(last)).cloned().unwrap_or_default();
        (0..3).map(key).map(|key| (key.clone(), format!("{key}\u{10FFFF}"))).collect()
    }
}

/// One filter, of six values: whether there is one (0: none), how it compares, and what with.
macro_rules! having {
    ($entry:literal, $item:literal, $how:literal, $from:literal, $until:literal, $low:literal, $high:literal) => {
        concat!(
            " and (",
            $item,
            " = 0 or exists(select 1 from book_values v where v.item_id = ",
            $item,
            " and v.entry_id = ",
            $entry,
            " and case ",
            $how,
            " when 0 then ",
            $from,
            " like '%,' || cast(v.choice as text) || ',%' when 1 then v.text >= ",
            $from,
            " and v.text <= ",
            $until,
            " when 2 then cast(v.text as double precision) >= ",
            $low,
            " and cast(v.text as double precision) <= ",
            $high,
            " else v.text_key like '%' || ",
            $from,
            " || '%' escape '\\' end))"
        )
    };
}

macro_rules! filtered {
    ($entry:literal) => {
        concat!(
            having!($entry, "$6", "$7", "$8", "$9", "$10", "$11"),
            having!($entry, "$12", "$13", "$14", "$15", "$16", "$17"),
            having!($entry, "$18", "$19", "$20", "$21", "$22", "$23"),
            " "
        )
    };
}

macro_rules! companies {
    ($condition:literal) => {
        concat!(
            "select o.id, o.name, o.reading, '' as company, '' as section, '' as addr, false as opted_out, (select count(*) from (select 1 from contacts c \
             where c.company_id = o.id and c.removed_at is null and c.merged_into is null limit $24) counted) as people, u.name as in_charge \
             from companies o left join users u on u.id = o.in_charge_id where o.space_id = $1 and o.removed_at is null and o.merged_into is null \
             and (o.sort_key, o.id) > ($2, $3) and ($4 = 0 or exists(select 1 from book_group_members m where m.group_id = $4 and m.entry_id = o.id)) ",
            filtered!("o.id"),
            $condition,
            " order by o.sort_key, o.id limit $5"
        )
    };
}

macro_rules! contacts {
    ($condition:literal) => {
        concat!(
            "select c.id, c.name, c.reading, coalesce(o.name, '') as company, c.section, coalesce(a.addr, '') as addr, c.opted_out_at is not null as opted_out, \
             cast(0 as bigint) as people, null as in_charge from contacts c \
             left join companies o on o.id = c.company_id and o.removed_at is null and o.merged_into is null \
             left join contact_addresses a on a.contact_id = c.id and a.position = 0 where c.space_id = $1 and c.removed_at is null and c.merged_into is null \
             and (c.sort_key, c.id) > ($2, $3) and ($4 = 0 or exists(select 1 from book_group_members m where m.group_id = $4 and m.entry_id = c.id)) ",
            filtered!("c.id"),
            $condition,
            " order by c.sort_key, c.id limit $5"
        )
    };
}

pub async fn list_companies(tx: &mut Tx, asked: &Asked) -> Result<Vec<LineRow>> {
    if asked.keys.is_empty() {
        return begun(tx, companies!(""), asked).bind(PEOPLE_MAX).all().await;
    }
    let text = companies!(
        "and o.id in (select k.entry_id from book_keys k where k.space_id = $1 and k.kind = 'company' \
         and (k.key >= $25 and k.key < $26 or k.key >= $27 and k.key < $28 or k.key >= $29 and k.key < $30))"
    );
    let mut query = begun(tx, text, asked).bind(PEOPLE_MAX);
    for (from, until) in asked.stretches() {
        query = query.text(&from).text(&until);
    }
    query.all().await
}

/// People who fit, and those of companies that fit.
pub async fn list_contacts(tx: &mut Tx, asked: &Asked) -> Result<Vec<LineRow>> {
    if asked.keys.is_empty() {
        return begun(tx, contacts!(""), asked).all().await;
    }
    let text = contacts!(
        "and (c.id in (select k.entry_id from book_keys k where k.space_id = $1 and k.kind = 'contact' \
         and (k.key >= $24 and k.key < $25 or k.key >= $26 and k.key < $27 or k.key >= $28 and k.key < $29)) \
         or c.company_id in (select k.entry_id from book_keys k where k.space_id = $1 and k.kind = 'company' \
         and (k.key >= $24 and k.key < $25 or k.key >= $26 and k.key < $27 or k.key >= $28 and k.key < $29)))"
    );
    let mut query = begun(tx, text, asked);
    for (from, until) in asked.stretches() {
        query = query.text(&from).text(&until);
    }
    query.all().await
}

pub async fn list_people_of(tx: &mut Tx, asked: &Asked, company: CompanyId) -> Result<Vec<LineRow>> {
    begun(tx, contacts!("and c.company_id = $24"), asked).bind(company).all().await
}

fn begun<'t>(tx: &'t mut Tx, text: &'static str, asked: &Asked) -> crate::db::Query<'t> {
    let mut query = tx.query(text).bind(asked.space).text(&asked.after.0).bind(asked.after.1).bind(asked.group).bind(LINES as i64 + 1);
    let none = (BookItemId(0), Matching::default());
    for place in 0..FILTERS_MAX {
        let (item, matching) = asked.filters.get(place).unwrap_or(&none);
        query = query.bind(*item).bind(matching.how).text(&matching.from).text(&matching.until).bind(matching.low).bind(matching.high);
    }
    query
}

pub async fn sort_key_of_company(tx: &mut Tx, id: i64) -> Result<Option<(String, i64)>> {
    tx.query("select sort_key, id from companies where id = $1").bind(id).maybe().await
}

pub async fn sort_key_of_contact(tx: &mut Tx, id: i64) -> Result<Option<(String, i64)>> {
    tx.query("select sort_key, id from contacts where id = $1").bind(id).maybe().await
}

pub async fn counts(tx: &mut Tx, space: SpaceId) -> Result<(i64, i64)> {
    tx.query(
        "select (select count(*) from (select 1 from companies where space_id = $1 and removed_at is null and merged_into is null limit $2) companies), \
         (select count(*) from (select 1 from contacts where space_id = $1 and removed_at is null and merged_into is null limit $2) contacts)",
    )
    .bind(space)
    .bind(COUNTED_MAX + 1)
    .one()
    .await
}

/// Everybody who works here and can sign in.
pub async fn people(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    tx.query("select id, name from users where state <> 'suspended' order by name, id").all().await
}
