//! The strip at the top while the server is away, and the one that says that something waits after it came back.

use super::{WAITING_URL, state::Away, state::Step, words};
use crate::{parts::icon::Icon, time::Clock, words::use_language};
use leptos::prelude::*;

#[component]
pub fn AwayBanner() -> impl IntoView {
    let (away, clock, language) = (Away::current(), Clock::current(), use_language());
    let shown = Memo::new(move |_| {
        away.0.with(|state| {
            let stuck = state.waiting.iter().filter(|one| one.state != Step::Waiting).count();
            (state.away, state.at, state.waiting.len(), stuck)
        })
    });
    move || {
        let (is_away, at, waiting, stuck) = shown.get();
        let text = if is_away {
            at.map_or_else(|| words::away(language).to_owned(), |at| words::away_since(language, &clock.civil(at).long(clock.today())))
        } else if stuck > 0 {
            words::stuck(language, stuck)
        } else {
            return ().into_any();
        };
        view! {
            <div class="connection" data-state="offline" role="status">
                <Icon name=if is_away { "wifi-off" } else { "triangle-alert" } />
                <span class="connection__text">
                    {is_away.then(|| view! { <b>{words::offline(language)}</b> })} {text} {(is_away && waiting > 0).then(|| words::waits(language, waiting))}
                </span>
                {(waiting > 0)
                    .then(|| {
                        view! {
                            <a class="btn btn--s" href=WAITING_URL>
                                {words::see_waiting(language)}
                            </a>
                        }
                    })}
            </div>
        }
        .into_any()
    }
}
