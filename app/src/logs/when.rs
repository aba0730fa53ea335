//! When an entry was, as people read it. Whole days are days wherever the reader is; times are those of the reader's clocks.

use super::words;
use crate::time::{Civil, Clock, iso};
use domain::{Language, Moment, logs::EntryRow};

/// The day of midnight in UTC.
fn utc_day(at: Moment) -> Civil {
    let text = iso(at);
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok()).unwrap_or_default();
    let small = |value: u16| u8::try_from(value).unwrap_or_default();
    Civil { year: i32::from(part(0, 4)), month: small(part(5, 7)), day: small(part(8, 10)), hour: 0, minute: 0 }
}

pub fn day_of(row: &EntryRow, clock: Clock) -> Civil {
    if row.whole_days { utc_day(row.at) } else { clock.civil(row.at) }
}

/// The clock, or the span: what stands in a row under the heading of its day.
pub fn short(row: &EntryRow, clock: Clock) -> String {
    let begins = day_of(row, clock);
    match (row.whole_days, row.until_at) {
        (true, None) => "—".to_owned(),
        (true, Some(until)) => {
            let ends = utc_day(until);
            if ends.same_day(begins) { "—".to_owned() } else { format!("–{}/{}", ends.month, ends.day) }
        }
        (false, None) => begins.clock(),
        (false, Some(until)) => {
            let ends = clock.civil(until);
            let end = if ends.same_day(begins) { ends.clock() } else { format!("{}/{} {}", ends.month, ends.day, ends.clock()) };
            format!("{}–{end}", begins.clock())
        }
    }
}

/// The whole of it, for the page of an entry.
pub fn long(row: &EntryRow, clock: Clock, l: Language) -> String {
    let today = clock.today();
    let begins = day_of(row, clock);
    let day = begins.day_words(today, l);
    if !row.whole_days {
        return format!("{day} {}", short(row, clock));
    }
    match row.until_at.map(utc_day).filter(|ends| !ends.same_day(begins)) {
        Some(ends) => format!("{day} – {}", ends.day_words(today, l)),
        None => day,
    }
}

/// As a field of day and time holds it.
pub fn typed(at: Moment, whole_days: bool, clock: Clock) -> String {
    let civil = if whole_days { utc_day(at) } else { clock.civil(at) };
    let day = format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
    if whole_days { day } else { format!("{day}T{:02}:{:02}", civil.hour, civil.minute) }
}

/// Who comes back to it, and until when.
pub fn follow(row: &EntryRow, clock: Clock, l: Language) -> Option<String> {
    let at = clock.civil(row.follow_at?).long(clock.today());
    Some(words::due_by(l, &row.follow_name, &at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::*;

    fn row(at: i64, until: Option<i64>, whole_days: bool) -> EntryRow {
        EntryRow {
            id: domain::LogId(1),
            log: domain::logs::Log::Visits,
            at: Moment(at),
            until_at: until.map(Moment),
            whole_days,
            subject: String::new(),
            way: None,
            contact_id: None,
            contact_name: String::new(),
            company_id: None,
            company_name: String::new(),
            party: String::new(),
            person_id: None,
            person_name: String::new(),
            result_name: String::new(),
            result_color: None,
            follow_at: None,
            follow_id: None,
            follow_name: String::new(),
            follow_done_at: None,
            comments: 0,
            files: 0,
        }
    }

    #[test]
    fn days_are_the_same_everywhere_and_times_are_the_readers() {
        let (hour, day) = (3_600_000, 86_400_000);
        // 2026-11-24T00:30Z, and midnight of that day.
        let (at, midnight) = (1_795_480_200_000, 1_795_478_400_000);
        let owner = Owner::new();
        owner.set();
        Clock::provide(Moment(at), "America/New_York");
        let clock = Clock::current();
        let shown = |row: EntryRow| (short(&row, clock), long(&row, clock, Language::Japanese));
        assert_eq!(shown(row(at, None, false)), ("19:30".into(), "11月23日(月) 19:30".into()));
        assert_eq!(shown(row(at, Some(at + hour), false)), ("19:30–20:30".into(), "11月23日(月) 19:30–20:30".into()));
        assert_eq!(shown(row(midnight, None, true)), ("—".into(), "11月24日(火)".into()));
        assert_eq!(shown(row(midnight, Some(midnight + 2 * day), true)), ("–11/26".into(), "11月24日(火) – 11月26日(木)".into()));
        assert_eq!((typed(Moment(at), false, clock), typed(Moment(midnight), true, clock)), ("2026-11-23T19:30".into(), "2026-11-24".into()));
    }
}
