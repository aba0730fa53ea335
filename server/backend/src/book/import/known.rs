//! Everything that is there already, as a file has it: what a line is compared with, and what an export writes.

use super::{
    super::{sql, values},
    entry::Entry,
};
use crate::{Result, db::Tx};
use domain::{
    book::{Column, EntryKind, GroupView, ItemKind, ItemView, Written},
    fields::name_key,
    fold::fold,
    *,
};
use std::collections::HashMap;

pub struct Known {
    pub kind: EntryKind,
    /// The file is no table: what a card does not say stays as it is, and companies that nobody knows are added.
    pub from_cards: bool,
    pub entries: Vec<Entry>,
    pub items: Vec<ItemView>,
    pub groups: Vec<GroupView>,
    pub people: Vec<(UserId, String)>,
    /// Code and name of each company, and by what they are found.
    pub companies: HashMap<CompanyId, (String, String)>,
    pub company_by_code: HashMap<String, CompanyId>,
    pub companies_by_name: HashMap<String, Vec<CompanyId>>,
    pub by_code: HashMap<String, usize>,
    /// Companies without a code.
    pub by_name: HashMap<String, Vec<usize>>,
    pub by_address: HashMap<String, Vec<usize>>,
    /// What stands in items that nobody may have twice, and whose it is.
    pub unique: HashMap<(BookItemId, String), i64>,
}

