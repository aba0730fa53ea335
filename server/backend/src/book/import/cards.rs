//! Cards (vCard) as lines of a table, so that they come in like every other file.

use domain::{book::EntryKind, csv::Line, fold::fold};
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
        EntryKind::Contact => std::iter::once(heads(&PEOPLE)).chain(cards.into_iter().map(|card| line(card.line, person(card)))).collect(),
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

fn person(card: Card) -> Vec<String> {
    vec![
        card.groups.join("\n"),
        card.code,
        card.name,
        card.reading,
        card.company,
        card.section,
        card.phone,
        card.addresses.join("\n"),
        if card.opted_out { "1".to_owned() } else { String::new() },
        card.mobile,
        card.title,
        card.address,
        card.url,
        card.birthday,
        card.note,
    ]
}
