//! A time zone: the usual ones to choose from, any IANA name to type.

use super::field::TextField;
use crate::{words, words::use_language};
use leptos::prelude::*;

words! {
    label = "タイムゾーン", "Time zone";
    hint = "例: Asia/Tokyo。一覧から選ぶか、地域名を入力してください。", "For example Asia/Tokyo. Choose from the list or type a name.";
}

const ZONES: &[&str] = &[
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "UTC",
];

#[component]
pub fn ZoneField(value: RwSignal<String>, #[prop(optional, into)] error: Signal<Option<String>>, #[prop(optional)] large: bool) -> impl IntoView {
    let language = use_language();
    view! {
        <TextField id="zone" label=label(language) value list=Some("zones") hint=hint(language) error large required=true />
        <datalist id="zones">{ZONES.iter().map(|zone| view! { <option value=*zone></option> }).collect_view()}</datalist>
    }
}

/// The zone of the browser. Browser only.
pub fn browser_zone() -> Option<String> {
    use wasm_bindgen::JsCast;
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: js_sys::Function = js_sys::Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let format = js_sys::Reflect::construct(&constructor, &js_sys::Array::new()).ok()?;
    let resolve: js_sys::Function = js_sys::Reflect::get(&format, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
    let options = resolve.call0(&format).ok()?;
    js_sys::Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}
