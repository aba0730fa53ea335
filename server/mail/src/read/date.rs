//! The Date field (RFC 5322, 3.3 and 4.3), with the obsolete and wrong forms that still arrive.

use domain::Moment;
use jiff::civil::DateTime;

/// `None` when no day, month, year and time can be found.
pub(crate) fn date(field: &[u8]) -> Option<Moment> {
    let text = String::from_utf8_lossy(field);
    let text = without_comments(&text);
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    iso(&words).or_else(|| internet(&words))
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// "Fri, 7 Oct 1994 16:15:05 -0700", "Fri Oct  7 16:15:05 1994", "7-Oct-94 4:15 PM".
fn internet(words: &[&str]) -> Option<Moment> {
    let pieces: Vec<&str> = words.iter().flat_map(|word| split_date(word)).collect();
    let (mut day, mut month, mut year, mut clock, mut offset) = (None, None, None, None, None);
    let mut afternoon = None;
    for piece in pieces {
        if clock.is_none() && piece.contains(':') {
            clock = time(piece);
        } else if month.is_none() && month_number(piece).is_some() {
            month = month_number(piece);
        } else if piece.eq_ignore_ascii_case("PM") || piece.eq_ignore_ascii_case("AM") {
            afternoon = Some(piece.eq_ignore_ascii_case("PM"));
        } else if clock.is_some() && offset.is_none() && zone(piece).is_some() {
            offset = zone(piece);
        } else if let Ok(number) = piece.parse::<i16>() {
            if day.is_none() && piece.len() <= 2 && (1..=31).contains(&number) {
                day = Some(number);
            } else if year.is_none() {
                year = Some(full_year(number, piece.len()));
            }
        }
    }
    let (mut hour, minute, second) = clock?;
    match afternoon {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    instant(year?, month?, i8::try_from(day?).ok()?, (hour, minute, second), offset.unwrap_or(0))
}

/// "2024-06-03T09:01:00+09:00" and "2024-06-03 09:01:00 +0900".
fn iso(words: &[&str]) -> Option<Moment> {
    let text = words.join(" ");
    let (date, rest) = text.split_at_checked(10)?;
    let mut numbers = date.split(['-', '/']);
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    if year.len() != 4 || !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    let rest = rest.get(1..)?;
    let clock_end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(clock_end);
    instant(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, time(clock)?, zone(offset.trim()).unwrap_or(0))
}

/// "7-Oct-94" is three pieces, "-0700" and "16:15" are one.
fn split_date(word: &str) -> Vec<&str> {
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    if starts_with_digit && word.matches('-').count() == 2 {
        return word.split('-').collect();
    }
    // "16:15:05+0900" without a blank.
    match word.find(['+', '-']) {
        Some(at) if word.contains(':') && starts_with_digit && at > 3 => {
            let (clock, offset) = word.split_at(at);
            vec![clock, offset]
        }
        _ => vec![word],
    }
}

fn time(piece: &str) -> Option<(i8, i8, i8)> {
    let mut numbers = piece.split([':', '.']);
    let hour = numbers.next()?.parse().ok()?;
    let minute = numbers.next()?.parse().ok()?;
    let second: i8 = numbers.next().and_then(|second| second.parse().ok()).unwrap_or(0);
    // Leap seconds exist in mail, not in our calendar.
    Some((hour, minute, second.min(59)))
}

fn month_number(piece: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = piece.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(at + 1).ok()
}

/// RFC 5322, 4.3: two digits below 50 are this century, three digits count from 1900.
fn full_year(number: i16, digits: usize) -> i16 {
    match digits {
        0..=2 if number < 50 => 2000 + number,
        0..=3 => 1900 + number,
        _ => number,
    }
}

/// Seconds east of UTC.
fn zone(piece: &str) -> Option<i64> {
    let upper = piece.to_ascii_uppercase();
    let hours = |hours: i64| Some(hours * 3600);
    match upper.as_str() {
        "UT" | "UTC" | "GMT" | "Z" => return Some(0),
        "EDT" => return hours(-4),
        "EST" | "CDT" => return hours(-5),
        "CST" | "MDT" => return hours(-6),
        "MST" | "PDT" => return hours(-7),
        "PST" => return hours(-8),
        "JST" | "KST" => return hours(9),
        "CET" | "BST" | "MET" => return hours(1),
        "CEST" | "EET" => return hours(2),
        _ => {}
    }
    let upper = upper.strip_prefix("GMT").or_else(|| upper.strip_prefix("UTC")).unwrap_or(&upper);
    let (sign, digits) = match upper.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(digits.len().checked_sub(2).filter(|at| *at > 0)?)?;
    let seconds = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    // Nobody lives 15 hours away from Greenwich; such an offset is noise.
    (seconds <= 15 * 3600).then_some(sign * seconds)
}

fn instant(year: i16, month: i8, day: i8, (hour, minute, second): (i8, i8, i8), offset: i64) -> Option<Moment> {
    let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let epoch = DateTime::new(1970, 1, 1, 0, 0, 0, 0).ok()?;
    let seconds = civil.duration_since(epoch).as_secs();
    Some(Moment((seconds - offset) * 1_000))
}
