//! The address book as its pages need it.

use super::{CompanyForm, ContactBrief, ContactForm, EntryKind, ItemFilter, ItemKind, ItemView, Known};
use crate::{AttachmentId, BookGroupId, BookItemId, CompanyId, ContactId, Moment, users::PersonName};
use serde::{Deserialize, Serialize};

/// Entries of one page of a list.
pub const LINES: usize = 50;
/// Entries are counted up to here; nobody needs to know more exactly.
pub const COUNTED_MAX: i64 = 20_000;

/// What this person may do with the address book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRights {
    pub edit: bool,
    /// Items, and what removes groups.
    pub operate: bool,
    /// Taking out everything of somebody, and erasing them: that goes beyond what one may view.
    pub administer: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookCounts {
    /// [`COUNTED_MAX`] + 1 where there are more than that.
    pub companies: i64,
    pub contacts: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct GroupView {
    pub id: BookGroupId,
    pub kind: EntryKind,
    pub name: String,
    pub members: i64,
}

/// What every page of the address book, and every form of it, needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookSetup {
    pub rights: BookRights,
    pub counts: BookCounts,
    /// Those of companies and those of people, each in their order.
    pub items: Vec<ItemView>,
    pub groups: Vec<GroupView>,
    /// Who can be in charge.
    pub people: Vec<PersonName>,
}

impl BookSetup {
    pub fn items_of(&self, kind: EntryKind) -> impl Iterator<Item = &ItemView> {
        self.items.iter().filter(move |item| item.entry_kind == kind)
    }

    pub fn groups_of(&self, kind: EntryKind) -> impl Iterator<Item = &GroupView> {
        self.groups.iter().filter(move |group| group.kind == kind)
    }
}

/// Which entries are listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookQuery {
    pub kind: EntryKind,
    /// What was typed; empty: everybody.
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub group: Option<BookGroupId>,
    /// People of one company.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// All of them hold.
    #[serde(default)]
    pub filters: Vec<ItemFilter>,
    /// The last entry of the page before.
    #[serde(default)]
    pub after: Option<i64>,
}

/// One line of a list: a company or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    pub id: i64,
    pub name: String,
    pub reading: String,
    /// Of a person.
    pub company: String,
    pub section: String,
    pub addr: String,
    pub opted_out: bool,
    /// People of a company, as far as they are counted.
    pub people: i64,
    /// Who of us is in charge of a company.
    pub in_charge: Option<String>,
    /// What it has in the items that are columns.
    pub items: Vec<LineItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineItem {
    pub item: BookItemId,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookPage {
    pub lines: Vec<BookLine>,
    /// Whether there are more behind the last line.
    pub more: bool,
}

/// An item with what an entry has in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemState {
    pub id: BookItemId,
    pub name: String,
    pub kind: ItemKind,
    /// As people read it; several options are parted by 、. Empty: none.
    pub text: String,
}

/// A file that was put to a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct CardFile {
    pub id: AttachmentId,
    pub name: String,
    /// "application/pdf".
    pub kind: String,
    /// Bytes.
    pub size: i64,
}

/// Files of one card.
pub const FILES_MAX: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyView {
    pub id: CompanyId,
    /// For the form: what was seen when it was opened.
    pub version: i64,
    pub form: CompanyForm,
    pub in_charge: Option<String>,
    pub groups: Vec<String>,
    pub items: Vec<ItemState>,
    pub files: Vec<CardFile>,
    /// People, as far as they are counted.
    pub people: i64,
    /// Domains of its people's addresses.
    pub domains: Vec<String>,
    pub removed: bool,
    pub updated_at: Moment,
    pub rights: BookRights,
    /// Others that may be the same.
    pub alike: Vec<Alike>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    pub id: ContactId,
    pub version: i64,
    pub form: ContactForm,
    /// Empty where there is none.
    pub company: String,
    pub opted_out_at: Option<Moment>,
    /// How it is known: hand, link, import.
    pub opted_out_by: Option<String>,
    pub groups: Vec<String>,
    pub items: Vec<ItemState>,
    pub files: Vec<CardFile>,
    pub removed: bool,
    pub updated_at: Moment,
    pub rights: BookRights,
    pub alike: Vec<Alike>,
}

impl ContactView {
    pub fn brief(&self) -> ContactBrief {
        ContactBrief {
            id: self.id,
            name: self.form.name.clone(),
            reading: self.form.reading.clone(),
            section: self.form.section.clone(),
            company_id: self.form.company,
            company: self.company.clone(),
            addr: self.form.addresses.first().cloned().unwrap_or_default(),
            phone: self.form.phone.clone(),
        }
    }
}

/// Another entry that may be the same, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Alike {
    pub id: i64,
    pub name: String,
    /// address, phone or name.
    pub why: String,
}

/// Whoever wrote a mail, as the address book sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderView {
    /// `None`: the address is in nobody's card.
    pub known: Option<Known>,
    /// Companies whose people have addresses of the same domain.
    pub companies: Vec<CompanyGuess>,
    /// Whether this person may register them.
    pub may_edit: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct CompanyGuess {
    pub id: CompanyId,
    pub name: String,
    /// People of it with an address of this domain.
    pub people: i64,
}
