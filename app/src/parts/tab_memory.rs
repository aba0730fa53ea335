//! What this tab remembers across a reload, in its session storage; it ends with the tab. Browser only.

use leptos::{prelude::*, web_sys};

/// Absent where the browser forbids storage: then a reload begins anew.
fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

pub fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // Fails only when the storage is full: then a reload begins anew.
        let _ = storage.set_item(key, value);
    }
}

pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

pub fn clear(key: &str) {
    if let Some(storage) = storage() {
        // Fails only where nothing could be stored either.
        let _ = storage.remove_item(key);
    }
}
