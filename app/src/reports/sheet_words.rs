//! Words of tables that leave the page as files.

use crate::words;

words! {
    export = "書き出す…", "Export…";
    export_title = "表計算ソフト用に書き出す", "Export for spreadsheets";
    export_now = "書き出す", "Export";
    export_table = "表", "Table";
    all_tables = "すべての表（シートに分けて）", "All tables, a sheet each";
    export_format = "ファイルの形式", "Kind of file";
    format_xlsx = "Excel（グラフと集計の条件つき）", "Excel, with charts and what was counted";
    format_utf8 = "CSV（UTF-8）", "CSV (UTF-8)";
    format_cp932 = "CSV（Shift_JIS / CP932）", "CSV (Shift_JIS / CP932)";
    cp932_hint = "古いソフトのための形式です。絵文字や一部の漢字を書けません。", "For older programs. It has no emoji, and not every kanji.";
    cp932_lost(count: usize) = "この形式で書けない文字が{count}個あったため、「〓」に置き換えました。そのまま残すには、ExcelかUTF-8のCSVを選んでください。", "1 character that this kind of file lacks was replaced by 〓. To keep it, choose Excel or CSV in UTF-8." | "{count} characters that this kind of file lacks were replaced by 〓. To keep them, choose Excel or CSV in UTF-8.";
    counted = "集計の条件", "What was counted";
    item = "項目", "Item";
    content = "内容", "Content";
    compared_with = "比べた期間", "Compared with";
    zone = "タイムゾーン", "Time zone";
    note = "注意", "Note";
    made_at = "作成日時", "Made at";
    made_by = "作成した人", "Made by";
    over_time = "受信と処理済みの推移", "Received and done, over time";
    this_table = "この表", "This table";
    age_now = "いま未完了の経過", "Unfinished now, by waiting time";
    in_minutes(name: &str) = "{name}（分）", "{name}, minutes";
}
