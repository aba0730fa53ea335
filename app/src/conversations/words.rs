//! Words of the lists and the conversation page.

use crate::words;
use domain::{
    Language,
    conversations::{Priority, Sort},
    priorities::Level,
    statuses::{Class, StatusView},
};

words! {
    open = "未処理", "Open";
    working = "処理中", "Working";
    ready = "送信待ち", "Ready";
    done = "処理済み", "Done";
    normal = "通常", "Normal";
    urgent = "至急", "Urgent";
    critical = "大至急", "Critical";
    status = "処理状況", "Status";
    sender = "差出人", "From";
    subject = "件名", "Subject";
    no_subject = "（件名なし）", "(no subject)";
    assignee = "担当者", "Assignee";
    assignee_short = "担当", "Assignee";
    confirmer = "確認者", "Confirmer";
    confirmer_short = "確認", "Confirmer";
    priority = "優先度", "Priority";
    people = "担当 確認", "People";
    elapsed = "経過", "Waiting";
    nobody = "なし", "None";
    count(count: i64) = "{count}件", "{count}";
    filters = "絞り込み", "Filters";
    anyone = "全員", "Anyone";
    me = "自分", "Me";
    filter_assignee(name: &str) = "担当者で絞り込む: {name}", "Filter by assignee: {name}";
    assignee_filtered(name: &str) = "担当者: {name}", "Assignee: {name}";
    newest = "新しい順", "Newest first";
    oldest = "古い順", "Oldest first";
    longest_wait = "待ち時間が長い順", "Longest wait first";
    by_priority = "優先度が高い順", "Most urgent first";
    sorted_by(name: &str) = "並べ替え: {name}", "Sort: {name}";
    clear_filter = "絞り込みを解除", "Clear filter";
    rows(name: &str) = "{name}の一覧", "List: {name}";
    select(subject: &str) = "選択: {subject}", "Select: {subject}";
    status_is(name: &str) = "処理状況: {name}。変更する", "Status: {name}. Change it";
    assignee_is(name: &str) = "担当: {name}。変更する", "Assignee: {name}. Change it";
    confirmer_is(name: &str) = "確認: {name}。変更する", "Confirmer: {name}. Change it";
    confirmer_shown(name: &str) = "確認者: {name}", "Confirmer: {name}";
    priority_is(name: &str) = "優先度: {name}。変更する", "Priority: {name}. Change it";
    attachment = "添付あり", "Has attachments";
    comments(count: i64) = "コメント {count}件", "{count} comment" | "{count} comments";
    draft = "下書きあり", "Has a draft";
    failed = "送信できなかったメールがあります", "A mail could not be sent";
    automatic = "自動送信メール", "Automatic mail";
    suspicious = "なりすましの疑いがあるメール", "A mail may not be from whom it says";
    unknown_sender = "アドレス帳にない差出人", "Not in the address book";
    replying = "返信中", "Replying";
    replying_by(name: &str) = "{name} さんが返信中", "{name} is replying";
    more_rows = "さらに読み込む", "Load more";
    fresh(count: usize) = "{count}件の新着", "{count} new" | "{count} new";
    refresh_list = "一覧を更新する", "Refresh the list";
    receive = "メール受信", "Get mail";
    received(count: u32) = "{count}件のメールを受信しました。", "{count} mail received." | "{count} mails received.";
    received_none = "新しいメールはありませんでした。", "There was no new mail.";
    receive_failed(account: &str, why: &str) = "{account} を受信できませんでした。{why}", "Could not receive {account}. {why}";
    receiving = "受信しています…", "Getting mail…";
    pull = "引き下げてメール受信", "Pull to get mail";
    let_go = "指を離すと受信します", "Let go to get mail";
    take = "自分が担当", "Assign to me";
    choose_assignee = "担当者を選ぶ", "Choose assignee";
    selected(count: usize) = "{count}件選択", "{count} selected" | "{count} selected";
    selected_tools(count: usize) = "選択した{count}件の操作", "Actions for {count} selected" | "Actions for {count} selected";
    clear_selection = "選択を解除 (Esc)", "Clear selection (Esc)";
    make_done = "処理済みにする", "Mark as done";
    to_trash = "ごみ箱へ", "Move to trash";
    restore = "元に戻す", "Restore";
    keys = "キーボード操作", "Keyboard";
    key_move = "移動", "Move";
    key_open = "開く", "Open";
    key_select = "選択", "Select";
    key_all = "キー一覧", "All keys";
    key_done = "処理済み", "Done";
    said_done(count: usize) = "{count}件を処理済みにしました。", "{count} marked as done." | "{count} marked as done.";
    said_status(count: usize, name: &str) = "{count}件の処理状況を「{name}」にしました。", "Status of {count} set to “{name}”." | "Status of {count} set to “{name}”.";
    said_assignee(count: usize, name: &str) = "{count}件の担当者を {name} にしました。", "{count} assigned to {name}." | "{count} assigned to {name}.";
    said_confirmer(count: usize, name: &str) = "{count}件の確認者を {name} にしました。", "Confirmer of {count} set to {name}." | "Confirmer of {count} set to {name}.";
    said_cleared(count: usize, what: &str) = "{count}件の{what}を外しました。", "{what} of {count} cleared." | "{what} of {count} cleared.";
    said_priority(count: usize, name: &str) = "{count}件の優先度を「{name}」にしました。", "Priority of {count} set to “{name}”." | "Priority of {count} set to “{name}”.";
    said_partly_undone(count: usize, undone: usize) = "{count}件は元に戻せませんでした。ほかの人がそのあとで変更しています（元に戻した件数: {undone}）。", "{count} could not be undone: someone changed it since. Undone: {undone}." | "{count} could not be undone: someone changed them since. Undone: {undone}.";
    said_trashed(count: usize) = "{count}件をごみ箱へ移しました。", "{count} moved to the trash." | "{count} moved to the trash.";
    said_restored(count: usize) = "{count}件をごみ箱から戻しました。", "{count} restored from the trash." | "{count} restored from the trash.";
    empty_today = "きょうの分は終わりました", "Today’s work is done";
    empty_today_text = "締めまでに届いて返信を待っているメールは、もうありません。", "Nothing that came until the hour of the day waits for an answer.";
    empty_tray = "処理メールトレイは空です", "The tray is empty";
    empty_tray_text = "届いたメールはすべて対応が終わっています。新しいメールが届くと、ここに表示されます。", "Everything has been handled. New mail will show up here.";
    empty_filtered = "条件に合うやりとりはありません", "Nothing matches the filter";
    empty_filtered_text = "絞り込みを解除すると、ほかのやりとりが表示されます。", "Clear the filter to see the others.";
    empty_list = "まだ何もありません", "Nothing here yet";
    empty_list_text = "該当するやりとりがあると、ここに表示されます。", "Conversations that belong here will show up.";
    nothing_open = "やりとりを選んでください", "Choose a conversation";
    nothing_open_text = "一覧から選ぶと、ここに内容が表示されます。J と K のキーでも移動できます。", "Pick one from the list to read it here. The J and K keys move, too.";
    back_to_list = "一覧へ戻る (U)", "Back to the list (U)";
    conversation = "やりとり", "Conversation";
    tools = "やりとりの操作", "Actions for this conversation";
    more_of_list = "一覧のその他の操作", "More for this list";
    export = "CSVファイルに保存", "Save as CSV";
    properties = "プロパティ", "Properties";
    more = "その他の操作", "More actions";
    print = "印刷", "Print";
    show_source = "最新のメールのソースを表示", "Show source of the latest mail";
    download_mail = "最新のメールを保存 (.eml)", "Save the latest mail (.eml)";
    in_trash = "このやりとりはごみ箱にあります。", "This conversation is in the trash.";
    drafts_here(name: &str) = "{name} の下書き", "Draft by {name}";
    folder = "フォルダ", "Folder";
    move_to_folder = "フォルダへ移動", "Move to folder";
    folder_is(name: &str) = "フォルダ: {name}。変更する", "Folder: {name}. Change it";
    no_folder = "フォルダに入れない", "No folder";
    any_folder = "すべて", "Any";
    filter_folder(name: &str) = "フォルダで絞り込む: {name}", "Filter by folder: {name}";
    folder_filtered(name: &str) = "フォルダ: {name}", "Folder: {name}";
    said_folder(count: usize, name: &str) = "{count}件をフォルダ「{name}」へ移動しました。", "{count} moved to “{name}”." | "{count} moved to “{name}”.";
    said_unfiled(count: usize) = "{count}件をフォルダから出しました。", "{count} taken out of its folder." | "{count} taken out of their folders.";
    saved_at(at: &str) = "{at} 保存", "Saved {at}";
}

