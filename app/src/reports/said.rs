//! What a report is about, in words: for paper, files and mails.

use super::names;
use domain::{
    Language, MailboxId, ReportConditionId,
    reports::{Axis, Key, Narrow, ReportsDesk},
};

/// The mailboxes; with none named, all that there are.
pub fn boxes(named: &[MailboxId], desk: &ReportsDesk) -> String {
    let all = desk.mailboxes.iter().filter(|mailbox| named.is_empty() || named.contains(&mailbox.id));
    all.map(|mailbox| mailbox.name.as_str()).collect::<Vec<_>>().join("・")
}

pub fn condition(id: Option<ReportConditionId>, desk: &ReportsDesk) -> Option<String> {
    let all = desk.mailboxes.iter().flat_map(|mailbox| &mailbox.conditions);
    all.into_iter().find(|condition| Some(condition.id) == id).map(|condition| condition.form.name.clone())
}

/// Each axis that it is narrowed on, with the places that count.
pub fn narrowed(only: &[Narrow], desk: &ReportsDesk, l: Language) -> Vec<(String, String)> {
    let places = |narrow: &Narrow| narrow.keys.iter().map(|key| key_name(*key, narrow.axis, desk, l)).collect::<Vec<_>>().join("・");
    only.iter().map(|narrow| (names::axis(narrow.axis, desk, l), places(narrow))).collect()
}

fn key_name(key: Key, axis: Axis, desk: &ReportsDesk, l: Language) -> String {
    let Some(id) = key.0 else { return names::nothing(axis, l).to_owned() };
    let boxes = || desk.mailboxes.iter();
    let found = match axis {
        Axis::Assignee | Axis::Confirmer => {
            boxes().flat_map(|mailbox| &mailbox.people).find(|person| person.id.0 == id).map(|person| person.name.clone())
        }
        Axis::Folder => boxes().flat_map(|mailbox| &mailbox.folders).find(|folder| folder.id.0 == id).map(|folder| folder.name.clone()),
        Axis::Field(_) => {
            let options = boxes().flat_map(|mailbox| &mailbox.menus).flat_map(|menu| &menu.options);
            options.into_iter().find(|option| option.id.0 == id).map(|option| option.name.clone())
        }
        _ => None,
    };
    found.unwrap_or_else(|| names::former(l).to_owned())
}
