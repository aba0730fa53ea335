//! The menus that change status, people and priority: in rows, in the strip of properties, in the bulk bar.

use super::{
    deeds::Deeds,
    pill::{PriorityMark, StatusPill},
    words,
};
use crate::{
    absence::away,
    mailboxes::Mailboxes,
    parts::{
        avatar::Person,
        menu::{Choice, Menu, Offer},
    },
    words::use_language,
};
use domain::{
    ConversationId, Language, MailboxId, StatusId, UserId,
    conversations::{Change, Priority},
};
use leptos::prelude::*;

/// Which conversations a menu changes, with the versions that were seen.
pub type Targets = Callback<(), Vec<(ConversationId, Option<i64>)>>;

/// Which of the two people a menu sets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Assignee,
    Confirmer,
}

/// What a menu of status, people or priority lists and does. Made where the component that shows it is made.
#[derive(Clone, Copy)]
pub struct Setting {
    pub mailbox: MailboxId,
    pub targets: Targets,
    /// Told when the server has done it.
    pub after: Option<Callback<()>>,
}

impl Setting {
    pub fn status(self, current: Signal<Option<StatusId>>) -> Offer {
        let Setting { mailbox, targets, after } = self;
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
        let on_pick = Callback::new(move |key: String| {
            let Ok(status) = key.parse::<StatusId>() else { return };
            let ids = targets.run(());
            let name = mailboxes.statuses(mailbox).iter().find(|s| s.id == status).map(|s| words::status_name(s, language)).unwrap_or_default();
            let said = words::said_status(language, ids.len(), &name);
            deeds.change(ids, Change { status: Some(status), ..Change::default() }, said);
        });
        Offer::ready("status", choices, on_pick)
    }

    pub fn person(self, who: Who, current: Signal<Option<UserId>>) -> Offer {
        let Setting { mailbox, targets, after } = self;
        let (language, mailboxes, deeds) = (use_language(), Mailboxes::current(), Deeds::in_mailbox(mailbox).then(after));
        let choices = Signal::derive(move || {
            let mut choices = vec![Choice::new("", words::nobody(language), current.get().is_none(), move || words::nobody(language))];
            choices.extend(mailboxes.people(mailbox).into_iter().map(|person| {
                let (id, name, absent) = (person.id, person.name, person.absent);
                Choice::new(id, name.clone(), current.get() == Some(id), move || {
                    view! {
                        <Person name=name.clone() />
                        {absent.then(|| view! { <span class="tag" data-kind="warn">{away(language)}</span> })}
                    }
                })
            }));
            choices
        });
        let on_pick = Callback::new(move |key: String| {
            let person = key.parse::<UserId>().ok();
            let ids = targets.run(());
            let name = mailboxes.people(mailbox).into_iter().find(|p| Some(p.id) == person).map(|p| p.name);
            let said = said_person(language, who, ids.len(), name.as_deref());
            let change = match who {
                Who::Assignee => Change { assignee: Some(person), ..Change::default() },
                Who::Confirmer => Change { confirmer: Some(person), ..Change::default() },
            };
            deeds.change(ids, change, said);
        });
        let load = Callback::new(move |()| mailboxes.load_people(mailbox));
        let sets = if who == Who::Assignee { "assignee" } else { "confirmer" };
        let state = Signal::derive(move || mailboxes.people_state(mailbox));
        Offer { on_open: Some(load), state, on_retry: Some(load), ..Offer::ready(sets, choices, on_pick) }
    }

    pub fn priority(self, current: Signal<Option<Priority>>) -> Offer {
        let Setting { mailbox, targets, after } = self;
        let (language, mailboxes, deeds) = (use_language(), Mailboxes::current(), Deeds::in_mailbox(mailbox).then(after));
        let choices = Signal::derive(move || {
            let choice = |priority: Priority| {
                let level = mailboxes.level(mailbox, priority);
                let name = words::level_name(level.as_ref(), priority, language);
                Choice::new(priority, name.clone(), current.get() == Some(priority), move || {
                    if priority == Priority::Normal {
                        name.clone().into_any()
                    } else {
                        view! { <PriorityMark priority level=level.clone() /> }.into_any()
                    }
                })
            };
            Priority::ALL.iter().map(|priority| choice(*priority)).collect::<Vec<_>>()
        });
        let on_pick = Callback::new(move |key: String| {
            let Some(priority) = Priority::parse(&key) else { return };
            let ids = targets.run(());
            let said = words::said_priority(language, ids.len(), &mailboxes.priority_name(mailbox, priority, language));
            deeds.change(ids, Change { priority: Some(priority), ..Change::default() }, said);
        });
        Offer::ready("priority", choices, on_pick)
    }
}

fn said_person(language: Language, who: Who, count: usize, name: Option<&str>) -> String {
    match (who, name) {
        (Who::Assignee, Some(name)) => words::said_assignee(language, count, name),
        (Who::Confirmer, Some(name)) => words::said_confirmer(language, count, name),
        (Who::Assignee, None) => words::said_cleared(language, count, words::assignee(language)),
        (Who::Confirmer, None) => words::said_cleared(language, count, words::confirmer(language)),
    }
}

// The same with a button of their own: `after` is told when the server has done it.

#[component]
pub fn StatusMenu(
    mailbox: MailboxId,
    targets: Targets,
    #[prop(into)] current: Signal<Option<StatusId>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] color: Option<Signal<&'static str>>,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let offer = Setting { mailbox, targets, after }.status(current);
    view! { <SettingMenu class label offer color children /> }
}

#[component]
pub fn PersonMenu(
    mailbox: MailboxId,
    who: Who,
    targets: Targets,
    #[prop(into)] current: Signal<Option<UserId>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let offer = Setting { mailbox, targets, after }.person(who, current);
    view! { <SettingMenu class label offer color=None children /> }
}

#[component]
pub fn PriorityMenu(
    mailbox: MailboxId,
    targets: Targets,
    #[prop(into)] current: Signal<Option<Priority>>,
    class: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] after: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let offer = Setting { mailbox, targets, after }.priority(current);
    view! { <SettingMenu class label offer color=None children /> }
}

#[component]
pub(super) fn SettingMenu(
    class: &'static str,
    label: Signal<String>,
    offer: Offer,
    color: Option<Signal<&'static str>>,
    children: ChildrenFn,
) -> impl IntoView {
    let Offer { sets, choices, on_pick, on_open, state, on_retry } = offer;
    // Both are there or neither is.
    let load = on_open.or(on_retry).unwrap_or_else(|| Callback::new(|()| ()));
    view! { <Menu class label choices on_pick on_open=load state on_retry=load color sets worded=class == "setter" children /> }
}
