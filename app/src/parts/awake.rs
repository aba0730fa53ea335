//! Whether the client has woken up: what needs it is not offered before.

use leptos::prelude::*;

/// False on the server and in the first moment of the page.
pub fn use_awake() -> RwSignal<bool> {
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    awake
}
