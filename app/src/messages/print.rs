//! One mail on paper: while it is printed, the page hides the others.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};

/// What the style sheet for paper looks for: on the page, and on the mail.
const MARK: &str = "data-print-one";

/// Prints the mail whose button was pressed. Browser only.
pub fn print_one(event: &web_sys::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let mail = pressed.and_then(|pressed| pressed.closest(".mail").ok().flatten());
    let (Some(root), Some(mail)) = (document().document_element(), mail) else { return };
    // They fail only for names that are none.
    let marked = [root, mail];
    marked.iter().for_each(|element| drop(element.set_attribute(MARK, "")));
    let ended = Closure::once_into_js(move || marked.iter().for_each(|element| drop(element.remove_attribute(MARK))));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    // Some browsers go on while the dialog is open: the marks stay until it is closed.
    let heard = window().add_event_listener_with_callback_and_add_event_listener_options("afterprint", ended.unchecked_ref(), &options);
    if heard.is_ok() {
        // Refused by browsers without printing, where nothing can be done either.
        let _ = window().print();
    }
}
