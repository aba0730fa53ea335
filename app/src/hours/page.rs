//! The settings of one mailbox: from when on waits have colours, what is promised, and the hours of its space.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    notifications::words::weekday,
    parts::{
        check::CheckField,
        field::{TextArea, TextField, about, field_of},
        select::SelectField,
        toast::Toasts,
        zone::ZoneField,
    },
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    Field, MailboxId, Refused,
    hours::{Hours, PaceForm, PaceView, STEPS_MAX, Step},
    statuses::Color,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

#[component]
pub fn PacePage() -> impl IntoView {
    let language = use_language();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<MailboxId>().ok()));
    let settings = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::settings(id).await,
                None => Err(Refused::NotFound.into()),
            }
        },
    );
    view! {
        <SettingsPage title=Signal::stored(words::title(language).to_owned()) needs=Needs::Operator>
            <Loaded
                answer=settings
                children=move |view| {
                    let mailbox = id.get_untracked().unwrap_or(MailboxId(0));
                    view! { <Form mailbox view=view.get_untracked() /> }.into_any()
                }
            />
        </SettingsPage>
    }
}

/// Minutes as hours, without a fraction where there is none.
fn hours_of(minutes: i64) -> String {
    if minutes % 60 == 0 { (minutes / 60).to_string() } else { format!("{}", minutes as f64 / 60.0) }
}

/// Empty: none. What is no number becomes one that is refused.
fn minutes_of(hours: &str) -> Option<i64> {
    let hours = hours.trim();
    (!hours.is_empty()).then(|| hours.parse::<f64>().map_or(-1, |hours| (hours * 60.0).round() as i64))
}

