//! A log as a file for spreadsheets, out and in. What was written out and is read in again changes nothing.

use super::{edited, list, publish, seen, shown, sql, times, write};
use crate::{Cx, Error, Result, db::Tx, users};
use domain::{
    csv,
    fields::OptionView,
    logs::{Column, EntryForm, EntryRow, Imported, ItemKind, LINES_MAX, Log, LogPage, LogQuery, LogSettings, ShownValue, TOLD_MAX, Way},
    *,
};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Says in the audit log that a log leaves the house, and answers the names of its columns.
pub async fn begin_export(cx: &Cx, query: &LogQuery, l: Language) -> Result<Vec<String>> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let items = sql::items(&mut tx, space, query.log).await?;
    users::audit(&mut tx, cx, "export", &format!("space {space}"), query.log.as_str()).await?;
    tx.commit().await?;
    Ok(Column::of(query.log).map(|column| column.name(l).to_owned()).chain(items.into_iter().map(|item| item.name)).collect())
}

/// One page of lines as [`list`] has it, and where the next one begins.
pub async fn export_page(cx: &Cx, query: &LogQuery, l: Language) -> Result<(Vec<Vec<String>>, Option<logs::Place>)> {
    let LogPage { rows, next, .. } = list(cx, query).await?;
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let zone = times::zone(&mut tx, cx).await?;
    let items: Vec<LogItemId> = sql::items(&mut tx, space, query.log).await?.into_iter().map(|item| item.id).collect();
    Ok((lines(&mut tx, &rows, &items, &zone, l).await?, next))
}

async fn lines(tx: &mut Tx, rows: &[EntryRow], items: &[LogItemId], zone: &TimeZone, l: Language) -> Result<Vec<Vec<String>>> {
    let (Some(first), Some(last)) = (rows.iter().map(|row| row.id).min(), rows.iter().map(|row| row.id).max()) else { return Ok(Vec::new()) };
    let ids = format!(",{},", rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(","));
    let texts: HashMap<LogId, String> = sql::texts_of(tx, first, last, &ids).await?.into_iter().collect();
    let mut values: HashMap<LogId, Vec<ShownValue>> = HashMap::new();
    for (entry, value) in shown(&sql::values_of(tx, first, last, &ids).await?) {
        values.entry(entry).or_default().push(value);
    }
    let none = Vec::new();
    let line = |row: &EntryRow| {
        let text = texts.get(&row.id).map_or("", String::as_str);
        cells(row, text, values.get(&row.id).unwrap_or(&none), items, zone, l)
    };
    Ok(rows.iter().map(line).collect())
}

fn cells(row: &EntryRow, text: &str, values: &[ShownValue], items: &[LogItemId], zone: &TimeZone, l: Language) -> Vec<String> {
    let time = |at: Moment, days: bool| times::typed(at, days, zone).replace('T', " ");
    let cell = |column: Column| match column {
        Column::Number => row.id.to_string(),
        Column::Starts => time(row.at, row.whole_days),
        Column::Ends => row.until_at.map(|at| time(at, row.whole_days)).unwrap_or_default(),
        Column::Way => row.way.map(|way| way_name(way, l).to_owned()).unwrap_or_default(),
        Column::With => {
            if row.contact_id.is_some() {
                row.contact_name.clone()
            } else {
                row.party.clone()
            }
        }
        Column::Company => row.company_name.clone(),
        Column::Subject => row.subject.clone(),
        Column::Person => row.person_name.clone(),
        Column::Result => row.result_name.clone(),
        Column::Text => text.to_owned(),
        Column::Follow => row.follow_at.map(|at| time(at, false)).unwrap_or_default(),
        Column::FollowPerson => row.follow_name.clone(),
    };
    let of = |item: &LogItemId| values.iter().find(|value| value.item == *item).map(|value| value.text.clone()).unwrap_or_default();
    Column::of(row.log).map(cell).chain(items.iter().map(of)).collect()
}

fn way_name(way: Way, l: Language) -> &'static str {
    match (way, l) {
        (Way::In, Language::Japanese) => "着信",
        (Way::In, Language::English) => "Incoming",
        (Way::Out, Language::Japanese) => "発信",
        (Way::Out, Language::English) => "Outgoing",
    }
}

