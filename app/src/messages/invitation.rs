//! A calendar invitation as a card above the text.

use super::words;
use crate::{
    parts::icon::Icon,
    time::{Civil, Clock},
    words::use_language,
};
use domain::{Language, Moment, messages::InvitationView};
use leptos::prelude::*;

#[component]
pub fn Invitation(invitation: InvitationView) -> impl IntoView {
    let language = use_language();
    let what = match invitation.method.to_ascii_uppercase().as_str() {
        "CANCEL" => words::cancelled(language),
        "REPLY" => words::answer(language),
        "COUNTER" => words::counter(language),
        "PUBLISH" => words::published(language),
        _ => words::invitation(language),
    };
    let clock = Clock::current();
    let civil = move |at: Moment| if invitation.all_day { crate::civil(at, "UTC") } else { clock.civil(at) };
    // The year is told where it is another one than today's, as everywhere.
    let when = Memo::new(move |_| {
        let Some(start) = invitation.start else { return String::new() };
        let end = invitation.end.filter(|end| *end > start);
        if invitation.all_day {
            days(civil(start), end.map(|end| civil(end.plus_days(-1))), clock.today(), language)
        } else {
            hours(civil(start), end.map(civil), clock.today(), language)
        }
    });
    let repeats = invitation.repeats.map(|repeats| words::repeats(repeats, language));
    let facts = [(words::place(language), invitation.location), (words::organizer(language), invitation.organizer)];
    view! {
        <section class="card" aria-label=what>
            <div class="card__head">
                <Icon name="calendar" />
                <h3 class="card__title" dir="auto">
                    {if invitation.summary.is_empty() { what.to_owned() } else { invitation.summary }}
                </h3>
                <span class="tag btns--end">{what}</span>
            </div>
            <div class="card__body">
                <dl class="kv">
                    {move || {
                        (!when.with(String::is_empty))
                            .then(|| {
                                view! {
                                    <dt>{words::when(language)}</dt>
                                    <dd>{move || when.get()} {repeats.map(|often| view! { <span class="tag">{often}</span> })}</dd>
                                }
                            })
                    }}
                    {facts
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(name, value)| {
                            view! {
                                <dt>{name}</dt>
                                <dd dir="auto">{value}</dd>
                            }
                        })
                        .collect_view()}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

/// `1月5日(月) 10:00 – 11:00`, with the second day where it is another one.
fn hours(start: Civil, end: Option<Civil>, today: Civil, language: Language) -> String {
    let moment = |at: Civil| format!("{} {}", at.day_words(today, language), at.clock());
    match end {
        None => moment(start),
        Some(end) if end.same_day(start) => format!("{} – {}", moment(start), end.clock()),
        Some(end) => format!("{} – {}", moment(start), moment(end)),
    }
}

/// `1月5日(月) – 1月7日(水) 終日`.
fn days(start: Civil, last: Option<Civil>, today: Civil, language: Language) -> String {
    let first = start.day_words(today, language);
    match last.filter(|last| !last.same_day(start)) {
        None => words::all_day(language, &first),
        Some(last) => words::all_day(language, &format!("{first} – {}", last.day_words(today, language))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language::{English, Japanese};

    #[test]
    fn a_meeting_is_told_on_the_readers_clock() {
        // 2026-01-05T01:00:00Z, an hour long.
        let (start, end) = (Moment(1_767_574_800_000), Moment(1_767_578_400_000));
        let at = |moment, zone| crate::civil(moment, zone);
        let today = at(start, "Asia/Tokyo");
        assert_eq!(hours(at(start, "Asia/Tokyo"), Some(at(end, "Asia/Tokyo")), today, Japanese), "1月5日(月) 10:00 – 11:00");
        assert_eq!(hours(at(start, "America/New_York"), None, today, English), "Sun, Jan 4 20:00");
        let over_night = at(end.plus_days(1), "Asia/Tokyo");
        assert_eq!(hours(today, Some(over_night), today, Japanese), "1月5日(月) 10:00 – 1月6日(火) 11:00");
    }

    #[test]
    fn whole_days_are_told_without_an_hour() {
        let day = Civil { year: 2026, month: 1, day: 5, hour: 0, minute: 0 };
        assert_eq!(days(day, Some(day), day, Japanese), "1月5日(月) 終日");
        assert_eq!(days(day, Some(Civil { day: 7, ..day }), day, English), "Mon, Jan 5 – Wed, Jan 7, all day");
    }
}
