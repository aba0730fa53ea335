//! Questions about fields: `種別:料金` about one that is called so, `項目:料金` about any. What they name is looked up among the mailboxes
//! that the person sees; what conversations have is asked of each candidate.

use super::{
    plan::{Fit, fits_name},
    sql,
};
use crate::{Result, db::Tx};
use domain::{
    fields::{Kind, Value},
    search::folded,
    *,
};

/// What must hold of the fields of a conversation.
#[derive(Debug)]
pub struct AsksField {
    not: bool,
    /// Those that the question is about.
    fields: Vec<FieldId>,
    /// Nothing may be set.
    empty: bool,
    /// Options, people and ticks of which one must be set.
    choices: Vec<(FieldId, i64)>,
    /// What is written must hold this; folded.
    written: Vec<(FieldId, String)>,
}

/// A field as a question may name it.
#[derive(sqlx::FromRow)]
pub struct Named {
    pub id: FieldId,
    pub name: String,
    pub kind: Kind,
}

const ANY: [&str; 4] = ["項目", "めーる項目", "field", "fields"];
const EMPTY: [&str; 5] = ["なし", "無し", "空", "none", "empty"];
const TICKED: [&str; 6] = ["1", "あり", "有り", "はい", "yes", "✓"];

/// What `part` asks of fields; `None` where it names no field, so that it is a word like any other. `Some(None)`: the field has no such value.
pub async fn asked(tx: &mut Tx, person: UserId, part: &str, not: bool) -> Result<Option<Option<AsksField>>> {
    let part = if not { part.trim_start_matches(['-', '－', '−']) } else { part };
    let Some((name, value)) = part.split_once([':', '：']) else { return Ok(None) };
    let (name, value) = (folded(name), value.trim().trim_matches(['"', '“', '”', '＂']));
    if name.is_empty() || value.is_empty() {
        return Ok(None);
    }
    let any = ANY.contains(&name.as_str());
    let fields: Vec<Named> = sql::fields(tx, person).await?.into_iter().filter(|field| any || folded(&field.name) == name).collect();
    if fields.is_empty() {
        return Ok(None);
    }
    let (options, people) = (sql::field_options(tx, person).await?, sql::people(tx).await?);
    let mut asks = AsksField { not, fields: fields.iter().map(|field| field.id).collect(), empty: false, choices: Vec::new(), written: Vec::new() };
    for wanted in value.split([',', '，', '、']).map(folded).filter(|wanted| !wanted.is_empty()) {
        if !any && EMPTY.contains(&wanted.as_str()) {
            asks.empty = true;
            continue;
        }
        for field in &fields {
            match field.kind {
                Kind::Menu | Kind::Multi => {
                    let of = options.iter().filter(|(of, ..)| *of == field.id).map(|(_, id, name)| (id.0, name.as_str()));
                    asks.choices.extend(fitting(of, &wanted).into_iter().map(|id| (field.id, id)));
                }
                Kind::Person => {
                    let of = people.iter().map(|(id, name)| (id.0, name.as_str()));
                    asks.choices.extend(fitting(of, &wanted).into_iter().map(|id| (field.id, id)));
                }
                Kind::Check if !any && TICKED.contains(&wanted.as_str()) => asks.choices.push((field.id, 1)),
                Kind::Check => {}
                // A day or a number as it is kept, however it was typed.
                Kind::Date | Kind::Number => {
                    let kept = Value::parse(field.kind, &wanted).ok().flatten();
                    asks.written.extend(kept.map(|value| (field.id, folded(&value.print()))));
                }
                Kind::Text => asks.written.push((field.id, wanted.clone())),
            }
        }
    }
    let fits = asks.empty || !asks.choices.is_empty() || !asks.written.is_empty();
    Ok(Some(fits.then_some(asks)))
}

/// What fits exactly goes before what only holds the name.
fn fitting<'a>(known: impl Iterator<Item = (i64, &'a str)>, wanted: &str) -> Vec<i64> {
    let fits: Vec<(i64, Fit)> = known.map(|(id, name)| (id, fits_name(name, wanted))).collect();
    let of = |fit: Fit| fits.iter().filter(|(_, this)| *this == fit).map(|(id, _)| *id).collect::<Vec<i64>>();
    let exact = of(Fit::Exactly);
    if exact.is_empty() { of(Fit::Partly) } else { exact }
}

impl AsksField {
    /// `,5-3,6-0,` for the statement: pairs of field and number of which a hit has one. `None` where nothing of the kind can be said.
    pub fn pairs(&self) -> Option<String> {
        if self.not || self.empty {
            return None;
        }
        let written = self.written.iter().map(|(field, _)| (*field, 0));
        let pairs = self.choices.iter().copied().chain(written).map(|(field, choice)| format!("{field}-{choice}"));
        Some(format!(",{},", pairs.collect::<Vec<_>>().join(",")))
    }

    /// Whether it holds of a conversation with these values: `5:3:` or `6:0:text`, parted by the sign of units.
    pub fn holds(&self, values: &str) -> bool {
        let mut any = false;
        let fits = values.split('\u{1f}').any(|value| {
            let mut parts = value.splitn(3, ':');
            let (Some(field), Some(choice), Some(text)) =
                (parts.next().and_then(|id| id.parse().ok()), parts.next().and_then(|choice| choice.parse::<i64>().ok()), parts.next())
            else {
                return false;
            };
            let field = FieldId(field);
            any |= self.fields.contains(&field);
            self.choices.contains(&(field, choice))
                || choice == 0 && self.written.iter().any(|(of, wanted)| *of == field && folded(text).contains(wanted.as_str()))
        });
        (fits || self.empty && !any) != self.not
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_conversation_answer_the_question() {
        let asks = |not, empty| AsksField {
            not,
            fields: vec![FieldId(5), FieldId(6)],
            empty,
            choices: vec![(FieldId(5), 3)],
            written: vec![(FieldId(6), "rf08".into())],
        };
        let cases = [
            ("5:3:", true, true),
            ("5:4:", false, false),
            ("6:0:KM-ＲＦ０８: 予備", true, true),
            ("6:0:KM-T2\u{1f}5:3:", true, true),
            ("7:3:", false, true),
            ("", false, true),
        ];
        for (values, fits, or_empty) in cases {
            assert_eq!(asks(false, false).holds(values), fits, "{values}");
            assert_eq!(asks(true, false).holds(values), !fits, "{values}");
            assert_eq!(asks(false, true).holds(values), or_empty, "{values}");
        }
        assert_eq!(asks(false, false).pairs().as_deref(), Some(",5-3,6-0,"));
        assert_eq!(asks(true, false).pairs(), None);
    }
}
