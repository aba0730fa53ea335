//! What conversations have in their fields: set by people and by rules, shown in heads and lists.

use super::sql::{self, ValueRow};
use crate::{Cx, Error, Result, conversations, db::Tx};
use domain::{
    conversations::{EventKind, RowView},
    fields::{Column, FieldState, Kind, Shown, Value, shown_date},
    *,
};

/// Who sets a value. What somebody set by hand, or emptied, rules leave alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Hand,
    Rule,
}

/// Sets a field of a conversation, with its event; answers what it was before, as [`Value`] prints it. `text` is read by
/// [`Value::parse`]; an empty one clears the field. The conversation is locked and its rights were asked.
///
/// # Errors
/// [`Refused::Stale`] for a field that was removed and for an option that is offered no more; [`Refused::NotFound`] for a field of another
/// mailbox; [`Refused::Invalid`] about [`Field::Value`] for what such a field cannot hold, and for people who do not work in the mailbox.
pub(crate) async fn set(tx: &mut Tx, cx: &Cx, (mailbox, id): (MailboxId, ConversationId), field: FieldId, text: &str, by: By) -> Result<String> {
    let known = sql::known(tx, field).await?.filter(|known| known.mailbox_id == mailbox).ok_or(Refused::NotFound)?;
    if known.removed {
        return Err(Error::Refused(Refused::Stale));
    }
    let value = Value::parse(known.kind, text)?;
    let was = sql::of_field(tx, id, field).await?;
    check(tx, mailbox, field, value.as_ref(), &was).await?;
    let before = kept(known.kind, &was);
    let after = value.as_ref().map(Value::print).unwrap_or_default();
    let by_hand = by == By::Hand;
    if before == after && was.iter().any(|(.., hand)| *hand) == by_hand {
        return Ok(before);
    }
    sql::clear(tx, id, field).await?;
    for (choice, text) in value.as_ref().map(Value::rows).unwrap_or_default() {
        sql::put(tx, id, field, choice, text, by_hand).await?;
    }
    if value.is_none() && by_hand {
        sql::put(tx, id, field, EMPTIED, "", true).await?;
    }
    if before != after {
        conversations::record(tx, cx, id, EventKind::Field, &format!("{field}:{before}"), &format!("{field}:{after}")).await?;
    }
    Ok(before)
}

/// Stands for a field that somebody emptied.
const EMPTIED: i64 = -1;

/// For rules: sets a field unless somebody set or emptied it by hand. Answers whether the value is another one now; then the version of
/// the conversation rose too. The event names nobody: give `cx` of the system. Errors as for a change by people.
///
/// `text` is what [`Value::print`] writes: `12` for the option, `12,15` for several, `2026-11-24`, `1` for a tick, the number of a person.
pub async fn set_by_rule(tx: &mut Tx, cx: &Cx, id: ConversationId, field: FieldId, text: &str) -> Result<bool> {
    let mailbox = conversations::target(tx, id).await?.mailbox_id;
    if sql::of_field(tx, id, field).await?.iter().any(|(.., by_hand)| *by_hand) {
        return Ok(false);
    }
    let before = set(tx, cx, (mailbox, id), field, text, By::Rule).await?;
    let kind = sql::known(tx, field).await?.ok_or(Refused::NotFound)?.kind;
    let changed = before != kept(kind, &sql::of_field(tx, id, field).await?);
    if changed {
        conversations::touch(tx, id).await?;
    }
    Ok(changed)
}

/// Whether a rule may set a field of this mailbox to this. Errors as for [`set`].
pub(crate) async fn check_rule(tx: &mut Tx, mailbox: MailboxId, field: FieldId, text: &str) -> Result<()> {
    let known = sql::known(tx, field).await?.filter(|known| known.mailbox_id == mailbox && !known.removed).ok_or(Refused::NotFound)?;
    let value = Value::parse(known.kind, text)?;
    check(tx, mailbox, field, value.as_ref(), &[]).await
}

