//! Doing what a dry run showed: some lines in one transaction, with how far it is. A line that another change has overtaken fails by
//! itself.

use super::{
    super::{companies, contacts, sql, tell, values},
    Known, Planned, fitted, plan, read, read_columns,
};
use crate::{Cx, Error, Result, db::Tx, files, users};
use domain::{
    book::{CompanyForm, EntryKind, ItemView, Outcome, Stage, keys},
    fold::fold,
    *,
};
use std::collections::{BTreeSet, HashMap};

/// Lines of one transaction.
const AT_ONCE: usize = 200;

/// What was done so far.
#[derive(Clone, Copy, Default)]
struct Done {
    lines: i64,
    added: i64,
    overwritten: i64,
    failed: i64,
}

impl Done {
    fn count(&mut self, outcome: Outcome) {
        self.lines += 1;
        match outcome {
            Outcome::New => self.added += 1,
            Outcome::Overwrite => self.overwritten += 1,
            Outcome::Error => self.failed += 1,
            Outcome::Same => {}
        }
    }
}

/// Until it is finished, cancelled, or the program ends. The sweep tells of the last.
pub async fn run(cx: &Cx, id: ImportId) -> Result<()> {
    let mut tx = cx.desk.db.read().await?;
    let row = sql::import_row(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let mut known = Known::read(&mut tx, row.space_id, row.kind).await?;
    drop(tx);
    let file = read(&cx.desk.files.get(&row.file).await?, row.kind)?;
    known.from_cards = file.are_cards;
    let Some((heads, rows)) = file.lines.split_first() else { return Ok(()) };
    let columns = fitted(read_columns(&row.columns), heads.cells.len());
    let mut planned = plan(&known, &columns, rows);
    add_groups(cx, id, row.space_id, row.kind, &known, &mut planned).await?;
    add_companies(cx, id, row.space_id, &mut planned).await?;
    let mut done = Done::default();
    let (todo, rest): (Vec<Planned>, Vec<Planned>) =
        planned.into_iter().partition(|one| matches!(one.line.outcome, Outcome::New | Outcome::Overwrite));
    rest.iter().for_each(|one| done.count(one.line.outcome));
    let work = Work { cx, id, space: row.space_id, kind: row.kind, items: &known.items };
    for some in todo.chunks(AT_ONCE) {
        let next = match work.together(some, done).await {
            Err(Error::Refused(_)) => work.one_by_one(some, done).await?,
            other => other?,
        };
        tell(cx, row.space_id);
        match next {
            Some(next) => done = next,
            // Somebody stopped it.
            None => return Ok(()),
        }
    }
    let mut tx = cx.desk.db.write().await?;
    sql::beat(&mut tx, id, done.lines, done.added, done.overwritten, done.failed, crate::cx::now()).await?;
    if sql::set_stage(&mut tx, id, Stage::Running, Stage::Done, crate::cx::now()).await? {
        files::may_be_unused(&mut tx, std::slice::from_ref(&row.file)).await?;
        let told = format!("{} added, {} overwritten, {} left out", done.added, done.overwritten, done.failed);
        users::audit(&mut tx, cx, "import", &format!("book {} import {id}", row.kind), &told).await?;
    }
    tx.commit().await?;
    tell(cx, row.space_id);
    Ok(())
}

/// Groups that come with the file are added before its lines, and go with it where it is taken back.
async fn add_groups(cx: &Cx, import: ImportId, space: SpaceId, kind: EntryKind, known: &Known, planned: &mut [Planned]) -> Result<()> {
    let names: BTreeSet<String> = planned.iter().flat_map(|one| one.entry.new_groups.iter().cloned()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut tx = cx.desk.db.write().await?;
    let mut ids = Vec::new();
    let room = domain::book::GROUPS_MAX.saturating_sub(known.groups.len());
    for name in names.into_iter().take(room) {
        let key = fields::name_key(&name);
        if ids.iter().all(|(known, _): &(String, BookGroupId)| *known != key) {
            ids.push((key, sql::insert_group(&mut tx, space, kind, &name, Some(import)).await?));
        }
    }
    users::audit(&mut tx, cx, "book", &format!("groups of {kind}"), &format!("{} added by an import", ids.len())).await?;
    tx.commit().await?;
    for one in planned {
        for name in std::mem::take(&mut one.entry.new_groups) {
            let key = fields::name_key(&name);
            one.entry.groups.extend(ids.iter().find(|(known, _)| *known == key).map(|(_, id)| *id));
        }
    }
    Ok(())
}

/// Companies that come with cards, too; taken back with them.
async fn add_companies(cx: &Cx, import: ImportId, space: SpaceId, planned: &mut [Planned]) -> Result<()> {
    let wanted = |one: &&mut Planned| matches!(one.line.outcome, Outcome::New | Outcome::Overwrite);
    let mut ids: HashMap<String, CompanyId> = HashMap::new();
    for some in planned.chunks_mut(AT_ONCE) {
        if some.iter().all(|one| one.entry.new_company.is_none()) {
            continue;
        }
        let mut tx = cx.desk.db.write().await?;
        for one in some.iter_mut().filter(wanted) {
            let Some(name) = one.entry.new_company.take() else { continue };
            let known = ids.get(&fold(&name)).copied();
            let id = match known {
                Some(id) => id,
                None => {
                    let form = CompanyForm { name: name.clone(), ..CompanyForm::default() };
                    let id = sql::put_company(&mut tx, space, &form, cx.who.user_id(), cx.now).await?;
                    sql::set_keys(&mut tx, space, EntryKind::Company, id.0, &keys(&[&name], &[], "", "")).await?;
                    sql::note_added(&mut tx, import, EntryKind::Company, &[id.0]).await?;
                    ids.insert(fold(&name), id);
                    id
                }
            };
            one.entry.company = Some(id);
        }
        tx.commit().await?;
    }
    Ok(())
}

struct Work<'a> {
    cx: &'a Cx,
    id: ImportId,
    space: SpaceId,
    kind: EntryKind,
    items: &'a [ItemView],
}

impl Work<'_> {
    /// All of them or none. `None`: it is to stop.
    async fn together(&self, some: &[Planned], mut done: Done) -> Result<Option<Done>> {
        let mut tx = self.cx.desk.db.write().await?;
        let mut added = Vec::new();
        for one in some {
            added.extend(self.apply(&mut tx, one).await?.map(|id| (id, one)));
            done.count(one.line.outcome);
        }
        self.settle(&mut tx, &added).await?;
        self.keep(tx, done).await
    }

    /// Where one of them does not go, the others still do.
    async fn one_by_one(&self, some: &[Planned], mut done: Done) -> Result<Option<Done>> {
        for one in some {
            let mut tx = self.cx.desk.db.write().await?;
            let next = match self.apply(&mut tx, one).await {
                Ok(added) => {
                    self.settle(&mut tx, &added.map(|id| (id, one)).into_iter().collect::<Vec<_>>()).await?;
                    one.line.outcome
                }
                Err(Error::Refused(_)) => {
                    drop(tx);
                    tx = self.cx.desk.db.write().await?;
                    Outcome::Error
                }
                Err(failed) => return Err(failed),
            };
            done.count(next);
            if self.keep(tx, done).await?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(done))
    }

    async fn keep(&self, mut tx: Tx, done: Done) -> Result<Option<Done>> {
        let goes_on = sql::beat(&mut tx, self.id, done.lines, done.added, done.overwritten, done.failed, crate::cx::now()).await?;
        if !goes_on {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(done))
    }

    /// Answers the id of one that was added, which is still to be settled.
    async fn apply(&self, tx: &mut Tx, one: &Planned) -> Result<Option<i64>> {
        let entry = &one.entry;
        let Some(id) = entry.id else { return Ok(Some(self.add(tx, one).await?)) };
        let taken = |cause| super::super::taken(cause, Field::Code);
        let stale = || Error::Refused(Refused::Stale);
        // What stood there is noted, so that it can be put back.
        let (touched, version, before) = match self.kind {
            EntryKind::Company => {
                let row = sql::company(tx, CompanyId(id)).await?.ok_or_else(stale)?;
                let before = serde_json::to_string(&companies::form(tx, &row).await?)?;
                let touched = sql::edit_company(tx, row.id, row.version, &entry.company_form(), self.cx.now).await.map_err(taken)?;
                (touched, row.version + 1, before)
            }
            EntryKind::Contact => {
                let row = sql::contact(tx, ContactId(id)).await?.ok_or_else(stale)?;
                let before = serde_json::to_string(&contacts::form(tx, &row).await?)?;
                let touched = sql::edit_contact(tx, &row, row.version, &entry.contact_form(), "import", self.cx.now).await.map_err(taken)?;
                (touched, row.version + 1, before)
            }
        };
        if !touched {
            return Err(stale());
        }
        sql::note_row(tx, self.id, self.kind, id, &before, version).await?;
        values::set(tx, self.space, self.items, self.kind, id, &entry.values).await?;
        values::set_groups(tx, self.space, self.kind, id, &entry.groups).await?;
        sql::set_keys(tx, self.space, self.kind, id, &found_by(one)).await?;
        Ok(None)
    }

    async fn add(&self, tx: &mut Tx, one: &Planned) -> Result<i64> {
        let entry = &one.entry;
        let by = self.cx.who.user_id();
        let taken = |cause| super::super::taken(cause, Field::Code);
        let id = match self.kind {
            EntryKind::Company => sql::put_company(tx, self.space, &entry.company_form(), by, self.cx.now).await.map_err(taken)?.0,
            EntryKind::Contact => sql::put_contact(tx, self.space, &entry.contact_form(), by, "import", self.cx.now).await.map_err(taken)?.0,
        };
        values::put(tx, self.items, self.kind, id, &entry.values).await?;
        Ok(id)
    }

    /// What those who were added have beside their rows, written together: that is most of what an import writes.
    async fn settle(&self, tx: &mut Tx, added: &[(i64, &Planned)]) -> Result<()> {
        if self.kind == EntryKind::Contact {
            let addresses: Vec<_> = added.iter().flat_map(|(id, one)| sql::addresses_of(ContactId(*id), &one.entry.addresses)).collect();
            sql::put_addresses(tx, self.space, &addresses).await?;
        }
        let members: Vec<_> = added.iter().flat_map(|(id, one)| one.entry.groups.iter().map(|group| (*group, *id))).collect();
        sql::join_groups(tx, self.space, self.kind, &members).await?;
        let keys: Vec<(i64, String)> = added.iter().flat_map(|(id, one)| found_by(one).into_iter().map(|key| (*id, key))).collect();
        let keys: Vec<(i64, &str)> = keys.iter().map(|(id, key)| (*id, key.as_str())).collect();
        sql::put_keys(tx, self.space, self.kind, &keys).await?;
        let ids: Vec<i64> = added.iter().map(|(id, _)| *id).collect();
        Ok(sql::note_added(tx, self.id, self.kind, &ids).await?)
    }
}

/// The keys by which it is found.
fn found_by(one: &Planned) -> Vec<String> {
    let entry = &one.entry;
    let addrs: Vec<&str> = entry.addresses.iter().map(String::as_str).collect();
    keys(&[&entry.name, &entry.reading], &addrs, &entry.code, &entry.phone)
}
