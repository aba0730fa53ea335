//! What is typed into the form of a company or a person, as signals, and the form that is sent.

use super::entry_dialog::Subject;
use domain::{
    BookGroupId, CompanyId, UserId,
    book::{BookSetup, CompanyBrief, CompanyForm, ContactForm, EntryKind, ItemView, Picked},
};
use leptos::prelude::*;

/// One item and what is typed into it.
pub type Filled = (ItemView, RwSignal<String>);

#[derive(Clone, Copy)]
pub struct EntryFields {
    pub kind: EntryKind,
    /// The entry that is edited, with the version that was seen; `None`: a new one.
    pub known: Option<i64>,
    pub version: RwSignal<i64>,
    pub code: RwSignal<String>,
    pub name: RwSignal<String>,
    pub reading: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub section: RwSignal<String>,
    /// One a line.
    pub addresses: RwSignal<String>,
    pub opted_out: RwSignal<bool>,
    pub company: RwSignal<Option<Picked>>,
    /// A company that is added along.
    pub new_company: RwSignal<String>,
    /// 0: nobody.
    pub in_charge: RwSignal<UserId>,
    pub groups: RwSignal<Vec<BookGroupId>>,
    pub items: StoredValue<Vec<Filled>>,
}

impl EntryFields {
    pub fn of(subject: &Subject, setup: &BookSetup) -> EntryFields {
        let (company_form, contact_form, known, version) = match subject {
            Subject::NewCompany(form) => (form.clone(), ContactForm::default(), None, 0),
            Subject::Company(view) => (view.form.clone(), ContactForm::default(), Some(view.id.0), view.version),
            Subject::NewContact { form, .. } => (CompanyForm::default(), (**form).clone(), None, 0),
            Subject::Contact(view) => (CompanyForm::default(), view.form.clone(), Some(view.id.0), view.version),
        };
        let kind = subject.kind();
        let is_company = kind == EntryKind::Company;
        let of = |one: String, other: String| RwSignal::new(if is_company { one } else { other });
        let values = if is_company { company_form.values } else { contact_form.values };
        let filled = |item: &ItemView| {
            let value = values.iter().find(|(id, _)| *id == item.id).map(|(_, value)| value.clone()).unwrap_or_default();
            (item.clone(), RwSignal::new(value))
        };
        let company = match subject {
            Subject::NewContact { company, .. } => company.clone().map(Picked::Company),
            Subject::Contact(view) => view.form.company.map(|id| Picked::Company(brief(id, &view.company))),
            _ => None,
        };
        EntryFields {
            kind,
            known,
            version: RwSignal::new(version),
            code: of(company_form.code, contact_form.code),
            name: of(company_form.name, contact_form.name),
            reading: of(company_form.reading, contact_form.reading),
            phone: of(company_form.phone, contact_form.phone),
            section: RwSignal::new(contact_form.section),
            addresses: RwSignal::new(contact_form.addresses.join("\n")),
            opted_out: RwSignal::new(contact_form.opted_out),
            company: RwSignal::new(company),
            new_company: RwSignal::new(String::new()),
            in_charge: RwSignal::new(company_form.in_charge.unwrap_or(UserId(0))),
            groups: RwSignal::new(if is_company { company_form.groups } else { contact_form.groups }),
            items: StoredValue::new(setup.items_of(kind).map(filled).collect()),
        }
    }

    fn values(self) -> Vec<(domain::BookItemId, String)> {
        self.items.with_value(|items| items.iter().map(|(item, value)| (item.id, value.get_untracked())).collect())
    }

    pub fn company_form(self) -> CompanyForm {
        CompanyForm {
            code: self.code.get_untracked(),
            name: self.name.get_untracked(),
            reading: self.reading.get_untracked(),
            phone: self.phone.get_untracked(),
            in_charge: Some(self.in_charge.get_untracked()).filter(|user| *user != UserId(0)),
            groups: self.groups.get_untracked(),
            values: self.values(),
        }
    }

    pub fn contact_form(self) -> ContactForm {
        ContactForm {
            code: self.code.get_untracked(),
            name: self.name.get_untracked(),
            reading: self.reading.get_untracked(),
            company: self.company.with_untracked(|company| company.as_ref().and_then(Picked::company_id)),
            section: self.section.get_untracked(),
            phone: self.phone.get_untracked(),
            addresses: self.addresses.with_untracked(|text| text.split([',', '\n', '、', ';']).map(str::to_owned).collect()),
            opted_out: self.opted_out.get_untracked(),
            groups: self.groups.get_untracked(),
            values: self.values(),
        }
    }
}

pub fn brief(id: CompanyId, name: &str) -> CompanyBrief {
    CompanyBrief { id, name: name.to_owned(), reading: String::new(), code: String::new(), phone: String::new() }
}
