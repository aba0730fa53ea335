//! The page's clock: starts from the server's, so that both draw the same, and moves on every half minute in the browser.

use super::{Civil, browser_now, iso, words};
use crate::words::use_language;
use domain::Moment;
use leptos::prelude::*;
use std::time::Duration;

#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<Moment>,
    zone: StoredValue<String>,
}

impl Clock {
    /// For the root of the page.
    pub fn provide(now: Moment, zone: &str) {
        let clock = Clock { now: RwSignal::new(now), zone: StoredValue::new(zone.to_owned()) };
        provide_context(clock);
        Effect::new(move |_| {
            let tick = move || clock.now.set(browser_now());
            // The browser refuses a timer only while the page goes away.
            if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(30)) {
                on_cleanup(move || timer.clear());
            }
        });
    }

    /// A page that lay on a shelf wakes up later than it was drawn.
    pub fn catch_up(self, now: Moment) {
        self.now.set(now);
    }

    pub fn current() -> Clock {
        expect_context()
    }

    pub fn now(self) -> Moment {
        self.now.get()
    }

    /// The time of drawing, for what counts by itself.
    pub fn now_untracked(self) -> Moment {
        self.now.get_untracked()
    }

    pub fn civil(self, at: Moment) -> Civil {
        self.zone.with_value(|zone| crate::civil(at, zone))
    }

    pub fn today(self) -> Civil {
        self.civil(self.now())
    }

    /// The heading of a day in the time line.
    pub fn day_words(self, at: Moment) -> String {
        self.day_words_of(self.civil(at))
    }

    /// The same of a day.
    pub fn day_words_of(self, day: Civil) -> String {
        let (language, today) = (use_language(), self.today());
        let text = day.day_words(today, language);
        if day.same_day(today) { words::today(language, &text) } else { text }
    }
}

/// A time, short; the whole of it on demand.
#[component]
pub fn When(
    at: Moment,
    /// With the day, where it is not today.
    #[prop(optional)]
    long: bool,
    /// The day in the place of the clock, where it is not today.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let clock = Clock::current();
    let civil = clock.civil(at);
    let title = format!("{}/{}/{} {}", civil.year, civil.month, civil.day, civil.clock());
    view! {
        <time datetime=iso(at) title=title>
            {move || {
                if long {
                    civil.long(clock.today())
                } else if short {
                    civil.short(clock.today())
                } else {
                    civil.clock()
                }
            }}
        </time>
    }
}
