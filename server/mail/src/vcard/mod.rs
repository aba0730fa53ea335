//! Cards of people as phones, Outlook and address books hand them on: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) are read, 3.0 is
//! written, which all of them take.

mod line;
mod write;

pub use write::write;

use crate::table;
use line::{Property, properties};

/// What is read of a card. Texts that it does not have are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Of the file, from 1: where it begins.
    pub line: usize,
    pub name: String,
    pub reading: String,
    pub company: String,
    pub section: String,
    /// The one that is called first.
    pub phone: String,
    /// Another one, of a mobile phone.
    pub mobile: String,
    /// First the preferred one.
    pub addresses: Vec<String>,
    pub groups: Vec<String>,
    pub title: String,
    pub address: String,
    pub url: String,
    /// As it stands there: `1980-04-01`, `19800401`, `--0401`.
    pub birthday: String,
    pub note: String,
    /// What only our own cards say: their code here, and that they want no bulk mail.
    pub code: String,
    pub opted_out: bool,
    /// Names of items that an address book made for itself, and what stands in them.
    pub items: Vec<(String, String)>,
}

/// Whether bytes are cards and no table.
pub fn is_cards(bytes: &[u8]) -> bool {
    let text = table::text(bytes.get(..200).unwrap_or(bytes)).text;
    text.trim_start().get(..11).is_some_and(|begins| begins.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// All cards of a file. One without an end reaches to the next one.
pub fn read(bytes: &[u8]) -> Vec<Card> {
    let text = table::text(bytes).text;
    let mut cards: Vec<Vec<Property>> = Vec::new();
    for property in properties(&text) {
        match (property.name.as_str(), cards.last_mut()) {
            ("BEGIN", _) if property.value.eq_ignore_ascii_case("VCARD") => cards.push(vec![property]),
            (_, Some(card)) => card.push(property),
            _ => {}
        }
    }
    cards.iter().map(|card| one(card)).collect()
}

fn one(card: &[Property]) -> Card {
    let all = |name: &'static str| card.iter().filter(move |property| property.name == name);
    let text = |name: &'static str| all(name).map(Property::text).find(|text| !text.is_empty()).unwrap_or_default();
    let parts = all("N").next().map(Property::parts).unwrap_or_default();
    let part = |place: usize| parts.get(place).map_or("", String::as_str);
    let (family, given, formatted) = (part(0), part(1), text("FN"));
    let organization = all("ORG").next().map(Property::parts).unwrap_or_default();
    let mut organization = organization.into_iter().filter(|part| !part.is_empty());
    let company = organization.next().unwrap_or_default();
    let section = organization.collect::<Vec<_>>().join(" ");
    let (phone, mobile) = phones(&all("TEL").cloned().collect::<Vec<_>>());
    let mut mails: Vec<&Property> = all("EMAIL").collect();
    mails.sort_by_key(|mail| mail.preference());
    let groups = all("CATEGORIES").flat_map(|property| property.list(','));
    let address = all("ADR").next().map(Property::parts).unwrap_or_default();
    Card {
        line: card.first().map_or(1, |first| first.line),
        name: name(family, part(2), given, &formatted, &company),
        reading: reading(card, &text, &formatted),
        company,
        section,
        phone,
        mobile,
        addresses: mails.into_iter().map(|mail| without_scheme(&mail.text(), "mailto:")).filter(|mail| !mail.is_empty()).collect(),
        // Of Google's own groups only the names of people's own are theirs.
        groups: groups.filter(|group| !group.is_empty() && !["myContacts", "starred"].contains(&group.trim_start_matches("* "))).collect(),
        title: text("TITLE"),
        address: in_japanese_order(&address),
        url: text("URL"),
        birthday: text("BDAY"),
        note: text("NOTE"),
        code: text("X-MADOGUCHI-CODE"),
        opted_out: text("X-MADOGUCHI-OPT-OUT") == "1",
        items: all("X-MADOGUCHI-ITEM").filter_map(item).collect(),
    }
}

fn item(property: &Property) -> Option<(String, String)> {
    let mut parts = property.parts().into_iter();
    let (name, text) = (parts.next()?, parts.next()?);
    (!name.is_empty() && !text.is_empty()).then_some((name, text))
}

/// Family name first where the name is written so; what programs format is not always as its owner writes it.
fn name(family: &str, additional: &str, given: &str, formatted: &str, company: &str) -> String {
    let in_script = |text: &str| {
        text.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々' | '\u{f900}'..='\u{faff}'))
    };
    let joined = |parts: [&str; 3]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !family.is_empty() && !given.is_empty() && in_script(&format!("{family}{given}")) {
        return joined([family, additional, given]);
    }
    let said = if formatted.is_empty() { joined([given, additional, family]) } else { formatted.to_owned() };
    if said.is_empty() { company.to_owned() } else { said }
}

/// `X-PHONETIC-…` of phones and Google, `SOUND` of Japanese mobile phones, `SORT-AS` of 4.0, `SORT-STRING` of 3.0.
fn reading(card: &[Property], text: &impl Fn(&'static str) -> String, formatted: &str) -> String {
    let joined = |one: String, two: String| [one, two].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let phonetic = joined(text("X-PHONETIC-LAST-NAME"), text("X-PHONETIC-FIRST-NAME"));
    let sound = card
        .iter()
        .find(|property| property.name == "SOUND" && property.has_type("X-IRMC-N"))
        .map(|property| property.parts().join(" ").trim().to_owned());
    let sorted = card.iter().filter(|property| property.name == "N" || property.name == "FN").find_map(|property| property.parameter("SORT-AS"));
    let sorted = sorted.map(|sorted| sorted.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
    let found = [Some(phonetic), sound, sorted, Some(text("SORT-STRING"))].into_iter().flatten().find(|found| !found.is_empty());
    found.filter(|found| found != formatted).unwrap_or_default()
}

fn phones(all: &[Property]) -> (String, String) {
    let is = |property: &Property, kind| property.has_type(kind);
    let mut all: Vec<&Property> = all.iter().filter(|phone| !is(phone, "FAX") && !is(phone, "PAGER")).collect();
    // Those of work before others, unless one is preferred.
    all.sort_by_key(|phone| (phone.preference(), !is(phone, "WORK")));
    let number = |phone: &Property| without_scheme(&phone.text(), "tel:");
    let mut all = all.into_iter().filter(|phone| !number(phone).is_empty());
    let first = all.next().map(number).unwrap_or_default();
    let mobile = all.find(|phone| is(phone, "CELL") || is(phone, "IPHONE")).map(number).unwrap_or_default();
    (first, mobile)
}

fn without_scheme(text: &str, scheme: &str) -> String {
    let text = text.trim();
    let begins = text.get(..scheme.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(scheme));
    if begins { text.get(scheme.len()..).unwrap_or_default() } else { text }.to_owned()
}

/// Post box, further line, street, town, region, code, country: from the large to the small.
fn in_japanese_order(parts: &[String]) -> String {
    let part = |place: usize| parts.get(place).map_or("", String::as_str).trim();
    [part(5), part(4), part(3), part(2), part(1), part(0)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
