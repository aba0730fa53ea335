//! The list behind a number, as its address says it.

use super::asked::{Asked, REPORTS_URL, Span, read};
use domain::reports::{Cell, Place, Question};

/// The list behind a number.
pub fn list_url(question: &Question, cell: &Cell) -> String {
    let asked = Question { measures: vec![cell.measure], compare: false, ..question.clone() };
    let mut url = format!("{REPORTS_URL}/list?{}", asked.parameters());
    for (name, value) in [
        ("row", cell.row.map(|key| key.to_string())),
        ("column", cell.column.map(|key| key.to_string())),
        ("before", cell.before.then(|| "1".to_owned())),
    ] {
        if let Some(value) = value {
            url.push_str(&format!("&{name}={value}"));
        }
    }
    url
}

/// A page of the list behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub question: Question,
    pub cell: Cell,
    pub place: Option<Place>,
}

impl Listed {
    /// What an address says, if it is one of a list.
    pub fn named(parameter: impl Fn(&str) -> Option<String>) -> Option<Listed> {
        let names = ["space", "box", "m", "axis", "by", "from", "to", "compare", "only", "condition", "clocks"];
        let text = names.iter().filter_map(|name| Some(format!("{name}={}", parameter(name)?))).collect::<Vec<_>>().join("&");
        let question = Question::try_from(text).ok()?;
        let measure = *question.measures.first()?;
        let cell =
            Cell { measure, row: read(parameter("row")), column: read(parameter("column")), before: parameter("before").as_deref() == Some("1") };
        Some(Listed { question, cell, place: read(parameter("after")) })
    }

    pub fn at(&self, place: Place) -> String {
        format!("{}&after={place}", list_url(&self.question, &self.cell))
    }

    /// The report that the number stands in.
    pub fn report(&self) -> String {
        let Question { mailboxes, narrow, condition, clocks, period, .. } = self.question.clone();
        Asked { boxes: mailboxes, only: narrow, condition, clocks, span: Span::Free(period), ..Asked::default() }.url()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::asked::of, *};
    use domain::{
        MailboxId, SpaceId,
        reports::{Axis, Key, Measure},
    };

    #[test]
    fn the_address_of_a_list_names_its_number() {
        let asked = Asked { boxes: vec![MailboxId(3)], ..Asked::default() };
        let question = asked.question(SpaceId(1), "2026-11-24".parse().unwrap(), &[Measure::Received, Measure::Done], Axis::Day);
        let cell = Cell { measure: Measure::Done, row: Some(Key::of(20_000)), column: None, before: true };
        let url = list_url(&question, &cell);
        let read = Listed::named(|name| of(url.split_once('?').unwrap().1, name)).unwrap();
        assert_eq!((read.cell, read.place), (cell, None));
        assert_eq!(read.question.measures, [Measure::Done]);
        assert_eq!(read.question.period, question.period);
        assert!(Listed::named(|_| None).is_none());
    }
}
