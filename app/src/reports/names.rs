//! How figures, axes and rows of an answer are called.

use crate::{
    conversations::words::{class_name, priority_name},
    parts::charts::{Scale, grouped},
    time::Civil,
    words,
};
use domain::{
    Language,
    conversations::Priority,
    reports::{Answer, Axis, Day, Head, Key, Measure, Period, ReportsDesk, Unit, WAIT_STEPS},
};

words! {
    received = "受信", "Received";
    sent = "送信", "Sent";
    sent_by_rule = "自動で送信", "Sent by rule";
    answered = "返信した問い合わせ", "Answered";
    answer_median = "初回返信（中央値）", "First answer (median)";
    answer_ninety = "初回返信（90%がこの時間内）", "First answer (90% within)";
    done = "処理済み", "Done";
    done_median = "完了まで（中央値）", "Time to done (median)";
    done_ninety = "完了まで（90%がこの時間内）", "Time to done (90% within)";
    replies = "1件あたりの返信数", "Replies per conversation";
    reopened = "再開", "Reopened";
    open = "期末の未完了", "Unfinished at the end";
    status_changes = "処理状況の変更", "Status changes";
    checks_asked = "確認依頼", "Checks asked";
    checks_approved = "承認", "Checks approved";
    checks_returned = "差し戻し", "Checks returned";
    missed = "目標の超過", "Missed targets";
    bulk_sent = "一斉配信の送信", "Bulk mail sent";
    bulk_failed = "一斉配信のエラー", "Bulk mail failed";
    opted_out = "配信停止", "Opted out";
    template_uses = "テンプレートの利用", "Template uses";
    calls = "電話", "Calls";
    visits = "訪問", "Visits";
    open_now = "いま未完了", "Unfinished now";
    people = "アドレス帳の人", "People in the address book";
    companies = "アドレス帳の会社", "Companies in the address book";

    axis_all = "全体", "everything";
    axis_assignee = "担当者", "assignee";
    axis_confirmer = "確認者", "confirmer";
    axis_status = "処理状況", "status";
    axis_priority = "優先度", "priority";
    axis_account = "メールアカウント", "mail account";
    axis_mailbox = "メールアプリケーション", "mailbox";
    axis_folder = "フォルダ", "folder";
    axis_company = "相手の会社", "customer's company";
    axis_week_hour = "曜日と時間帯", "weekday and hour";
    axis_day = "日", "day";
    axis_week = "週", "week";
    axis_month = "月", "month";
    axis_fiscal_year = "年度", "fiscal year";
    axis_wait = "かかった時間", "time taken";
    axis_age = "受信からの経過", "waiting time";
    axis_result = "結果", "result";
    axis_template = "テンプレート", "template";
    axis_group = "グループ", "group";
    axis_item = "項目", "item";

    no_assignee = "担当者なし", "Nobody";
    no_confirmer = "確認者なし", "No confirmer";
    no_folder = "フォルダなし", "No folder";
    no_company = "会社なし（フリーメールなど）", "No company (free mail services)";
    not_set = "未設定", "Not set";
    former = "（削除済み）", "(removed)";

    minutes(count: i64) = "{count}分", "{count} min";
    hours(count: i64) = "{count}時間", "{count} h";
    hours_minutes(hours: i64, minutes: i64) = "{hours}時間{minutes}分", "{hours} h {minutes} min";
    days(count: i64) = "{count}日", "{count} d";
    days_hours(days: i64, hours: i64) = "{days}日{hours}時間", "{days} d {hours} h";
    under(time: &str) = "{time}未満", "under {time}";
    over(time: &str) = "{time}以上", "{time} and more";
    between(from: &str, to: &str) = "{from}〜{to}", "{from} to {to}";
    month_of(year: i16, month: i8) = "{year}年{month}月", "{year}-{month:02}";
    fiscal_year(year: i16) = "{year}年度", "FY {year}";
    week_of(from: &str, to: &str) = "{from}〜{to}の週", "week {from} to {to}";
    at_hour(day: &str, hour: i64) = "{day}曜 {hour}時台", "{day} {hour}:00";
    hour(hour: i64) = "{hour}時台", "{hour}:00";
    step = "段階", "step";
}

