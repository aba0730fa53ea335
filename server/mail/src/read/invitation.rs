//! The meeting inside a calendar part (RFC 5545): what a person needs to see, no more.

use super::addresses::{self, Person};
use super::charset::{self, Hints};
use super::limits;
use super::structure::Node;
use domain::{Moment, messages::Repeats};
use jiff::civil::{Date, DateTime, Time, Weekday};
use serde::{Deserialize, Serialize};

/// Bytes of a calendar that are looked at.
const MAX_CALENDAR: usize = 512 * 1024;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// REQUEST, REPLY, CANCEL, ... (RFC 5546), upper case; empty when not given.
    pub method: String,
    pub summary: String,
    pub start: Option<Moment>,
    pub end: Option<Moment>,
    /// It begins on a day and at no hour; the times are midnights of UTC.
    pub all_day: bool,
    pub repeats: Option<Repeats>,
    pub location: String,
    pub organizer: Option<Person>,
}

pub(crate) fn find(tree: &Node<'_>, hints: &Hints) -> Option<Invitation> {
    let leaves = tree.leaves();
    let part = leaves.iter().find(|part| matches!(part.kind.value.as_str(), "text/calendar" | "application/ics"))?;
    let mut bytes = part.bytes();
    bytes.truncate(MAX_CALENDAR);
    let text = charset::decode(&bytes, part.kind.plain("charset").or(Some("utf-8")), hints).text;
    let mut invitation = read(&text)?;
    if invitation.method.is_empty() {
        invitation.method = part.kind.plain("method").unwrap_or_default().to_ascii_uppercase();
    }
    Some(within_limits(invitation))
}

fn within_limits(found: Invitation) -> Invitation {
    Invitation {
        method: limits::shortened(found.method, limits::LABEL),
        summary: limits::shortened(found.summary, limits::SUBJECT),
        location: limits::shortened(found.location, limits::SUBJECT),
        organizer: found.organizer.map(addresses::within_limits),
        ..found
    }
}

struct Line {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl Line {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A UTC offset with the rule that says from when in the year it holds.
#[derive(Default)]
struct Rule {
    offset: i64,
    month: i8,
    /// 1 = first, -1 = last.
    nth: i8,
    weekday: Option<Weekday>,
    time: Time,
}

struct Zone {
    name: String,
    rules: Vec<Rule>,
}

fn read(text: &str) -> Option<Invitation> {
    let lines = lines(text);
    let zones = zones(&lines);
    let mut invitation = Invitation::default();
    let (mut in_event, mut nested, mut seen) = (false, 0_u32, false);
    let mut lasts = None;
    for line in &lines {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str()) {
            ("METHOD", method) if !in_event => invitation.method = method.to_owned(),
            ("BEGIN", "VEVENT") if !seen => (in_event, seen) = (true, true),
            ("END", "VEVENT") => in_event = false,
            // Alarms inside the event have summaries of their own.
            ("BEGIN", _) if in_event => nested += 1,
            ("END", _) if in_event => nested = nested.saturating_sub(1),
            ("SUMMARY", _) if in_event && nested == 0 => invitation.summary = unescaped(&line.value),
            ("LOCATION", _) if in_event && nested == 0 => invitation.location = unescaped(&line.value),
            ("DTSTART", _) if in_event && nested == 0 => {
                invitation.start = moment(line, &zones);
                invitation.all_day = !line.value.contains('T');
            }
            ("DTEND", _) if in_event && nested == 0 => invitation.end = moment(line, &zones),
            ("DURATION", length) if in_event && nested == 0 => lasts = duration(length),
            ("RRULE", rule) if in_event && nested == 0 => invitation.repeats = repeats(rule),
            ("ORGANIZER", _) if in_event && nested == 0 => invitation.organizer = Some(organizer(line)),
            _ => {}
        }
    }
    // An event has an end or a length (RFC 5545, 3.6.1), in any order of its lines.
    invitation.end = invitation.end.or_else(|| Some(Moment(invitation.start?.0.checked_add(lasts?)?)));
    seen.then_some(invitation)
}

/// Unfolds (RFC 5545, 3.1) and splits into name, parameters and value.
fn lines(text: &str) -> Vec<Line> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    unfolded.lines().filter_map(line).collect()
}

