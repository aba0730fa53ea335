//! Words of rest and spam.

use crate::words;

words! {
    snooze = "あとで対応する", "Snooze";
    snooze_more = "あとで対応する…", "Snooze…";
    title(count: usize) = "{count}件をあとで対応する", "Snooze {count} conversation" | "Snooze {count} conversations";
    until_when = "いつまで", "Until when";
    this_evening = "今日の夕方", "This evening";
    tomorrow = "明日の朝", "Tomorrow morning";
    monday = "月曜日の朝", "Monday morning";
    on_answer = "お客様から返信があるまで", "Until the customer answers";
    on_answer_hint = "返信が届くまで、トレイには戻りません。", "It does not come back to the tray before they answer.";
    at_time = "日時を選ぶ", "Choose a time";
    date_and_time = "日時", "Date and time";
    reason = "理由（任意）", "Reason (optional)";
    reason_hint = "ほかの人にも見えます。例: 部品の入荷待ち", "Everybody sees it. For example: waiting for parts";
    explained = "時間になるか、お客様から返信があると、トレイのいちばん上に戻ります。", "It comes back to the top of the tray at that time, or as soon as the customer answers.";
    put_off = "トレイから外す", "Snooze";
    wake = "トレイに戻す", "Back to the tray";
    rests_until(until: &str) = "{until} までトレイから外しています。", "Snoozed until {until}.";
    rests_for_answer = "お客様から返信があるまで、トレイから外しています。", "Snoozed until the customer answers.";
    by(name: &str, at: &str) = "{name}、{at}", "{name}, {at}";
    because(reason: &str) = "理由: {reason}", "Reason: {reason}";
    said_snoozed(count: usize) = "{count}件をトレイから外しました。", "{count} snoozed." | "{count} snoozed.";
    said_none = "処理済みのやりとりは、はじめからトレイにありません。", "What is done is not in the tray anyway.";
    said_woken(count: usize) = "{count}件をトレイに戻しました。", "{count} back in the tray." | "{count} back in the tray.";
    spam = "迷惑メールにする", "Mark as spam";
    not_spam = "迷惑メールではない", "Not spam";
    is_spam = "迷惑メールとして分けてあります。30日たつと削除されます。", "This is marked as spam. It is deleted after 30 days.";
    said_spam(count: usize) = "{count}件を迷惑メールにしました。", "{count} marked as spam." | "{count} marked as spam.";
    said_not_spam(count: usize) = "{count}件を迷惑メールから戻しました。", "{count} brought back from spam." | "{count} brought back from spam.";
}
