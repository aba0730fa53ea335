//! What people fill in about a company, a person or a group, and whether it holds.

use crate::{BookGroupId, BookItemId, CompanyId, Field, Limit, Refused, UserId, Wrong, addresses::is_address, fold::fold, users};
use serde::{Deserialize, Serialize};

/// Mail addresses of one person.
pub const ADDRESSES_MAX: usize = 10;
/// Groups of companies, and of people.
pub const GROUPS_MAX: usize = 200;
pub const LINE_MAX: usize = 200;
const CODE_MAX: usize = 40;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyForm {
    pub code: String,
    pub name: String,
    pub reading: String,
    pub phone: String,
    pub in_charge: Option<UserId>,
    pub groups: Vec<BookGroupId>,
    /// What is filled into items, as `Written` prints it. Items that are left out stay empty.
    pub values: Vec<(BookItemId, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactForm {
    pub code: String,
    pub name: String,
    pub reading: String,
    pub company: Option<CompanyId>,
    pub section: String,
    pub phone: String,
    /// First the one that is written to. Empty ones are none.
    pub addresses: Vec<String>,
    /// Wants no bulk mail.
    pub opted_out: bool,
    pub groups: Vec<BookGroupId>,
    pub values: Vec<(BookItemId, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupForm {
    pub name: String,
}

impl CompanyForm {
    /// Without what surrounds each text.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about the first field that does not hold.
    pub fn checked(&self) -> Result<CompanyForm, Refused> {
        Ok(CompanyForm {
            code: line(&self.code, Field::Code, CODE_MAX)?,
            name: name(&self.name)?,
            reading: line(&self.reading, Field::Reading, LINE_MAX)?,
            phone: line(&self.phone, Field::Phone, CODE_MAX)?,
            ..self.clone()
        })
    }
}

impl ContactForm {
    /// Without what surrounds each text, and with each address once.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about the first field that does not hold; [`Refused::BadAddress`]; [`Refused::OverLimit`].
    pub fn checked(&self) -> Result<ContactForm, Refused> {
        let mut addresses: Vec<String> = Vec::new();
        for addr in self.addresses.iter().map(|addr| addr.trim()).filter(|addr| !addr.is_empty()) {
            if !is_address(addr) {
                return Err(Refused::BadAddress { entry: addr.to_owned() });
            }
            if addresses.iter().all(|known| fold(known) != fold(addr)) {
                addresses.push(addr.to_owned());
            }
        }
        if addresses.len() > ADDRESSES_MAX {
            return Err(Refused::OverLimit { what: Limit::Addresses, limit: ADDRESSES_MAX as u64 });
        }
        Ok(ContactForm {
            code: line(&self.code, Field::Code, CODE_MAX)?,
            name: name(&self.name)?,
            reading: line(&self.reading, Field::Reading, LINE_MAX)?,
            section: line(&self.section, Field::Section, LINE_MAX)?,
            phone: line(&self.phone, Field::Phone, CODE_MAX)?,
            addresses,
            ..self.clone()
        })
    }
}

impl GroupForm {
    pub fn checked(&self) -> Result<GroupForm, Refused> {
        users::check_name(&self.name, Field::Name)?;
        Ok(GroupForm { name: self.name.trim().to_owned() })
    }
}

/// Longer than the names of our people: companies have names that fill a line.
fn name(text: &str) -> Result<String, Refused> {
    let text = line(text, Field::Name, LINE_MAX)?;
    if text.is_empty() { Err(Refused::Invalid { field: Field::Name, wrong: Wrong::Missing }) } else { Ok(text) }
}

fn line(text: &str, field: Field, max: usize) -> Result<String, Refused> {
    let text = text.trim();
    let wrong = if text.chars().count() > max {
        Wrong::TooLong
    } else if text.chars().any(char::is_control) {
        Wrong::Malformed
    } else {
        return Ok(text.to_owned());
    };
    Err(Refused::Invalid { field, wrong })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_checked_before_it_is_kept() {
        let form = ContactForm {
            name: " 三嶋 航太郎 ".into(),
            addresses: vec!["a@b.example".into(), " A@B.example ".into(), String::new()],
            ..ContactForm::default()
        };
        let checked = form.checked().unwrap();
        assert_eq!((checked.name.as_str(), checked.addresses.len()), ("三嶋 航太郎", 1));
        let broken = ContactForm { addresses: vec!["sena@@minamo.example".into()], ..form.clone() };
        assert_eq!(broken.checked(), Err(Refused::BadAddress { entry: "sena@@minamo.example".into() }));
        let nameless = ContactForm { name: "　".into(), ..form.clone() };
        assert_eq!(nameless.checked(), Err(Refused::Invalid { field: Field::Name, wrong: Wrong::Missing }));
        let torn = ContactForm { section: "一\n二".into(), ..form.clone() };
        assert_eq!(torn.checked(), Err(Refused::Invalid { field: Field::Section, wrong: Wrong::Malformed }));
        let many = ContactForm { addresses: (0..11).map(|n| format!("a{n}@b.example")).collect(), ..form };
        assert_eq!(many.checked(), Err(Refused::OverLimit { what: Limit::Addresses, limit: 10 }));
        let long = CompanyForm { name: "会社".into(), code: "1".repeat(41), ..CompanyForm::default() };
        assert_eq!(long.checked(), Err(Refused::Invalid { field: Field::Code, wrong: Wrong::TooLong }));
    }
}