fn line(text: &str) -> Option<Line> {
    let mut in_quotes = false;
    let colon = text.char_indices().find_map(|(at, c)| {
        in_quotes ^= c == '"';
        (c == ':' && !in_quotes).then_some(at)
    })?;
    let (head, value) = text.split_at(colon);
    let mut pieces = head.split(';');
    let name = pieces.next()?.trim().to_ascii_uppercase();
    let parameters = pieces
        .filter_map(|piece| piece.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
        .collect();
    Some(Line { name, parameters, value: value.trim_start_matches(':').trim().to_owned() })
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(next) => out.push(next),
                None => {}
            },
            _ => out.push(letter),
        }
    }
    out
}

/// `PT1H30M`, `P2D`, `P1W` in milliseconds (RFC 5545, 3.3.6). A day is taken for 24 hours: the hour of the end may be off by one
/// where a meeting of days spans a change of the clocks. A length below zero is none.
fn duration(value: &str) -> Option<i64> {
    let text = value.trim().trim_start_matches('+').strip_prefix('P')?;
    let (mut total, mut number) = (0_i64, String::new());
    for c in text.chars() {
        let seconds = match c {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            'T' => continue,
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(seconds)?)?;
        number.clear();
    }
    (number.is_empty() && total > 0).then_some(total)?.checked_mul(1_000)
}

/// `FREQ=WEEKLY;BYDAY=MO`: how often, in words that a person uses.
fn repeats(rule: &str) -> Option<Repeats> {
    let often = rule.split(';').find_map(|piece| piece.trim().strip_prefix("FREQ="))?;
    Repeats::parse(&often.to_ascii_lowercase())
}

fn organizer(line: &Line) -> Person {
    let addr = line.value.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).and_then(|_| line.value.get(7..));
    Person { name: line.parameter("CN").unwrap_or_default().to_owned(), addr: addr.unwrap_or(&line.value).trim().to_owned() }
}

/// All-day events start at midnight UTC of their day.
fn moment(line: &Line, zones: &[Zone]) -> Option<Moment> {
    let is_utc = line.value.ends_with('Z');
    let civil = civil(line.value.trim_end_matches('Z'))?;
    let offset = match line.parameter("TZID") {
        Some(name) if !is_utc => zones.iter().find(|zone| zone.name == name).map_or(0, |zone| zone.offset_at(civil)),
        _ => 0,
    };
    let epoch = DateTime::new(1970, 1, 1, 0, 0, 0, 0).ok()?;
    Some(Moment((civil.duration_since(epoch).as_secs() - offset) * 1_000))
}

fn civil(text: &str) -> Option<DateTime> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize| number(from, from + 2).and_then(|number| i8::try_from(number).ok());
    let date = Date::new(number(0, 4)?, small(4)?, small(6)?).ok()?;
    let time = match text.get(8..9) {
        Some("T") => Time::new(small(9)?, small(11)?, small(13).unwrap_or(0).min(59), 0).ok()?,
        _ => Time::midnight(),
    };
    Some(date.to_datetime(time))
}

/// The zones that the calendar itself explains; a list of all zones of the world is not needed for that.
fn zones(lines: &[Line]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut rule: Option<Rule> = None;
    for line in lines {
        match (line.name.as_str(), line.value.as_str()) {
            ("BEGIN", "VTIMEZONE") => zones.push(Zone { name: String::new(), rules: Vec::new() }),
            ("BEGIN", "STANDARD" | "DAYLIGHT") => rule = Some(Rule::default()),
            ("END", "STANDARD" | "DAYLIGHT") => {
                if let (Some(rule), Some(zone)) = (rule.take(), zones.last_mut()) {
                    zone.rules.push(rule);
                }
            }
            ("TZID", name) => {
                if let Some(zone) = zones.last_mut() {
                    zone.name = name.to_owned();
                }
            }
            (name, value) => {
                if let Some(rule) = rule.as_mut() {
                    rule.read(name, value);
                }
            }
        }
    }
    zones
}

impl Rule {
    fn read(&mut self, name: &str, value: &str) {
        match name {
            "TZOFFSETTO" => self.offset = offset(value).unwrap_or(0),
            "DTSTART" => {
                if let Some(start) = civil(value) {
                    self.time = start.time();
                    if self.month == 0 {
                        self.month = start.month();
                    }
                }
            }
            "RRULE" => value.split(';').filter_map(|piece| piece.split_once('=')).for_each(|(name, value)| match name {
                "BYMONTH" => self.month = value.parse().unwrap_or(self.month),
                "BYDAY" => {
                    // `-1SU`; what is no such thing is no rule.
                    if let Some((nth, day)) = value.len().checked_sub(2).and_then(|at| value.split_at_checked(at)) {
                        self.nth = nth.parse().unwrap_or(1);
                        self.weekday = weekday(day);
                    }
                }
                _ => {}
            }),
            _ => {}
        }
    }