/// Reads a file in. A line with a number changes that entry, one without is a
/// new entry, one that says what is there already changes nothing. With `keep` everything is written, unless a line is refused.
///
/// # Errors
/// What [`csv::read`] says; [`Refused::Invalid`] about [`Field::File`] for what is no such file; [`Refused::OverLimit`] for too many lines.
pub async fn import(cx: &Cx, log: Log, bytes: &[u8], keep: bool) -> Result<Imported> {
    let broken = || Error::Refused(Refused::Invalid { field: Field::File, wrong: Wrong::Malformed });
    let rows = csv::read(&mail::table::text(bytes).text)?;
    if rows.len() > LINES_MAX + 1 {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Lines, limit: LINES_MAX as u64 }));
    }
    let mut rows = rows.into_iter();
    let head = rows.next().ok_or_else(broken)?.cells;
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let rules = write::Rules::read(&mut tx, cx, space, log).await?;
    let head = head.iter().map(|name| Place::named(name, &rules.settings)).collect::<Vec<_>>();
    if !head.contains(&Some(Place::Standard(Column::Subject))) || !head.contains(&Some(Place::Standard(Column::Starts))) {
        return Err(broken());
    }
    let mut done = Imported::default();
    for csv::Line { number: line, cells } in rows {
        let typed: Vec<(Place, String)> = head.iter().zip(cells).filter_map(|(place, cell)| Some(((*place)?, cell))).collect();
        match one(&mut tx, cx, &rules, &typed).await {
            Ok(Outcome::Added) => done.added += 1,
            Ok(Outcome::Changed) => done.changed += 1,
            Ok(Outcome::Same) => done.same += 1,
            Err(Error::Refused(refused)) => {
                if done.refused.len() < TOLD_MAX {
                    done.refused.push((line, refused));
                }
            }
            Err(failed) => return Err(failed),
        }
    }
    // What is not kept is rolled back, and was only a trial.
    done.kept = keep && done.refused.is_empty();
    if done.kept {
        let told = format!("{log}: {} new, {} changed", done.added, done.changed);
        users::audit(&mut tx, cx, "import", &format!("space {space}"), &told).await?;
        tx.commit().await?;
        publish(cx, space);
    }
    Ok(done)
}

/// Where a cell belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Standard(Column),
    Item(LogItemId),
}

impl Place {
    /// Standard names go before items of the same name. Other columns are none of ours.
    fn named(name: &str, settings: &LogSettings) -> Option<Place> {
        let item = || settings.items.iter().find(|item| item.name == name.trim()).map(|item| Place::Item(item.id));
        Column::named(name).map(Place::Standard).or_else(item)
    }
}

enum Outcome {
    Added,
    Changed,
    Same,
}

/// One line. What a file has no column for stays as it is.
async fn one(tx: &mut Tx, cx: &Cx, rules: &write::Rules, typed: &[(Place, String)]) -> Result<Outcome> {
    let cell = |column: Column| typed.iter().find(|(place, _)| *place == Place::Standard(column)).map(|(_, cell)| cell.trim());
    let number = cell(Column::Number).unwrap_or_default();
    let known = match number {
        "" => None,
        number => {
            let id: LogId = number.parse().map_err(|_| Refused::NotFound)?;
            let state = write::open(tx, rules.space, id).await?;
            if state.log != rules.settings.log {
                return Err(Error::Refused(Refused::NotFound));
            }
            Some((id, state))
        }
    };
    let mut form = EntryForm::default();
    let mut now: Vec<(Place, String)> = Vec::new();
    if let Some((id, state)) = &known {
        let row = sql::row(tx, *id).await?.ok_or(Refused::NotFound)?;
        let items: Vec<LogItemId> = rules.settings.items.iter().map(|item| item.id).collect();
        let places: Vec<Place> = Column::of(rules.settings.log).map(Place::Standard).chain(items.iter().copied().map(Place::Item)).collect();
        for l in [Language::Japanese, Language::English] {
            let line = lines(tx, std::slice::from_ref(&row), &items, &rules.zone, l).await?.pop().unwrap_or_default();
            now = places.iter().copied().zip(line).collect();
            let same = |(place, cell): &(Place, String)| now.iter().any(|(of, is)| of == place && alike(is, cell));
            if typed.iter().all(same) {
                return Ok(Outcome::Same);
            }
        }
        let whole = sql::whole(tx, *id).await?.ok_or(Refused::NotFound)?;
        let time = |at| times::typed(at, row.whole_days, &rules.zone);
        form = EntryForm {
            subject: row.subject.clone(),
            starts: time(row.at),
            ends: row.until_at.map(time).unwrap_or_default(),
            contact: state.contact_id,
            company: state.company_id,
            party: row.party.clone(),
            person: state.person_id,
            way: row.way,
            result: state.result_id,
            text: whole.text,
            conversation: None,
            follow: row.follow_at.map(|at| times::typed(at, false, &rules.zone)).unwrap_or_default(),
            follow_person: state.follow_id,
            values: shown(&sql::values(tx, *id).await?).into_iter().map(|(_, value)| (value.item, value.value)).collect(),
        };
    }
    // What says the same as before is not read again: names may be those of people and options that are there no more.
    let is_new = |place: Place, cell: &str| now.iter().all(|(of, is)| *of != place || !alike(is, cell));
    let text = |column: Column, into: &mut String| {
        if let Some(cell) = cell(column).filter(|cell| is_new(Place::Standard(column), cell)) {
            *into = cell.to_owned();
        }
    };
    text(Column::Subject, &mut form.subject);
    text(Column::Starts, &mut form.starts);
    text(Column::Ends, &mut form.ends);
    text(Column::Text, &mut form.text);
    text(Column::Follow, &mut form.follow);
    let named = |column: Column| cell(column).filter(|cell| is_new(Place::Standard(column), cell));
    if let Some(name) = named(Column::Person) {
        form.person = rules.person(name)?;
    }
    if let Some(name) = named(Column::FollowPerson) {
        form.follow_person = rules.person(name)?;
    }
    if let Some(name) = named(Column::Way).filter(|name| !name.is_empty()) {
        let way = Way::ALL.iter().find(|way| [Language::Japanese, Language::English].iter().any(|l| way_name(**way, *l) == name));
        form.way = Some(*way.ok_or(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed })?);
    }
    if let Some(name) = named(Column::Result) {
        form.result = option(&rules.settings.results, name)?;
    }
    if named(Column::With).is_some() || named(Column::Company).is_some() {
        let (with, company) = (cell(Column::With).unwrap_or_default(), cell(Column::Company).unwrap_or_default());
        (form.contact, form.company, form.party) = whom(tx, rules.space, with, company).await?;
    }
    for (place, cell) in typed {
        if let Place::Item(id) = place
            && is_new(*place, cell)
        {
            form.values.retain(|(item, _)| item != id);
            form.values.push((*id, rules.printed(*id, cell.trim())?));
        }
    }
    let changes = known.as_ref().map(|(id, state)| (*id, state.version));
    write::put(tx, cx, rules, changes, &form, None).await?;
    Ok(if known.is_some() { Outcome::Changed } else { Outcome::Added })
}

