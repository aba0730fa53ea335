//! Calls and visits of a space: what was said and done beside mail, with whom, what came of it, and who comes back to it (MW-50).
//!
//! Whoever sees a mailbox of the space sees its logs; whoever edits in one writes in them; operators decide how they are kept.

mod file;
mod follow;
mod items;
mod notes;
mod redact;
mod sheet;
mod sql;
pub(crate) mod times;
mod traces;
mod write;

pub use file::{NewFile, add_file, drop_file, file};
pub use follow::{due, finish, snooze, tasks, tell_due};
pub use items::{add_item, edit_item, order_items, remove_item, set_dating, set_results, settings};
pub use notes::{comment, uncomment};
pub(crate) use redact::{count, of_contact, redact};
pub use sheet::{begin_export, export_page, import};
pub(crate) use traces::traces;
pub use write::{blank, remove, restore, save};

use crate::{Cx, Result, conversations, db::Tx, mailboxes};
use domain::{
    fold::fold,
    live::{Desk, Event},
    logs::{EntryRow, EntryView, LinkedView, Log, LogPage, LogQuery, LogSettings, PAGE, Place, ShownValue, WORDS_MAX},
    users::PersonName,
    *,
};

/// The space of the logs, for whoever may see it. To everybody else there is none.
async fn seen(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = mailboxes::known_first_space(tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    Ok(space)
}

/// The same, for whoever writes in it.
async fn edited(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = seen(tx, cx).await?;
    cx.who.may_edit_space(space)?;
    Ok(space)
}

/// The logs of a space changed.
fn publish(cx: &Cx, space: SpaceId) {
    cx.desk.live.publish(Event::Desk { space, desk: Desk::Logs });
}

/// One page, the newest first. What somebody typed is folded and looked for in every part of an entry, word by word.
pub async fn list(cx: &Cx, query: &LogQuery) -> Result<LogPage> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let mut rows = rows(&mut tx, cx, space, query).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| Place { at: row.at, id: row.id });
    let of = match (query.contact, query.company) {
        (Some(contact), _) => sql::contact(&mut tx, space, contact).await?.map(|(name, ..)| name),
        (None, Some(company)) => sql::company(&mut tx, space, company).await?,
        (None, None) => None,
    };
    Ok(LogPage {
        rows,
        next,
        of: of.unwrap_or_default(),
        may_edit: cx.who.may_edit_space(space).is_ok(),
        may_operate: cx.who.may_operate(space).is_ok(),
    })
}

/// One more than a page holds.
async fn rows(tx: &mut Tx, cx: &Cx, space: SpaceId, query: &LogQuery) -> Result<Vec<EntryRow>> {
    let zone = times::zone(tx, cx).await?;
    let folded = fold(&query.text);
    let mut words: [String; WORDS_MAX] = std::array::from_fn(|_| String::new());
    for (word, place) in folded.split_whitespace().zip(&mut words) {
        *place = literal(word);
    }
    let ((day_from, day_to), (from, to)) = times::period(&query.from, &query.to, &zone);
    let wanted = sql::Wanted {
        space,
        log: query.log,
        before: query.before.unwrap_or(Place { at: Moment(i64::MAX), id: LogId(i64::MAX) }),
        days: (day_from, day_to),
        times: (from, to),
        result: query.result,
        waiting: query.waiting,
        words,
        person: query.person,
        contact: query.contact,
        company: query.company,
        limit: PAGE as i64 + 1,
    };
    Ok(sql::list(tx, &wanted).await?)
}

