//! Days as they are kept and typed. Small enough for the browser: no calendar crate.

/// `2026-11-24` of `2026-11-24`, `2026/11/24`, `2026.11.24` or `2026年11月24日`, in any width; `None` for what is no day.
pub fn canonical(text: &str) -> Option<String> {
    let text: String = text.trim().chars().map(super::number::narrow).collect();
    let mut parts = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let mut part = |digits: usize| {
        parts.next().filter(|part| (1..=digits).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let fits = parts.next().is_none() && (1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || month == 2 && year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