impl Known {
    /// In the order of readings.
    pub async fn read(tx: &mut Tx, space: SpaceId, kind: EntryKind) -> Result<Known> {
        let items = values::items(tx, space).await?;
        let groups = sql::groups(tx, space).await?.into_iter().filter(|group| group.kind == kind).collect();
        let people = sql::people(tx).await?;
        let all_companies = sql::all_companies(tx, space).await?;
        let mut entries: Vec<Entry> = match kind {
            EntryKind::Company => all_companies
                .iter()
                .map(|row| Entry {
                    id: Some(row.id),
                    code: row.code.clone(),
                    name: row.name.clone(),
                    reading: row.reading.clone(),
                    phone: row.phone.clone(),
                    in_charge: row.in_charge_id,
                    ..Entry::default()
                })
                .collect(),
            EntryKind::Contact => sql::all_contacts(tx, space)
                .await?
                .into_iter()
                .map(|row| Entry {
                    id: Some(row.id),
                    code: row.code,
                    name: row.name,
                    reading: row.reading,
                    section: row.section,
                    phone: row.phone,
                    company: row.company_id,
                    opted_out: row.opted_out,
                    ..Entry::default()
                })
                .collect(),
        };
        let place: HashMap<i64, usize> = entries.iter().enumerate().filter_map(|(place, entry)| Some((entry.id?, place))).collect();
        if kind == EntryKind::Contact {
            for (id, addr) in sql::all_addresses(tx, space).await? {
                if let Some(place) = place.get(&id) {
                    entries[*place].addresses.push(addr);
                }
            }
        }
        for (id, group) in sql::all_members(tx, space, kind).await? {
            if let Some(place) = place.get(&id) {
                entries[*place].groups.push(group);
            }
        }
        let rows = sql::all_values(tx, space, kind).await?;
        for rows in rows.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let (id, item) = (rows[0].0, rows[0].1);
            let Some(kind) = items.iter().find(|one| one.id == item).map(|one| one.kind) else { continue };
            let written = match kind {
                ItemKind::Menu | ItemKind::Multi => Written::Options(rows.iter().map(|row| BookOptionId(row.2)).collect()),
                ItemKind::Person => Written::Person(UserId(rows[0].2)),
                _ => Written::Text(rows[0].3.clone()),
            };
            if let Some(place) = place.get(&id) {
                entries[*place].values.push((item, written.print()));
            }
        }
        let mut companies_by_name: HashMap<String, Vec<CompanyId>> = HashMap::new();
        let (mut companies, mut company_by_code) = (HashMap::new(), HashMap::new());
        for row in all_companies {
            let id = CompanyId(row.id);
            companies_by_name.entry(fold(&row.name)).or_default().push(id);
            if !row.code.is_empty() {
                company_by_code.insert(fold(&row.code), id);
            }
            companies.insert(id, (row.code, row.name));
        }
        let mut known = Known {
            kind,
            from_cards: false,
            entries,
            items,
            groups,
            people,
            companies,
            company_by_code,
            companies_by_name,
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            by_address: HashMap::new(),
            unique: HashMap::new(),
        };
        let unique: Vec<BookItemId> = known.items.iter().filter(|item| item.is_unique).map(|item| item.id).collect();
        for (place, entry) in known.entries.iter().enumerate() {
            for (item, value) in entry.values.iter().filter(|(item, _)| unique.contains(item)) {
                known.unique.extend(entry.id.map(|id| ((*item, fold(value)), id)));
            }
            if !entry.code.is_empty() {
                known.by_code.insert(fold(&entry.code), place);
            } else if kind == EntryKind::Company {
                known.by_name.entry(fold(&entry.name)).or_default().push(place);
            }
            for addr in &entry.addresses {
                known.by_address.entry(fold(addr)).or_default().push(place);
            }
        }
        Ok(known)
    }

    /// What an entry has in a column, as a file shows it. Several stand in lines of their own: no name has a line break.
    pub fn text(&self, entry: &Entry, column: Column) -> String {
        match column {
            Column::Skip => String::new(),
            Column::Group => {
                let name = |id: &BookGroupId| self.groups.iter().find(|group| group.id == *id).map(|group| group.name.clone());
                entry.groups.iter().filter_map(name).chain(entry.new_groups.iter().cloned()).collect::<Vec<_>>().join("\n")
            }
            Column::Code => entry.code.clone(),
            Column::Name => entry.name.clone(),
            Column::Reading => entry.reading.clone(),
            Column::Phone => entry.phone.clone(),
            Column::Section => entry.section.clone(),
            Column::CompanyCode => entry.company.and_then(|id| self.companies.get(&id)).map(|(code, _)| code.clone()).unwrap_or_default(),
            Column::Company => {
                let name = entry.company.and_then(|id| self.companies.get(&id)).map(|(_, name)| name);
                name.or(entry.new_company.as_ref()).cloned().unwrap_or_default()
            }
            Column::Addresses => entry.addresses.join("\n"),
            Column::OptOut => if entry.opted_out { "1" } else { "" }.to_owned(),
            Column::InCharge => entry.in_charge.map(|id| self.person(id)).unwrap_or_default(),
            Column::Item(id) => self.items.iter().find(|item| item.id == id).map(|item| self.item_text(item, entry.value(id))).unwrap_or_default(),
        }
    }

    fn person(&self, id: UserId) -> String {
        self.people.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn item_text(&self, item: &ItemView, value: &str) -> String {
        match item.kind {
            ItemKind::Menu | ItemKind::Multi => {
                let chosen: Vec<&str> = value.split(',').collect();
                let names = item.options.iter().filter(|option| chosen.contains(&option.id.to_string().as_str())).map(|option| option.name.as_str());
                names.collect::<Vec<_>>().join("\n")
            }
            ItemKind::Person => value.parse().map(|id| self.person(UserId(id))).unwrap_or_default(),
            _ => value.to_owned(),
        }
    }

    pub fn group(&self, name: &str) -> Option<BookGroupId> {
        self.groups.iter().find(|group| name_key(&group.name) == name_key(name)).map(|group| group.id)
    }

    /// Those who are called so.
    pub fn people_called(&self, name: &str) -> Vec<UserId> {
        let key = |name: &str| fold(name).split_whitespace().collect::<String>();
        self.people.iter().filter(|(_, known)| key(known) == key(name)).map(|(id, _)| *id).collect()
    }
}
