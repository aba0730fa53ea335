//! Files that are dragged over the window: the composer takes them, and nothing else may lose the page to them. Browser only.

use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::JsCast;

pub fn carries_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Whether the pointer goes out of the form, and not from one of its parts into another.
pub fn leaves(event: &web_sys::DragEvent) -> bool {
    let inside = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let to = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    match (inside, to) {
        (Some(inside), Some(to)) => !inside.contains(Some(&to)),
        _ => true,
    }
}

/// Whether what is dropped falls into the sheet of formatted text.
pub fn falls_into_text(event: &web_sys::DragEvent) -> bool {
    let on = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    on.and_then(|element| element.closest(".comp__rich").ok().flatten()).is_some()
}

/// Dropped beside the composer, a file would be opened in the place of the page and take the writing away.
pub fn guard_window() {
    Effect::new(move |_| {
        let refuse = |event: web_sys::DragEvent| {
            if carries_files(&event) && !event.default_prevented() {
                event.prevent_default();
                if let Some(data) = event.data_transfer() {
                    data.set_drop_effect("none");
                }
            }
        };
        let over = window_event_listener(ev::dragover, refuse);
        let dropped = window_event_listener(ev::drop, refuse);
        on_cleanup(move || {
            over.remove();
            dropped.remove();
        });
    });
}
