//! 日時を指定して送信: the hours that people usually mean, or any other, in the person's own zone. The server reads it there.

use super::words;
use crate::{
    Failure,
    failure::FailureNote,
    parts::{
        dialog::Dialog,
        field::{TextField, about, field_of, focus_invalid},
    },
    time::{Civil, Clock},
    words::{common, use_language},
};
use domain::{Field, Language, Moment};
use leptos::prelude::*;

/// Day and hour as a field of the browser holds them.
fn typed(day: Civil, hour: u8) -> String {
    format!("{:04}-{:02}-{:02}T{hour:02}:00", day.year, day.month, day.day)
}

/// Today at 17, tomorrow at 9, Monday at 9: those that lie ahead, each day once. `civil` reads an instant on the person's clocks.
fn usual(now: Moment, civil: impl Fn(Moment) -> Civil, l: Language) -> Vec<(String, String)> {
    let day = |count: i64| civil(now.plus_days(count));
    let today = day(0);
    let mut usual = Vec::new();
    if today.hour < 17 {
        usual.push((words::today_at(l, "17:00"), typed(today, 17)));
    }
    usual.push((words::tomorrow_at(l, "9:00"), typed(day(1), 9)));
    if let Some(monday) = (2..=7).map(day).find(|day| day.weekday() == 1) {
        usual.push((words::monday_at(l, "9:00"), typed(monday, 9)));
    }
    usual
}

#[component]
pub fn HourDialog(
    open: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: Signal<bool>,
    /// Whether the customer's next mail stops it can be chosen here.
    #[prop(optional)]
    asks_to_stop: bool,
    /// Gets day and hour, and whether the customer's next mail stops it.
    on_choose: Callback<(String, bool)>,
) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let (at, stops) = (RwSignal::new(String::new()), RwSignal::new(true));
    Effect::new(move |_| {
        if failure.with(|failure| failure.as_ref().is_some_and(|failure| field_of(failure).is_some())) {
            focus_invalid();
        }
    });
    let choose = move |at: String| {
        if !busy.get_untracked() {
            on_choose.run((at, stops.get_untracked()));
        }
    };
    let send = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        choose(at.get_untracked());
    };
    view! {
        <Dialog open title=words::later_title(language).to_owned() small=true>
            <form class="dialog__form" novalidate on:submit=send>
                <div class="dialog__body">
                    {move || failure.get().filter(|failure| field_of(failure).is_none()).map(|failure| view! { <FailureNote failure /> })}
                    <div class="hours" role="group" aria-label=words::usual_hours(language)>
                        {move || {
                            usual(clock.now(), |at| clock.civil(at), language)
                                .into_iter()
                                .map(|(name, at)| {
                                    view! {
                                        <button class="btn" type="button" disabled=move || busy.get() on:click=move |_| choose(at.clone())>
                                            {name}
                                        </button>
                                    }
                                })
                                .collect_view()
                        }}
                    </div>
                    <TextField id="send-at" kind="datetime-local" label=words::other_hour(language) value=at error=about(failure, Field::SendAt) />
                    {asks_to_stop
                        .then(|| {
                            view! {
                                <label class="check">
                                    <input type="checkbox" prop:checked=move || stops.get() on:change:target=move |event| stops.set(event.target().checked()) />
                                    <span class="check__text">{words::stop_on_reply(language)} <small>{words::stop_on_reply_why(language)}</small></span>
                                </label>
                            }
                        })}
                </div>
                <div class="dialog__foot">
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {words::schedule(language)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday, 2026-11-25.
    fn on(hour: u8) -> impl Fn(Moment) -> Civil {
        move |at| Civil { year: 2026, month: 11, day: 25 + u8::try_from(at.0 / 86_400_000).unwrap(), hour, minute: 30 }
    }

    #[test]
    fn the_usual_hours_lie_ahead() {
        let hours = |hour| usual(Moment(0), on(hour), Language::English).into_iter().map(|(_, at)| at).collect::<Vec<_>>();
        assert_eq!(hours(10), ["2026-11-25T17:00", "2026-11-26T09:00", "2026-11-30T09:00"]);
        assert_eq!(hours(17), ["2026-11-26T09:00", "2026-11-30T09:00"]);
    }
}
