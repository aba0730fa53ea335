//! The menus that change status, people and priority: in rows, in the strip of properties, in the bulk bar.

use super::{
    deeds::Deeds,
    pill::{PriorityMark, StatusPill},
    words,
};
use crate::{
    mailboxes::Mailboxes,
    parts::{
        avatar::Person,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::{
    ConversationId, Language, MailboxId, StatusId, UserId,
    conversations::{Change, Priority},
};
use leptos::prelude::*;

// In all three: `in_grid` for the buttons of a row, `after` is told when the server has done it.

/// Which conversations a menu changes, with the versions that were seen.
pub type Targets = Callback<(), Vec<(ConversationId, Option<i64>)>>;

/// Which of the two people a menu sets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Assignee,
    Confirmer,
}

#[component]
pub fn StatusMenu(
    mailbox: MailboxId,
    targets: Targets,
    #[prop(into)] current: Signal<Option<StatusId>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] color: Option<Signal<&'static str>>,
    #[prop(optional)] in_grid: bool,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let (language, mailboxes, deeds) = (use_language(), Mailboxes::current(), Deeds::in_mailbox(mailbox).then(after));
    let choices = Signal::derive(move || {
        mailboxes
            .statuses(mailbox)
            .into_iter()
            .map(|status| {
                let chosen = current.get() == Some(status.id);
                Choice::new(status.id, words::status_name(&status, language), chosen, move || view! { <StatusPill status=status.clone() /> })
            })
            .collect::<Vec<_>>()
    });
    let on_pick = move |key: String| {
        let Ok(status) = key.parse::<StatusId>() else { return };
        let ids = targets.run(());
        let name = mailboxes.statuses(mailbox).iter().find(|s| s.id == status).map(|s| words::status_name(s, language)).unwrap_or_default();
        let said = words::said_status(language, ids.len(), &name);
        deeds.change(ids, Change { status: Some(status), ..Change::default() }, said);
    };
    view! { <Menu class label choices on_pick color in_grid sets="status" worded=class == "setter" children /> }
}

#[component]
pub fn PersonMenu(
    mailbox: MailboxId,
    who: Who,
    targets: Targets,
    #[prop(into)] current: Signal<Option<UserId>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] in_grid: bool,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let (language, mailboxes, deeds) = (use_language(), Mailboxes::current(), Deeds::in_mailbox(mailbox).then(after));
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new("", words::nobody(language), current.get().is_none(), move || words::nobody(language))];
        choices.extend(mailboxes.people(mailbox).into_iter().map(|person| {
            let (id, name) = (person.id, person.name);
            Choice::new(id, name.clone(), current.get() == Some(id), move || view! { <Person name=name.clone() /> })
        }));
        choices
    });
    let on_pick = move |key: String| {
        let person = key.parse::<UserId>().ok();
        let ids = targets.run(());
        let name = mailboxes.people(mailbox).into_iter().find(|p| Some(p.id) == person).map(|p| p.name);
        let said = said_person(language, who, ids.len(), name.as_deref());
        let change = match who {
            Who::Assignee => Change { assignee: Some(person), ..Change::default() },
            Who::Confirmer => Change { confirmer: Some(person), ..Change::default() },
        };
        deeds.change(ids, change, said);
    };
    let load = move |()| mailboxes.load_people(mailbox);
    let state = Signal::derive(move || mailboxes.people_state(mailbox));
    let sets = if who == Who::Assignee { "assignee" } else { "confirmer" };
    view! { <Menu class label choices on_pick on_open=load state on_retry=load in_grid sets worded=class == "setter" children /> }
}

fn said_person(language: Language, who: Who, count: usize, name: Option<&str>) -> String {
    match (who, name) {
        (Who::Assignee, Some(name)) => words::said_assignee(language, count, name),
        (Who::Confirmer, Some(name)) => words::said_confirmer(language, count, name),
        (Who::Assignee, None) => words::said_cleared(language, count, words::assignee(language)),
        (Who::Confirmer, None) => words::said_cleared(language, count, words::confirmer(language)),
    }
}

#[component]
pub fn PriorityMenu(
    mailbox: MailboxId,
    targets: Targets,
    #[prop(into)] current: Signal<Option<Priority>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] in_grid: bool,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let (language, deeds) = (use_language(), Deeds::in_mailbox(mailbox).then(after));
    let choices = Signal::derive(move || {
        let choice = |priority: Priority| {
            let name = words::priority_name(priority, language);
            Choice::new(priority, name, current.get() == Some(priority), move || {
                if priority == Priority::Normal { name.into_any() } else { view! { <PriorityMark priority /> }.into_any() }
            })
        };
        Priority::ALL.iter().map(|priority| choice(*priority)).collect::<Vec<_>>()
    });
    let on_pick = move |key: String| {
        let Some(priority) = Priority::parse(&key) else { return };
        let ids = targets.run(());
        let said = words::said_priority(language, ids.len(), words::priority_name(priority, language));
        deeds.change(ids, Change { priority: Some(priority), ..Change::default() }, said);
    };
    view! { <Menu class label choices on_pick in_grid sets="priority" worded=class == "setter" children /> }
}
