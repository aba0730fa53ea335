//! Entries of the address book in a line or two, as they are found while somebody types.

use super::EntryKind;
use crate::{CompanyId, ContactId};
use serde::{Deserialize, Serialize};

/// Entries of each kind that are found at a time.
pub const FOUND_MAX: usize = 12;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub companies: Vec<CompanyBrief>,
    pub contacts: Vec<ContactBrief>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct CompanyBrief {
    pub id: CompanyId,
    pub name: String,
    pub reading: String,
    pub code: String,
    pub phone: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct ContactBrief {
    pub id: ContactId,
    pub name: String,
    pub reading: String,
    pub section: String,
    pub company_id: Option<CompanyId>,
    /// Empty where there is none.
    pub company: String,
    /// The address that is written to; empty where there is none.
    pub addr: String,
    pub phone: String,
}

/// What somebody chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picked {
    Company(CompanyBrief),
    Contact(ContactBrief),
}

impl Picked {
    pub fn kind(&self) -> EntryKind {
        match self {
            Picked::Company(_) => EntryKind::Company,
            Picked::Contact(_) => EntryKind::Contact,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Picked::Company(company) => &company.name,
            Picked::Contact(contact) => &contact.name,
        }
    }

    /// What tells two of one name apart: company, section and address of a person; reading and code of a company.
    pub fn about(&self) -> String {
        let parts: [&str; 3] = match self {
            Picked::Company(company) => [&company.reading, &company.code, &company.phone],
            Picked::Contact(contact) => [&contact.company, &contact.section, if contact.addr.is_empty() { &contact.phone } else { &contact.addr }],
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    pub fn contact_id(&self) -> Option<ContactId> {
        match self {
            Picked::Contact(contact) => Some(contact.id),
            Picked::Company(_) => None,
        }
    }

    /// The company itself, or that of the person.
    pub fn company_id(&self) -> Option<CompanyId> {
        match self {
            Picked::Contact(contact) => contact.company_id,
            Picked::Company(company) => Some(company.id),
        }
    }
}

impl Found {
    pub fn is_empty(&self) -> bool {
        self.companies.is_empty() && self.contacts.is_empty()
    }

    /// People first: they are looked for more often.
    pub fn all(self) -> Vec<Picked> {
        self.contacts.into_iter().map(Picked::Contact).chain(self.companies.into_iter().map(Picked::Company)).collect()
    }
}
