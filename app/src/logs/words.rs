//! Words of calls and visits.

use crate::words;
use domain::{
    Language,
    logs::{Dating, ItemKind, Log, Way},
};

words! {
    title = "電話・訪問履歴", "Calls and visits";
    calls = "電話", "Calls";
    visits = "訪問", "Visits";
    switch = "履歴の種類", "Kind of log";
    new_call = "電話を記録", "Note a call";
    new_visit = "訪問を記録", "Note a visit";
    tasks = "自分の対応予定", "My follow-ups";
    settings = "電話・訪問履歴の設定", "Settings of calls and visits";
    settings_short = "設定", "Settings";
    find = "件名・相手・内容で探す", "Search subjects, people and notes";
    find_button = "探す", "Search";
    person = "担当", "By";
    anybody = "担当：全員", "By anybody";
    result = "結果", "Result";
    any_result = "結果：すべて", "Any result";
    from = "この日から", "From";
    to = "この日まで", "To";
    waiting_only = "対応待ちだけ", "Follow-ups only";
    clear = "しぼり込みを解除", "Clear the filters";
    only_of(name: &str) = "{name} の記録だけを表示しています", "Only entries about {name}";
    empty_title(log: &str) = "{log}の記録はまだありません", "No {log} yet";
    empty_text = "記録すると、ここに新しい順に並び、相手の履歴にも表示されます。", "Entries stand here, the newest first, and in the history of whom they are about.";
    nothing_title = "当てはまる記録がありません", "Nothing found";
    nothing_text = "条件を変えるか、解除してください。", "Change the filters or clear them.";
    more = "さらに表示", "Show more";
    newest = "新しい記録へ", "Back to the newest";
    when = "日時", "When";
    way = "向き", "Direction";
    with = "相手", "With";
    company = "会社", "Company";
    subject = "件名", "Subject";
    follow = "対応予定", "Follow-up";
    way_in = "着信", "Incoming";
    way_out = "発信", "Outgoing";
    nobody = "—", "—";
    comments_count(count: i64) = "コメント{count}件", "{count} comment" | "{count} comments";
    files_count(count: i64) = "添付{count}件", "{count} file" | "{count} files";
    nothing_open = "記録を選ぶと、ここに表示されます", "Choose an entry to see it here";
    starts = "日時", "When";
    starts_span = "開始", "From";
    ends = "終了", "Until";
    text = "内容", "Notes";
    contact = "顧客・会社", "Contact or company";
    party = "相手の名前（アドレス帳にない場合）", "Name, where the address book has none";
    follow_at = "対応期限", "Follow up at";
    follow_at_hint = "入れておくと、その日時に対応する人へお知らせします。", "Whoever follows up is reminded at that time.";
    follow_by = "対応する人", "Who follows up";
    required = "必須", "Required";
    choose = "選んでください", "Choose";
    no_choice = "なし", "None";
    yes = "はい", "Yes";
    missing_item(name: &str) = "{name}を入力してください", "Please fill in {name}";
    save = "保存", "Save";
    saved = "保存しました", "Saved";
    noted_call = "電話を記録しました", "The call was noted";
    noted_visit = "訪問を記録しました", "The visit was noted";
    edit = "編集", "Edit";
    edit_title = "記録を編集", "Edit the entry";
    remove = "削除", "Delete";
    removed = "記録を削除しました", "The entry was deleted";
    back = "一覧へ戻る", "Back to the list";
    close = "閉じる", "Close";
    conversation_of = "このやりとりに付いた記録です", "Noted at this conversation";
    will_link(subject: &str) = "やりとり「{subject}」に付けます", "Will stand at the conversation “{subject}”";
    written(who: &str) = "{who} が記録", "Noted by {who}";
    changed = "更新", "Changed";
    follow_done = "対応済みにする", "Mark as done";
    follow_done_said = "対応済みにしました", "Marked as done";
    follow_snooze = "1日あとにする", "Remind me in a day";
    follow_snoozed = "1日あとにしました", "Moved by a day";
    follow_is_done = "対応済み", "Done";
    follow_reopen = "対応予定に戻す", "Open it again";
    overdue = "期限を過ぎています", "Overdue";
    due_at(at: &str) = "期限 {at}", "Due {at}";
    due_by(who: &str, at: &str) = "{who} が {at} までに対応", "{who}, by {at}";
    due_line(count: i64) = "対応期限になった電話・訪問が{count}件あります", "{count} follow-up is due" | "{count} follow-ups are due";
    see_tasks = "対応予定を見る", "See my follow-ups";
    no_tasks_title = "対応予定はありません", "Nothing to follow up";
    no_tasks_text = "電話や訪問の記録に対応期限を入れると、ここに並びます。", "Set a follow-up time in an entry, and it stands here.";
    comments = "コメント", "Comments";
    comment = "コメントを書く", "Write a comment";
    comment_hint = "社内だけに表示されます。", "Only colleagues see it.";
    post = "書き込む", "Post";
    remove_comment = "コメントを削除", "Delete the comment";
    files = "添付ファイル", "Files";
    add_file = "ファイルを付ける", "Attach a file";
    adding_file = "送っています…", "Uploading…";
    drop_file(name: &str) = "{name} を外す", "Remove {name}";
    quick_title = "電話を記録", "Note a call";
    quick_more = "すべての項目を開く", "Open all fields";
    quick_failed = "読み込めませんでした", "It could not be read";
    csv = "CSV", "CSV";
    csv_out = "この一覧を CSV で保存", "Save this list as CSV";
    csv_in = "CSV から取り込む", "Import from CSV";
    csv_text = "保存した CSV を直して取り込めます。番号がある行は同じ記録を更新し、番号のない行は新しい記録になります。UTF-8 と Shift_JIS を読めます。", "Change a saved CSV and import it. Lines with a number change that entry, lines without are new entries. UTF-8 and Shift_JIS are read.";
    csv_file = "CSV ファイル", "CSV file";
    csv_keep = "取り込む", "Import";
    csv_done(added: i64, changed: i64) = "取り込みました（新規 {added}件、変更 {changed}件）", "Imported ({added} new, {changed} changed)";
    csv_found(added: i64, changed: i64, same: i64) = "新規 {added}件、変更 {changed}件、変わらない {same}件", "{added} new, {changed} changed, {same} the same";
    csv_refused(count: usize) = "取り込めない行が{count}件あります。直してから、もう一度選んでください。", "{count} line cannot be imported. Correct it and choose the file again." | "{count} lines cannot be imported. Correct them and choose the file again.";
    csv_line(line: usize) = "{line}行目", "Line {line}";
    settings_text = "電話と訪問の記録で、入力する項目を決めます。すでにある記録はそのまま残ります。", "Decide what is filled in for calls and visits. Entries that are there stay as they are.";
    dating = "日時の入れ方", "How entries are dated";
    step = "時刻の刻み", "Steps of times";
    minutes(count: i64) = "{count}分", "{count} minute" | "{count} minutes";
    results = "結果の選択肢", "Results to choose from";
    results_text = "1つもないときは、結果をたずねません。", "Without any, nobody is asked for a result.";
    items = "独自の項目", "Items of your own";
    items_text = "件名や内容のあとに並びます。", "They come behind the standard ones.";
    no_items = "独自の項目はまだありません。", "No items yet.";
    add_item = "項目を追加", "Add item";
    remove_item_text = "記録に入っている値は表示されなくなります。", "What entries say in it is shown no more.";
    earlier(name: &str) = "「{name}」を上へ", "Move “{name}” up";
    later(name: &str) = "「{name}」を下へ", "Move “{name}” down";
    save_dating(log: &str) = "{log}の日時の設定を保存", "Save dates of {log}";
    save_results(log: &str) = "{log}の結果を保存", "Save results of {log}";
}