fn clock_of(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Midnight at the end of a day is written as at its beginning.
fn time_of(clock: &str, ends: bool) -> i64 {
    let (hours, minutes) = clock.split_once(':').unwrap_or_default();
    let minutes = hours.parse::<i64>().unwrap_or(-1) * 60 + minutes.get(..2).and_then(|minutes| minutes.parse::<i64>().ok()).unwrap_or(-1);
    if ends && minutes == 0 { 24 * 60 } else { minutes }
}

#[derive(Clone, Copy)]
struct Day {
    works: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Day {
    fn new(hours: Option<(i64, i64)>) -> Day {
        let (from, to) = hours.unwrap_or((540, 1_080));
        Day { works: RwSignal::new(hours.is_some()), from: RwSignal::new(clock_of(from)), to: RwSignal::new(clock_of(to % (24 * 60))) }
    }

    fn read(self) -> Option<(i64, i64)> {
        self.works.get_untracked().then(|| (time_of(&self.from.get_untracked(), false), time_of(&self.to.get_untracked(), true)))
    }
}

#[component]
fn Form(mailbox: MailboxId, view: PaceView) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let PaceView { form, hours, mailbox_name } = view;
    let steps: Vec<(RwSignal<String>, RwSignal<Color>)> = (0..STEPS_MAX)
        .map(|at| {
            let step = form.steps.get(at);
            (RwSignal::new(step.map(|step| hours_of(step.minutes)).unwrap_or_default()), RwSignal::new(step.map_or(Color::Shu, |step| step.color)))
        })
        .collect();
    let in_hours = RwSignal::new(form.in_hours);
    let first_answer = RwSignal::new(form.first_answer.map(hours_of).unwrap_or_default());
    let resolution = RwSignal::new(form.resolution.map(hours_of).unwrap_or_default());
    let days = hours.days.map(Day::new);
    let holidays = RwSignal::new(hours.holidays);
    let closed = RwSignal::new(hours.closed.join("\n"));
    let zone = RwSignal::new(hours.zone);
    let failure = RwSignal::new(None::<Failure>);
    let kept = steps.clone();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let steps = kept
            .iter()
            .filter_map(|(hours, color)| Some(Step { minutes: minutes_of(&hours.get_untracked())?, color: color.get_untracked() }))
            .collect();
        let form = PaceForm {
            steps,
            in_hours: in_hours.get_untracked(),
            first_answer: minutes_of(&first_answer.get_untracked()),
            resolution: minutes_of(&resolution.get_untracked()),
        };
        let hours = Hours {
            days: days.map(Day::read),
            holidays: holidays.get_untracked(),
            closed: closed.get_untracked().split_whitespace().map(str::to_owned).collect(),
            zone: zone.get_untracked(),
        };
        spawn_local(async move {
            match api::save(mailbox, form, hours).await {
                Ok(()) => {
                    failure.try_set(None);
                    toasts.done(words::saved(language));
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Days | Field::Zone)));
    let colors: Vec<_> = Color::ALL.iter().map(|color| (*color, words::color_name(*color, language).to_owned())).collect();
    let step = |(at, (hours, color)): (usize, (RwSignal<String>, RwSignal<Color>))| {
        let number = at + 1;
        view! {
            <div class="pair">
                <TextField id=format!("step-{number}") label=words::step(language, number) value=hours input_mode="decimal" />
                <SelectField id=format!("color-{number}") label=words::color_of(language, number) value=color choices=colors.clone() />
            </div>
        }
    };
    let day = |(at, day): (usize, Day)| {
        let name = weekday(char::from(b'1' + u8::try_from(at).unwrap_or_default()), language);
        view! {
            <fieldset class="hours__day">
                <legend class="sr">{words::open_on(language, name)}</legend>
                <CheckField label=format!("{name} {}", words::works(language)) value=day.works />
                <TextField id=format!("opens-{at}") kind="time" label=words::opens(language, name) value=day.from />
                <TextField id=format!("closes-{at}") kind="time" label=words::closes(language, name) value=day.to />
            </fieldset>
        }
    };
    view! {
        <form class="form" novalidate on:submit=save>
            {move || other().map(|failure| view! { <FailureNote failure /> })}
            <div class="card">
                <div class="card__head">
                    <h2 class="card__title" dir="auto">
                        {words::title_of(language, &mailbox_name)}
                    </h2>
                </div>
                <div class="card__body form__body">
                    <p class="field__hint">{words::steps_text(language)}</p>
                    {steps.into_iter().enumerate().map(step).collect_view()}
                    <CheckField label=words::in_hours(language) value=in_hours text=words::in_hours_text(language) />
                </div>
            </div>
            <div class="card">
                <div class="card__head">
                    <h2 class="card__title">{words::targets(language)}</h2>
                </div>
                <div class="card__body form__body">
                    <p class="field__hint">{words::targets_text(language)}</p>
                    <div class="pair">
                        <TextField id="first-answer" label=words::first_answer(language) value=first_answer input_mode="decimal" />
                        <TextField id="resolution" label=words::resolution(language) value=resolution input_mode="decimal" />
                    </div>
                </div>
            </div>
            <div class="card">
                <div class="card__head">
                    <h2 class="card__title">{words::hours(language)}</h2>
                </div>
                <div class="card__body form__body">
                    <p class="field__hint">{words::hours_text(language)}</p>
                    {days.into_iter().enumerate().map(day).collect_view()}
                    <CheckField label=words::holidays(language) value=holidays text=words::holidays_text(language) />
                    <TextArea id="closed" label=words::closed(language) value=closed hint=words::closed_hint(language) error=about(failure, Field::Days) />
                    <ZoneField value=zone error=about(failure, Field::Zone) />
                </div>
                <div class="card__foot btns">
                    <button class="btn btn--primary" type="submit">
                        {common::save(language)}
                    </button>
                </div>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_clocks_survive_their_fields() {
        for minutes in [60, 90, 2_880, 15] {
            assert_eq!(minutes_of(&hours_of(minutes)), Some(minutes));
        }
        assert_eq!((minutes_of(" "), minutes_of("x")), (None, Some(-1)));
        assert_eq!((time_of("09:30", false), time_of("00:00", true), time_of("00:00", false)), (570, 1_440, 0));
    }
}