/// Signs that mean something to `like` mean themselves.
fn literal(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Everything about one entry.
///
/// # Errors
/// [`Refused::NotFound`] for one of another space or log, and for one that was removed.
pub async fn entry(cx: &Cx, id: LogId) -> Result<EntryView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let state = sql::state(&mut tx, id).await?.filter(|state| state.space_id == space && !state.removed).ok_or(Refused::NotFound)?;
    let row = sql::row(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let whole = sql::whole(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let values = shown(&sql::values(&mut tx, id).await?).into_iter().map(|(_, value)| value).collect();
    let items = sql::items(&mut tx, space, state.log).await?.into_iter().map(|item| (item.id, item.name)).collect();
    let conversation = linked(&mut tx, cx, state.conversation_id).await?;
    Ok(EntryView {
        row,
        text: whole.text,
        result_id: whole.result_id,
        conversation,
        values,
        comments: sql::comments(&mut tx, id).await?,
        files: sql::files(&mut tx, id).await?,
        version: whole.version,
        writer: whole.writer,
        created_at: whole.created_at,
        updated_at: whole.updated_at,
        items,
        may_edit: cx.who.may_edit_space(space).is_ok(),
        may_remove: write::may_remove(cx, &state).is_ok(),
    })
}

/// The conversation of an entry, where the reader may see it; one that was joined with another is shown there.
async fn linked(tx: &mut Tx, cx: &Cx, id: Option<ConversationId>) -> Result<Option<LinkedView>> {
    let Some(id) = id else { return Ok(None) };
    let id = conversations::place_of(tx, id).await?;
    let target = conversations::target(tx, id).await?;
    Ok(if cx.who.may_view(target).is_ok() { sql::linked(tx, id).await? } else { None })
}

/// Rows of one item of one entry are neighbours: together they are one value.
fn shown(rows: &[sql::ValueRow]) -> Vec<(LogId, ShownValue)> {
    let values = rows.chunk_by(|one, next| (one.entry_id, one.item_id) == (next.entry_id, next.item_id));
    values
        .map(|rows| {
            let kind = rows[0].kind.field();
            let value = match kind {
                fields::Kind::Text | fields::Kind::Number | fields::Kind::Date => rows[0].text.clone(),
                _ => {
                    let mut choices: Vec<i64> = rows.iter().map(|row| row.choice).collect();
                    choices.sort_unstable();
                    choices.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
                }
            };
            let text = rows.iter().map(|row| words(kind, row)).collect::<Vec<_>>().join("、");
            (rows[0].entry_id, ShownValue { item: rows[0].item_id, value, text })
        })
        .collect()
}

fn words(kind: fields::Kind, row: &sql::ValueRow) -> String {
    match kind {
        fields::Kind::Menu | fields::Kind::Multi => row.option_name.clone().unwrap_or_else(|| "?".to_owned()),
        fields::Kind::Person => row.person.clone().unwrap_or_else(|| "?".to_owned()),
        fields::Kind::Check => CHECKED.to_owned(),
        fields::Kind::Date => fields::shown_date(&row.text),
        fields::Kind::Text | fields::Kind::Number => row.text.clone(),
    }
}

/// A tick, in every language.
const CHECKED: &str = "✓";

/// Who can have an entry or come back to one.
pub async fn people(cx: &Cx) -> Result<Vec<PersonName>> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    Ok(sql::people(&mut tx, space, cx.now).await?)
}

/// Lets go of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::unlink(tx, conversation).await?;
    Ok(())
}

/// As a log is kept.
async fn settings_of(tx: &mut Tx, space: SpaceId, log: Log) -> Result<LogSettings> {
    let (dating, step) = sql::dating(tx, space, log).await?.unwrap_or(log.usual());
    let options = sql::options(tx, space, log).await?;
    let of = |item: LogItemId| options.iter().filter(|option| option.item_id == item).map(|option| option.view.clone()).collect::<Vec<_>>();
    let items = sql::items(tx, space, log).await?;
    let items =
        items.into_iter().map(|item| logs::ItemView { options: of(item.id), id: item.id, name: item.name, kind: item.kind, required: item.required });
    Ok(LogSettings { log, dating, step, results: of(items::RESULTS), items: items.collect() })
}

#[cfg(test)]
mod tests;
