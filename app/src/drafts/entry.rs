//! One entry of an address field, as it was typed.

use domain::addresses::{Address, entries, parse_list};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Tells entries apart while others come and go.
    pub key: u64,
    pub typed: String,
    /// `None`: this is no address.
    pub address: Option<Address>,
}

impl Entry {
    pub fn new(key: u64, typed: &str) -> Entry {
        let address = parse_list(typed).ok().filter(|list| list.len() == 1).and_then(|list| list.into_iter().next());
        Entry { key, typed: typed.to_owned(), address }
    }

    /// What the chip says: the name where there is one.
    pub fn shown(&self) -> String {
        match &self.address {
            Some(address) if address.name.is_empty() => address.addr.clone(),
            Some(address) => address.name.clone(),
            None => self.typed.clone(),
        }
    }
}

/// The field as it is saved.
pub fn joined(list: &[Entry], rest: &str) -> String {
    let mut all: Vec<&str> = list.iter().map(|entry| entry.typed.as_str()).collect();
    let rest = rest.trim();
    if !rest.is_empty() {
        all.push(rest);
    }
    all.join(", ")
}

/// The entries of what was typed or pasted.
pub fn split(text: &str) -> Vec<String> {
    entries(text)
}

/// Like [`split`], for text from elsewhere: cells of a table stand on lines and between tabs, which a field of one line would swallow.
pub fn pasted_entries(text: &str) -> Vec<String> {
    text.split(['\r', '\n', '\t']).flat_map(split).collect()
}

/// Whether what is being typed ends an entry: a separator stands outside of quotes.
pub fn is_complete(text: &str) -> bool {
    text.trim_end().ends_with([',', ';', '、', '，'])
        && !entries(&format!("{text}x")).is_empty()
        && entries(&format!("{text}x")).len() > entries(text).len()
        || text.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_comes_back_as_it_was() {
        let text = "三嶋 航太郎 <k@x.example>, \"Doe, Jane\" <j@y.example>, nobody";
        let list: Vec<Entry> = split(text).iter().zip(0..).map(|(typed, key)| Entry::new(key, typed)).collect();
        assert_eq!(list.iter().map(Entry::shown).collect::<Vec<_>>(), ["三嶋 航太郎", "Doe, Jane", "nobody"]);
        assert_eq!(list.iter().map(|entry| entry.address.is_some()).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(joined(&list, ""), text);
        assert_eq!(joined(&list[..1], " a@b.example "), "三嶋 航太郎 <k@x.example>, a@b.example");
    }

    #[test]
    fn a_pasted_column_is_many_addresses() {
        for (text, expected) in [
            ("a@b.example\r\nc@d.example\r\n", &["a@b.example", "c@d.example"][..]),
            ("三嶋 <k@x.example>\tj@y.example", &["三嶋 <k@x.example>", "j@y.example"]),
            ("a@b.example; c@d.example、e@f.example", &["a@b.example", "c@d.example", "e@f.example"]),
            ("a@b.example", &["a@b.example"]),
            (" \n", &[]),
        ] {
            assert_eq!(pasted_entries(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_separator_ends_an_entry_but_not_inside_quotes() {
        for (text, expected) in
            [("a@b.example,", true), ("a@b.example、", true), ("\"Doe,", false), ("a@b.example", false), (",", true), ("a@b.example; ", true)]
        {
            assert_eq!(is_complete(text), expected, "{text}");
        }
    }
}
