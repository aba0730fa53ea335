//! What would come of each line of a file, without a change.

use super::{
    entry::{Entry, several, yes},
    known::Known,
};
use domain::{
    book::{Change, Column, EntryKind, ItemKind, Outcome, PlanLine, Reason, RowError},
    csv::Line,
    fields::name_key,
    fold::{fold, narrow},
    *,
};
use std::collections::HashMap;

/// A line with everything that is needed to do it.
pub struct Planned {
    pub line: PlanLine,
    pub entry: Entry,
}

pub fn plan(known: &Known, columns: &[Column], lines: &[Line]) -> Vec<Planned> {
    let mut seen = Seen::default();
    lines.iter().map(|line| planned(known, columns, line, &mut seen)).collect()
}

/// What earlier lines said.
#[derive(Default)]
struct Seen {
    codes: HashMap<String, usize>,
    /// Addresses of new people without a code.
    addresses: HashMap<String, usize>,
    entries: HashMap<i64, usize>,
    unique: HashMap<(BookItemId, String), usize>,
}

fn planned(known: &Known, columns: &[Column], line: &Line, seen: &mut Seen) -> Planned {
    let cell = |wanted: Column| {
        let place = columns.iter().position(|column| *column == wanted)?;
        Some((place, line.cell(place).trim().to_owned()))
    };
    let mut errors = Vec::new();
    let mut wrong = |what: Column, text: &str, why: Reason| {
        let column = columns.iter().position(|column| *column == what).map(|place| place + 1);
        errors.push(RowError { column, what, text: text.to_owned(), why });
    };
    let before = matched(known, &cell, seen);
    let mut entry = before.cloned().unwrap_or_default();
    for column in columns.iter().filter(|column| **column != Column::Skip) {
        let Some((_, text)) = cell(*column).filter(|(_, text)| !known.from_cards || !text.is_empty()) else { continue };
        // What stands there already stays as it is, whatever else is called so.
        if before.is_some_and(|before| known.text(before, *column).trim() == text) {
            continue;
        }
        if let Err(why) = fill(known, &mut entry, *column, &text, columns) {
            wrong(*column, &text, why);
        }
    }
    if errors.is_empty()
        && let Err((what, text, why)) = entry.check(known.kind)
    {
        let column = columns.iter().position(|column| *column == what).map(|place| place + 1);
        errors.push(RowError { column, what, text, why });
    }
    if errors.is_empty() {
        items(known, columns, &entry, line.number, seen, &mut errors);
        once(columns, &entry, line.number, seen, &mut errors);
    }
    let changes: Vec<Change> = match before {
        None => vec![],
        Some(before) => columns
            .iter()
            .filter(|column| **column != Column::Skip)
            .map(|column| Change { what: *column, before: known.text(before, *column), after: known.text(&entry, *column) })
            .filter(|change| change.before != change.after)
            .collect(),
    };
    let outcome = match (errors.is_empty(), before, changes.is_empty()) {
        (false, ..) => Outcome::Error,
        (true, None, _) => Outcome::New,
        (true, Some(_), true) => Outcome::Same,
        (true, Some(_), false) => Outcome::Overwrite,
    };
    Planned { line: PlanLine { number: line.number, outcome, name: entry.name.clone(), changes, errors }, entry }
}

/// The entry that the line is about: by its code, and else a person by a mail address, and a company without a code by its name. Of
/// several of that name each is meant once.
fn matched<'a>(known: &'a Known, cell: &impl Fn(Column) -> Option<(usize, String)>, seen: &Seen) -> Option<&'a Entry> {
    let code = cell(Column::Code).map(|(_, text)| fold(&narrow(&text))).filter(|code| !code.is_empty());
    let by_code = code.as_ref().and_then(|code| known.by_code.get(code));
    let by_name = || {
        let (_, name) = cell(Column::Name).filter(|_| known.kind == EntryKind::Company && code.is_none())?;
        let named = known.by_name.get(&fold(&name))?;
        let is_free = |place: &&usize| known.entries[**place].id.is_none_or(|id| !seen.entries.contains_key(&id));
        named.iter().find(is_free).or(named.last())
    };
    let by_address = || {
        let (_, text) = cell(Column::Addresses).filter(|_| known.kind == EntryKind::Contact)?;
        several(&narrow(&text)).iter().find_map(|addr| known.by_address.get(&fold(addr))?.first())
    };
    by_code.or_else(by_address).or_else(by_name).map(|place| &known.entries[*place])
}

