//! What the page of the reports shows. All of it stands in the address, so that a view can be sent and kept.

use domain::{
    MailboxId, ReportConditionId, SpaceId,
    reports::{Axis, Clocks, Day, Key, Measure, Narrow, Period, Question},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

pub const REPORTS_URL: &str = "/reports";
/// Any figure by any axis.
pub const ANY_URL: &str = "/reports/any";
/// What goes out by mail.
pub const MAILS_URL: &str = "/reports/mails";
pub const WALL_URL: &str = "/reports/wall";

/// The stretch of time. Those that move on with the days stay what they are in a kept address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    Today,
    Days7,
    #[default]
    Days30,
    /// The twelve months up to this one.
    Months,
    /// From Monday to Sunday.
    LastWeek,
    LastMonth,
    Free(Period),
}

/// Which page of the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Overview,
    Explore,
}

/// How the chosen figure is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Bars,
    Stacked,
    Lines,
}

impl Look {
    const ALL: [(Look, &str); 3] = [(Look::Bars, "bars"), (Look::Stacked, "stacked"), (Look::Lines, "lines")];
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Asked {
    pub tab: Tab,
    pub span: Span,
    /// None: all that the reader sees whole.
    pub boxes: Vec<MailboxId>,
    pub only: Vec<Narrow>,
    pub condition: Option<ReportConditionId>,
    pub compare: bool,
    pub clocks: Clocks,
    /// The menu whose answers are counted on the overview.
    pub menu: Option<Axis>,
    pub measure: Measure,
    pub axis: Axis,
    pub second: Option<Axis>,
    pub look: Look,
}

impl Default for Asked {
    fn default() -> Asked {
        Asked {
            tab: Tab::default(),
            span: Span::default(),
            boxes: vec![],
            only: vec![],
            condition: None,
            compare: true,
            clocks: Clocks::default(),
            menu: None,
            measure: Measure::Received,
            axis: Axis::Assignee,
            second: None,
            look: Look::default(),
        }
    }
}

pub(super) fn read<T: FromStr>(text: Option<String>) -> Option<T> {
    text?.parse().ok()
}

impl Asked {
    /// Reads an address; what is missing or cannot be read is as it usually is.
    pub fn named(parameter: impl Fn(&str) -> Option<String>) -> Asked {
        let usual = Asked::default();
        let span = match parameter("p").as_deref() {
            Some("today") => Span::Today,
            Some("7d") => Span::Days7,
            Some("30d") => Span::Days30,
            Some("months") => Span::Months,
            Some("last-week") => Span::LastWeek,
            Some("last-month") => Span::LastMonth,
            _ => match (read::<Day>(parameter("from")), read::<Day>(parameter("to"))) {
                (Some(from), Some(to)) if (Period { from, to }).check().is_ok() => Span::Free(Period { from, to }),
                _ => Span::default(),
            },
        };
        let narrow = |part: &str| {
            let (axis, keys) = part.split_once(':')?;
            let keys: Vec<Key> = keys.split('.').filter_map(|key| key.parse().ok()).collect();
            Some(Narrow { axis: axis.parse().ok()?, keys }).filter(|narrow| !narrow.keys.is_empty())
        };
        Asked {
            tab: usual.tab,
            span,
            boxes: parameter("box").map(|text| text.split(',').filter_map(|id| id.parse().ok()).collect()).unwrap_or_default(),
            only: parameter("only").map(|text| text.split(',').filter_map(narrow).collect()).unwrap_or_default(),
            condition: read(parameter("condition")),
            compare: parameter("compare").as_deref() != Some("0"),
            clocks: parameter("clocks").and_then(|text| Clocks::parse(&text)).unwrap_or_default(),
            menu: read(parameter("menu")),
            measure: parameter("m").and_then(|text| Measure::parse(&text)).unwrap_or(usual.measure),
            axis: read(parameter("axis")).unwrap_or(usual.axis),
            second: read(parameter("by")),
            look: parameter("look").and_then(|text| Look::ALL.into_iter().find(|(_, name)| *name == text)).map_or(usual.look, |(look, _)| look),
        }
    }

