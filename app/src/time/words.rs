//! Days and durations in words.

use super::Civil;
use crate::words;
use domain::Language;

words! {
    just_now = "今", "now";
    minutes(count: i64) = "{count}分", "{count} min";
    hours(count: i64) = "{count}時間", "{count} h";
    days(count: i64) = "{count}日", "{count} d";
    waiting_for(text: &str) = "経過 {text}", "Waiting {text}";
    business_hours = "（営業時間）", "(business hours)";
    late = "初回返信の目標時間を過ぎています", "The target for the first answer was missed";
    today(day: &str) = "今日 {day}", "Today, {day}";
}

/// `11月21日(土)` or `Sat, Nov 21`.
pub fn day(day: Civil, with_year: bool, l: Language) -> String {
    const JAPANESE: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
    const ENGLISH: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = day.weekday() % 7;
    match (l, with_year) {
        (Language::Japanese, false) => format!("{}月{}日({})", day.month, day.day, JAPANESE[weekday]),
        (Language::Japanese, true) => format!("{}年{}月{}日({})", day.year, day.month, day.day, JAPANESE[weekday]),
        (Language::English, false) => format!("{}, {} {}", ENGLISH[weekday], MONTHS[usize::from(day.month.clamp(1, 12)) - 1], day.day),
        (Language::English, true) => {
            format!("{}, {} {}, {}", ENGLISH[weekday], MONTHS[usize::from(day.month.clamp(1, 12)) - 1], day.day, day.year)
        }
    }
}
