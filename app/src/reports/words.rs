//! Words of the reports: the page, its filters, what is said about figures.

use crate::words;

words! {
    title = "集計レポート", "Reports";
    overview = "概要", "Overview";
    explore = "自由に集計", "Any figure";
    views = "レポートの種類", "Kinds of report";
    wall = "壁掛け表示", "Wall view";
    wall_title = "窓口のいま", "The desk right now";
    leave_wall = "レポートへ戻る", "Back to the reports";
    wall_updated(clock: &str) = "{clock} 更新", "Updated {clock}";
    print = "印刷", "Print";
    total = "合計", "Total";

    period = "期間", "Period";
    today = "今日", "Today";
    days_7 = "7日", "7 days";
    days_30 = "30日", "30 days";
    months = "月ごと", "Months";
    choose_days = "期間を選ぶ", "Choose the days";
    from = "最初の日", "First day";
    to = "最後の日", "Last day";
    show = "表示", "Show";
    this_month = "今月", "This month";
    last_month = "先月", "Last month";
    this_year = "今年度（4月から）", "This fiscal year, from April";
    last_year = "前年度", "Last fiscal year";
    quick = "よく使う期間", "Common periods";
    compare(days: i64) = "前の{days}日と比べる", "Compare with the day before" | "Compare with the {days} days before";
    days_backwards = "最後の日を、最初の日より後にしてください。", "The last day must not lie before the first one.";
    days_unread = "日付を 2026-11-24 の形で入れてください。", "Enter dates like 2026-11-24.";

    mailbox = "メールアプリケーション", "Mailbox";
    all_mailboxes = "すべての窓口", "All mailboxes";
    folder = "フォルダ", "Folder";
    assignee = "担当者", "Assignee";
    condition = "集計条件", "Condition";
    no_condition = "条件なし", "No condition";
    edit_conditions = "集計条件を編集…", "Edit the conditions…";
    clocks = "時間の数え方", "How waits are counted";
    clock_hours = "実時間", "Clock hours";
    business_hours = "営業時間", "Business hours";
    all = "すべて", "All";
    filter_of(name: &str, value: &str) = "{name}：{value}", "{name}: {value}";
    filters = "しぼり込み", "Filters";
    clear = "しぼり込みを外す", "Clear the filters";
    one_mailbox = "フォルダや項目、集計条件でしぼり込むには、窓口を1つ選んでください。", "Choose one mailbox to filter by folder, field or condition.";
    reading_in = "導入前の記録を取り込んでいます。終わるまで、過去の数字は少しずつ増えます。", "Earlier records are still being read in. Until that is done, figures of the past keep rising.";
    counted_since(day: &str) = "テンプレートの利用は{day}から窓口ごとに数えています。それより前の利用は、この数に入っていません。", "Uses of templates are counted by mailbox since {day}. Earlier ones are not in these figures.";
    left_off(count: usize) = "ほかに{count}行あります。合計には含まれています。", "{count} more row is not shown; the total includes it." | "{count} more rows are not shown; the total includes them.";
    none_title = "見られるレポートがありません", "Nothing to show";
    none_text = "メールアプリケーション全体を見られる人だけが、その集計を見られます。運用管理者に権限をたずねてください。", "Only those who see a whole mailbox see its figures. Ask an operator for access.";
    how_counted = "数え方", "How each figure is counted";

    change(percent: &str) = "前の期間より {percent}", "{percent} to the period before";
    no_change = "前の期間と同じ", "Same as the period before";
    nothing_before = "前の期間は0", "0 in the period before";
    shorter(time: &str) = "前より{time}短い", "{time} shorter than before";
    longer(time: &str) = "前より{time}長い", "{time} longer than before";
    of_received(percent: i64) = "受信の{percent}%", "{percent}% of what came in";
    lying(age: &str, count: i64) = "{age} {count}件", "{count} for {age}";
    nothing_lying(age: &str) = "{age}は0件", "None for {age}";
    open_now = "いま未完了", "Unfinished now";

    by_day = "日ごとの受信と処理済み", "Received and done, by day";
    by_week = "週ごとの受信と処理済み", "Received and done, by week";
    by_month = "月ごとの受信と処理済み", "Received and done, by month";
    by_fiscal_year = "年度ごとの受信と処理済み", "Received and done, by fiscal year";
    off = "休日", "Day off";
    day = "日", "Day";
    week = "週", "Week";
    month = "月", "Month";
    before_of(name: &str) = "{name}（前の期間）", "{name}, period before";
    waits = "初回返信までの時間", "Time to the first answer";
    within_target(percent: i64) = "目標内 {percent}%", "{percent}% on target";
    target(time: &str) = "目標 {time}", "Target {time}";
    time = "時間", "Time";
    ages(count: i64) = "いま未完了の{count}件：受信からの経過", "1 conversation unfinished now: how long it has waited" | "{count} unfinished now: how long they have waited";
    age = "経過", "Waiting";
    heat = "曜日と時間帯ごとの受信", "Received, by weekday and hour";
    hour = "時", "Hour";
    people = "担当者別", "By assignee";
    categories = "分類別", "By category";
    count = "件数", "Count";
    to_before = "前の期間比", "Change";
    as_bars = "棒", "Bars";
    as_stacks = "積み上げ", "Stacked";
    as_lines = "折れ線", "Lines";
    look = "グラフの形", "Kind of chart";
    measure = "数えるもの", "Figure";
    axis = "分け方", "By";
    second = "内訳", "Split by";
    no_second = "なし", "Nothing";
    figure_by(figure: &str, axis: &str) = "{figure}：{axis}別", "{figure} by {axis}";
    rest(count: usize) = "その他 {count}", "{count} other" | "{count} others";

    said_peak(period: &str, series: &str, total: &str, place: &str, most: &str) = "{period}の{series}は{total}。いちばん多いのは{place}の{most}です。", "{series} from {period}: {total}. The most is {most}, at {place}.";
    said_pair(period: &str, first: &str, one: &str, second: &str, other: &str, place: &str, most: &str) = "{period}の{first}は{one}、{second}は{other}。{first}がいちばん多いのは{place}の{most}です。", "From {period}: {first} {one}, {second} {other}. {first} was highest at {place} with {most}.";
    said_waits(count: &str, percent: i64, target: &str) = "返信した{count}件のうち、{percent}%が目標の{target}以内です。", "{percent}% of {count} answers came within the target of {target}.";
    said_waits_plain(count: &str, place: &str, most: &str) = "返信した{count}件のうち、いちばん多いのは{place}の{most}件です。", "Of {count} answers most came within {place}: {most}.";
    said_ages(count: &str, late: &str, age: &str) = "いま未完了は{count}件、うち{age}は{late}件です。", "{count} conversations are unfinished now, {late} of them for {age}.";

    list_title(figure: &str) = "{figure}の一覧", "List: {figure}";
    list_value(value: &str) = "この数字の値：{value}", "The figure: {value}";
    older = "次の50件", "Next 50";
    back_to_report = "レポートへ戻る", "Back to the report";
    no_list = "この数字が数えているものは、もうありません。", "Nothing is left of what this figure counted.";
    when = "日時", "When";
    what = "件名", "Subject";
    who = "相手", "Customer";
    had_it = "そのときの担当者", "Assignee then";
    waited = "かかった時間", "Took";
    replies(count: i64) = "返信{count}通", "{count} reply" | "{count} replies";
}
