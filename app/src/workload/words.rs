//! Words of the workload.

use crate::words;

words! {
    title = "いまの負荷", "Workload";
    text = "未完了のやりとりを人ごとに数えています。数字を押すと、その一覧が開きます。", "Unfinished conversations by person. A number opens its list.";
    person = "メンバー", "Person";
    unfinished = "未完了", "Unfinished";
    total = "合計", "Total";
    waiting = "待ち時間", "Waiting";
    over_day(count: i64) = "1日以上 {count}件", "{count} over a day";
    over_three_days(count: i64) = "3日以上 {count}件", "{count} over three days";
    longest(age: &str) = "最長 {age}", "longest {age}";
    done = "今月の処理済み", "Done this month";
    nobody = "担当者なし", "Nobody";
    actions = "操作", "Actions";
    reassign = "割り振り直す", "Reassign";
    reassign_of(name: &str, mailbox: &str) = "{mailbox}：{name} の担当を割り振り直す", "Reassign the work of {name} in {mailbox}";
    reassign_text(name: &str, count: i64) = "{name} の未完了{count}件を、まとめて引き継ぎます。履歴に残ります。", "All {count} unfinished conversations of {name} go to somebody else. It stands in the history.";
    to = "引き継ぐ人", "Who takes over";
    reassigned(count: u64) = "{count}件を引き継ぎました", "{count} conversation was reassigned" | "{count} conversations were reassigned";
    count_of(name: &str, status: &str, count: i64) = "{name}：{status} {count}件", "{name}: {count} {status}";
    empty_title = "見られる負荷がありません", "Nothing to show";
    empty_text = "メールアプリケーション全体を見られる人だけが、負荷を見られます。", "Only those who see a whole mailbox see its workload.";
}
