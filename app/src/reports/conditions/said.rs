//! Rows of a condition in plain words, and what they can be compared with.

use super::{
    clause_row::Offers,
    draft::{About, NOTHING},
    words,
};
use crate::{
    conversations::words::{priority_name, status_name},
    rules,
};
use domain::{Language, conversations::Priority, folders, reports::Clause};

pub fn about(of: About, offers: &Offers, l: Language) -> String {
    let plain = match of {
        About::Mail(what) => rules::said_what(what, l),
        About::Folder => words::folder(l),
        About::Assignee => words::assignee(l),
        About::Confirmer => words::confirmer(l),
        About::Status => words::status(l),
        About::Priority => words::priority(l),
        About::Field(id) => {
            let menu = offers.mailbox.menus.iter().find(|menu| menu.id == id);
            return menu.map_or_else(|| words::gone(l).to_owned(), |menu| menu.name.clone());
        }
    };
    plain.to_owned()
}

/// Numbers and what they are called; [`NOTHING`] is what nothing is set to.
pub fn choices(of: About, offers: &Offers, l: Language) -> Vec<(i64, String)> {
    let mailbox = &offers.mailbox;
    let people = || mailbox.people.iter().map(|person| (person.id.0, person.name.clone()));
    let nothing = |name: &str| std::iter::once((NOTHING, name.to_owned()));
    match of {
        About::Mail(_) => vec![],
        About::Folder => {
            let named =
                mailbox.folders.iter().map(|folder| (folder.id.0, folders::path(&mailbox.folders, folder.id).unwrap_or_else(|| folder.name.clone())));
            named.chain(nothing(words::no_folder(l))).collect()
        }
        About::Assignee | About::Confirmer => people().chain(nothing(words::nobody(l))).collect(),
        About::Status => offers.statuses.iter().map(|status| (status.id.0, status_name(status, l))).collect(),
        About::Priority => (0_i64..).zip(Priority::ALL).map(|(rank, level)| (rank, priority_name(*level, l).to_owned())).collect(),
        About::Field(id) => {
            let options = mailbox.menus.iter().filter(|menu| menu.id == id).flat_map(|menu| &menu.options);
            options.map(|option| (option.id.0, option.name.clone())).chain(nothing(words::not_set(l))).collect()
        }
    }
}

pub fn clause(of: &Clause, offers: &Offers, l: Language) -> String {
    let (what, choice, is) = match of {
        Clause::Mail { condition } => return rules::said_condition(condition, l),
        Clause::Folder { folder, is, .. } => (About::Folder, folder.map(|id| id.0), *is),
        Clause::Assignee { user, is } => (About::Assignee, user.map(|id| id.0), *is),
        Clause::Confirmer { user, is } => (About::Confirmer, user.map(|id| id.0), *is),
        Clause::Status { status, is } => (About::Status, Some(status.0), *is),
        Clause::Priority { priority, is } => {
            (About::Priority, Priority::ALL.iter().position(|each| each == priority).and_then(|at| i64::try_from(at).ok()), *is)
        }
        Clause::Field { field, choice, is } => (About::Field(*field), *choice, *is),
    };
    let wanted = choice.unwrap_or(NOTHING);
    let value = choices(what, offers, l).into_iter().find(|(id, _)| *id == wanted).map_or_else(|| words::gone(l).to_owned(), |(_, name)| name);
    let value = if matches!(of, Clause::Folder { below: true, folder: Some(_), .. }) { words::and_below(l, &value) } else { value };
    let what = about(what, offers, l);
    if is { words::said_is(l, &what, &value) } else { words::said_is_not(l, &what, &value) }
}
