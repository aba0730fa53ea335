//! Calling a colleague in a comment: after an `@` those who work in the mailbox are offered, and the arrows and Enter choose.

use super::words;
use crate::{
    mailboxes::Mailboxes,
    parts::{avatar::Avatar, keys::is_composing},
    words::use_language,
};
use domain::{MailboxId, mentions, users::PersonName};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// People that are offered at most.
const OFFERED: usize = 6;

#[derive(Clone, Copy)]
pub struct Calling {
    mailbox: MailboxId,
    mailboxes: Mailboxes,
    field: NodeRef<html::Textarea>,
    /// Where the `@` stands, in bytes, and what was typed behind it.
    typed: RwSignal<Option<(usize, String)>>,
    at: RwSignal<usize>,
}

impl Calling {
    pub fn new(mailbox: MailboxId, field: NodeRef<html::Textarea>) -> Calling {
        Calling { mailbox, mailboxes: Mailboxes::current(), field, typed: RwSignal::new(None), at: RwSignal::new(0) }
    }

    pub fn list_id(self) -> String {
        format!("calling-{}", self.mailbox)
    }

    fn offered(self) -> Vec<PersonName> {
        self.typed.with(|typed| match typed {
            Some((_, typed)) => {
                self.mailboxes.people(self.mailbox).into_iter().filter(|person| mentions::begins(&person.name, typed)).take(OFFERED).collect()
            }
            None => vec![],
        })
    }

    /// The option that Enter chooses.
    pub fn active(self) -> Option<String> {
        let count = self.offered().len();
        (count > 0).then(|| format!("{}-{}", self.list_id(), self.at.get().min(count - 1)))
    }

    /// Looks at what stands before the caret.
    pub fn look(self) {
        let Some(field) = self.field.get_untracked() else { return };
        let (text, caret) = (field.value(), field.selection_start().ok().flatten().unwrap_or_default());
        let before = up_to(&text, caret as usize);
        let typed = mentions::being_typed(before).map(|(start, typed)| (start, typed.to_owned()));
        if typed.is_some() {
            self.mailboxes.load_people(self.mailbox);
        }
        self.at.set(0);
        self.typed.set(typed);
    }

    pub fn close(self) {
        self.typed.set(None);
    }

    /// Whether the key was for the list.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        let count = untrack(|| self.offered().len());
        if count == 0 || is_composing(event) || event.ctrl_key() || event.meta_key() {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.at.update(|at| *at = (*at + count - 1) % count),
            "Enter" | "Tab" => {
                let person = untrack(|| self.offered()).into_iter().nth(self.at.get_untracked().min(count - 1));
                if let Some(person) = person {
                    self.choose(&person.name);
                }
            }
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    fn choose(self, name: &str) {
        let (Some(field), Some((start, typed))) = (self.field.get_untracked(), self.typed.get_untracked()) else { return };
        let text = field.value();
        let sign = text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let (Some(before), Some(after)) = (text.get(..start), text.get(start + sign + typed.len()..)) else { return };
        let called = format!("{before}@{name} ");
        let caret = u32::try_from(called.encode_utf16().count()).unwrap_or_default();
        field.set_value(&format!("{called}{}", after.trim_start_matches(' ')));
        // Neither fails while the field is in the page.
        let _ = field.set_selection_range(caret, caret);
        let _ = field.focus();
        self.close();
    }

    /// The people that are offered; `changed` hears that one was put into the text.
    pub fn list(self, changed: Callback<()>) -> AnyView {
        let language = use_language();
        let option = move |(place, person): (usize, PersonName)| {
            let name = person.name.clone();
            // Pressed, not clicked: a click would come after the field has lost the focus.
            let choose = move |event: leptos::ev::PointerEvent| {
                event.prevent_default();
                self.choose(&name);
                changed.run(());
            };
            view! {
                <li
                    class="menu__item"
                    role="option"
                    id=format!("{}-{place}", self.list_id())
                    aria-selected=move || (self.at.get() == place).to_string()
                    on:pointerdown=choose
                >
                    <Avatar name=person.name.clone() />
                    <span class="menu__text">{person.name.clone()}</span>
                </li>
            }
        };
        view! {
            <ul class="menu calling" role="listbox" id=self.list_id() aria-label=words::people(language) hidden=move || self.offered().is_empty()>
                {move || self.offered().into_iter().enumerate().map(option).collect_view()}
            </ul>
        }
        .into_any()
    }
}

/// The text up to a place that the browser counts in UTF-16.
fn up_to(text: &str, caret: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= caret {
            return &text[..at];
        }
        units += c.len_utf16();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::up_to;

    #[test]
    fn the_caret_is_found_behind_pictures_and_kanji() {
        for (caret, expected) in [(0, ""), (1, "窓"), (3, "窓😀"), (4, "窓😀a"), (9, "窓😀a")] {
            assert_eq!(up_to("窓😀a", caret), expected);
        }
    }
}
