//! Files on their way to the server: audiences and attachments. Browser only.

use crate::Failure;
use leptos::web_sys;
use wasm_bindgen::{JsCast, closure::Closure};

/// Sends a file up and hands over what the server answered, as text.
pub fn send_up(address: &str, file: &web_sys::File, ended: impl FnOnce(Result<String, Failure>) + 'static) {
    let unsent = || Failure::Unreachable(String::new());
    let Ok(request) = web_sys::XmlHttpRequest::new() else { return ended(Err(unsent())) };
    if request.open("POST", address).is_err() {
        return ended(Err(unsent()));
    }
    let heard = Closure::once_into_js({
        let request = request.clone();
        move || {
            let body = request.response_text().ok().flatten().unwrap_or_default();
            ended(if request.status() == Ok(200) { Ok(body) } else { Err(serde_json::from_str(&body).unwrap_or_else(|_| unsent())) });
        }
    });
    request.set_onloadend(Some(heard.unchecked_ref()));
    // What cannot be sent ends as well, and is told by `onloadend`.
    let _ = request.send_with_opt_blob(Some(file));
}

/// A part of an address.
pub fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}