pub fn log_name(log: Log, l: Language) -> &'static str {
    match log {
        Log::Calls => calls(l),
        Log::Visits => visits(l),
    }
}

pub fn new_name(log: Log, l: Language) -> &'static str {
    match log {
        Log::Calls => new_call(l),
        Log::Visits => new_visit(l),
    }
}

pub fn noted(log: Log, l: Language) -> &'static str {
    match log {
        Log::Calls => noted_call(l),
        Log::Visits => noted_visit(l),
    }
}

pub fn way_name(way: Way, l: Language) -> &'static str {
    match way {
        Way::In => way_in(l),
        Way::Out => way_out(l),
    }
}

pub fn dating_name(dating: Dating, l: Language) -> &'static str {
    let (ja, en) = match dating {
        Dating::Day => ("開始日", "A day"),
        Dating::Days => ("開始日と終了日", "From a day to a day"),
        Dating::Time => ("開始日時", "A day and time"),
        Dating::Times => ("開始日時と終了日時", "From a time to a time"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn kind_name(kind: ItemKind, l: Language) -> &'static str {
    let (ja, en) = match kind {
        ItemKind::Text => ("文字（1行）", "Text"),
        ItemKind::LongText => ("文字（複数行）", "Text of several lines"),
        ItemKind::Number => ("数値", "Number"),
        ItemKind::Date => ("日付", "Date"),
        ItemKind::Menu => ("メニュー（1つ選ぶ）", "Menu (one choice)"),
        ItemKind::Multi => ("メニュー（複数選ぶ）", "Menu (several choices)"),
        ItemKind::Person => ("メンバー", "Person"),
        ItemKind::Check => ("チェック", "Tick"),
    };
    if l == Language::Japanese { ja } else { en }
}
