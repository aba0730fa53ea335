//! The filter by assignee: anyone, me, nobody, each person. The choice stands in the address.

use super::words;
use crate::{
    mailboxes::Mailboxes,
    parts::{
        avatar::Person,
        icon::Icon,
        menu::{Choice, Menu},
    },
    routes::list_url,
    start::use_me,
    words::use_language,
};
use domain::{
    UserId,
    conversations::{Assigned, ListQuery, View},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn AssigneeChip(query: ListQuery) -> impl IntoView {
    // These two lists are a choice of assignee already.
    if matches!(query.view, View::Mine | View::Unassigned) {
        return ().into_any();
    }
    let (language, mailboxes) = (use_language(), Mailboxes::current());
    let (mailbox, chosen) = (query.mailbox, query.assignee);
    let me = use_me().map(|me| (me.id, me.name));
    let my_id = me.as_ref().map(|(id, _)| *id);
    let known = me.filter(|(id, _)| chosen == Some(Assigned::To(*id)));
    // The name of somebody else is known when the people are.
    if let Some(Assigned::To(id)) = chosen
        && Some(id) != my_id
    {
        Effect::new(move |_| mailboxes.load_people(mailbox));
    }
    let name_of = move |id: UserId| mailboxes.people(mailbox).into_iter().find(|person| person.id == id).map(|person| person.name);
    let shown = Memo::new(move |_| match chosen {
        None => None,
        Some(Assigned::Nobody) => Some(words::nobody(language).to_owned()),
        Some(Assigned::To(id)) => Some(known.as_ref().map(|(_, name)| name.clone()).or_else(|| name_of(id)).unwrap_or_else(|| "…".to_owned())),
    });
    let choices = Signal::derive(move || {
        let mut choices = vec![
            Choice::new("", words::anyone(language), chosen.is_none(), move || words::anyone(language)),
            Choice::new(Assigned::Nobody, words::nobody(language), chosen == Some(Assigned::Nobody), move || words::nobody(language)),
        ];
        let mine = my_id.map(Assigned::To);
        choices.extend(mine.map(|mine| Choice::new(mine, words::me(language), chosen == Some(mine), move || words::me(language))));
        choices.extend(mailboxes.people(mailbox).into_iter().filter(|person| Some(person.id) != my_id).map(|person| {
            let (of, name) = (Assigned::To(person.id), person.name);
            Choice::new(of, name.clone(), chosen == Some(of), move || view! { <Person name=name.clone() /> })
        }));
        choices
    });
    let navigate = use_navigate();
    let on_pick = move |key: String| {
        let url = list_url(&ListQuery { assignee: key.parse().ok(), before: None, ..query.clone() });
        navigate(&url, Default::default());
    };
    let label = Signal::derive(move || words::filter_assignee(language, shown.get().as_deref().unwrap_or(words::anyone(language))));
    view! {
        <Menu
            class=if chosen.is_some() { "fchip fchip--on" } else { "fchip" }
            label
            choices
            on_pick
            on_open=move |()| mailboxes.load_people(mailbox)
            state=Signal::derive(move || mailboxes.people_state(mailbox))
            on_retry=move |()| mailboxes.load_people(mailbox)
        >
            <Icon name="user" />
            {move || match shown.get() {
                Some(name) => words::assignee_filtered(language, &name),
                None => words::assignee(language).to_owned(),
            }}
            <Icon name="chevron-down" />
        </Menu>
    }
    .into_any()
}
