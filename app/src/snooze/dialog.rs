//! Until when, and why.

use super::{
    Away,
    times::{Offered, moment_of, offered, parsed},
    words,
};
use crate::{
    parts::field::TextField,
    threads::Ask,
    time::Clock,
    words::{common, use_language},
};
use domain::{Moment, snooze::Snooze};
use leptos::{html, prelude::*, web_sys};

/// What is chosen: one of the times that are offered, a time of one's own, or the customer's answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    At(usize),
    Own,
    Answer,
}

#[component]
pub fn SnoozeForm(ask: Ask, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let away = Away::in_mailbox(ask.mailbox, ask.after);
    let times = StoredValue::new(offered(clock.now_untracked(), |at| clock.civil(at)));
    let chosen =
        RwSignal::new(Chosen::At(times.with_value(|times| times.iter().position(|(name, _)| *name == Offered::Tomorrow).unwrap_or_default())));
    let reason = RwSignal::new(String::new());
    let own = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(false);
    let until = move || -> Option<Option<Moment>> {
        match chosen.get_untracked() {
            Chosen::At(place) => times.with_value(|times| times.get(place).map(|(_, at)| Some(*at))),
            Chosen::Answer => Some(None),
            Chosen::Own => {
                let typed = parsed(&own.get_untracked()?.value())?;
                Some(Some(moment_of(typed, 0, |at| clock.civil(at)))).filter(|at| at.is_some_and(|at| at > clock.now_untracked()))
            }
        }
    };
    let ids = ask.ids.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(until) = until() else {
            wrong.set(true);
            if let Some(own) = own.get_untracked() {
                // Fails only when it left the page.
                let _ = own.focus();
            }
            return;
        };
        away.snooze(ids.clone(), Snooze { until, reason: reason.get_untracked() });
        open.set(false);
    };
    let choice = move |value: Chosen, name: &'static str, detail: String| {
        view! {
            <label class="check">
                <input type="radio" name="snooze-until" prop:checked=move || chosen.get() == value on:change=move |_| chosen.set(value) />
                <span class="check__text">
                    {name}
                    <small>{detail}</small>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <form class="dialog__form" novalidate on:submit=submit>
            <div class="dialog__body">
                <p class="dialog__text">{words::explained(language)}</p>
                <fieldset class="field">
                    <legend class="field__label">{words::until_when(language)}</legend>
                    {times
                        .with_value(|times| {
                            times
                                .iter()
                                .enumerate()
                                .map(|(place, (name, at))| {
                                    let name = match name {
                                        Offered::Evening => words::this_evening(language),
                                        Offered::Tomorrow => words::tomorrow(language),
                                        Offered::Monday => words::monday(language),
                                    };
                                    let day = clock.civil(*at);
                                    choice(Chosen::At(place), name, format!("{} {}", day.day_words(clock.today(), language), day.clock()))
                                })
                                .collect_view()
                        })} {choice(Chosen::Answer, words::on_answer(language), words::on_answer_hint(language).to_owned())}
                    {choice(Chosen::Own, words::at_time(language), String::new())}
                    <input
                        class="input choice__own"
                        type="datetime-local"
                        aria-label=words::date_and_time(language)
                        aria-invalid=move || wrong.get().then_some("true")
                        node_ref=own
                        on:input=move |_| {
                            chosen.set(Chosen::Own);
                            wrong.set(false);
                        }
                    />
                </fieldset>
                <TextField id="snooze-reason" label=words::reason(language) value=reason hint=words::reason_hint(language) auto_direction=true />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {words::put_off(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