/// Options must be there and be offered, unless they are set already; people must work in the mailbox.
async fn check(tx: &mut Tx, mailbox: MailboxId, field: FieldId, value: Option<&Value>, was: &[(i64, String, bool)]) -> Result<()> {
    match value {
        Some(Value::Options(ids)) => {
            let known = sql::options_of(tx, field).await?;
            for id in ids {
                let option = known.iter().find(|option| option.id == *id).ok_or(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed })?;
                if option.archived && was.iter().all(|(choice, ..)| *choice != id.0) {
                    return Err(Error::Refused(Refused::Stale));
                }
            }
            Ok(())
        }
        Some(Value::Person(user)) if was.iter().all(|(choice, ..)| *choice != user.0) => conversations::check_worker(tx, mailbox, Some(*user)).await,
        _ => Ok(()),
    }
}

/// The rows of a field as [`Value`] prints them.
fn kept(kind: Kind, rows: &[(i64, String, bool)]) -> String {
    let there = rows.iter().filter(|(choice, ..)| *choice != EMPTIED);
    match kind {
        Kind::Text | Kind::Number | Kind::Date => there.map(|(_, text, _)| text.clone()).collect(),
        Kind::Menu | Kind::Multi | Kind::Person | Kind::Check => there.map(|(choice, ..)| choice.to_string()).collect::<Vec<_>>().join(","),
    }
}

/// Every field of the mailbox with the value of this conversation, for its head.
pub(crate) async fn of_conversation(tx: &mut Tx, mailbox: MailboxId, id: ConversationId) -> Result<Vec<FieldState>> {
    let fields = sql::fields(tx, mailbox).await?;
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sql::values(tx, mailbox, id).await?;
    let none = |field| Shown { field, value: String::new(), text: String::new(), color: None };
    let mut all: Vec<(ConversationId, Shown)> = shown(&rows);
    let mut of =
        |field: FieldId| all.iter().position(|(_, shown)| shown.field == field).map(|at| all.swap_remove(at).1).unwrap_or_else(|| none(field));
    Ok(fields.into_iter().map(|field| FieldState { name: field.name, kind: field.kind, shown: of(field.id) }).collect())
}

/// The fields that are columns of the lists, or all of them.
pub(crate) async fn columns(tx: &mut Tx, mailbox: MailboxId, all: bool) -> Result<Vec<Column>> {
    Ok(sql::columns(tx, mailbox, all).await?)
}

/// Fills in what the columns show: one statement for all rows of a page.
pub(crate) async fn of_rows(tx: &mut Tx, mailbox: MailboxId, rows: &mut [RowView], all: bool) -> Result<()> {
    let ids: Vec<ConversationId> = rows.iter().map(|row| row.id).collect();
    for (id, shown) in shown(&sql::listed_values(tx, mailbox, &ids, all).await?) {
        if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
            row.fields.push(shown);
        }
    }
    Ok(())
}

/// Everything of a conversation that goes for good.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::purge(tx, id).await?;
    Ok(())
}

/// Rows of one field of one conversation are neighbours: together they are one value.
fn shown(rows: &[ValueRow]) -> Vec<(ConversationId, Shown)> {
    let values = rows.chunk_by(|one, next| (one.conversation_id, one.field_id) == (next.conversation_id, next.field_id));
    values
        .map(|rows| {
            let mut choices: Vec<(i64, String, bool)> = rows.iter().map(|row| (row.choice, row.text.clone(), false)).collect();
            choices.sort_unstable();
            let text = rows.iter().map(words).collect::<Vec<_>>().join("、");
            let shown = Shown { field: rows[0].field_id, value: kept(rows[0].kind, &choices), text, color: rows[0].color };
            (rows[0].conversation_id, shown)
        })
        .collect()
}

fn words(row: &ValueRow) -> String {
    match row.kind {
        Kind::Menu | Kind::Multi => row.option_name.clone().unwrap_or_else(|| "?".to_owned()),
        Kind::Person => row.person.clone().unwrap_or_else(|| "?".to_owned()),
        Kind::Check => CHECKED.to_owned(),
        Kind::Date => shown_date(&row.text),
        Kind::Text | Kind::Number => row.text.clone(),
    }
}

/// A tick, in every language.
pub(super) const CHECKED: &str = "✓";
