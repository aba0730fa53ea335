//! Where the keyboard of the screen covers the page instead of making it smaller (iOS), `--keyboard` says how much: the send row
//! stands above it. Elsewhere it stays 0. Browser only.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const NAME: &str = "--keyboard";

/// While the component lives.
pub fn stand_above() {
    Effect::new(move |_| {
        let viewport = js_sys::Reflect::get(&window(), &"visualViewport".into()).ok().and_then(|it| it.dyn_into::<web_sys::EventTarget>().ok());
        let Some(viewport) = viewport else { return };
        let measured = viewport.clone();
        let heard = Closure::<dyn FnMut()>::new(move || say(covered(&measured)));
        for event in ["resize", "scroll"] {
            // Fails only for events that no browser has.
            let _ = viewport.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        }
        let kept = StoredValue::new_local(Some((viewport, heard)));
        on_cleanup(move || {
            if let Some((viewport, heard)) = kept.try_update_value(Option::take).flatten() {
                for event in ["resize", "scroll"] {
                    let _ = viewport.remove_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
                }
            }
            say(0.0);
        });
    });
}

/// CSS pixels at the end of the page that cannot be seen. Whoever zooms in does not type at the edge.
fn covered(viewport: &JsValue) -> f64 {
    let number = |name: &str| js_sys::Reflect::get(viewport, &name.into()).ok().and_then(|value| value.as_f64());
    let (Some(height), Some(top), Some(scale)) = (number("height"), number("offsetTop"), number("scale")) else { return 0.0 };
    let whole = window().inner_height().ok().and_then(|value| value.as_f64()).unwrap_or(height);
    if scale > 1.01 { 0.0 } else { (whole - height - top).max(0.0) }
}

fn say(pixels: f64) {
    let root = document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(root) = root {
        // Fails only for names that CSS does not know.
        let _ = root.style().set_property(NAME, &format!("{}px", pixels.round()));
    }
}