/// What a text in a column says.
fn fill(known: &Known, entry: &mut Entry, column: Column, text: &str, columns: &[Column]) -> Result<(), Reason> {
    match column {
        Column::Skip => {}
        Column::Code => entry.code = narrow(text),
        Column::Name => entry.name = text.to_owned(),
        Column::Reading => entry.reading = text.to_owned(),
        Column::Phone => entry.phone = narrow(text),
        Column::Section => entry.section = text.to_owned(),
        Column::Addresses => entry.addresses = several(&narrow(text)),
        Column::OptOut => entry.opted_out = yes(text).ok_or(Reason::Malformed)?,
        Column::Group => {
            (entry.groups, entry.new_groups) = (vec![], vec![]);
            for name in several(text) {
                match known.group(&name) {
                    Some(id) => entry.groups.push(id),
                    None if name.chars().count() > users::NAME_MAX => return Err(Reason::TooLong),
                    None => entry.new_groups.push(name),
                }
            }
        }
        Column::CompanyCode if text.is_empty() => {
            // The name beside it says which one, or that there is none.
            if !columns.contains(&Column::Company) {
                entry.company = None;
            }
        }
        Column::CompanyCode => entry.company = Some(*known.company_by_code.get(&fold(&narrow(text))).ok_or(Reason::NoSuchCompany)?),
        Column::Company if text.is_empty() => entry.company = None,
        Column::Company if known.from_cards && !known.companies_by_name.contains_key(&fold(text)) => {
            if text.chars().count() > book::LINE_MAX {
                return Err(Reason::TooLong);
            }
            (entry.company, entry.new_company) = (None, Some(text.to_owned()));
        }
        Column::Company => {
            let named = known.companies_by_name.get(&fold(text)).map(Vec::as_slice).unwrap_or_default();
            entry.company = match (named, entry.company) {
                // The code beside it said which of those.
                (named, Some(company)) if named.contains(&company) => Some(company),
                ([only], _) => Some(*only),
                ([], _) => return Err(Reason::NoSuchCompany),
                _ => return Err(Reason::Ambiguous),
            };
        }
        Column::InCharge if text.is_empty() => entry.in_charge = None,
        Column::InCharge => entry.in_charge = Some(person(known, text)?),
        Column::Item(id) => {
            let Some(item) = known.items.iter().find(|item| item.id == id) else { return Ok(()) };
            let value = match item.kind {
                _ if text.is_empty() => String::new(),
                ItemKind::Menu | ItemKind::Multi => options(item, text)?,
                ItemKind::Person => person(known, text)?.to_string(),
                _ => item.read(text).map_err(|said| reason(&said))?.map(|written| written.print()).unwrap_or_default(),
            };
            entry.set_value(id, value);
        }
    }
    Ok(())
}

fn person(known: &Known, name: &str) -> Result<UserId, Reason> {
    match known.people_called(name).as_slice() {
        [] => Err(Reason::NoSuchPerson),
        [only] => Ok(*only),
        _ => Err(Reason::Ambiguous),
    }
}

fn options(item: &domain::book::ItemView, text: &str) -> Result<String, Reason> {
    let find = |name: &str| item.options.iter().find(|option| name_key(&option.name) == name_key(name)).map(|option| option.id.to_string());
    // A name may hold what elsewhere stands between names.
    let names = text.split(['\n', '\r']).map(str::trim).filter(|name| !name.is_empty());
    let mut ids = Vec::new();
    for name in names {
        match find(name) {
            Some(id) => ids.push(id),
            None => {
                for part in several(name) {
                    ids.push(find(&part).ok_or(Reason::NoSuchOption)?);
                }
            }
        }
    }
    if item.kind == ItemKind::Menu && ids.len() > 1 {
        return Err(Reason::Malformed);
    }
    Ok(ids.join(","))
}

fn reason(said: &Refused) -> Reason {
    match said {
        Refused::Item { wrong: Wrong::Missing, .. } => Reason::Missing,
        Refused::Item { wrong: Wrong::TooLong, .. } => Reason::TooLong,
        _ => Reason::Malformed,
    }
}

/// Items that must be filled in, and those that nobody may have twice.
fn items(known: &Known, columns: &[Column], entry: &Entry, number: usize, seen: &mut Seen, errors: &mut Vec<RowError>) {
    for item in known.items.iter().filter(|item| item.entry_kind == known.kind) {
        let what = Column::Item(item.id);
        let column = columns.iter().position(|column| *column == what).map(|place| place + 1);
        let value = entry.value(item.id);
        if item.required && value.is_empty() {
            errors.push(RowError { column, what, text: String::new(), why: Reason::Missing });
        } else if item.is_unique && item.kind.can_be_unique() && !value.is_empty() {
            let key = fold(value);
            let taken = known.unique.get(&(item.id, key.clone())).is_some_and(|other| Some(*other) != entry.id);
            let why = match seen.unique.insert((item.id, key), number) {
                Some(line) => Some(Reason::Twice { line }),
                None => taken.then_some(Reason::Taken),
            };
            errors.extend(why.map(|why| RowError { column, what, text: value.to_owned(), why }));
        }
    }
}

/// Each entry is named by one line.
fn once(columns: &[Column], entry: &Entry, number: usize, seen: &mut Seen, errors: &mut Vec<RowError>) {
    let place = |what: Column| columns.iter().position(|column| *column == what).map(|place| place + 1);
    let mut twice = |what: Column, text: &str, line: usize| {
        errors.push(RowError { column: place(what), what, text: text.to_owned(), why: Reason::Twice { line } });
    };
    if let Some(line) = entry.id.and_then(|id| seen.entries.insert(id, number)) {
        return match (entry.code.is_empty(), entry.addresses.first()) {
            (false, _) => twice(Column::Code, &entry.code, line),
            (true, Some(addr)) => twice(Column::Addresses, addr, line),
            (true, None) => twice(Column::Name, &entry.name, line),
        };
    }
    if !entry.code.is_empty() {
        if let Some(line) = seen.codes.insert(fold(&entry.code), number) {
            twice(Column::Code, &entry.code, line);
        }
    } else if entry.id.is_none() {
        for addr in &entry.addresses {
            if let Some(line) = seen.addresses.insert(fold(addr), number) {
                return twice(Column::Addresses, addr, line);
            }
        }
    }
}