/// Spreadsheets write times and line breaks in their own way.
fn alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other) || times::same(one, other)
}

fn option(options: &[OptionView], name: &str) -> Result<Option<OptionId>> {
    if name.is_empty() {
        return Ok(None);
    }
    let found = options.iter().find(|option| option.name == name && !option.archived).map(|option| option.id);
    found.map(Some).ok_or(Error::Refused(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed }))
}

/// Whom the names mean: a contact and a company of the address book where exactly one is called so, else what was typed.
async fn whom(tx: &mut Tx, space: SpaceId, with: &str, company: &str) -> Result<(Option<ContactId>, Option<CompanyId>, String)> {
    let companies = if company.is_empty() { Vec::new() } else { sql::companies_named(tx, space, &domain::fold::fold(company)).await? };
    let company_id = if let [(id,)] = companies[..] { Some(id) } else { None };
    let contacts = if with.is_empty() { Vec::new() } else { sql::contacts_named(tx, space, &domain::fold::fold(with)).await? };
    let of_company: Vec<ContactId> =
        contacts.iter().filter(|(_, of)| company.is_empty() || *of == company_id && of.is_some()).map(|(id, _)| *id).collect();
    if let [contact] = of_company[..] {
        return Ok((Some(contact), None, String::new()));
    }
    let party = match (company_id, company) {
        (None, company) if !company.is_empty() && !with.is_empty() => format!("{with}（{company}）"),
        (None, company) if with.is_empty() => company.to_owned(),
        _ => with.to_owned(),
    };
    Ok((None, company_id, party))
}

impl write::Rules {
    /// Somebody of the space by name; nobody where it is empty.
    fn person(&self, name: &str) -> Result<Option<UserId>> {
        if name.is_empty() {
            return Ok(None);
        }
        let found: Vec<UserId> = self.people.iter().filter(|person| person.name == name).map(|person| person.id).collect();
        match found[..] {
            [id] => Ok(Some(id)),
            _ => Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed })),
        }
    }

    /// What people read, as values are printed.
    fn printed(&self, id: LogItemId, cell: &str) -> Result<String> {
        let Some(item) = self.settings.items.iter().find(|item| item.id == id).filter(|_| !cell.is_empty()) else { return Ok(String::new()) };
        Ok(match item.kind {
            ItemKind::Menu | ItemKind::Multi => {
                let ids = cell.split('、').map(|name| option(&item.options, name.trim())).collect::<Result<Vec<_>>>()?;
                ids.into_iter().flatten().map(|id| id.to_string()).collect::<Vec<_>>().join(",")
            }
            ItemKind::Person => self.person(cell)?.map(|id| id.to_string()).unwrap_or_default(),
            ItemKind::Check => "1".to_owned(),
            ItemKind::Text | ItemKind::LongText | ItemKind::Number | ItemKind::Date => cell.to_owned(),
        })
    }
}
