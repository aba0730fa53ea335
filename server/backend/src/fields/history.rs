//! Events of fields in words: what the field and its values are called today.

use super::{sql, values::CHECKED};
use crate::{Result, db::Tx};
use domain::{
    conversations::{EventKind, EventView},
    fields::{Kind, shown_date},
    *,
};
use std::collections::HashMap;

/// `12:34` becomes the field's name and the value's. Fields and options that were removed or archived still have theirs.
pub(crate) async fn name_events(tx: &mut Tx, events: &mut [EventView]) -> Result<()> {
    let mut changes: Vec<&mut EventView> = events.iter_mut().filter(|event| event.kind == EventKind::Field).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let ids = listed(changes.iter().map(|event| field_of(&event.after).0));
    let fields: HashMap<FieldId, (String, Kind)> =
        sql::named_fields(tx, &ids).await?.into_iter().map(|(id, name, kind)| (id, (name, kind))).collect();
    let options: HashMap<String, String> = sql::named_options(tx, &ids).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let people = changes.iter().flat_map(|event| [field_of(&event.before), field_of(&event.after)]);
    let people = people.filter(|(field, _)| fields.get(field).is_some_and(|(_, kind)| *kind == Kind::Person)).map(|(_, value)| value);
    let people: HashMap<String, String> =
        sql::named_people(tx, &listed(people)).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    for event in &mut changes {
        let (name, kind) = fields.get(&field_of(&event.after).0).cloned().unwrap_or_else(|| ("?".to_owned(), Kind::Text));
        let named = |text: &str| {
            let value = field_of(text).1;
            let of = |names: &HashMap<String, String>| {
                let names = value.split(',').filter(|id| !id.is_empty()).map(|id| names.get(id).cloned().unwrap_or_else(|| "?".to_owned()));
                names.collect::<Vec<_>>().join("、")
            };
            match kind {
                Kind::Menu | Kind::Multi => of(&options),
                Kind::Person => of(&people),
                Kind::Check => {
                    if value.is_empty() {
                        String::new()
                    } else {
                        CHECKED.to_owned()
                    }
                }
                Kind::Date => shown_date(value),
                Kind::Text | Kind::Number => value.to_owned(),
            }
        };
        (event.before, event.after) = (named(&event.before), named(&event.after));
        event.what = name;
    }
    Ok(())
}

/// `12:34`: the field and its value.
fn field_of(text: &str) -> (FieldId, &str) {
    let (field, value) = text.split_once(':').unwrap_or((text, ""));
    (field.parse().unwrap_or(FieldId(0)), value)
}

/// `,3,7,` for a statement.
fn listed<T: ToString>(ids: impl Iterator<Item = T>) -> String {
    format!(",{},", ids.map(|id| id.to_string()).collect::<Vec<_>>().join(","))
}
