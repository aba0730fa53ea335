//! One company or person as a file has it: every column as text, and what a text in a column says.

use domain::{
    book::{Column, CompanyForm, ContactForm, EntryKind, Reason},
    fold::fold,
    *,
};

/// Both kinds at once: what one of them lacks stays empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub id: Option<i64>,
    pub code: String,
    pub name: String,
    pub reading: String,
    pub phone: String,
    pub section: String,
    pub company: Option<CompanyId>,
    /// Of a company that comes with the file.
    pub new_company: Option<String>,
    pub addresses: Vec<String>,
    pub opted_out: bool,
    pub in_charge: Option<UserId>,
    /// Of groups that are there already.
    pub groups: Vec<BookGroupId>,
    /// Names of groups that come with the file.
    pub new_groups: Vec<String>,
    pub values: Vec<(BookItemId, String)>,
}

impl Entry {
    pub fn value(&self, item: BookItemId) -> &str {
        self.values.iter().find(|(id, _)| *id == item).map_or("", |(_, value)| value)
    }

    pub fn set_value(&mut self, item: BookItemId, value: String) {
        self.values.retain(|(id, _)| *id != item);
        if !value.is_empty() {
            self.values.push((item, value));
        }
    }

    pub fn company_form(&self) -> CompanyForm {
        CompanyForm {
            code: self.code.clone(),
            name: self.name.clone(),
            reading: self.reading.clone(),
            phone: self.phone.clone(),
            in_charge: self.in_charge,
            groups: self.groups.clone(),
            values: self.values.clone(),
        }
    }

    pub fn contact_form(&self) -> ContactForm {
        ContactForm {
            code: self.code.clone(),
            name: self.name.clone(),
            reading: self.reading.clone(),
            company: self.company,
            section: self.section.clone(),
            phone: self.phone.clone(),
            addresses: self.addresses.clone(),
            opted_out: self.opted_out,
            groups: self.groups.clone(),
            values: self.values.clone(),
        }
    }

    /// # Errors
    /// The column that does not hold, what stands in it, and why.
    pub fn check(&self, kind: EntryKind) -> Result<(), (Column, String, Reason)> {
        let refused = match kind {
            EntryKind::Company => self.company_form().checked().err(),
            EntryKind::Contact => self.contact_form().checked().err(),
        };
        let Some(refused) = refused else { return Ok(()) };
        Err(match refused {
            Refused::BadAddress { entry } => {
                let why = if entry.matches('@').count() > 1 { Reason::TwoAts } else { Reason::Malformed };
                (Column::Addresses, entry, why)
            }
            Refused::OverLimit { .. } => (Column::Addresses, String::new(), Reason::TooLong),
            Refused::Invalid { field, wrong } => {
                let why = match wrong {
                    Wrong::Missing => Reason::Missing,
                    Wrong::TooLong => Reason::TooLong,
                    _ => Reason::Malformed,
                };
                match field {
                    Field::Code => (Column::Code, self.code.clone(), why),
                    Field::Reading => (Column::Reading, self.reading.clone(), why),
                    Field::Section => (Column::Section, self.section.clone(), why),
                    Field::Phone => (Column::Phone, self.phone.clone(), why),
                    _ => (Column::Name, self.name.clone(), why),
                }
            }
            _ => (Column::Name, self.name.clone(), Reason::Malformed),
        })
    }
}

/// Several in one cell: a line each, or between the marks that people use.
pub fn several(text: &str) -> Vec<String> {
    text.split(['\n', '\r', ';', '；', '、', ',']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Yes or no, as people and programs write it.
pub fn yes(text: &str) -> Option<bool> {
    match fold(text.trim()).as_str() {
        "" | "0" | "いいえ" | "no" | "false" | "しない" | "×" | "off" => Some(false),
        "1" | "はい" | "yes" | "true" | "する" | "○" | "〇" | "停止" | "配信停止" | "on" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_mean_them() {
        assert_eq!(domain::fold::narrow("　０２２－５５５ "), "022-555");
        assert_eq!(several("a@x.example\r\nb@x.example; c@x.example、d@x.example"), ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]);
        for (text, expected) in [("はい", Some(true)), ("ＹＥＳ", Some(true)), ("", Some(false)), ("いいえ", Some(false)), ("たぶん", None)]
        {
            assert_eq!(yes(text), expected, "{text}");
        }
    }
}
