//! Files on their way to the server: attachments of a template, and tables. Browser only.

use crate::Failure;
use leptos::{prelude::*, web_sys};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Posts a file and reads the answer.
///
/// # Errors
/// What the server refuses, or that it cannot be reached.
pub async fn post<T: DeserializeOwned>(address: &str, file: &web_sys::File) -> Result<T, Failure> {
    let (good, body) = sent(address, file).await.map_err(|_| Failure::Unreachable(String::new()))?;
    let unreadable = |_| Failure::Unreachable(String::new());
    if good {
        serde_json::from_str(&body).map_err(unreadable)
    } else {
        Err(serde_json::from_str(&body).unwrap_or_else(|_| Failure::Unreachable(String::new())))
    }
}

async fn sent(address: &str, file: &web_sys::File) -> Result<(bool, String), JsValue> {
    let wanted = web_sys::RequestInit::new();
    wanted.set_method("POST");
    wanted.set_body(file);
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str_and_init(address, &wanted)).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok((response.ok(), body))
}

pub fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}
