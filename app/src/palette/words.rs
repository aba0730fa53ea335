//! Words of the palette.

use crate::words;

words! {
    title = "コマンドパレット", "Command palette";
    open = "操作や画面をさがす (Ctrl+K)", "Find anything (Ctrl+K)";
    field = "操作、一覧、メンバー、件名、使い方をさがす", "Find an action, list, person, subject or help";
    results = "候補", "Suggestions";
    count(count: usize) = "候補 {count}件", "{count} suggestion" | "{count} suggestions";
    kind_list = "一覧", "List";
    kind_person = "メンバー", "Person";
    kind_settings = "設定", "Settings";
    kind_help = "使い方", "Help";
    times(count: usize) = "{count}件", "{count}" | "{count}";
    status(name: &str) = "処理状況: {name}", "Status: {name}";
    priority(name: &str) = "優先度: {name}", "Priority: {name}";
    folder(name: &str) = "フォルダへ移動: {name}", "Move to folder: {name}";
    assign(name: &str) = "担当者: {name}", "Assign to {name}";
    unassign = "担当者を外す", "Unassign";
    confirmer = "確認者を選ぶ…", "Choose confirmer…";
    work_of(name: &str) = "{name} の担当", "Work of {name}";
    list(view: &str, mailbox: &str) = "{view} — {mailbox}", "{view} — {mailbox}";
    keys = "キーボード操作の一覧", "List of keys";
    tour = "はじめての案内", "First steps";
    help = "使い方", "Help";
    select_all = "すべて選択", "Select all";
}
