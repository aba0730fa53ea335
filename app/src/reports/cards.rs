//! What each card of a page asks for. The server works the question out too, so that a card is one request.

use super::asked::Asked;
use crate::{Failure, wire::Json};
use domain::{
    FieldId, MailboxId,
    reports::{Answer, Axis, Measure, Question, ReportsDesk},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Card {
    Totals,
    Time,
    Waits,
    Ages,
    People,
    Menu,
    Hours,
    /// Unfinished work by person, for the wall.
    Hands,
    /// The figure that was chosen.
    Free,
}

impl Card {
    const ALL: [(Card, &str); 9] = [
        (Card::Totals, "totals"),
        (Card::Time, "time"),
        (Card::Waits, "waits"),
        (Card::Ages, "ages"),
        (Card::People, "people"),
        (Card::Menu, "menu"),
        (Card::Hours, "hours"),
        (Card::Hands, "hands"),
        (Card::Free, "free"),
    ];

    /// As it stands in an address.
    pub fn name(self) -> &'static str {
        Card::ALL.into_iter().find(|(card, _)| *card == self).map_or("free", |(_, name)| name)
    }

    pub fn named(name: &str) -> Option<Card> {
        Card::ALL.into_iter().find(|(_, of)| *of == name).map(|(card, _)| card)
    }
}

/// The answer to the question of a card.
#[server(name = ReportCard, prefix = "/rpc", endpoint = "reports/card", input = GetUrl, output = Json)]
pub async fn card(asked: Asked, card: Card) -> Result<Answer, Failure> {
    let cx = crate::server_side::cx()?;
    let desk = backend::reports::desk(&cx).await?;
    Ok(backend::reports::ask(&cx, &question(&asked, card, &desk)).await?)
}

pub fn question(asked: &Asked, card: Card, desk: &ReportsDesk) -> Question {
    let of = |measures: &[Measure], axis| asked.question(desk.space, desk.today, measures, axis);
    match card {
        Card::Totals => of(&[Measure::Received, Measure::Sent, Measure::Done, Measure::AnswerMedian, Measure::OpenNow], Axis::All),
        Card::Time => of(&[Measure::Received, Measure::Done], asked.steps(desk.today)),
        Card::Waits => Question { compare: false, ..of(&[Measure::Answered], Axis::Wait) },
        Card::Ages => Question { compare: false, ..of(&[Measure::OpenNow], Axis::Age) },
        Card::People => of(&[Measure::Received, Measure::Done, Measure::AnswerMedian], Axis::Assignee),
        Card::Menu => of(&[Measure::Received], menu(asked, desk)),
        Card::Hours => Question { compare: false, ..of(&[Measure::Received], Axis::WeekHour) },
        Card::Hands => Question { compare: false, ..of(&[Measure::OpenNow], Axis::Assignee) },
        Card::Free => {
            let measure = asked.measure;
            let all = axes(measure, asked, desk);
            let axis = if all.contains(&asked.axis) { asked.axis } else { first(measure) };
            let may_split = |second: &Axis| *second != axis && all.contains(second) && ![axis, *second].contains(&Axis::WeekHour);
            let second = asked.second.filter(may_split);
            let mut question = Question { second, ..of(&[measure], axis) };
            // An older address may ask for more than there is to compare.
            question.compare &= second.is_none() && axis != Axis::WeekHour;
            question
        }
    }
}

/// What a figure is told apart by when nothing that fits was chosen.
pub fn first(measure: Measure) -> Axis {
    axes_in_order().find(|axis| measure.offers(*axis)).unwrap_or(Axis::All)
}

fn axes_in_order() -> impl Iterator<Item = Axis> {
    [Axis::Assignee, Axis::Group, Axis::Template, Axis::Result, Axis::Day, Axis::Mailbox].into_iter()
}

/// The menus that can be chosen on the overview: those of the one mailbox, and what every mailbox has.
pub fn menus(asked: &Asked, desk: &ReportsDesk) -> Vec<Axis> {
    let of_box = one_box(asked, desk).and_then(|id| desk.mailboxes.iter().find(|mailbox| mailbox.id == id));
    let fields: Vec<Axis> = of_box.map(|mailbox| mailbox.menus.iter().map(|menu| Axis::Field(menu.id)).collect()).unwrap_or_default();
    let rest = [
        (of_box.is_none() && desk.mailboxes.len() > 1).then_some(Axis::Mailbox),
        of_box.filter(|mailbox| !mailbox.folders.is_empty()).map(|_| Axis::Folder),
    ];
    let mut all: Vec<Axis> = fields.into_iter().take(4).chain(rest.into_iter().flatten()).collect();
    all.push(Axis::Company);
    if all.len() < 3 {
        all.push(if of_box.is_some() { Axis::Status } else { Axis::Priority });
    }
    all
}

fn menu(asked: &Asked, desk: &ReportsDesk) -> Axis {
    let all = menus(asked, desk);
    asked.menu.filter(|menu| all.contains(menu)).or(all.first().copied()).unwrap_or(Axis::Company)
}

/// The mailbox that is asked about, where it is one: the chosen one, or the only one that there is.
pub fn one_box(asked: &Asked, desk: &ReportsDesk) -> Option<MailboxId> {
    asked.mailbox().or_else(|| match &desk.mailboxes[..] {
        [only] if asked.boxes.is_empty() => Some(only.id),
        _ => None,
    })
}

/// All that a figure can be told apart by here, in the order of the menu.
pub fn axes(measure: Measure, asked: &Asked, desk: &ReportsDesk) -> Vec<Axis> {
    // Statuses and folders of several mailboxes have the same names.
    let alone = one_box(asked, desk).is_some();
    let fields: Vec<FieldId> = one_box(asked, desk)
        .and_then(|id| desk.mailboxes.iter().find(|mailbox| mailbox.id == id))
        .map(|mailbox| mailbox.menus.iter().map(|menu| menu.id).collect())
        .unwrap_or_default();
    let plain = [
        Axis::Assignee,
        Axis::Confirmer,
        Axis::Status,
        Axis::Priority,
        Axis::Folder,
        Axis::Mailbox,
        Axis::Account,
        Axis::Company,
        Axis::Result,
        Axis::Template,
        Axis::Group,
        Axis::Day,
        Axis::Week,
        Axis::Month,
        Axis::FiscalYear,
        Axis::WeekHour,
        Axis::Wait,
        Axis::Age,
    ];
    let of_logs =
        desk.log_items.iter().filter(|(log, ..)| measure.source() == domain::reports::Source::Logs(*log)).map(|(_, id, _)| Axis::LogItem(*id));
    let company = measure == Measure::Companies;
    let of_book = desk.book_items.iter().filter(|item| item.company == company).map(|item| Axis::BookItem(item.id));
    let all = plain.into_iter().chain(fields.into_iter().map(Axis::Field)).chain(of_logs).chain(of_book);
    all.filter(|axis| measure.offers(*axis) && (alone || !matches!(axis, Axis::Status | Axis::Folder))).collect()
}
