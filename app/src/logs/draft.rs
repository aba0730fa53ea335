//! What is being filled in. Every value lives in a signal, so that nothing is lost while the form is drawn anew.

use super::when;
use crate::time::Clock;
use domain::{
    CompanyId, ContactId, ConversationId, LogId, LogItemId, OptionId, Refused, UserId,
    book::{CompanyBrief, ContactBrief, Picked},
    logs::{Blank, EntryForm, EntryView, Log, LogSettings, Way},
};
use leptos::prelude::*;

/// Somebody of the address book, as far as an entry knows them.
fn chosen(contact: Option<ContactId>, contact_name: String, company: Option<CompanyId>, company_name: String) -> Option<Picked> {
    let empty = String::new;
    match (contact, company) {
        (Some(id), company_id) => Some(Picked::Contact(ContactBrief {
            id,
            name: contact_name,
            reading: empty(),
            section: empty(),
            company_id,
            company: company_name,
            addr: empty(),
            phone: empty(),
        })),
        (None, Some(id)) => Some(Picked::Company(CompanyBrief { id, name: company_name, reading: empty(), code: empty(), phone: empty() })),
        (None, None) => None,
    }
}

#[derive(Clone)]
pub struct Draft {
    pub log: Log,
    /// The entry that is changed, and the version that was read.
    pub known: Option<(LogId, i64)>,
    pub subject: RwSignal<String>,
    pub starts: RwSignal<String>,
    pub ends: RwSignal<String>,
    pub chosen: RwSignal<Option<Picked>>,
    pub party: RwSignal<String>,
    pub person: RwSignal<i64>,
    pub way: RwSignal<Way>,
    /// 0: none.
    pub result: RwSignal<i64>,
    pub text: RwSignal<String>,
    pub conversation: Option<ConversationId>,
    pub conversation_subject: String,
    pub follow: RwSignal<String>,
    pub follow_person: RwSignal<i64>,
    pub values: Vec<(LogItemId, RwSignal<String>)>,
}

impl Draft {
    pub fn new(log: Log, blank: Blank, settings: &LogSettings) -> Draft {
        let Blank { form, contact_name, company_name, conversation_subject } = blank;
        let named = chosen(form.contact, contact_name, form.company, company_name);
        Draft::of(log, None, form, named, conversation_subject, settings)
    }

    pub fn change(view: &EntryView, settings: &LogSettings, clock: Clock) -> Draft {
        let row = &view.row;
        // Where the log is dated in another way by now, what was kept is offered in that way.
        let days = !settings.dating.has_time();
        let typed = |at| {
            let mut text = when::typed(at, row.whole_days, clock);
            match (days, row.whole_days) {
                (true, false) => text.truncate(10),
                (false, true) => text.push_str("T00:00"),
                _ => {}
            }
            text
        };
        let form = EntryForm {
            subject: row.subject.clone(),
            starts: typed(row.at),
            ends: row.until_at.map(typed).unwrap_or_default(),
            contact: row.contact_id,
            company: row.company_id,
            party: row.party.clone(),
            person: row.person_id,
            way: row.way,
            result: view.result_id,
            text: view.text.clone(),
            conversation: None,
            follow: row.follow_at.map(|at| when::typed(at, false, clock)).unwrap_or_default(),
            follow_person: row.follow_id,
            values: view.values.iter().map(|value| (value.item, value.value.clone())).collect(),
        };
        let named = chosen(row.contact_id, row.contact_name.clone(), row.company_id, row.company_name.clone());
        let subject = view.conversation.as_ref().map(|linked| linked.subject.clone()).unwrap_or_default();
        Draft::of(row.log, Some((row.id, view.version)), form, named, subject, settings)
    }

    fn of(
        log: Log,
        known: Option<(LogId, i64)>,
        form: EntryForm,
        chosen: Option<Picked>,
        conversation_subject: String,
        settings: &LogSettings,
    ) -> Draft {
        let value = |id: LogItemId| form.values.iter().find(|(item, _)| *item == id).map(|(_, text)| text.clone()).unwrap_or_default();
        Draft {
            log,
            known,
            starts: RwSignal::new(form.starts.clone()),
            ends: RwSignal::new(form.ends.clone()),
            chosen: RwSignal::new(chosen),
            party: RwSignal::new(form.party.clone()),
            person: RwSignal::new(form.person.map_or(0, |id| id.0)),
            way: RwSignal::new(form.way.unwrap_or(Way::In)),
            result: RwSignal::new(form.result.map_or(0, |id| id.0)),
            text: RwSignal::new(form.text.clone()),
            conversation: form.conversation,
            conversation_subject,
            follow: RwSignal::new(form.follow.clone()),
            follow_person: RwSignal::new(form.follow_person.map_or(0, |id| id.0)),
            values: settings.items.iter().map(|item| (item.id, RwSignal::new(value(item.id)))).collect(),
            subject: RwSignal::new(form.subject),
        }
    }

    /// What is sent.
    pub fn form(&self) -> EntryForm {
        let some = |id: i64| (id != 0).then_some(id);
        let chosen = self.chosen.get_untracked();
        EntryForm {
            subject: self.subject.get_untracked(),
            starts: self.starts.get_untracked(),
            ends: self.ends.get_untracked(),
            contact: chosen.as_ref().and_then(Picked::contact_id),
            company: chosen.as_ref().and_then(Picked::company_id),
            party: self.party.get_untracked(),
            person: some(self.person.get_untracked()).map(UserId),
            way: (self.log == Log::Calls).then(|| self.way.get_untracked()),
            result: some(self.result.get_untracked()).map(OptionId),
            text: self.text.get_untracked(),
            conversation: self.conversation,
            follow: self.follow.get_untracked(),
            follow_person: some(self.follow_person.get_untracked()).map(UserId),
            values: self.values.iter().map(|(id, value)| (*id, value.get_untracked())).collect(),
        }
    }

    /// The item that keeps this form from being saved, or why it cannot be, before the server is asked.
    pub fn check(&self, settings: &LogSettings) -> Result<(), (Option<LogItemId>, Refused)> {
        let form = self.form();
        for item in &settings.items {
            let text = form.values.iter().find(|(id, _)| *id == item.id).map_or("", |(_, text)| text.as_str());
            match item.kind.value(text) {
                Ok(None) if item.required => {
                    return Err((Some(item.id), Refused::Invalid { field: domain::Field::Value, wrong: domain::Wrong::Missing }));
                }
                Ok(_) => {}
                Err(refused) => return Err((Some(item.id), refused)),
            }
        }
        Ok(())
    }
}
