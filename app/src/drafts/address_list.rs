//! The addresses of one field while they are typed: finished entries as chips, the rest in the input.

use super::entry::{Entry, joined, pasted_entries, split};
use domain::addresses::{Address, typed};
use leptos::{html, prelude::*};

#[derive(Clone, Copy)]
pub struct AddressList {
    pub entries: RwSignal<Vec<Entry>>,
    pub input: NodeRef<html::Input>,
    next: StoredValue<u64>,
}

impl AddressList {
    pub fn new(typed: &str) -> AddressList {
        let list = AddressList { entries: RwSignal::new(Vec::new()), input: NodeRef::new(), next: StoredValue::new(0) };
        list.push(typed);
        list
    }

    /// The field as it is saved.
    pub fn typed(self) -> String {
        let rest = self.input.try_get_untracked().flatten().map(|input| input.value()).unwrap_or_default();
        self.entries.try_with_untracked(|list| joined(list, &rest)).unwrap_or_default()
    }

    pub fn fill(self, typed: &str) {
        self.entries.set(Vec::new());
        self.clear_input();
        self.push(typed);
    }

    /// Turns what stands in the input into chips. Whether there was anything.
    pub fn commit(self) -> bool {
        let Some(input) = self.input.get_untracked() else { return false };
        let typed = input.value();
        self.clear_input();
        self.push(&typed)
    }

    /// Puts the last chip back into the input, to be corrected.
    pub fn reopen(self, key: Option<u64>) -> bool {
        let Some(input) = self.input.get_untracked() else { return false };
        let taken = self.entries.try_update(|list| {
            let place = key.map_or(list.len().checked_sub(1), |key| list.iter().position(|entry| entry.key == key))?;
            Some(list.remove(place))
        });
        let Some(entry) = taken.flatten() else { return false };
        self.push(&input.value());
        input.set_value(&entry.typed);
        // Fails only when the field left the page.
        let _ = input.focus();
        true
    }

    /// Takes in what was pasted, when it is more than one address: a column of a table, too. Whether it did.
    pub fn take_in(self, pasted: &str) -> bool {
        let entries = pasted_entries(pasted);
        if entries.len() > 1 {
            self.commit();
            self.push(&entries.join(", "));
        }
        entries.len() > 1
    }

    /// Addresses that are not there yet.
    pub fn add(self, typed: &str) {
        let known = self.addresses();
        let is_new = |entry: &String| {
            let addr = domain::addresses::parse_list(entry).ok().and_then(|all| all.into_iter().next()).map(|address| address.addr);
            addr.is_none_or(|addr| !known.iter().any(|one| domain::fold::fold(one) == domain::fold::fold(&addr)))
        };
        let wanted: Vec<String> = split(typed).into_iter().filter(is_new).collect();
        self.push(&wanted.join(", "));
    }

    /// Puts an address that was suggested in the place of what was typed.
    pub fn take(self, address: &Address) {
        self.clear_input();
        self.push(&typed(address));
        if let Some(input) = self.input.get_untracked() {
            // Fails only when the field left the page.
            let _ = input.focus();
        }
    }

    /// The addresses of the finished entries.
    pub fn addresses(self) -> Vec<String> {
        self.entries.with_untracked(|list| list.iter().filter_map(|entry| Some(entry.address.as_ref()?.addr.clone())).collect())
    }

    pub fn remove(self, key: u64) {
        self.entries.update(|list| list.retain(|entry| entry.key != key));
    }

    /// Tracks.
    pub fn has_any(self) -> bool {
        self.entries.with(|list| !list.is_empty())
    }

    pub fn has_wrong(self) -> bool {
        self.entries.with(|list| list.iter().any(|entry| entry.address.is_none()))
    }

    /// What is no address, as it was typed.
    pub fn wrong(self) -> Vec<String> {
        self.entries.with(|list| list.iter().filter(|entry| entry.address.is_none()).map(|entry| entry.typed.clone()).collect())
    }

    fn push(self, typed: &str) -> bool {
        let typed = split(typed);
        let any = !typed.is_empty();
        if any {
            self.entries.update(|list| list.extend(typed.iter().map(|typed| Entry::new(self.key(), typed))));
        }
        any
    }

    fn key(self) -> u64 {
        self.next
            .try_update_value(|next| {
                *next += 1;
                *next
            })
            .unwrap_or_default()
    }

    fn clear_input(self) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value("");
        }
    }
}
