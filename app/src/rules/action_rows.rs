//! What a rule does: of each thing one value, or nothing.

use super::{
    choices::{Maybe, Tell, To},
    draft::Draft,
    field_rows::FieldRows,
    words,
};
use crate::{
    conversations::words as named,
    parts::{check::CheckField, select::SelectField},
    words::use_language,
};
use domain::{MailboxId, conversations::Priority, folders, rules::RulesDesk};
use leptos::prelude::*;

#[component]
pub fn ActionRows(draft: Draft, mailbox: MailboxId, desk: StoredValue<RulesDesk>) -> impl IntoView {
    let language = use_language();
    let leave = || words::leave(language).to_owned();
    let desk = desk.get_value();
    let mut folder = vec![(Maybe(None), leave())];
    folder.extend(desk.folders.iter().map(|one| (Maybe(Some(one.id)), folders::path(&desk.folders, one.id).unwrap_or_default())));
    let mut status = vec![(Maybe(None), leave())];
    status.extend(desk.statuses.iter().map(|one| (Maybe(Some(one.id)), named::status_name(one, language))));
    let mut assignee = vec![(To::Nobody, leave()), (To::Previous, words::previous(language).to_owned())];
    assignee.extend(desk.people.iter().map(|person| (To::Person(person.id), person.name.clone())));
    let mut confirmer = vec![(Maybe(None), leave())];
    confirmer.extend(desk.people.iter().map(|person| (Maybe(Some(person.id)), person.name.clone())));
    let mut priority = vec![(Maybe(None), leave())];
    priority.extend(Priority::ALL.iter().map(|one| (Maybe(Some(*one)), named::priority_name(*one, language).to_owned())));
    let mut tell = vec![(Tell::Nobody, words::notify_nobody(language).to_owned()), (Tell::Chats, words::notify_chats(language).to_owned())];
    tell.extend(desk.people.iter().map(|person| (Tell::Person(person.id), person.name.clone())));
    view! {
        <div class="pair">
            <SelectField
                id="rule-assignee"
                label=words::action_assignee(language)
                value=draft.assignee
                choices=assignee
                hint=words::assignee_hint(language)
            />
            <SelectField id="rule-confirmer" label=words::action_confirmer(language) value=draft.confirmer choices=confirmer />
            <SelectField id="rule-folder" label=words::action_folder(language) value=draft.folder choices=folder />
            <SelectField id="rule-status" label=words::action_status(language) value=draft.status choices=status />
            <SelectField id="rule-priority" label=words::action_priority(language) value=draft.priority choices=priority />
            <SelectField id="rule-tell" label=words::notify(language) value=draft.tell choices=tell hint=words::notify_hint(language) />
        </div>
        <FieldRows draft mailbox fields=desk.fields />
        <CheckField label=words::spam(language) value=draft.spam text=words::spam_text(language) />
        <CheckField label=words::stop(language) value=draft.stop text=words::stop_text(language) />
    }
    .into_any()
}