    /// When this rule starts to hold in `year`.
    fn start_in(&self, year: i16) -> Option<DateTime> {
        let first = Date::new(year, self.month, 1).ok()?;
        let day = match self.weekday {
            Some(weekday) if self.nth != 0 => first.nth_weekday_of_month(self.nth, weekday).ok()?,
            _ => first,
        };
        Some(day.to_datetime(self.time))
    }
}

impl Zone {
    /// Seconds east of UTC at a local time: the rule that started last.
    fn offset_at(&self, local: DateTime) -> i64 {
        self.rules
            .iter()
            .flat_map(|rule| [local.year() - 1, local.year()].map(|year| (rule.start_in(year), rule.offset)))
            .filter(|(start, _)| start.is_some_and(|start| start <= local))
            .max_by_key(|(start, _)| *start)
            .or(self.rules.first().map(|rule| (None, rule.offset)))
            .map_or(0, |(_, offset)| offset)
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.trim_start_matches(['+', '-']);
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4)?.parse().ok()?;
    Some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::read;
    use domain::{Moment, messages::Repeats};
    use rstest::rstest;

    #[rstest]
    #[case::hour("DTSTART:20260105T010000Z", 1_767_574_800_000, false, None)]
    #[case::day("DTSTART;VALUE=DATE:20260105", 1_767_571_200_000, true, None)]
    #[case::weekly("DTSTART:20260105T010000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO", 1_767_574_800_000, false, Some(Repeats::Weekly))]
    #[case::later_lines("DURATION:PT1H\nDTSTART:20260105T010000Z", 1_767_574_800_000, false, None)]
    #[case::hourly("DTSTART:20260105T010000Z\nRRULE:FREQ=HOURLY", 1_767_574_800_000, false, None)]
    fn when_it_is(#[case] lines: &str, #[case] start: i64, #[case] all_day: bool, #[case] repeats: Option<Repeats>) {
        let invitation = read(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")).unwrap();
        assert_eq!((invitation.start, invitation.all_day, invitation.repeats), (Some(Moment(start)), all_day, repeats));
    }

    #[rstest]
    #[case::length("DTSTART:20260105T010000Z\nDURATION:PT1H30M", Some(90))]
    #[case::length_first("DURATION:P1DT2H\nDTSTART:20260105T010000Z", Some(26 * 60))]
    #[case::weeks("DTSTART:20260105T010000Z\nDURATION:P1W", Some(7 * 24 * 60))]
    #[case::end_wins("DTSTART:20260105T010000Z\nDTEND:20260105T020000Z\nDURATION:PT3H", Some(60))]
    #[case::backwards("DTSTART:20260105T010000Z\nDURATION:-PT1H", None)]
    #[case::nonsense("DTSTART:20260105T010000Z\nDURATION:PT", None)]
    #[case::endless("DTSTART:20260105T010000Z\nDURATION:P99999999999999999999D", None)]
    #[case::of_an_alarm("DTSTART:20260105T010000Z\nBEGIN:VALARM\nDURATION:PT5M\nEND:VALARM", None)]
    #[case::without_a_start("DURATION:PT1H", None)]
    fn how_long_it_lasts(#[case] lines: &str, #[case] minutes: Option<i64>) {
        let found = read(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")).unwrap();
        assert_eq!(found.end.map(|end| (end.0 - found.start.unwrap().0) / 60_000), minutes);
    }

    #[rstest]
    #[case::last_sunday("-1SU")]
    #[case::in_words("-1SU第二回")]
    #[case::one_sign("日")]
    #[case::nothing("")]
    fn whatever_a_zone_says_of_its_days_is_read(#[case] day: &str) {
        let rule = format!("DTSTART:20071104T020000\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY={day}");
        let zone = format!("BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\n{rule}\nEND:STANDARD\nEND:VTIMEZONE");
        let event = "BEGIN:VEVENT\nDTSTART;TZID=X:20260105T100000\nEND:VEVENT";
        assert!(read(&format!("BEGIN:VCALENDAR\n{zone}\n{event}\nEND:VCALENDAR\n")).unwrap().start.is_some());
    }
}