pub fn measure(of: Measure, l: Language) -> &'static str {
    match of {
        Measure::Received => received(l),
        Measure::Sent => sent(l),
        Measure::SentByRule => sent_by_rule(l),
        Measure::Answered => answered(l),
        Measure::AnswerMedian => answer_median(l),
        Measure::AnswerNinety => answer_ninety(l),
        Measure::Done => done(l),
        Measure::DoneMedian => done_median(l),
        Measure::DoneNinety => done_ninety(l),
        Measure::Replies => replies(l),
        Measure::Reopened => reopened(l),
        Measure::Open => open(l),
        Measure::StatusChanges => status_changes(l),
        Measure::ChecksAsked => checks_asked(l),
        Measure::ChecksApproved => checks_approved(l),
        Measure::ChecksReturned => checks_returned(l),
        Measure::Missed => missed(l),
        Measure::BulkSent => bulk_sent(l),
        Measure::BulkFailed => bulk_failed(l),
        Measure::OptedOut => opted_out(l),
        Measure::TemplateUses => template_uses(l),
        Measure::Calls => calls(l),
        Measure::Visits => visits(l),
        Measure::OpenNow => open_now(l),
        Measure::People => people(l),
        Measure::Companies => companies(l),
    }
}

/// The colour that a figure has wherever it is drawn.
pub const fn color(of: Measure) -> &'static str {
    match of {
        Measure::Received | Measure::Answered | Measure::AnswerMedian | Measure::Calls => "ruri",
        Measure::Done | Measure::DoneMedian | Measure::ChecksApproved => "tokiwa",
        Measure::Sent | Measure::BulkSent | Measure::Visits => "asagi",
        Measure::Open | Measure::OpenNow | Measure::Missed | Measure::BulkFailed => "shu",
        Measure::AnswerNinety | Measure::ChecksReturned | Measure::Reopened => "daidai",
        Measure::DoneNinety | Measure::ChecksAsked => "yamabuki",
        _ => "kikyo",
    }
}

