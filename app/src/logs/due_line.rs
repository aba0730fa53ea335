//! Over the lists: that a follow-up is due. It asks when the list is opened, when a log changes, and when the time of one may have come.

use super::{api, tasks_page::Acts, words};
use crate::{
    live::{Live, Topic},
    parts::{awake::use_awake, icon::Icon},
    time::Clock,
    words::use_language,
};
use leptos::prelude::*;

/// Milliseconds between two looks.
const EVERY: i64 = 5 * 60_000;

#[component]
pub fn DueLine() -> impl IntoView {
    let language = use_language();
    let (live, clock, awake, acts) = (Live::current(), Clock::current(), use_awake(), Acts::current());
    let changed = live.gathered(Topic::Logs);
    let turn = Memo::new(move |_| clock.now().0 / EVERY);
    let due = Resource::new(move || (changed.get(), turn.get()), |_| api::due());
    view! {
        <Transition>
            {move || {
                let due = due.get()?.ok()?;
                let first = due.first?;
                let id = first.id;
                let path = first.path();
                Some(view! {
                    <div class="banner banner--bar logs__due" data-kind="warn" role="status">
                        <Icon name="alarm-clock" />
                        <div class="banner__text">
                            <a class="link" href="/logs/tasks">
                                {words::due_line(language, due.count)}
                            </a>
                            " "
                            <a class="link" dir="auto" href=path>
                                {first.subject}
                            </a>
                        </div>
                        <span class="btns btns--tight">
                            <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| acts.finish(id, true)>
                                {words::follow_done(language)}
                            </button>
                            <button class="btn btn--s btn--ghost" type="button" disabled=move || !awake.get() on:click=move |_| acts.snooze(id)>
                                {words::follow_snooze(language)}
                            </button>
                        </span>
                    </div>
                })
            }}
        </Transition>
    }
    .into_any()
}
