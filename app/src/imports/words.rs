//! Words of imports.

use crate::words;
use domain::{
    Language,
    imports::{ImportFailure, ImportState, ImportView, SourceKind},
};

words! {
    link = "取り込み", "Import";
    title(mailbox: &str) = "過去のメールの取り込み：{mailbox}", "Import earlier mail: {mailbox}";
    text = "これまでのメールを、日付とやりとりのつながりを保ったまま取り込みます。通知や自動返信は送られません。", "Bring earlier mail in with its dates and threads. Nobody is notified and nothing is sent.";
    begin_title = "取り込み元を選ぶ", "Choose a source";
    source = "取り込み元", "Source";
    from_file = "パソコンのファイル（mbox・eml・zip）", "A file of this computer (mbox, eml, zip)";
    from_folder = "サーバーの取り込みフォルダ", "The import folder of the server";
    from_server = "ほかのメールサーバー（IMAP）", "Another mail server (IMAP)";
    nothing_kept = "まず中身を調べて、件数や期間を表示します。確認していただくまで、メールは取り込まれません。", "First the source is looked through and you see how much it holds. Nothing is taken in before you decide.";
    pick = "ファイルを選ぶ", "Choose a file";
    pick_hint = "10 GB まで。フォルダごとまとめるときは zip にしてください。", "Up to 10 GB. To send whole folders, pack them as zip.";
    sending = "ファイルの送信", "Sending the file";
    sent(percent: u8) = "{percent} % を送信しました", "{percent} % sent";
    no_places = "サーバーのデータフォルダにある「import」フォルダに、mbox ファイル、Maildir、eml ファイルのフォルダのいずれかを置くと、ここで選べます。", "Put mbox files, Maildirs or folders of eml files into the folder “import” of the server’s data folder, and you can choose them here.";
    place = "ファイルまたはフォルダ", "File or folder";
    place_hint = "データフォルダの「import」にあるものです。", "What lies in “import” of the data folder.";
    look = "中身を調べる", "Look through it";
    host = "IMAP サーバー", "IMAP server";
    password_hint = "暗号化して保存し、取り込みが終わると削除します。", "Stored encrypted, and deleted when the import is over.";
    folders = "フォルダ（1行に1つ）", "Folders (one a line)";
    folders_hint = "空のときは、ごみ箱・迷惑メール・下書きを除くすべてのフォルダを取り込みます。サーバーのメールは変更しません。", "Leave empty for all folders but trash, junk and drafts. Nothing on the server is changed.";
    found = "メール", "Mails";
    known = "取り込み済み", "Already here";
    too_large = "大きすぎるもの", "Too large";
    period = "期間", "Period";
    span(first: &str, last: &str) = "{first} ～ {last}", "{first} to {last}";
    senders = "おもな差出人", "Most frequent senders";
    unknown_sender = "（差出人不明）", "(unknown sender)";
    source_folders = "取り込み元のフォルダ", "Folders of the source";
    no_folder = "（フォルダなし）", "(no folder)";
    mails(count: i64) = "{count}通", "{count} mail" | "{count} mails";
    status = "処理状況", "Status";
    all_done = "すべて処理済みにする", "Everything is done";
    open_since = "新しいものは未処理にする", "What is recent is open";
    status_hint = "すでにあるやりとりに加わるメールは、そのやりとりの処理状況を変えません。", "Mails that join a conversation that is here do not change its status.";
    open_from = "この日以降にお客様から届いたものを未処理にする", "Open where the customer wrote on or after";
    assignee = "担当者", "Assignee";
    nobody = "なし", "Nobody";
    last_answer = "最後に返信した人", "Whoever answered last";
    folder = "フォルダ", "Folder";
    nowhere = "フォルダに入れない", "No folder";
    as_source = "取り込み元と同じフォルダ", "Folders as in the source";
    since = "この日から", "From";
    since_hint = "空のときはすべての期間です。", "Leave empty for all.";
    until = "この日まで", "Until";
    take_in = "取り込みを始める", "Start the import";
    pause = "一時停止", "Pause";
    go_on = "再開", "Continue";
    cancel = "取り込みをやめる", "Stop the import";
    progress = "取り込みの進み具合", "Progress of the import";
    seen(count: i64) = "{count}通を調べました", "{count} mail looked at" | "{count} mails looked at";
    tried_again = "うまくいかないため、しばらくしてからもう一度試します。", "This did not work and is tried again in a while.";
    past = "これまでの取り込み", "Earlier imports";
    undo = "取り消す", "Take back";
    undo_of(name: &str) = "{name} の取り込みを取り消す", "Take back the import of {name}";
    undo_title = "この取り込みを取り消しますか", "Take this import back?";
    undo_text(name: &str) = "「{name}」から取り込んだやりとりを、ごみ箱へ移動します。そのあと返信やコメントが加わったものと、もとからあったやりとりに加わったメールは残ります。", "The conversations that “{name}” brought go to the trash. Those that were answered or commented on since stay, and so do mails that joined conversations that were here.";
    to_quarantine = "取り込めなかったメールを見る", "See the mails that could not be taken in";
    looking_through(name: &str) = "「{name}」を調べています", "Looking through “{name}”";
    looked_through(name: &str) = "「{name}」の中身", "What is in “{name}”";
    running(name: &str) = "「{name}」を取り込んでいます", "Importing “{name}”";
    paused(name: &str) = "「{name}」の取り込みを一時停止しています", "The import of “{name}” is paused";
    undoing(name: &str) = "「{name}」の取り込みを取り消しています", "Taking back the import of “{name}”";
    taken(count: i64) = "{count}通を取り込みました", "{count} mail taken in" | "{count} mails taken in";
    and_known(count: i64) = "取り込み済み {count}通", "{count} already here";
    and_left_out(count: i64) = "期間外 {count}通", "{count} outside the period";
    and_held(count: i64) = "取り込めなかったもの {count}通", "{count} could not be read";
}

