//! When a bulk mail goes out again and again: the fields of it.

use super::repeat_words as words;
use crate::{
    parts::{field::TextField, select::SelectField},
    words::use_language,
};
use domain::recurring::{Every, Recurrence, Shift};
use leptos::prelude::*;

const WEEK: &str = "week";
const MONTH_DAY: &str = "month-day";
const MONTH_END: &str = "month-end";
const MONTH_WEEKDAY: &str = "month-weekday";

#[derive(Clone, Copy)]
pub struct Fields {
    kind: RwSignal<&'static str>,
    days: RwSignal<Vec<i8>>,
    day: RwSignal<i8>,
    nth: RwSignal<i8>,
    weekday: RwSignal<i8>,
    clock: RwSignal<String>,
    shift: RwSignal<Shift>,
}

impl Fields {
    pub fn of(first: &Recurrence) -> Fields {
        let (mut days, mut day, mut nth, mut weekday) = (vec![1], 1, 1, 1);
        let kind = match &first.every {
            Every::Week { days: chosen } => {
                days.clone_from(chosen);
                WEEK
            }
            Every::MonthDay { day: chosen } => {
                day = *chosen;
                MONTH_DAY
            }
            Every::MonthEnd => MONTH_END,
            Every::MonthWeekday { nth: which, weekday: chosen } => {
                (nth, weekday) = (*which, *chosen);
                MONTH_WEEKDAY
            }
        };
        Fields {
            kind: RwSignal::new(kind),
            days: RwSignal::new(days),
            day: RwSignal::new(day),
            nth: RwSignal::new(nth),
            weekday: RwSignal::new(weekday),
            clock: RwSignal::new(format!("{:02}:{:02}", first.minute / 60, first.minute % 60)),
            shift: RwSignal::new(first.shift),
        }
    }

    /// As they stand.
    pub fn read(self) -> Recurrence {
        let every = match self.kind.get_untracked() {
            WEEK => {
                let mut days = self.days.get_untracked();
                days.sort_unstable();
                Every::Week { days }
            }
            MONTH_END => Every::MonthEnd,
            MONTH_WEEKDAY => Every::MonthWeekday { nth: self.nth.get_untracked(), weekday: self.weekday.get_untracked() },
            _ => Every::MonthDay { day: self.day.get_untracked() },
        };
        Recurrence { every, minute: minutes(&self.clock.get_untracked()), shift: self.shift.get_untracked() }
    }
}

/// What a field of a time holds, as minutes of the day. An empty one is none, which the server refuses.
fn minutes(clock: &str) -> i64 {
    let parsed = clock.split_once(':').and_then(|(hours, rest)| Some((hours.parse::<i64>().ok()?, rest.get(..2)?.parse::<i64>().ok()?)));
    parsed.map_or(-1, |(hours, minutes)| hours * 60 + minutes)
}

#[component]
pub fn RepeatFields(
    fields: Fields,
    zone: String,
    /// What is asked anew each time.
    hint: &'static str,
) -> impl IntoView {
    let language = use_language();
    let kind = fields.kind;
    let kinds = vec![
        (MONTH_DAY, words::every_month_day(language).to_owned()),
        (MONTH_END, words::every_month_end(language).to_owned()),
        (MONTH_WEEKDAY, words::every_month_weekday(language).to_owned()),
        (WEEK, words::every_week(language).to_owned()),
    ];
    let named = move |day: i8| (day, words::weekday_name(day, language).to_owned());
    let nths = (1..=5).map(|nth| (nth, words::nth_of(language, nth))).chain([(-1, words::nth_last(language).to_owned())]).collect::<Vec<_>>();
    let check = move |day: i8| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    autocomplete="off"
                    prop:checked=move || fields.days.with(|days| days.contains(&day))
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        fields
                            .days
                            .update(|days| {
                                days.retain(|other| *other != day);
                                if on {
                                    days.push(day);
                                }
                            });
                    }
                />
                <span class="check__text">{words::weekday_name(day, language)}</span>
            </label>
        }
    };
    view! {
        <SelectField id="repeat-kind" label=words::how_often(language) value=kind choices=kinds />
        {move || match kind.get() {
            WEEK => {
                view! {
                    <fieldset class="field notices__days">
                        <legend class="field__label">{words::weekdays(language)}</legend>
                        {(1..=7).map(check).collect_view()}
                    </fieldset>
                }
                    .into_any()
            }
            MONTH_DAY => {
                let days = (1..=31).map(|day| (day, words::day_of(language, day))).collect();
                view! { <SelectField id="repeat-day" label=words::day(language) value=fields.day choices=days hint=words::day_hint(language) /> }
                    .into_any()
            }
            MONTH_WEEKDAY => {
                view! {
                    <div class="pair">
                        <SelectField id="repeat-nth" label=words::nth(language) value=fields.nth choices=nths.clone() />
                        <SelectField id="repeat-weekday" label=words::weekday(language) value=fields.weekday choices=(1..=7).map(named).collect() />
                    </div>
                }
                    .into_any()
            }
            _ => ().into_any(),
        }}
        <TextField id="repeat-hour" kind="time" label=words::hour(language) value=fields.clock hint=words::hour_hint(language, &zone) required=true />
        <SelectField
            id="repeat-shift"
            label=words::shift(language)
            value=fields.shift
            choices=Shift::ALL.iter().map(|shift| (*shift, words::shift_name(*shift, language).to_owned())).collect()
        />
        <p class="field__hint">{hint}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recurrence_survives_its_fields() {
        let every = [Every::Week { days: vec![1, 5] }, Every::MonthDay { day: 31 }, Every::MonthEnd, Every::MonthWeekday { nth: -1, weekday: 5 }];
        for every in every {
            let first = Recurrence { every, minute: 8 * 60 + 5, shift: Shift::After };
            assert_eq!(Owner::new().with(|| Fields::of(&first).read()), first);
        }
        assert_eq!((minutes("09:00:00"), minutes("")), (540, -1));
    }
}
