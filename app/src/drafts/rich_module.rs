//! The editor of formatted text as a module of its own, which the page loads when the first one opens. Browser only.

use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What the module puts on the window.
const NAME: &str = "madoguchiRich";

thread_local! {
    static TRIES: Cell<u32> = const { Cell::new(0) };
}

/// What opens editors. Asked again after a failure, it tries again.
///
/// # Errors
/// The module could not be fetched, or the page does not say where it lies.
pub async fn load() -> Result<JsValue, JsValue> {
    if let Some(ready) = ready() {
        return Ok(ready);
    }
    let root = document().document_element().ok_or(JsValue::NULL)?;
    let address = root.get_attribute("data-rich").filter(|address| address.len() > 1).ok_or(JsValue::NULL)?;
    let tries = TRIES.replace(TRIES.get() + 1);
    let script = document().create_element("script")?;
    script.set_attribute("type", "module")?;
    // Browsers remember that a module failed; under another address it is a new one.
    script.set_attribute("src", &if tries == 0 { address } else { format!("{address}?{tries}") })?;
    let arrived = js_sys::Promise::new(&mut |resolve, reject| {
        let heard = script.add_event_listener_with_callback("load", &resolve);
        let heard = heard.and_then(|()| script.add_event_listener_with_callback("error", &reject));
        if heard.and_then(|()| root.append_child(&script)).is_err() {
            // Nobody else hears of it: the promise is what is waited for.
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let arrived = JsFuture::from(arrived).await;
    script.remove();
    arrived?;
    ready().ok_or(JsValue::NULL)
}

fn ready() -> Option<JsValue> {
    js_sys::Reflect::get(&js_sys::global(), &NAME.into()).ok().filter(JsValue::is_object)
}
