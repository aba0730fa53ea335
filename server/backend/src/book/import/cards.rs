//! Cards (vCard) as lines of a table, so that they come in like every other file.

use domain::{book::EntryKind, csv::Line, fields::name_key, fold::fold};
use mail::vcard::Card;
use std::collections::HashSet;

const PEOPLE: [&str; 15] = [
    "顧客グループ",
    "顧客コード",
    "名前",
    "よみ",
    "会社名",
    "部課",
    "電話",
    "メールアドレス",
    "配信停止",
    "携帯電話",
    "役職",
    "住所",
    "URL",
    "誕生日",
    "備考",
];
const COMPANIES: [&str; 2] = ["会社名", "電話"];

/// A line of heads, and one for each person, or for each company that is named.
pub fn lines(cards: Vec<Card>, kind: EntryKind) -> Vec<Line> {
    let line = |number: usize, cells: Vec<String>| Line { number, cells };
    let heads = |heads: &[&str]| line(1, heads.iter().map(|head| (*head).to_owned()).collect());
    match kind {
        EntryKind::Contact => {
            let items = items(&cards);
            let all: Vec<&str> = PEOPLE.into_iter().chain(items.iter().map(String::as_str)).collect();
            std::iter::once(heads(&all)).chain(cards.into_iter().map(|card| line(card.line, person(card, &items)))).collect()
        }
        EntryKind::Company => {
            let mut seen = HashSet::new();
            let of_company = |card: Card| {
                let is_its_own = card.name == card.company;
                line(card.line, vec![card.company, if is_its_own { card.phone } else { String::new() }])
            };
            let named = cards.into_iter().filter(|card| !card.company.is_empty() && seen.insert(fold(&card.company)));
            std::iter::once(heads(&COMPANIES)).chain(named.map(of_company)).collect()
        }
    }
}

/// Names of items that cards bring along, but for those that every address book has.
fn items(cards: &[Card]) -> Vec<String> {
    let mut keys: HashSet<String> = PEOPLE.iter().map(|head| name_key(head)).collect();
    cards.iter().flat_map(|card| &card.items).filter(|(name, _)| keys.insert(name_key(name))).map(|(name, _)| name.clone()).collect()
}

fn person(card: Card, items: &[String]) -> Vec<String> {
    let item = |name: &str| card.items.iter().find(|(known, _)| name_key(known) == name_key(name)).map(|(_, text)| text.clone());
    // What our own cards say of an item is what stands in it.
    let own = |place: usize, said: &str| item(PEOPLE[place]).unwrap_or_else(|| said.to_owned());
    let mut cells = vec![
        card.groups.join("\n"),
        card.code.clone(),
        card.name.clone(),
        card.reading.clone(),
        card.company.clone(),
        card.section.clone(),
        card.phone.clone(),
        card.addresses.join("\n"),
        if card.opted_out { "1".to_owned() } else { String::new() },
    ];
    for said in [&card.mobile, &card.title, &card.address, &card.url, &card.birthday, &card.note] {
        cells.push(own(cells.len(), said));
    }
    cells.extend(items.iter().map(|name| item(name).unwrap_or_default()));
    cells
}