/// How an axis is called where it stands for itself.
pub fn axis(of: Axis, desk: &ReportsDesk, l: Language) -> String {
    let name = axis_within(of, desk, l);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How an axis is called within a phrase; of menus what they are called in their mailbox, log or book.
pub fn axis_within(of: Axis, desk: &ReportsDesk, l: Language) -> String {
    let plain = match of {
        Axis::All => axis_all(l),
        Axis::Assignee => axis_assignee(l),
        Axis::Confirmer => axis_confirmer(l),
        Axis::Status => axis_status(l),
        Axis::Priority => axis_priority(l),
        Axis::Account => axis_account(l),
        Axis::Mailbox => axis_mailbox(l),
        Axis::Folder => axis_folder(l),
        Axis::Company => axis_company(l),
        Axis::WeekHour => axis_week_hour(l),
        Axis::Day => axis_day(l),
        Axis::Week => axis_week(l),
        Axis::Month => axis_month(l),
        Axis::FiscalYear => axis_fiscal_year(l),
        Axis::Wait => axis_wait(l),
        Axis::Age => axis_age(l),
        Axis::Result => axis_result(l),
        Axis::Template => axis_template(l),
        Axis::Group => axis_group(l),
        Axis::Field(id) => {
            let menu = desk.mailboxes.iter().flat_map(|mailbox| &mailbox.menus).find(|menu| menu.id == id);
            return menu.map_or_else(|| axis_item(l).to_owned(), |menu| menu.name.clone());
        }
        Axis::LogItem(id) => {
            let item = desk.log_items.iter().find(|(_, item, _)| *item == id);
            return item.map_or_else(|| axis_item(l).to_owned(), |(_, _, name)| name.clone());
        }
        Axis::BookItem(id) => {
            let item = desk.book_items.iter().find(|item| item.id == id);
            return item.map_or_else(|| axis_item(l).to_owned(), |item| item.name.clone());
        }
    };
    plain.to_owned()
}

/// The name of a row or a column.
pub fn head(head: &Head, axis: Axis, answer: &Answer, l: Language) -> String {
    let Some(number) = head.key.0 else { return nothing(axis, l).to_owned() };
    match axis {
        Axis::Day => day_words(Day(number), answer.question.period.to, l),
        Axis::Week => {
            let (from, to) = (Day(number), Day(number).plus(6));
            week_of(l, &short_day(from), &short_day(to))
        }
        Axis::Month => month_of(l, Day(number).date().year(), Day(number).date().month()),
        Axis::FiscalYear => fiscal_year(l, Day(number).date().year()),
        Axis::WeekHour => at_hour(l, weekday(number / 24, l), number % 24),
        Axis::Wait => step_words(&WAIT_STEPS, number, l),
        Axis::Age => step_words(&ends(answer), number, l),
        Axis::Priority if head.label.is_empty() => {
            usize::try_from(number).ok().and_then(|rank| Priority::ALL.get(rank)).map_or(not_set(l), |level| priority_name(*level, l)).to_owned()
        }
        Axis::Status if head.label.is_empty() => head.class.map_or(not_set(l), |class| class_name(class, l)).to_owned(),
        _ if head.label.is_empty() => former(l).to_owned(),
        _ => head.label.clone(),
    }
}

/// As it stands at an axis, where there is little room.
pub fn short(head: &Head, axis: Axis, answer: &Answer, l: Language) -> String {
    let Some(number) = head.key.0 else { return self::head(head, axis, answer, l) };
    match axis {
        Axis::Day | Axis::Week => short_day(Day(number)),
        Axis::Month => {
            let date = Day(number).date();
            if date.month() == 1 || answer.rows.first().is_some_and(|row| row.head.key == Key::of(number)) {
                format!("{}/{}", date.year(), date.month())
            } else {
                date.month().to_string()
            }
        }
        Axis::Wait => short_step(&WAIT_STEPS, number, l),
        Axis::Age => short_step(&ends(answer), number, l),
        _ => {
            let name = self::head(head, axis, answer, l);
            if name.chars().count() > 9 { format!("{}…", name.chars().take(8).collect::<String>()) } else { name }
        }
    }
}

pub fn nothing(axis: Axis, l: Language) -> &'static str {
    match axis {
        Axis::All => axis_all(l),
        Axis::Assignee => no_assignee(l),
        Axis::Confirmer => no_confirmer(l),
        Axis::Folder => no_folder(l),
        Axis::Company => no_company(l),
        _ => not_set(l),
    }
}

fn ends(answer: &Answer) -> Vec<i64> {
    answer.ages.iter().map(|(end, _)| *end).collect()
}

/// A step of waits: `ends` are minutes.
pub fn step_words(ends: &[i64], number: i64, l: Language) -> String {
    let at = usize::try_from(number).unwrap_or_default();
    let end = |at: usize| ends.get(at).map(|minutes| duration(minutes * 60_000, true, l));
    match (at.checked_sub(1).and_then(end), end(at)) {
        (None, Some(to)) => under(l, &to),
        (Some(from), Some(to)) => between(l, &from, &to),
        (Some(from), None) => over(l, &from),
        (None, None) => step(l).to_owned(),
    }
}

fn short_step(ends: &[i64], number: i64, l: Language) -> String {
    let at = usize::try_from(number).unwrap_or_default();
    let said = |minutes: i64| match (minutes % 60, l) {
        (0, _) => format!("{}h", minutes / 60),
        (_, Language::Japanese) => format!("{minutes}分"),
        (_, Language::English) => format!("{minutes}m"),
    };
    match (ends.get(at), ends.last()) {
        (Some(end), _) => format!("〜{}", said(*end)),
        (None, Some(last)) => format!("{}〜", said(*last)),
        (None, None) => String::new(),
    }
}

/// A value as it is said.
pub fn value(of: Measure, value: Option<i64>, business: bool, l: Language) -> String {
    let Some(value) = value else { return "—".to_owned() };
    match of.unit() {
        Unit::Count => grouped(value),
        Unit::Time => duration(value, business, l),
        Unit::Hundredths => format!("{}.{:02}", value / 100, value % 100).trim_end_matches('0').trim_end_matches('.').to_owned(),
    }
}

/// As it is drawn.
pub fn number(of: Measure, value: i64) -> f64 {
    if of.unit() == Unit::Hundredths { value as f64 / 100.0 } else { value as f64 }
}

