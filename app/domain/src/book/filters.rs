//! Filters of the lists by items of the space's own.

use super::{ItemKind, ItemView};
use crate::{BookItemId, fold::fold};
use serde::{Deserialize, Serialize};

/// Filters of one list.
pub const FILTERS_MAX: usize = 3;
/// What stands between the two ends of a stretch.
pub const STRETCH: &str = "..";

/// What an item has to have: options or people as `12,15` (any of them), a stretch of days or numbers as `2026-01-01..` (both ends count,
/// either may be missing), or a piece of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFilter {
    pub item: BookItemId,
    pub wanted: String,
}

impl std::fmt::Display for ItemFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.item, self.wanted)
    }
}

impl std::str::FromStr for ItemFilter {
    type Err = ();
    fn from_str(text: &str) -> Result<ItemFilter, ()> {
        let (item, wanted) = text.split_once(':').ok_or(())?;
        Ok(ItemFilter { item: item.parse().map_err(drop)?, wanted: wanted.to_owned() })
    }
}

/// How a value is compared, ready for a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    /// 0: one of the choices in `from`, each between commas; 1: texts from `from` until `until`; 2: numbers from `low` until `high`;
    /// 3: a piece of the folded text.
    pub how: i64,
    pub from: String,
    pub until: String,
    pub low: f64,
    pub high: f64,
}

impl ItemView {
    /// `None`: it says nothing that this item can have.
    pub fn matching(&self, wanted: &str) -> Option<Matching> {
        let wanted = wanted.trim();
        match self.kind {
            ItemKind::Menu | ItemKind::Multi | ItemKind::Person => {
                let ids: Vec<i64> = wanted.split(',').map(|id| id.trim().parse()).collect::<Result<_, _>>().ok()?;
                let from = format!(",{},", ids.iter().map(i64::to_string).collect::<Vec<_>>().join(","));
                Some(Matching { how: 0, from, ..Matching::default() })
            }
            ItemKind::Date => {
                let (from, until) = wanted.split_once(STRETCH).unwrap_or((wanted, wanted));
                // Days are kept as `2026-01-31`: their texts are in the order of time.
                let until = if until.trim().is_empty() { "9999-12-31" } else { until.trim() };
                (!wanted.is_empty()).then(|| Matching { how: 1, from: from.trim().to_owned(), until: until.to_owned(), ..Matching::default() })
            }
            ItemKind::Number => {
                let (low, high) = wanted.split_once(STRETCH).unwrap_or((wanted, wanted));
                let end = |text: &str, open: f64| {
                    if text.trim().is_empty() { Some(open) } else { text.trim().parse().ok().filter(|n: &f64| n.is_finite()) }
                };
                (!wanted.is_empty()).then_some(())?;
                Some(Matching { how: 2, low: end(low, -1e300)?, high: end(high, 1e300)?, ..Matching::default() })
            }
            ItemKind::Text | ItemKind::LongText | ItemKind::Url => {
                let from = fold(wanted).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                (!from.is_empty()).then(|| Matching { how: 3, from, ..Matching::default() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::EntryKind;

    #[test]
    fn a_filter_says_what_its_item_can_have() {
        let item = |kind| ItemView {
            id: BookItemId(1),
            entry_kind: EntryKind::Contact,
            name: "項目".into(),
            kind,
            required: false,
            is_unique: false,
            listed: false,
            options: vec![],
        };
        let cases = [
            (ItemKind::Menu, "12,15", Some((0, ",12,15,", "", 0.0, 0.0))),
            (ItemKind::Person, "x", None),
            (ItemKind::Date, "2026-01-01..", Some((1, "2026-01-01", "9999-12-31", 0.0, 0.0))),
            (ItemKind::Date, "..2026-01-31", Some((1, "", "2026-01-31", 0.0, 0.0))),
            (ItemKind::Date, "", None),
            (ItemKind::Number, "1..2.5", Some((2, "", "", 1.0, 2.5))),
            (ItemKind::Number, "7", Some((2, "", "", 7.0, 7.0))),
            (ItemKind::Number, "1..x", None),
            (ItemKind::Text, "ＫＭ_1%", Some((3, "km\\_1\\%", "", 0.0, 0.0))),
            (ItemKind::Url, " ", None),
        ];
        for (kind, wanted, expected) in cases {
            let found = item(kind).matching(wanted).map(|found| (found.how, found.from, found.until, found.low, found.high));
            assert_eq!(found, expected.map(|(how, from, until, low, high)| (how, from.to_owned(), until.to_owned(), low, high)), "{kind} {wanted}");
        }
        let filter = ItemFilter { item: BookItemId(3), wanted: "1..2".into() };
        assert_eq!(filter.to_string().parse(), Ok(filter));
        assert!("x:1".parse::<ItemFilter>().is_err() && "3".parse::<ItemFilter>().is_err());
    }
}
