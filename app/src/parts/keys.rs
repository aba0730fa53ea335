//! Keyboard rules: nothing fires while an input method composes, single keys not while somebody types.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// Whether a key press belongs to an input method (RFC-less, but every engine: `isComposing`, and 229 in older Safaris).
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether the key goes into a field, a menu or a dialog, where single keys mean themselves.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return false };
    let inside = |selector| element.closest(selector).ok().flatten().is_some();
    inside("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog, .menu, [role=menu], [role=listbox]")
}

/// A single key without Ctrl, Alt or Meta that nobody types: `Some("J")` for Shift+J, `Some("g i")` for I after G.
/// A key that is held down only repeats what moves. Browser only.
pub fn single_key(event: &web_sys::KeyboardEvent) -> Option<String> {
    if is_composing(event) || is_typing(event) || event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return None;
    }
    let key = event.key();
    if event.repeat() && !MOVES.contains(&key.as_str()) {
        return None;
    }
    // Whoever speaks to the computer or has unsteady hands can switch characters off (WCAG 2.1.4).
    if is_character(&key) && is_off() {
        return None;
    }
    Some(PREFIX.with_borrow_mut(|prefix| prefix.combine(key, event.time_stamp())))
}

/// Keys that may be held down.
const MOVES: [&str; 8] = ["j", "k", "J", "K", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"];

fn is_character(key: &str) -> bool {
    key.chars().count() == 1
}

/// The person's choice, as the server and [`set_off`] write it on `<html>`.
pub fn is_off() -> bool {
    document().document_element().is_some_and(|root| root.get_attribute("data-keys").as_deref() == Some("off"))
}

/// Switches single keys off or on in this page; the next one comes with the choice that the server keeps.
pub fn set_off(off: bool) {
    let Some(root) = document().document_element() else { return };
    // Neither fails for a name that is one.
    let _ = if off { root.set_attribute("data-keys", "off") } else { root.remove_attribute("data-keys") };
}

thread_local! {
    static PREFIX: std::cell::RefCell<Prefix> = std::cell::RefCell::default();
}

/// G waits a moment for a second key. Several listeners ask about the same press, and all get the same answer.
#[derive(Default)]
struct Prefix {
    /// When G was pressed, and the press that it was used for.
    began: Option<f64>,
    used: Option<f64>,
}

/// How long G waits, in milliseconds.
const WAITS: f64 = 1_500.0;

impl Prefix {
    fn combine(&mut self, key: String, at: f64) -> String {
        let waits = self.began.is_some_and(|began| at > began && at - began < WAITS) && self.used.is_none_or(|used| used == at);
        if !is_character(&key) {
            return key;
        }
        if waits {
            self.used = Some(at);
            return format!("g {}", key.to_lowercase());
        }
        if key == "g" {
            (self.began, self.used) = (Some(at), None);
        } else {
            self.began = None;
        }
        key
    }
}

/// Hears keys on the whole window while the component lives.
pub fn on_key(heard: impl Fn(web_sys::KeyboardEvent) + 'static) {
    let heard = std::rc::Rc::new(heard);
    // Effects run in the browser only: the server's threads never meet the listener, nor its end.
    Effect::new(move |_| {
        let heard = heard.clone();
        let handle = window_event_listener(leptos::ev::keydown, move |event| heard(event));
        on_cleanup(move || handle.remove());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_waits_for_one_more_key_and_all_listeners_hear_the_same() {
        let mut prefix = Prefix::default();
        let mut press = |key: &str, at| prefix.combine(key.to_owned(), at);
        assert_eq!([press("g", 10.0), press("g", 10.0)], ["g", "g"]);
        assert_eq!(press("Shift", 15.0), "Shift");
        assert_eq!([press("s", 20.0), press("s", 20.0)], ["g s", "g s"]);
        assert_eq!(press("s", 30.0), "s", "it waits for one key");
        assert_eq!([press("g", 40.0), press("s", 40.0 + WAITS)], ["g", "s"], "and not for ever");
        assert_eq!([press("g", 5_000.0), press("x", 5_010.0), press("s", 5_020.0)], ["g", "g x", "s"]);
    }
}
