//! The words that fit what stands before the caret, and which of them is marked. The text keeps the focus.

use super::words;
use crate::{
    parts::{
        icon::Icon,
        keys::is_composing,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::reserved::Word;
use leptos::{prelude::*, web_sys};

/// Longest name of a word.
const LONGEST: usize = 20;

#[derive(Clone, Copy)]
pub struct Offer {
    pub list: RwSignal<Vec<&'static str>>,
    at: RwSignal<usize>,
    /// Letters before the caret that a word takes the place of: the sign and what was typed behind it.
    typed: StoredValue<u32>,
    id: &'static str,
}

impl Offer {
    /// `id` is that of the text.
    pub fn new(id: &'static str) -> Offer {
        Offer { list: RwSignal::new(Vec::new()), at: RwSignal::new(0), typed: StoredValue::new(0), id }
    }

    /// Offers what fits the line up to the caret.
    pub fn ask(self, before: &str) {
        let begun = begun(before);
        let fitting = begun.map(fitting).unwrap_or_default();
        self.typed.set_value(begun.map_or(0, |begun| begun.len() as u32 + 1));
        self.at.set(0);
        if self.list.with_untracked(|list| *list != fitting) {
            self.list.set(fitting);
        }
    }

    pub fn close(self) {
        if self.list.with_untracked(|list| !list.is_empty()) {
            self.list.set(Vec::new());
        }
    }

    /// What `aria-activedescendant` names.
    pub fn marked(self) -> Option<String> {
        self.list.with(|list| list.get(self.at.get()).map(|_| format!("{}-word-{}", self.id, self.at.get())))
    }

    /// A key while words are offered; the word that it takes, and how many letters that stands for. Whatever it hears is heard by
    /// nobody else.
    pub fn key(self, event: &web_sys::KeyboardEvent) -> Option<(&'static str, u32)> {
        let count = self.list.with_untracked(Vec::len);
        if count == 0 || is_composing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        let mut taken = None;
        match event.key().as_str() {
            "ArrowDown" => self.at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.at.update(|at| *at = (*at + count - 1) % count),
            "Enter" | "Tab" => {
                let at = self.at.get_untracked();
                taken = self.list.with_untracked(|list| list.get(at).copied()).map(|name| (name, self.typed.get_value()));
                self.close();
            }
            "Escape" => self.close(),
            _ => return None,
        }
        event.prevent_default();
        event.stop_propagation();
        taken
    }
}

/// What was typed of a word that is not finished: everything behind the last percent sign, unless that ends a word.
fn begun(before: &str) -> Option<&str> {
    let (text, begun) = before.rsplit_once('%')?;
    let ends_one = text.rsplit_once('%').is_some_and(|(_, name)| Word::parse(name).is_some());
    let is_name = begun.len() <= LONGEST && begun.bytes().all(|b| b.is_ascii_alphabetic());
    // "30%" says how much.
    let is_amount = text.ends_with(|c: char| c.is_numeric()) && begun.is_empty();
    (is_name && !(ends_one && begun.is_empty()) && !is_amount).then_some(begun)
}

fn fitting(begun: &str) -> Vec<&'static str> {
    let begun = begun.to_ascii_lowercase();
    Word::NAMES.into_iter().filter(|name| name.to_ascii_lowercase().starts_with(&begun)).collect()
}

/// The list below a text.
#[component]
pub fn OfferList(offer: Offer, pick: Callback<(&'static str, u32)>) -> impl IntoView {
    let language = use_language();
    let options = move || {
        let option = |(place, name): (usize, &'static str)| {
            view! {
                <li
                    class="menu__item"
                    role="option"
                    id=format!("{}-word-{place}", offer.id)
                    aria-selected=move || (offer.at.get() == place).to_string()
                    // The text keeps the focus, and with it the caret.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| {
                        let typed = offer.typed.get_value();
                        offer.close();
                        pick.run((name, typed));
                    }
                >
                    <span class="menu__text">
                        <span class="rw__name">{format!("%{name}%")}</span>
                        " "
                        <small>{words::shown(name, language)}</small>
                    </span>
                </li>
            }
        };
        offer.list.get().into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <ul
            class="menu rw__offer"
            role="listbox"
            id=format!("{}-words", offer.id)
            aria-label=words::offered(language)
            hidden=move || offer.list.with(Vec::is_empty)
        >
            {options}
        </ul>
        <span class="sr" role="status">
            {move || offer.list.with(|list| if list.is_empty() { String::new() } else { words::count(language, list.len()) })}
        </span>
    }
    .into_any()
}

/// All words in a menu, for whoever does not know them by heart.
#[component]
pub fn WordsMenu(pick: Callback<(&'static str, u32)>, #[prop(optional, into)] disabled: Signal<bool>) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let choice = |name: &'static str| {
            let said = words::shown(name, language);
            Choice::new(name, format!("{name} {said}"), false, move || {
                view! {
                    <span class="menu__text">
                        <span class="rw__name">{format!("%{name}%")}</span>
                        " "
                        <small>{said}</small>
                    </span>
                }
            })
        };
        Word::NAMES.into_iter().map(choice).collect::<Vec<_>>()
    });
    let picked = move |key: String| {
        if let Some(name) = Word::NAMES.into_iter().find(|name| *name == key) {
            pick.run((name, 0));
        }
    };
    view! {
        <Menu class="btn btn--ghost btn--s" label=words::insert(language).to_owned() choices on_pick=picked disabled worded=true>
            <Icon name="braces" />
            {words::insert(language)}
        </Menu>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_offered_from_its_sign_to_its_end() {
        for (before, expected) in [
            ("", None),
            ("%", Some("")),
            ("様 %Cus", Some("Cus")),
            ("%Customer%", None),
            ("%Customer%%", Some("")),
            ("%Customer% 様 %us", Some("us")),
            ("30%", None),
            ("30%O", Some("O")),
            ("100% の", None),
            ("%item:保有", None),
        ] {
            assert_eq!(begun(before), expected, "{before}");
        }
        assert_eq!(fitting("user"), ["User", "UserLastName", "UserMail"]);
        assert_eq!(fitting("").len(), Word::NAMES.len());
        assert!(fitting("x").is_empty());
    }
}
