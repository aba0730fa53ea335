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
    inside("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog, [role=menu], [role=listbox]")
}

/// A single key without Ctrl, Alt or Meta that nobody types: `Some("J")` for Shift+J. Browser only.
pub fn single_key(event: &web_sys::KeyboardEvent) -> Option<String> {
    if is_composing(event) || is_typing(event) || event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return None;
    }
    Some(event.key())
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
