//! Words of the pages of conditions.

use crate::words;

words! {
    link = "集計条件", "Report conditions";
    title(mailbox: &str) = "集計条件：{mailbox}", "Report conditions: {mailbox}";
    text = "集計レポートを、いつも同じ範囲で見るための条件です。やりとりが今どうなっているかで判定します。", "What reports can be narrowed to, always in the same way. It is asked of conversations as they are now.";
    add = "集計条件を追加", "Add a condition";
    none_title = "集計条件はまだありません", "No conditions yet";
    none_text = "「大口の顧客」「製品Aの不具合」のような範囲を名前を付けて保存すると、レポートの上で選べます。", "Keep a range such as “large customers” under a name, and reports offer it on top.";
    gathering = "対象を集めています…", "Gathering…";
    open_report_of(name: &str) = "「{name}」でレポートを開く", "Open the report with “{name}”";
    open_report = "レポートを開く", "Open the report";
    edit_of(name: &str) = "「{name}」を変更", "Edit “{name}”";
    remove_of(name: &str) = "「{name}」を削除", "Delete “{name}”";
    remove_title = "集計条件を削除", "Delete the condition";
    remove_text(name: &str) = "「{name}」を削除します。この条件で保存したアドレスは、条件なしで開きます。メールや数字は変わりません。", "This deletes “{name}”. Kept addresses that use it open without it. No mail and no figure changes.";
    removed = "集計条件を削除しました", "Condition deleted";
    saved = "集計条件を保存しました", "Condition saved";
    new_title = "集計条件を追加", "New condition";
    edit_title = "集計条件を変更", "Edit the condition";
    name = "名前", "Name";
    name_hint = "レポートの「集計条件」に、この名前が並びます。", "Reports list it under this name.";
    rows = "条件", "Rows";
    no_rows = "条件を1つ以上追加してください。", "Add at least one row.";
    together = "条件の組み合わせ", "How rows work together";
    when_all = "すべて当てはまる", "all fit";
    when_any = "どれかに当てはまる", "any fits";
    add_row = "条件を追加", "Add a row";
    row(number: usize) = "条件 {number}", "Row {number}" | "Row {number}";
    remove_row(number: usize) = "条件 {number} を削除", "Remove row {number}" | "Remove row {number}";
    about = "調べるところ", "Look at";
    how = "調べ方", "How";
    is = "である", "is";
    is_not = "でない", "is not";
    choice = "値", "Value";
    below = "下のフォルダも含める", "Include the folders below";
    folder = "フォルダ", "Folder";
    assignee = "担当者", "Assignee";
    confirmer = "確認者", "Confirmer";
    status = "処理状況", "Status";
    priority = "優先度", "Priority";
    nobody = "なし", "Nobody";
    no_folder = "フォルダなし", "No folder";
    not_set = "未設定", "Not set";
    said_is(what: &str, value: &str) = "{what}が「{value}」", "{what} is “{value}”";
    said_is_not(what: &str, value: &str) = "{what}が「{value}」でない", "{what} is not “{value}”";
    and_below(folder: &str) = "{folder}（下のフォルダも）", "{folder} and below";
    gone = "（なくなったもの）", "(gone)";
    save = "保存", "Save";
}