    /// What stands behind the question mark: nothing that has to be encoded.
    pub fn parameters(&self) -> String {
        let usual = Asked::default();
        let mut said: Vec<(&str, String)> = Vec::new();
        let mut say = |name, value: Option<String>| said.extend(value.map(|value| (name, value)));
        match self.span {
            Span::Today => say("p", Some("today".to_owned())),
            Span::Days7 => say("p", Some("7d".to_owned())),
            Span::Days30 => {}
            Span::Months => say("p", Some("months".to_owned())),
            Span::LastWeek => say("p", Some("last-week".to_owned())),
            Span::LastMonth => say("p", Some("last-month".to_owned())),
            Span::Free(Period { from, to }) => {
                say("from", Some(from.to_string()));
                say("to", Some(to.to_string()));
            }
        }
        let boxes: Vec<String> = self.boxes.iter().map(ToString::to_string).collect();
        say("box", (!boxes.is_empty()).then(|| boxes.join(",")));
        let only: Vec<String> = self
            .only
            .iter()
            .map(|narrow| format!("{}:{}", narrow.axis, narrow.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")))
            .collect();
        say("only", (!only.is_empty()).then(|| only.join(",")));
        say("condition", self.condition.map(|id| id.to_string()));
        say("compare", (!self.compare).then(|| "0".to_owned()));
        say("clocks", (self.clocks != usual.clocks).then(|| self.clocks.to_string()));
        say("menu", self.menu.map(|axis| axis.to_string()));
        if self.tab == Tab::Explore {
            say("m", (self.measure != usual.measure).then(|| self.measure.to_string()));
            say("axis", (self.axis != usual.axis).then(|| self.axis.to_string()));
            say("by", self.second.map(|axis| axis.to_string()));
            let look = Look::ALL.into_iter().find(|(look, _)| *look == self.look && self.look != usual.look);
            say("look", look.map(|(_, name)| name.to_owned()));
        }
        said.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    pub fn url(&self) -> String {
        behind(if self.tab == Tab::Explore { ANY_URL } else { REPORTS_URL }, &self.parameters())
    }

    pub fn wall_url(&self) -> String {
        behind(WALL_URL, &self.parameters())
    }

    pub fn period(&self, today: Day) -> Period {
        match self.span {
            Span::Today => Period::last(1, today),
            Span::Days7 => Period::last(7, today),
            Span::Days30 => Period::last(30, today),
            Span::Months => {
                let mut from = today.begins(Axis::Month);
                for _ in 1..12 {
                    from = from.plus(-1).begins(Axis::Month);
                }
                Period { from, to: today }
            }
            Span::LastWeek => last(Axis::Week, today),
            Span::LastMonth => last(Axis::Month, today),
            Span::Free(period) => period,
        }
    }

    /// Steps of time that leave a chart readable.
    pub fn steps(&self, today: Day) -> Axis {
        match (self.span, self.period(today).days()) {
            (Span::Months, _) => Axis::Month,
            (_, ..=62) => Axis::Day,
            (_, ..=200) => Axis::Week,
            (_, ..=1_900) => Axis::Month,
            _ => Axis::FiscalYear,
        }
    }

    /// A question about what the page shows. What the figures cannot be narrowed to is left off.
    pub fn question(&self, space: SpaceId, today: Day, measures: &[Measure], axis: Axis) -> Question {
        let offered = |narrow: &&Narrow| measures.iter().all(|measure| measure.offers(narrow.axis));
        Question {
            mailboxes: self.boxes.clone(),
            compare: self.compare,
            narrow: self.only.iter().filter(offered).cloned().collect(),
            condition: self.condition,
            clocks: self.clocks,
            ..Question::of(space, measures, axis, self.period(today))
        }
    }

    /// The one mailbox that it is about, if it is one.
    pub fn mailbox(&self) -> Option<MailboxId> {
        match self.boxes[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    pub fn is_narrowed(&self) -> bool {
        !self.boxes.is_empty() || !self.only.is_empty() || self.condition.is_some()
    }

    /// The only place of an axis that counts.
    pub fn chosen(&self, axis: Axis) -> Option<Key> {
        self.only.iter().find(|narrow| narrow.axis == axis).and_then(|narrow| narrow.keys.first().copied())
    }

    /// The same narrowed to a place of an axis, or to none.
    pub fn narrowed(&self, axis: Axis, key: Option<Key>) -> Asked {
        let mut only: Vec<Narrow> = self.only.iter().filter(|narrow| narrow.axis != axis).cloned().collect();
        only.extend(key.map(|key| Narrow { axis, keys: vec![key] }));
        Asked { only, ..self.clone() }
    }

    /// The same about another mailbox: what only the old one has is gone.
    pub fn about(&self, boxes: Vec<MailboxId>) -> Asked {
        let only = self.only.iter().filter(|narrow| !matches!(narrow.axis, Axis::Folder | Axis::Field(_))).cloned().collect();
        Asked { boxes, only, condition: None, menu: None, ..self.clone() }
    }
}

/// As it travels: the whole address.
impl From<Asked> for String {
    fn from(asked: Asked) -> String {
        asked.url()
    }
}

impl From<String> for Asked {
    fn from(url: String) -> Asked {
        let (path, parameters) = url.split_once('?').unwrap_or((&url, ""));
        let tab = if path == ANY_URL { Tab::Explore } else { Tab::Overview };
        Asked { tab, ..Asked::named(|name| of(parameters, name)) }
    }
}

/// A parameter of a text as it stands behind the question mark.
pub(super) fn of(text: &str, name: &str) -> Option<String> {
    text.split('&').filter_map(|part| part.split_once('=')).find(|(one, _)| *one == name).map(|(_, value)| value.to_owned())
}

/// The whole step of time before the one that this day is in.
fn last(axis: Axis, today: Day) -> Period {
    let to = today.begins(axis).plus(-1);
    Period { from: to.begins(axis), to }
}

fn behind(path: &str, parameters: &str) -> String {
    if parameters.is_empty() { path.to_owned() } else { format!("{path}?{parameters}") }
}

pub fn use_asked(tab: Tab) -> Memo<Asked> {
    let query = use_query_map();
    Memo::new(move |_| Asked { tab, ..query.with(|query| Asked::named(|name| query.get(name))) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FieldId;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_usual_stands_in_no_address() {
        assert_eq!(Asked::default().url(), "/reports");
        assert_eq!(Asked::from(String::new()), Asked::default());
    }

    #[test]
    fn an_address_gives_the_same_view_again() {
        let period = Period { from: day("2026-10-01"), to: day("2026-10-31") };
        let all = Asked {
            tab: Tab::Explore,
            span: Span::Free(period),
            boxes: vec![MailboxId(3), MailboxId(4)],
            only: vec![Narrow { axis: Axis::Assignee, keys: vec![Key::NONE, Key::of(7)] }, Narrow { axis: Axis::Folder, keys: vec![Key::of(2)] }],
            condition: Some(ReportConditionId(9)),
            compare: false,
            clocks: Clocks::Business,
            menu: Some(Axis::Field(FieldId(12))),
            measure: Measure::DoneMedian,
            axis: Axis::Week,
            second: Some(Axis::Status),
            look: Look::Lines,
        };
        for asked in [
            all.clone(),
            Asked { span: Span::Today, ..all.clone() },
            Asked {
                span: Span::Days7,
                tab: Tab::Overview,
                measure: Measure::Received,
                axis: Axis::Assignee,
                second: None,
                look: Look::Bars,
                ..all.clone()
            },
            Asked { span: Span::Months, ..all.clone() },
            Asked { span: Span::LastWeek, ..all.clone() },
            Asked { span: Span::LastMonth, ..all },
        ] {
            assert_eq!(Asked::from(asked.url()), asked);
        }
    }

    #[test]
    fn a_period_that_is_none_is_the_usual_one() {
        assert_eq!(Asked::from("/reports?from=2026-11-24&to=2026-11-01".to_owned()).span, Span::Days30);
        assert_eq!(Asked::from("/reports?from=x&to=2026-11-01".to_owned()).span, Span::Days30);
    }

    #[test]
    fn periods_end_today_and_steps_stay_readable() {
        let today = day("2026-11-24");
        let of = |span| Asked { span, ..Asked::default() };
        assert_eq!(of(Span::Days30).period(today), Period { from: day("2026-10-26"), to: today });
        assert_eq!(of(Span::Months).period(today), Period { from: day("2025-12-01"), to: today });
        let free = |from| of(Span::Free(Period { from: day(from), to: today })).steps(today);
        assert_eq!(
            [free("2026-11-01"), free("2026-07-01"), free("2024-11-01"), free("2019-11-01")],
            [Axis::Day, Axis::Week, Axis::Month, Axis::FiscalYear]
        );
    }

    #[test]
    fn another_mailbox_has_other_folders() {
        let asked = Asked { boxes: vec![MailboxId(1)], condition: Some(ReportConditionId(1)), ..Asked::default() }
            .narrowed(Axis::Folder, Some(Key::of(3)))
            .narrowed(Axis::Assignee, Some(Key::of(7)));
        let other = asked.about(vec![MailboxId(2)]);
        assert_eq!((other.chosen(Axis::Folder), other.chosen(Axis::Assignee), other.condition), (None, Some(Key::of(7)), None));
        assert_eq!(asked.narrowed(Axis::Assignee, None).chosen(Axis::Assignee), None);
    }
}