pub const fn scale(of: Measure) -> Scale {
    match of.unit() {
        Unit::Count => Scale::Count,
        Unit::Time => Scale::Time,
        Unit::Hundredths => Scale::Ratio,
    }
}

/// Milliseconds in words. Of business hours hours are told, never days: a day of them has no length.
pub fn duration(ms: i64, in_hours: bool, l: Language) -> String {
    // To the minute; what is less than one is one.
    let all = if ms <= 0 { 0 } else { ((ms + 30_000) / 60_000).max(1) };
    match (all / 1_440, all / 60, all % 60) {
        (days, hours, _) if days >= 3 && !in_hours => {
            if hours % 24 == 0 {
                self::days(l, days)
            } else {
                days_hours(l, days, hours % 24)
            }
        }
        (_, 0, minutes) => self::minutes(l, minutes),
        (_, hours, 0) => self::hours(l, hours),
        (_, hours, minutes) => hours_minutes(l, hours, minutes),
    }
}

fn civil(day: Day) -> Civil {
    let date = day.date();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    Civil { year: i32::from(date.year()), month: part(date.month()), day: part(date.day()), hour: 0, minute: 0 }
}

/// `11月17日(火)`, with the year where it is another one than that of `near`.
pub fn day_words(day: Day, near: Day, l: Language) -> String {
    civil(day).day_words(civil(near), l)
}

/// `11/17`.
pub fn short_day(day: Day) -> String {
    let date = day.date();
    format!("{}/{}", date.month(), date.day())
}

/// `10/26–11/24`, with years where they differ from that of `today`.
pub fn period(of: Period, today: Day) -> String {
    let near = civil(today);
    let said = |day: Day| {
        let there = civil(day);
        if there.year == near.year { short_day(day) } else { format!("{}/{}", there.year, short_day(day)) }
    };
    if of.from == of.to { said(of.from) } else { format!("{}–{}", said(of.from), said(of.to)) }
}

/// 0 is Monday.
pub fn weekday(day: i64, l: Language) -> &'static str {
    const JAPANESE: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let names = if l == Language::Japanese { JAPANESE } else { ENGLISH };
    names[usize::try_from(day.rem_euclid(7)).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Japanese};

    #[test]
    fn durations_are_said_to_the_minute() {
        const HOUR: i64 = 3_600_000;
        for (ms, in_hours, l, said) in [
            (0, false, Japanese, "0分"),
            (20_000, false, Japanese, "1分"),
            (HOUR + 52 * 60_000, false, Japanese, "1時間52分"),
            (2 * HOUR, false, English, "2 h"),
            (76 * HOUR, false, Japanese, "3日4時間"),
            (76 * HOUR, true, Japanese, "76時間"),
            (96 * HOUR, false, English, "4 d"),
        ] {
            assert_eq!(duration(ms, in_hours, l), said);
        }
    }

    #[test]
    fn steps_are_named_by_where_they_begin_and_end() {
        let said: Vec<String> = (0..7).map(|step| step_words(&WAIT_STEPS, step, Japanese)).collect();
        assert_eq!(said, ["30分未満", "30分〜1時間", "1時間〜2時間", "2時間〜4時間", "4時間〜8時間", "8時間〜24時間", "24時間以上"]);
        assert_eq!(short_step(&WAIT_STEPS, 0, English), "〜30m");
        assert_eq!(short_step(&WAIT_STEPS, 6, Japanese), "24h〜");
    }

    #[test]
    fn values_are_said_by_their_unit() {
        assert_eq!(value(Measure::Received, Some(1_284), false, Japanese), "1,284");
        assert_eq!(value(Measure::Replies, Some(130), false, Japanese), "1.3");
        assert_eq!(value(Measure::Replies, Some(200), false, Japanese), "2");
        assert_eq!(value(Measure::AnswerMedian, None, false, English), "—");
    }

    #[test]
    fn periods_name_their_year_only_where_it_is_another_one() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-11-24");
        assert_eq!(period(Period { from: day("2026-10-26"), to: today }, today), "10/26–11/24");
        assert_eq!(period(Period { from: day("2025-12-01"), to: day("2026-01-31") }, today), "2025/12/1–1/31");
        assert_eq!(period(Period { from: today, to: today }, today), "11/24");
    }
}
