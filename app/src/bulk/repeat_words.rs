//! Words of bulk mail that repeats.

use crate::words;
use domain::{
    Language,
    bulk::Pause,
    recurring::{Every, Recurrence, Shift},
};

words! {
    again = "繰り返し送る（定期メール）", "Again and again";
    how_often = "いつ", "How often";
    every_week = "毎週", "Every week";
    every_month_day = "毎月（日付）", "Every month, by date";
    every_month_end = "毎月末日", "The last day of every month";
    every_month_weekday = "毎月（曜日）", "Every month, by weekday";
    weekdays = "曜日", "Weekdays";
    weekday = "曜日", "Weekday";
    day = "日", "Day";
    day_of(day: i8) = "{day}日", "{day}";
    day_hint = "その日がない月は、末日に送ります。", "A shorter month has it on its last day.";
    nth = "何回目", "Which one";
    nth_of(nth: i8) = "第{nth}", "number {nth}";
    nth_last = "最終", "last";
    hour = "時刻", "Time";
    hour_hint(zone: &str) = "{zone} の時刻です。", "On the clocks of {zone}.";
    shift = "土日・祝日にあたるとき", "On a weekend or a holiday";
    shift_keep = "そのまま送る", "Send all the same";
    shift_before = "前の平日に送る", "Send on the working day before";
    shift_after = "次の平日に送る", "Send on the next working day";
    hint = "宛先・上限・配信停止は、送るたびに確かめ直します。", "Audience, limits and opt-outs are asked anew each time.";
    start = "定期配信を始める", "Start repeating";
    started = "定期配信を始めました", "It repeats from now on";
    next_times = "これからの配信", "The next times";
    runs = "これまでの配信", "What went out";
    runs_none = "まだ配信していません。", "Nothing has gone out yet.";
    run_result(sent: i64, errors: i64) = "送信 {sent} ／ エラー {errors}", "{sent} sent, {errors} errors";
    repeating = "定期配信中です", "It repeats";
    resting = "定期配信を一時停止しています", "Paused: nothing goes out";
    over = "定期配信を終了しました", "It repeats no more";
    pause = "一時停止", "Pause";
    go_on = "再開", "Go on";
    go_on_hint = "再開すると、次の予定から送ります。停止中の回は送りません。", "It goes on with the next time. What was due meanwhile is not sent.";
    edit = "内容を直す", "Change it";
    edit_hint = "直すあいだは配信しません。直したら、もう一度「定期配信を始める」を押してください。", "Nothing goes out while you change it. Start it again afterwards.";
    edited = "下書きに戻しました。配信は止まっています。", "It is a draft again; nothing goes out.";
    end = "終了…", "End…";
    end_title = "定期配信を終了しますか", "End it?";
    end_text = "これから先の回は送られません。すでに作られた回はそのままです。", "Nothing further goes out. What was made of it stays as it is.";
    end_now = "終了する", "End it";
    of_series = "定期配信の1回分です", "One of a bulk mail that repeats";
    to_series = "定期配信を開く", "Open it";
    paused_missed = "予定の時刻にプログラムが止まっていたため、送っていません。今から送るときは「再開」、送らないときは「中止」を選んでください。", "The program was off at its hour, and nothing was sent. Press “Resume” to send it now, or “Stop” to leave it out.";
    passed_missed = "予定の時刻にプログラムが止まっていて、次の回も過ぎたため、この回は送りませんでした。", "The program was off at its hour and past the next one: this one was not sent.";
    run_person = "停止しました", "Stopped by hand";
    run_limit = "未送信：1日の上限", "Not sent: limit of the day";
    run_account = "未送信：アカウントが使えない", "Not sent: no account to send from";
    run_nobody = "未送信：宛先がない", "Not sent: nobody to send to";
    run_missed = "未送信：予定の時刻に停止中", "Not sent: the program was off";
    run_too_many = "未送信：宛先が多すぎる", "Not sent: too many recipients";
    paused_too_many = "宛先が1回の上限を超えたため、始めていません。宛先をしぼるか、運用管理者に上限を確かめてから「再開」を押してください。", "It has more recipients than one bulk mail may have, and has not begun. Narrow the audience or ask an operator for the limit, then press “Resume”.";
}

pub fn weekday_name(day: i8, l: Language) -> &'static str {
    crate::notifications::words::weekday(char::from(b'0' + day.unsigned_abs()), l)
}

/// Why one of its times did not go out.
pub fn run_reason(why: Pause, l: Language) -> &'static str {
    match why {
        Pause::Person => run_person(l),
        Pause::Limit => run_limit(l),
        Pause::Account => run_account(l),
        Pause::Nobody => run_nobody(l),
        Pause::Missed => run_missed(l),
        Pause::TooMany => run_too_many(l),
    }
}

pub fn shift_name(shift: Shift, l: Language) -> &'static str {
    match shift {
        Shift::Keep => shift_keep(l),
        Shift::Before => shift_before(l),
        Shift::After => shift_after(l),
    }
}

/// When it goes out, as one sentence.
pub fn said(recurrence: &Recurrence, l: Language) -> String {
    let japanese = l == Language::Japanese;
    let clock = format!("{}:{:02}", recurrence.minute / 60, recurrence.minute % 60);
    let days = match &recurrence.every {
        Every::Week { days } => {
            let names: Vec<&str> = days.iter().map(|day| weekday_name(*day, l)).collect();
            if japanese { format!("毎週{}", names.join("・")) } else { format!("Every week on {}", names.join(", ")) }
        }
        Every::MonthDay { day } if japanese => format!("毎月{day}日"),
        Every::MonthDay { day } => format!("Every month on the {day}."),
        Every::MonthEnd => every_month_end(l).to_owned(),
        Every::MonthWeekday { nth, weekday } => {
            let which = if *nth < 0 { nth_last(l).to_owned() } else { nth_of(l, *nth) };
            let name = weekday_name(*weekday, l);
            if japanese { format!("毎月{which}{name}曜日") } else { format!("Every month, {name} ({which})") }
        }
    };
    let moved = if recurrence.shift == Shift::Keep {
        String::new()
    } else if japanese {
        format!("（土日・祝日は{}）", if recurrence.shift == Shift::Before { "前の平日" } else { "次の平日" })
    } else {
        format!(" ({} on weekends and holidays)", if recurrence.shift == Shift::Before { "the working day before" } else { "the next working day" })
    };
    format!("{days} {clock}{moved}")
}
