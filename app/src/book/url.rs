//! The addresses of the address book: which list, which entry, and where in its history.

use domain::{
    BookGroupId,
    book::{BookQuery, EntryKind, FILTERS_MAX, ItemFilter, PastBefore},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use serde::{Deserialize, Serialize};

/// Which of the lists stands at the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    Companies,
    People,
    Groups,
}

impl Tab {
    pub fn kind(self) -> EntryKind {
        if self == Tab::People { EntryKind::Contact } else { EntryKind::Company }
    }

    fn name(self) -> &'static str {
        match self {
            Tab::Companies => "companies",
            Tab::People => "people",
            Tab::Groups => "groups",
        }
    }

    fn named(name: &str) -> Option<Tab> {
        [Tab::Companies, Tab::People, Tab::Groups].into_iter().find(|tab| tab.name() == name)
    }
}

/// The list at the side, as the address says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub tab: Tab,
    pub q: String,
    pub group: Option<BookGroupId>,
    /// Items that have to have something.
    pub filters: Vec<ItemFilter>,
    pub after: Option<i64>,
}

impl Side {
    pub fn query(&self) -> BookQuery {
        BookQuery { kind: self.tab.kind(), q: self.q.clone(), group: self.group, company: None, filters: self.filters.clone(), after: self.after }
    }

    /// The list alone.
    pub fn url(&self) -> String {
        self.behind("/book")
    }

    /// An entry beside the list.
    pub fn entry(&self, kind: EntryKind, id: i64) -> String {
        self.behind(&entry_url(kind, id))
    }

    fn behind(&self, path: &str) -> String {
        let mut parts = vec![format!("tab={}", self.tab.name())];
        if !self.q.is_empty() {
            parts.push(format!("q={}", encoded(&self.q)));
        }
        if let Some(group) = self.group {
            parts.push(format!("group={group}"));
        }
        parts.extend(self.filters.iter().map(|filter| format!("item={}", encoded(&filter.to_string()))));
        if let Some(after) = self.after {
            parts.push(format!("after={after}"));
        }
        format!("{path}?{}", parts.join("&"))
    }
}

/// An entry without any list.
pub fn entry_url(kind: EntryKind, id: i64) -> String {
    match kind {
        EntryKind::Company => format!("/book/companies/{id}"),
        EntryKind::Contact => format!("/book/people/{id}"),
    }
}

pub fn use_side() -> Memo<Side> {
    let (path, query) = (use_location().pathname, use_query_map());
    Memo::new(move |_| {
        // Whoever follows a link to a person sees people beside it.
        let of_path = path.with(|path| if path.starts_with("/book/people") { Tab::People } else { Tab::Companies });
        query.with(|query| Side {
            tab: query.get("tab").and_then(|name| Tab::named(&name)).unwrap_or(of_path),
            q: query.get("q").unwrap_or_default(),
            group: query.get("group").and_then(|id| id.parse().ok()),
            filters: query.get_all("item").into_iter().flatten().filter_map(|text| text.parse().ok()).take(FILTERS_MAX).collect(),
            after: query.get("after").and_then(|id| id.parse().ok()),
        })
    })
}

/// The entry that is open.
pub fn use_open() -> Memo<Option<(EntryKind, i64)>> {
    let path = use_location().pathname;
    Memo::new(move |_| {
        path.with(|path| {
            let mut parts = path.split('/').skip(2);
            let kind = match parts.next()? {
                "companies" => EntryKind::Company,
                "people" => EntryKind::Contact,
                _ => return None,
            };
            Some((kind, parts.next()?.parse().ok()?))
        })
    })
}

/// Which part of a company is shown, and where its history begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub past: bool,
    pub before: Option<PastBefore>,
}

pub fn use_part() -> Memo<Part> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let before = query.get("before").and_then(|text| {
                let (at, id) = text.split_once('-')?;
                Some(PastBefore { at: domain::Moment(at.parse().ok()?), id: id.parse().ok()? })
            });
            Part { past: query.get("part").as_deref() == Some("past"), before }
        })
    })
}

/// The same page with another part of it.
pub fn part_url(side: &Side, kind: EntryKind, id: i64, part: &Part) -> String {
    let mut url = side.entry(kind, id);
    if part.past {
        url.push_str("&part=past");
    }
    if let Some(before) = part.before {
        url.push_str(&format!("&before={}-{}", before.at.0, before.id));
    }
    url
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BookItemId, Moment};

    #[test]
    fn lists_and_entries_have_addresses_of_their_own() {
        let filters = vec![ItemFilter { item: BookItemId(2), wanted: "5,6".into() }];
        let side = Side { tab: Tab::People, q: "三 a&b".into(), group: Some(BookGroupId(4)), filters, after: Some(9) };
        assert_eq!(side.url(), "/book?tab=people&q=%E4%B8%89%20a%26b&group=4&item=2%3A5%2C6&after=9");
        let side = Side { tab: Tab::Companies, q: String::new(), group: None, filters: vec![], after: None };
        let part = Part { past: true, before: Some(PastBefore { at: Moment(1_700), id: 5 }) };
        assert_eq!(part_url(&side, EntryKind::Company, 7, &part), "/book/companies/7?tab=companies&part=past&before=1700-5");
    }
}
