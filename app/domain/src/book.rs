//! The address book of a space: companies and contacts, with items of the space's own (MW-41).

mod erasure;
mod filters;
mod forms;
mod found;
mod import;
mod items;
mod keys;
mod order;
mod past;
mod romaji;
mod views;

pub use erasure::{ErasureForm, ErasureState, ErasureView, MailsFate, Redaction, STAND_IN};
pub use filters::{FILTERS_MAX, ItemFilter, Matching, STRETCH};
pub use forms::{ADDRESSES_MAX, CompanyForm, ContactForm, GROUPS_MAX, GroupForm, LINE_MAX};
pub use found::{CompanyBrief, ContactBrief, FOUND_MAX, Found, Picked};
pub use import::{
    Change, Column, Counts, FILE_MAX, ImportState, ImportView, LINES_SHOWN, Outcome, PlanLine, PlanView, ROWS_MAX, Reason, RowError, Stage,
    UNDO_DAYS, guess,
};
pub use items::{ITEMS_MAX, ItemForm, ItemKind, ItemOption, ItemOptionForm, ItemView, LISTED_MAX, Written};
pub use keys::{keys, phone_key, typed_keys};
pub use order::sort_key;
pub use past::{PAST_PAGE, Past, PastBefore, PastView, merged};
pub use views::{
    Alike, BookCounts, BookLine, BookPage, BookQuery, BookRights, BookSetup, COUNTED_MAX, CardFile, CompanyGuess, CompanyView, ContactView,
    FILES_MAX, GroupView, ItemState, LINES, LineItem, SenderView,
};

use crate::{CompanyId, ContactId, Moment, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What the address book is made of.
    pub enum EntryKind { Company = "company", Contact = "contact" }
}

/// What the address book knows of somebody by their mail address: for reserved words, lists and histories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub contact_id: Option<ContactId>,
    pub company_id: Option<CompanyId>,
    pub name: String,
    pub company: String,
    pub section: String,
    pub opted_out_at: Option<Moment>,
    /// Items of the contact and then those of the company, by their names, as people read them. Empty ones are left out.
    pub items: Vec<(String, String)>,
}

stored_enum! {
    /// What there can be with a contact beside mail.
    pub enum TraceKind { Bulk = "bulk", Call = "call", Visit = "visit" }
}

/// Something that happened with a contact beside mail, as one line of the joint history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    pub kind: TraceKind,
    /// That of the recipient of a bulk mail, or of the log's entry.
    pub id: i64,
    /// Where it is shown, as a path.
    pub path: String,
    pub at: Moment,
    pub title: String,
    /// Who of us did it.
    pub by: String,
    /// With whom, where the history is that of a company.
    pub contact: String,
    /// What came of it, in a word: how the delivery ended, the result of a call.
    pub result: String,
}
