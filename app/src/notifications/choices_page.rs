//! What one person wants to hear: events by ways, digest and quiet hours, this device.

use super::{api, device::DeviceCard, words};
use crate::{
    Failure,
    parts::{field::TextField, icon::Icon, select::SelectField, toast::Toasts},
    settings::{Loaded, SettingsPage},
    words::{common, use_language},
};
use domain::notifications::{Choice, Settings, Times};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ChoicesPage() -> impl IntoView {
    let language = use_language();
    let settings = Resource::new(|| (), |()| api::settings());
    view! {
        <SettingsPage title=Signal::stored(words::title(language).to_owned()) text=Signal::stored(words::text(language).to_owned())>
            <Loaded answer=settings children=move |settings| view! { <Parts settings /> }.into_any() />
        </SettingsPage>
    }
}

#[component]
fn Parts(settings: Memo<Settings>) -> impl IntoView {
    let language = use_language();
    let first = settings.get_untracked();
    view! {
        {(!first.mails)
            .then(|| {
                view! {
                    <div class="banner" data-kind="info" role="note">
                        <Icon name="info" />
                        <div class="banner__text">{words::no_account(language)}</div>
                    </div>
                }
            })}
        <div class="card">
            <div class="card__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                <table class="table notices__table">
                    <thead>
                        <tr>
                            <th>{words::event(language)}</th>
                            <th>{words::app(language)}</th>
                            <th>{words::mail(language)}</th>
                            <th>{words::push(language)}</th>
                        </tr>
                    </thead>
                    <tbody>{first.choices.iter().map(|choice| view! { <Line choice=*choice /> }).collect_view()}</tbody>
                </table>
            </div>
        </div>
        <DeviceCard push_key=first.push_key.clone() />
        <TimesCard times=first.times.clone() />
    }
}

#[component]
fn Line(choice: Choice) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let now = StoredValue::new(choice);
    let (name, hint) = words::kind_name(choice.kind, language);
    let switch = |way: &'static str, on: bool, set: fn(&mut Choice, bool)| {
        let change = move |event: web_sys::Event| {
            let input = event_target::<web_sys::HtmlInputElement>(&event);
            let wanted = input.checked();
            let before = now.get_value();
            now.update_value(|choice| set(choice, wanted));
            let choice = now.get_value();
            spawn_local(async move {
                if let Err(failure) = api::choose(choice).await {
                    toasts.failed(&failure, language);
                    now.try_set_value(before);
                    input.set_checked(!wanted);
                }
            });
        };
        view! {
            <td>
                <label class="switch switch--solo">
                    <input type="checkbox" role="switch" autocomplete="off" aria-label=words::way_of(language, name, way) checked=on on:change=change />
                </label>
            </td>
        }
    };
    view! {
        <tr>
            <td class="table__main">
                <b>{name}</b>
                <small>{hint}</small>
            </td>
            {switch(words::app(language), choice.app, |choice, on| choice.app = on)}
            {switch(words::mail(language), choice.mail, |choice, on| choice.mail = on)}
            {switch(words::push(language), choice.push, |choice, on| choice.push = on)}
        </tr>
    }
}

use leptos::web_sys;

/// `8:30` of minutes of the day, as the field of a time has it.
fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn minutes(clock: &str) -> i64 {
    let (hours, minutes) = clock.split_once(':').unwrap_or_default();
    hours.parse::<i64>().unwrap_or_default() * 60 + minutes.get(..2).unwrap_or_default().parse::<i64>().unwrap_or_default()
}

#[component]
fn TimesCard(times: Times) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let digest = RwSignal::new(times.digest_minutes);
    let (from, to) = (RwSignal::new(clock(times.quiet_from)), RwSignal::new(clock(times.quiet_to)));
    let days = RwSignal::new(times.quiet_days);
    let busy = RwSignal::new(false);
    let named = |count: i64| if count % 60 == 0 { words::hours(language, count / 60) } else { words::minutes(language, count) };
    let choices = Times::DIGESTS.iter().map(|count| (*count, named(*count))).collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let times = Times {
            digest_minutes: digest.get_untracked(),
            quiet_from: minutes(&from.get_untracked()),
            quiet_to: minutes(&to.get_untracked()),
            quiet_days: days.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer: Result<(), Failure> = api::set_times(times).await;
            busy.try_set(false);
            match answer {
                Ok(()) => toasts.done(words::saved(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let day = move |day: char| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    autocomplete="off"
                    checked=days.with_untracked(|days| days.contains(day))
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        days.update(|days| {
                            days.retain(|other| other != day);
                            if on {
                                days.push(day);
                            }
                        });
                    }
                />
                <span class="check__text">{words::weekday(day, language)}</span>
            </label>
        }
    };
    view! {
        <form class="card form" novalidate on:submit=save>
            <div class="card__head">
                <h2 class="card__title">{words::times(language)}</h2>
            </div>
            <div class="card__body form__body">
                <SelectField id="digest" label=words::digest(language) value=digest hint=words::digest_hint(language) choices=choices />
                <div class="pair">
                    <TextField id="quiet-from" kind="time" label=words::quiet_from(language) value=from />
                    <TextField id="quiet-to" kind="time" label=words::quiet_to(language) value=to />
                </div>
                <p class="field__hint">{words::quiet_hint(language)}</p>
                <fieldset class="field notices__days">
                    <legend class="field__label">{words::quiet_days(language)}</legend>
                    {"1234567".chars().map(day).collect_view()}
                </fieldset>
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_the_day_survives_its_field() {
        for count in [0, 510, 1_140, 1_439] {
            assert_eq!(minutes(&clock(count)), count);
        }
        assert_eq!((minutes("08:30:00"), minutes("")), (510, 0));
    }
}
