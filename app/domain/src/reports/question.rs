//! What is asked. All of it stands in the address of the page.

use super::{Axis, Day, Key, Measure, Period};
use crate::{Field, MailboxId, Refused, ReportConditionId, SpaceId, Wrong, stored_enum};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Figures of one question.
pub const MEASURES_MAX: usize = 12;
/// Axes that one question is narrowed on.
pub const NARROWED_MAX: usize = 4;

stored_enum! {
    /// Which hours of a wait count.
    #[derive(Default)]
    pub enum Clocks {
        #[default]
        All = "clock",
        /// Those in which the space works.
        Business = "business",
    }
}

/// Only what is at one of these places of an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrow {
    pub axis: Axis,
    pub keys: Vec<Key>,
}

/// As it travels: one text, the same as behind the question mark of the page (`axis=assignee&m=received,done&from=2026-10-26&…`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Question {
    pub space: SpaceId,
    /// None: all that the reader sees whole.
    pub mailboxes: Vec<MailboxId>,
    pub measures: Vec<Measure>,
    /// The rows.
    pub axis: Axis,
    /// The columns, where there are any: what bars are stacked of.
    pub second: Option<Axis>,
    pub period: Period,
    /// Beside each value that of [`Period::before`].
    pub compare: bool,
    pub narrow: Vec<Narrow>,
    /// A kept condition of the one mailbox that is asked about.
    pub condition: Option<ReportConditionId>,
    pub clocks: Clocks,
}

impl Question {
    /// About everything of a space.
    pub fn of(space: SpaceId, measures: &[Measure], axis: Axis, period: Period) -> Question {
        Question {
            space,
            mailboxes: vec![],
            measures: measures.to_vec(),
            axis,
            second: None,
            period,
            compare: false,
            narrow: vec![],
            condition: None,
            clocks: Clocks::default(),
        }
    }

    /// # Errors
    /// [`Refused::Invalid`] for a period that is none, for no figures or too many, for figures that cannot be told apart like that, and
    /// for a condition without the one mailbox that it belongs to.
    pub fn check(&self) -> Result<(), Refused> {
        let wrong = |wrong| Err(Refused::Invalid { field: Field::Value, wrong });
        self.period.check()?;
        if self.measures.is_empty() {
            return wrong(Wrong::Missing);
        }
        if self.measures.len() > MEASURES_MAX
            || self.narrow.len() > NARROWED_MAX
            || self.narrow.iter().map(|narrow| narrow.keys.len()).sum::<usize>() > 200
        {
            return wrong(Wrong::TooLong);
        }
        let axes = || [Some(self.axis), self.second].into_iter().flatten().chain(self.narrow.iter().map(|narrow| narrow.axis));
        let offered = self.measures.iter().all(|measure| axes().all(|axis| measure.offers(axis)));
        // Waits are a distribution of what happened, not of their own middle; and time says where the columns are, once.
        if !offered || self.second == Some(self.axis) || self.condition.is_some() && self.mailboxes.len() != 1 {
            return wrong(Wrong::Malformed);
        }
        Ok(())
    }

    /// Reads an address; `parameter` answers what stands behind its question mark. What is missing or cannot be read is as in `usual`.
    pub fn named(usual: &Question, parameter: impl Fn(&str) -> Option<String>) -> Question {
        fn list<T: FromStr>(text: &str) -> Vec<T> {
            text.split(',').filter_map(|one| one.parse().ok()).collect()
        }
        fn read<T: FromStr>(text: Option<String>) -> Option<T> {
            text?.parse().ok()
        }
        let measures = parameter("m").map(|text| list(&text)).filter(|measures| !measures.is_empty());
        let narrow = |text: String| {
            let one = |part: &str| {
                let (axis, keys) = part.split_once(':')?;
                Some(Narrow { axis: axis.parse().ok()?, keys: keys.split('.').filter_map(|key| key.parse().ok()).collect() })
            };
            text.split(',').filter_map(one).filter(|narrow| !narrow.keys.is_empty()).collect()
        };
        Question {
            space: read(parameter("space")).unwrap_or(usual.space),
            mailboxes: parameter("box").map_or_else(|| usual.mailboxes.clone(), |text| list(&text)),
            measures: measures.unwrap_or_else(|| usual.measures.clone()),
            axis: read(parameter("axis")).unwrap_or(usual.axis),
            second: parameter("by").map_or(usual.second, |text| text.parse().ok()),
            period: Period {
                from: read::<Day>(parameter("from")).unwrap_or(usual.period.from),
                to: read::<Day>(parameter("to")).unwrap_or(usual.period.to),
            },
            compare: parameter("compare").map_or(usual.compare, |text| text == "1"),
            narrow: parameter("only").map_or_else(|| usual.narrow.clone(), narrow),
            condition: parameter("condition").map_or(usual.condition, |text| text.parse().ok()),
            clocks: parameter("clocks").and_then(|text| Clocks::parse(&text)).unwrap_or(usual.clocks),
        }
    }

    /// What stands behind the question mark: letters, digits and `,:.-=&` only, so nothing has to be encoded.
    pub fn parameters(&self) -> String {
        fn joined<T: ToString>(all: &[T], by: &str) -> String {
            all.iter().map(ToString::to_string).collect::<Vec<_>>().join(by)
        }
        let narrow: Vec<String> = self.narrow.iter().map(|narrow| format!("{}:{}", narrow.axis, joined(&narrow.keys, "."))).collect();
        let said = [
            ("space", self.space.to_string()),
            ("box", joined(&self.mailboxes, ",")),
            ("m", joined(&self.measures, ",")),
            ("axis", self.axis.to_string()),
            ("by", self.second.map(|axis| axis.to_string()).unwrap_or_default()),
            ("from", self.period.from.to_string()),
            ("to", self.period.to.to_string()),
            ("compare", if self.compare { "1" } else { "" }.to_owned()),
            ("only", narrow.join(",")),
            ("condition", self.condition.map(|id| id.to_string()).unwrap_or_default()),
            ("clocks", if self.clocks == Clocks::All { String::new() } else { self.clocks.to_string() }),
        ];
        said.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

impl From<Question> for String {
    fn from(question: Question) -> String {
        question.parameters()
    }
}

impl TryFrom<String> for Question {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let of =
            |name: &str| text.split('&').filter_map(|part| part.split_once('=')).find(|(one, _)| *one == name).map(|(_, value)| value.to_owned());
        let required = |name: &str| of(name).ok_or_else(|| format!("{name} is missing in {text:?}"));
        let period = Period { from: required("from")?.parse()?, to: required("to")?.parse()? };
        let space = required("space")?.parse().map_err(|_| "the space is no number".to_owned())?;
        Ok(Question::named(&Question::of(space, &[], Axis::All, period), of))
    }
}
