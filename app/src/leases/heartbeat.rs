//! Keeps a lease alive while something is written: every few seconds, and at once when the computer or the tab wakes up.

use domain::leases::HEARTBEAT_SECONDS;
use leptos::{ev, prelude::*, web_sys};
use std::{rc::Rc, time::Duration};

/// Calls `beat` while the component lives. Browser only.
pub fn keep_beating(beat: impl Fn() + 'static) {
    let beat = Rc::new(beat);
    let every = {
        let beat = beat.clone();
        // The browser refuses a timer only while the page goes away.
        set_interval_with_handle(move || beat(), Duration::from_secs(HEARTBEAT_SECONDS.unsigned_abs())).ok()
    };
    let seen = {
        let beat = beat.clone();
        window_event_listener(ev::visibilitychange, move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                beat();
            }
        })
    };
    let online = {
        let beat = beat.clone();
        window_event_listener(ev::online, move |_| beat())
    };
    let focus = window_event_listener(ev::focus, move |_| beat());
    let kept = StoredValue::new_local(Some((every, [seen, online, focus])));
    on_cleanup(move || {
        if let Some((every, listeners)) = kept.try_update_value(Option::take).flatten() {
            if let Some(every) = every {
                every.clear();
            }
            listeners.into_iter().for_each(WindowListenerHandle::remove);
        }
    });
}
