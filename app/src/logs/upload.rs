//! Sending one file as it is. Browser only.

use leptos::web_sys;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// `ended` hears the status and the answer.
pub fn send_up(address: &str, file: &web_sys::File, ended: impl FnOnce(u16, String) + 'static) -> Result<(), JsValue> {
    let request = web_sys::XmlHttpRequest::new()?;
    request.open("POST", address)?;
    let heard = {
        let request = request.clone();
        Closure::once_into_js(move || ended(request.status().unwrap_or_default(), request.response_text().ok().flatten().unwrap_or_default()))
    };
    request.set_onloadend(Some(heard.unchecked_ref()));
    request.send_with_opt_blob(Some(file))
}
