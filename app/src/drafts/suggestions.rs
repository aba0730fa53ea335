//! Whom an address field suggests while somebody types (the combobox of the ARIA practices): asked after a pause, walked through
//! by arrows, taken by Enter or a press.

use crate::{correspondents, parts::avatar::Avatar, words::use_language};
use domain::addresses::Address;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);

#[derive(Clone, Copy)]
pub struct Suggestions {
    pub list: RwSignal<Vec<Address>>,
    pub at: RwSignal<Option<usize>>,
    /// Rises with every key: an answer to an earlier one says nothing any more.
    asked: StoredValue<u64>,
}

impl Suggestions {
    pub fn new() -> Suggestions {
        Suggestions { list: RwSignal::new(Vec::new()), at: RwSignal::new(None), asked: StoredValue::new(0) }
    }

    /// Tracks.
    pub fn is_open(self) -> bool {
        self.list.with(|list| !list.is_empty())
    }

    pub fn close(self) {
        self.next();
        self.show(Vec::new());
    }

    fn next(self) -> u64 {
        let next = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        next.unwrap_or_default()
    }

    fn show(self, found: Vec<Address>) {
        self.at.try_set(None);
        if self.list.try_with_untracked(|list| *list != found) == Some(true) {
            self.list.set(found);
        }
    }

    /// `typed` is what stands in the field; `known` are the addresses that are chips already.
    pub fn ask(self, typed: String, known: Vec<String>) {
        let asked = self.next();
        if typed.trim().is_empty() || typed.contains('<') {
            return self.show(Vec::new());
        }
        set_timeout(
            move || {
                if self.asked.try_get_value() != Some(asked) {
                    return;
                }
                spawn_local(async move {
                    // A field without suggestions is still a field: why there are none is of no help to whoever types.
                    let found = correspondents::suggest(typed).await.unwrap_or_default();
                    if self.asked.try_get_value() == Some(asked) {
                        self.show(found.into_iter().filter(|address| !known.contains(&address.addr)).collect());
                    }
                });
            },
            PAUSE,
        );
    }

    /// To the next one or the one before; past the ends nothing is marked, and the field is as it was typed.
    pub fn step(self, down: bool) {
        let count = self.list.with_untracked(Vec::len);
        self.at.update(|at| *at = stepped(*at, count, down));
    }

    pub fn marked(self) -> Option<Address> {
        let at = self.at.get_untracked()?;
        self.list.with_untracked(|list| list.get(at).cloned())
    }
}

fn stepped(at: Option<usize>, count: usize, down: bool) -> Option<usize> {
    match (at, down) {
        (None, true) => (count > 0).then_some(0),
        (None, false) => count.checked_sub(1),
        (Some(at), true) => (at + 1 < count).then_some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    }
}

/// The list below a field. `id` is that of the field.
#[component]
pub fn SuggestionList(suggestions: Suggestions, id: &'static str, pick: Callback<Address>) -> impl IntoView {
    let language = use_language();
    let options = move || {
        let option = |(place, address): (usize, Address)| {
            let Address { name, addr } = address.clone();
            let shown = if name.is_empty() { addr.clone() } else { name };
            view! {
                <li
                    class="menu__item"
                    role="option"
                    id=format!("{id}-option-{place}")
                    aria-selected=move || (suggestions.at.get() == Some(place)).to_string()
                    // The field keeps the focus, and with it what was typed.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| pick.run(address.clone())
                >
                    <Avatar name=shown.clone() size="s" />
                    <span class="menu__text" dir="auto">
                        {shown.clone()}
                        {(shown != addr).then(|| view! { <small>{addr}</small> })}
                    </span>
                </li>
            }
        };
        suggestions.list.get().into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <ul class="menu chips__menu" role="listbox" id=format!("{id}-list") aria-label=super::words::suggested(language) hidden=move || !suggestions.is_open()>
            {options}
        </ul>
        <span class="sr" role="status">
            {move || suggestions.list.with(|list| if list.is_empty() { String::new() } else { super::words::suggestions(language, list.len()) })}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn the_mark_walks_through_the_list_and_out_at_its_ends() {
        for (at, down, expected) in [
            (None, true, Some(0)),
            (Some(0), true, Some(1)),
            (Some(1), true, None),
            (None, false, Some(1)),
            (Some(1), false, Some(0)),
            (Some(0), false, None),
        ] {
            assert_eq!(stepped(at, 2, down), expected, "{at:?} {down}");
        }
        assert_eq!((stepped(None, 0, true), stepped(None, 0, false)), (None, None));
    }
}
