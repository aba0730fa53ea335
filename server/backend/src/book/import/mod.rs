//! Taking in files of companies or people, tables and cards (MW-43): a dry run shows what would come of each line, then it is done in the background,
//! some lines at a time, until it is finished or somebody stops it.

mod cards;
mod entry;
mod known;
mod plan;
mod run;
mod undo;

pub use entry::Entry;
pub use known::Known;
pub use undo::{recent_imports, undo_import};

use super::{edited, sql, tell};
use crate::{Cx, Error, Result, db::Tx, files, users};
use bytes::Bytes;
use domain::{
    book::{Column, Counts, EntryKind, FILE_MAX, ImportView, LINES_SHOWN, Outcome, PlanView, ROWS_MAX, Stage, UNDO_DAYS, guess},
    csv::{self, Line},
    fold::fold,
    *,
};
use plan::{Planned, plan};

/// A file whose owner does not come back, and an import whose worker does not.
const FORGOTTEN_HOURS: i64 = 24;
const SILENT_MINUTES: i64 = 3;

/// Files a file, and remembers how one with the same first line was read last.
///
/// # Errors
/// What [`csv::read`] says; [`Refused::Invalid`] about [`Field::File`] when it has no line below its heads, or too many;
/// [`Refused::OverLimit`].
pub async fn begin_import(cx: &Cx, kind: EntryKind, name: &str, bytes: Bytes) -> Result<ImportId> {
    let mut tx = cx.desk.db.read().await?;
    let space = edited(&mut tx, cx).await?;
    drop(tx);
    if bytes.len() as u64 > FILE_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: FILE_MAX }));
    }
    let lines = read(&bytes, kind)?.lines;
    let refused = |wrong| Error::Refused(Refused::Invalid { field: Field::File, wrong });
    let [heads, rows @ ..] = lines.as_slice() else { return Err(refused(Wrong::Missing)) };
    match rows.len() {
        0 => return Err(refused(Wrong::Missing)),
        count if count > ROWS_MAX => return Err(refused(Wrong::TooLong)),
        _ => {}
    }
    let total = rows.len() as i64;
    let key = fold(&heads.cells.join("\n"));
    let stored = cx.desk.files.put(bytes).await?;
    let mut tx = cx.desk.db.write().await?;
    let items = super::values::items(&mut tx, space).await?;
    let remembered = sql::remembered_columns(&mut tx, space, kind, &key).await?;
    let columns = remembered.map_or_else(|| guess(kind, &heads.cells, &items), |(columns,)| read_columns(&columns));
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let columns = write_columns(&columns);
    let new = sql::NewImport { space, kind, file: &stored.file, file_name: &name, heads: &key, columns: &columns, total };
    let id = sql::insert_import(&mut tx, &new, cx.who.user_id(), cx.now).await?;
    tx.commit().await?;
    Ok(id)
}

/// How far it is, and, as long as it has not begun, what would come of it with these columns (`None`: as they were last).
///
/// # Errors
/// `NotFound` for whoever neither sent the file nor operates the space.
pub async fn import(cx: &Cx, id: ImportId, columns: Option<Vec<Column>>) -> Result<ImportView> {
    let mut tx = cx.desk.db.read().await?;
    let row = owned(&mut tx, cx, id).await?;
    if row.stage != Stage::Planned {
        return Ok(ImportView { state: row.state(), plan: None });
    }
    let columns = columns.unwrap_or_else(|| read_columns(&row.columns));
    let mut known = Known::read(&mut tx, row.space_id, row.kind).await?;
    drop(tx);
    let file = read(&cx.desk.files.get(&row.file).await?, row.kind)?;
    known.from_cards = file.are_cards;
    let Some((heads, rows)) = file.lines.split_first() else { return Err(Error::Refused(Refused::NotFound)) };
    let columns = fitted(columns, heads.cells.len());
    let planned = plan(&known, &columns, rows);
    let mut counts = Counts::default();
    planned.iter().for_each(|one| counts.add(one.line.outcome));
    let shown = [Outcome::Error, Outcome::Overwrite, Outcome::New]
        .into_iter()
        .flat_map(|outcome| planned.iter().filter(move |one| one.line.outcome == outcome).take(LINES_SHOWN).map(|one| one.line.clone()));
    let plan = PlanView {
        heads: heads.cells.clone(),
        offered: std::iter::once(Column::Skip).chain(Column::of(row.kind, &known.items)).collect(),
        encoding: file.encoding.to_owned(),
        rows: rows.len(),
        counts,
        lines: shown.collect(),
        columns,
    };
    Ok(ImportView { state: row.state(), plan: Some(plan) })
}

/// Does what the dry run showed; lines with errors are left out.
///
/// # Errors
/// [`Refused::Stale`] when it was begun already; [`Refused::Invalid`] about [`Field::File`] when no column holds names.
pub async fn start_import(cx: &Cx, id: ImportId, columns: Vec<Column>) -> Result<()> {
    begin(cx, id, columns).await?;
    let cx = cx.clone();
    tokio::spawn(async move {
        if let Err(cause) = run::run(&cx, id).await {
            tracing::error!(cause = format!("{cause:#}"), import = id.0, "an import broke off; what it did until then stays");
        }
    });
    Ok(())
}