pub fn kind(kind: SourceKind, l: Language) -> &'static str {
    match kind {
        SourceKind::Upload => from_file(l),
        SourceKind::Folder => from_folder(l),
        SourceKind::Imap => from_server(l),
    }
}

/// The heading of the import that is on.
pub fn state_of(state: ImportState, name: &str, l: Language) -> String {
    match state {
        ImportState::Looking => looking_through(l, name),
        ImportState::Looked => looked_through(l, name),
        ImportState::Paused => paused(l, name),
        ImportState::Undoing => undoing(l, name),
        _ => running(l, name),
    }
}

pub fn state(state: ImportState, l: Language) -> &'static str {
    let (ja, en) = match state {
        ImportState::Looking => ("調査中", "Looking"),
        ImportState::Looked => ("確認待ち", "Waiting for you"),
        ImportState::Running => ("取り込み中", "Running"),
        ImportState::Paused => ("一時停止", "Paused"),
        ImportState::Done => ("完了", "Done"),
        ImportState::Cancelled => ("中止", "Stopped"),
        ImportState::Failed => ("失敗", "Failed"),
        ImportState::Undoing => ("取り消し中", "Being taken back"),
        ImportState::Undone => ("取り消し済み", "Taken back"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn failure(failure: ImportFailure, l: Language) -> &'static str {
    let (ja, en) = match failure {
        ImportFailure::NoMail => (
            "メールが見つかりませんでした。mbox、eml、またはそれらを入れた zip をお選びください。",
            "There is no mail in it. Choose an mbox, an eml, or a zip of these.",
        ),
        ImportFailure::BadArchive => (
            "zip が壊れているか、展開すると大きくなりすぎます。圧縮しなおしてください。",
            "The zip is damaged, or unpacks to far too much. Please pack it again.",
        ),
        ImportFailure::Gone => ("取り込み元のファイルがなくなりました。", "The file is not there any more."),
        ImportFailure::Server => ("サーバーから受信できませんでした。", "The server gave no mails."),
        ImportFailure::Disk => ("ディスクの空きが足りません。", "There is no room on the disk."),
        ImportFailure::Ours => (
            "このシステムの問題で続けられませんでした。管理者にお知らせください。",
            "Something went wrong on our side. Please tell your administrator.",
        ),
    };
    if l == Language::Japanese { ja } else { en }
}

/// What came of it, in one line.
pub fn numbers(import: &ImportView, l: Language) -> String {
    let more = [
        (import.known, and_known(l, import.known)),
        (import.left_out, and_left_out(l, import.left_out)),
        (import.quarantined, and_held(l, import.quarantined)),
    ];
    let between = if l == Language::Japanese { "、" } else { ", " };
    let parts: Vec<String> =
        [taken(l, import.taken)].into_iter().chain(more.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text)).collect();
    parts.join(between)
}