pub fn class_name(class: Class, l: Language) -> &'static str {
    match class {
        Class::Open => open(l),
        Class::Working => working(l),
        Class::Ready => ready(l),
        Class::Done => done(l),
    }
}

/// A standard status is named by its class, a custom one by its own name.
pub fn status_name(status: &StatusView, l: Language) -> String {
    if status.name.is_empty() { class_name(status.class, l).to_owned() } else { status.name.clone() }
}

pub fn sort_name(sort: Sort, l: Language) -> &'static str {
    match sort {
        Sort::Newest => newest(l),
        Sort::Oldest => oldest(l),
        Sort::Waiting => longest_wait(l),
        Sort::Priority => by_priority(l),
    }
}

pub fn priority_name(priority: Priority, l: Language) -> &'static str {
    match priority {
        Priority::Normal => normal(l),
        Priority::Urgent => urgent(l),
        Priority::Critical => critical(l),
    }
}

/// A level by its own name, where its space has one.
pub fn level_name(level: Option<&Level>, priority: Priority, l: Language) -> String {
    level.map(|level| level.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| priority_name(priority, l).to_owned())
}

/// The subject, or that there is none.
pub fn subject_or(text: &str, l: Language) -> String {
    if text.trim().is_empty() { no_subject(l).to_owned() } else { text.to_owned() }
}
