//! How often figures are read again while work goes on: when something changed, and not more often than they can be looked at.

use crate::live::{Live, Topic};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

pub type Paced = ReadSignal<u64>;

/// Rises after something changed, at most once in so many seconds. In the browser only.
pub fn paced(seconds: u64) -> Paced {
    let live = Live::current();
    let (rises, set) = signal(0);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |seen: Option<(u64, u64)>| {
        let version = (live.version(Topic::Frame), live.version(Topic::Logs));
        if seen.is_some_and(|seen| seen != version) && waiting.with_value(Option::is_none) {
            let rise = move || {
                waiting.set_value(None);
                set.update(|count| *count += 1);
            };
            waiting.set_value(set_timeout_with_handle(rise, Duration::from_secs(seconds)).ok());
        }
        version
    });
    on_cleanup(move || {
        if let Some(Some(timer)) = waiting.try_get_value() {
            timer.clear();
        }
    });
    rises
}