async fn begin(cx: &Cx, id: ImportId, columns: Vec<Column>) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = owned(&mut tx, cx, id).await?;
    if !columns.contains(&Column::Name) {
        return Err(Error::Refused(Refused::Invalid { field: Field::Name, wrong: Wrong::Missing }));
    }
    if !sql::set_stage(&mut tx, id, Stage::Planned, Stage::Running, cx.now).await? {
        return Err(Error::Refused(Refused::Stale));
    }
    sql::set_columns(&mut tx, id, &write_columns(&columns)).await?;
    users::audit(&mut tx, cx, "import", &format!("book {} import {id}", row.kind), &format!("{:?}, {} lines", row.file_name, row.total)).await?;
    tx.commit().await?;
    Ok(())
}

/// Stops before the next lines; what was done stays. One that has not begun never will.
pub async fn cancel_import(cx: &Cx, id: ImportId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = owned(&mut tx, cx, id).await?;
    let stopped = sql::set_stage(&mut tx, id, Stage::Planned, Stage::Cancelled, cx.now).await?
        || sql::set_stage(&mut tx, id, Stage::Running, Stage::Cancelled, cx.now).await?;
    if stopped {
        files::may_be_unused(&mut tx, std::slice::from_ref(&row.file)).await?;
        users::audit(&mut tx, cx, "import", &format!("book {} import {id}", row.kind), "cancel").await?;
    }
    tx.commit().await?;
    tell(cx, row.space_id);
    Ok(())
}

/// Lets go of files that nobody came back to, and says of imports that the end of the program stopped that they are. Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let forgotten = sql::silent_imports(&mut tx, Stage::Planned, cx.now.plus_minutes(-FORGOTTEN_HOURS * 60)).await?;
    let silent = sql::silent_imports(&mut tx, Stage::Running, cx.now.plus_minutes(-SILENT_MINUTES)).await?;
    let half_undone = sql::silent_imports(&mut tx, Stage::Undoing, cx.now.plus_minutes(-SILENT_MINUTES)).await?;
    drop(tx);
    let mut tx = cx.desk.db.write().await?;
    sql::forget_old_rows(&mut tx, cx.now.plus_days(-UNDO_DAYS)).await?;
    tx.commit().await?;
    let all = forgotten
        .into_iter()
        .map(|one| (one, Stage::Planned, Stage::Cancelled))
        .chain(silent.into_iter().map(|one| (one, Stage::Running, Stage::Stopped)))
        .chain(half_undone.into_iter().map(|one| (one, Stage::Undoing, Stage::Stopped)));
    let mut count = 0;
    for ((id, file), from, to) in all {
        let mut tx = cx.desk.db.write().await?;
        if sql::set_stage(&mut tx, id, from, to, cx.now).await? {
            files::may_be_unused(&mut tx, std::slice::from_ref(&file)).await?;
            count += 1;
        }
        tx.commit().await?;
    }
    Ok(count)
}

async fn owned(tx: &mut Tx, cx: &Cx, id: ImportId) -> Result<sql::ImportRow> {
    let space = edited(tx, cx).await?;
    let row = sql::import_row(tx, id).await?.filter(|row| row.space_id == space).ok_or(Refused::NotFound)?;
    let mine = row.created_by == cx.who.user_id();
    if mine || cx.who.may_operate(space).is_ok() { Ok(row) } else { Err(Error::Refused(Refused::NotFound)) }
}

/// A file, whatever it is.
struct File {
    lines: Vec<Line>,
    /// How it is written, as people call it.
    encoding: &'static str,
    are_cards: bool,
}

fn read(bytes: &[u8], kind: EntryKind) -> Result<File> {
    if mail::vcard::is_cards(bytes) {
        return Ok(File { lines: cards::lines(mail::vcard::read(bytes), kind), encoding: "vCard", are_cards: true });
    }
    let mail::table::Text { text, encoding } = mail::table::text(bytes);
    Ok(File { lines: csv::read(&text)?, encoding, are_cards: false })
}

/// One for each head, and each meaning once.
fn fitted(mut columns: Vec<Column>, heads: usize) -> Vec<Column> {
    columns.resize(heads, Column::Skip);
    for place in 0..columns.len() {
        if columns[..place].contains(&columns[place]) {
            columns[place] = Column::Skip;
        }
    }
    columns
}

fn read_columns(text: &str) -> Vec<Column> {
    text.split(',').filter(|name| !name.is_empty()).map(|name| name.parse().unwrap_or(Column::Skip)).collect()
}

fn write_columns(columns: &[Column]) -> String {
    columns.iter().map(Column::to_string).collect::<Vec<_>>().join(",")
}
