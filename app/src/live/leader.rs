//! Which of a browser's tabs listens to the server, where locks are missing (plain HTTP): the one that says so in the
//! storage that all tabs share, again and again. Browser only.

use leptos::{ev, prelude::*, web_sys};
use std::time::Duration;

const KEY: &str = "madoguchi:live";
const BEAT: Duration = Duration::from_secs(2);
/// A tab that was silent for so many milliseconds is gone, or asleep.
const SILENT: u64 = 6_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Lead,
    Follow,
}

/// `entry` is what stands in the storage: who leads, and when they last said so.
fn turn(entry: Option<&str>, me: &str, now: i64) -> Turn {
    let parsed = entry.and_then(|entry| {
        let (who, at) = entry.rsplit_once('@')?;
        Some((who, at.parse::<i64>().ok()?))
    });
    match parsed {
        // A clock that was set back must not keep a tab in office for hours.
        Some((who, at)) if who != me && now.abs_diff(at) < SILENT => Turn::Follow,
        _ => Turn::Lead,
    }
}

/// `lead` begins to listen, `follow` stops; each is called when it comes to that.
pub fn elect(lead: impl Fn() + 'static, follow: impl Fn() + 'static) {
    let Some(storage) = window().local_storage().ok().flatten() else { return lead() };
    let me = format!("{}-{}", js_sys::Date::now(), js_sys::Math::random());
    let leads = std::cell::Cell::new(false);
    let leave = {
        let (storage, me) = (storage.clone(), me.clone());
        move || {
            // The others need not wait until this tab is missed.
            if read(&storage).is_some_and(|entry| entry.starts_with(&format!("{me}@"))) {
                // Fails only where the storage is forbidden, and then it was before.
                let _ = storage.remove_item(KEY);
            }
        }
    };
    let beat = std::rc::Rc::new(move || {
        let now = js_sys::Date::now() as i64;
        let leads_now = match turn(read(&storage).as_deref(), &me, now) {
            // Where it cannot be said, nobody hears it from another tab either.
            Turn::Lead => {
                let _ = storage.set_item(KEY, &format!("{me}@{now}"));
                true
            }
            Turn::Follow => false,
        };
        match (leads.replace(leads_now), leads_now) {
            (false, true) => lead(),
            (true, false) => follow(),
            _ => {}
        }
    });
    beat();
    // For the life of the page.
    let _kept = window_event_listener(ev::Custom::<web_sys::Event>::new("storage"), {
        let beat = beat.clone();
        move |_| {
            let gone = window().local_storage().ok().flatten().is_some_and(|storage| read(&storage).is_none());
            if gone {
                beat();
            }
        }
    });
    let _kept = window_event_listener(ev::Custom::<web_sys::Event>::new("pagehide"), move |_| leave());
    set_interval(move || beat(), BEAT);
}

fn read(storage: &web_sys::Storage) -> Option<String> {
    storage.get_item(KEY).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tab_leads_while_it_says_so() {
        for (entry, expected) in [
            (None, Turn::Lead),
            (Some("me@1000"), Turn::Lead),
            (Some("other@9000"), Turn::Follow),
            (Some("other@4000"), Turn::Lead),
            (Some("other@900000"), Turn::Lead),
            (Some("nonsense"), Turn::Lead),
            (Some("other@soon"), Turn::Lead),
        ] {
            assert_eq!(turn(entry, "me", 10_000), expected, "{entry:?}");
        }
    }
}
