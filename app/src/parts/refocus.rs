//! A control that is moved or drawn anew by what it did has the focus again afterwards.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

#[derive(Clone, Copy)]
pub struct Refocus(StoredValue<Option<String>>);

impl Refocus {
    /// Focuses what was asked for once `list` is another.
    pub fn after<T: Send + Sync + 'static>(list: Memo<T>) -> Refocus {
        let waiting = StoredValue::new(None::<String>);
        Effect::new(move |_| {
            list.track();
            let Some(id) = waiting.try_update_value(Option::take).flatten() else { return };
            request_animation_frame(move || {
                let found = document().get_element_by_id(&id).and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(control) = found {
                    // Fails only when the control left the page.
                    let _ = control.focus();
                }
            });
        });
        Refocus(waiting)
    }

    /// The control with this id is to have the focus when the list has changed.
    pub fn later(self, id: String) {
        self.0.set_value(Some(id));
    }
}
