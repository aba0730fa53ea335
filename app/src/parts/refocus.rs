//! The focus of a control that stands in a row which is moved: the browser takes it away with the row.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// Gives the focus back once what `moved` tells of is drawn, unless the person has moved it elsewhere.
#[derive(Clone, Copy)]
pub struct Refocus(StoredValue<Option<String>>);

impl Refocus {
    /// `moved` tells by being read that rows may stand elsewhere.
    pub fn after(moved: impl Fn() + 'static) -> Refocus {
        let wanted = StoredValue::new(None::<String>);
        Effect::new(move |_| {
            moved();
            if let Some(id) = wanted.try_update_value(Option::take).flatten() {
                request_animation_frame(move || focus(&id));
            }
        });
        Refocus(wanted)
    }

    /// The id of the control.
    pub fn keep(self, id: String) {
        self.0.set_value(Some(id));
    }
}

fn focus(id: &str) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let control = document().get_element_by_id(id).and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
    if let (true, Some(control)) = (lost, control) {
        // Fails only when it left the page meanwhile.
        let _ = control.focus();
    }
}
