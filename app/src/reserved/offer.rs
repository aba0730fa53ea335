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
use domain::{fold::fold, reserved::Word};
use leptos::{prelude::*, web_sys};

/// Longest name of a word, in characters.
const LONGEST: usize = 60;
/// How the names of items begin.
const ITEM: &str = "item:";

#[derive(Clone, Copy)]
pub struct Offer {
    pub list: RwSignal<Vec<String>>,
    /// Names of items that are offered as well.
    items: Signal<Vec<String>>,
    at: RwSignal<usize>,
    /// Letters before the caret that a word takes the place of: the sign and what was typed behind it.
    typed: StoredValue<u32>,
    id: &'static str,
}

impl Offer {
    /// `id` is that of the text.
    pub fn new(id: &'static str, items: Signal<Vec<String>>) -> Offer {
        Offer { list: RwSignal::new(Vec::new()), items, at: RwSignal::new(0), typed: StoredValue::new(0), id }
    }

    /// Offers what fits the line up to the caret.
    pub fn ask(self, before: &str) {
        let begun = begun(before);
        let fitting = begun.map(|begun| self.items.with_untracked(|items| fitting(begun, items))).unwrap_or_default();
        self.typed.set_value(begun.map_or(0, |begun| begun.encode_utf16().count() as u32 + 1));
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
    pub fn key(self, event: &web_sys::KeyboardEvent) -> Option<(String, u32)> {
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
                taken = self.list.with_untracked(|list| list.get(at).cloned()).map(|name| (name, self.typed.get_value()));
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
    let of_item = begun.strip_prefix(ITEM).is_some_and(|item| !item.contains(char::is_whitespace));
    let is_name = begun.chars().count() <= LONGEST && (of_item || begun.bytes().all(|b| b.is_ascii_alphabetic()));
    // "30%" says how much.
    let is_amount = text.ends_with(|c: char| c.is_numeric()) && begun.is_empty();
    (is_name && !(ends_one && begun.is_empty()) && !is_amount).then_some(begun)
}

fn fitting(begun: &str, items: &[String]) -> Vec<String> {
    let begun = fold(begun);
    let own = Word::NAMES.into_iter().map(str::to_owned);
    own.chain(items.iter().map(|item| format!("{ITEM}{item}"))).filter(|name| fold(name).starts_with(&begun)).collect()
}

/// The list below a text.
#[component]
pub fn OfferList(offer: Offer, pick: Callback<(String, u32)>) -> impl IntoView {
    let language = use_language();
    let options = move || {
        let option = |(place, name): (usize, String)| {
            let (said, picked) = (words::shown(&name, language), name.clone());
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
                        pick.run((picked.clone(), typed));
                    }
                >
                    <span class="menu__text">
                        <span class="rw__name">{format!("%{name}%")}</span>
                        " "
                        <small>{said}</small>
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
pub fn WordsMenu(
    pick: Callback<(String, u32)>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] items: Signal<Vec<String>>,
) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let choice = |name: String| {
            let said = words::shown(&name, language);
            let shown = format!("%{name}%");
            let text = format!("{name} {said}");
            Choice::new(name, text, false, move || {
                view! {
                    <span class="menu__text">
                        <span class="rw__name">{shown.clone()}</span>
                        " "
                        <small>{said}</small>
                    </span>
                }
            })
        };
        items.with(|items| fitting("", items)).into_iter().map(choice).collect::<Vec<_>>()
    });
    let picked = move |name: String| pick.run((name, 0));
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
            ("%item:保有", Some("item:保有")),
            ("%item:保有製品%", None),
            ("%item:保有 製品", None),
        ] {
            assert_eq!(begun(before), expected, "{before}");
        }
        let items = ["保有製品".to_owned(), "型番".to_owned()];
        assert_eq!(fitting("user", &items), ["User", "UserLastName", "UserMail"]);
        assert_eq!(fitting("", &items).len(), Word::NAMES.len() + 2);
        assert_eq!((fitting("it", &items).len(), fitting("item:保", &items)), (2, vec!["item:保有製品".to_owned()]));
        assert!(fitting("x", &items).is_empty());
    }
}
