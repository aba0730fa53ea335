//! Words of the frame.

use crate::words;
use domain::{Language, conversations::View};

words! {
    navigation = "メインナビゲーション", "Main navigation";
    quick = "よく使う画面", "Quick access";
    open_menu = "メニューを開く", "Open menu";
    close_menu = "メニューを閉じる", "Close menu";
    mailboxes = "メールアプリケーション", "Mailboxes";
    new_mail = "新規メール", "New mail";
    home = "最初の画面", "Start";
    tray = "処理メールトレイ", "Tray";
    tray_short = "処理トレイ", "Tray";
    mine = "自分の担当", "Assigned to me";
    unassigned = "担当者なし", "Unassigned";
    all = "すべてのメール", "All mail";
    all_short = "すべて", "All";
    sent = "送信済み", "Sent";
    drafts = "下書き", "Drafts";
    trash = "ごみ箱", "Trash";
    snoozed = "あとで対応", "Snoozed";
    spam = "迷惑メール", "Spam";
    more = "その他", "More";
    own_settings = "個人設定", "Personal settings";
    administration = "管理", "Administration";
    log_out = "ログアウト", "Sign out";
    member = "メンバー", "Member";
    operator = "運用管理者", "Operator";
    admin = "システム管理者", "System admin";
    practice = "練習用のデータです。", "This is practice data. ";
    practice_stays = "メールは外へ出ません。", "No mail leaves this machine.";
    new_version = "新しい版があります。", "A new version is available.";
    new_version_typed = "書きかけの内容を送信するか保存してから、もう一度押してください。", "Send or save what you are writing, then press again.";
    practice_real = "本番で使いはじめるには:", "To start for real, run:";
    key_list = "キーボード操作", "Keyboard";
    install = "アプリとして入れる", "Install as an app";
    install_ios = "ホーム画面に追加するには、共有ボタンから「ホーム画面に追加」を選んでください。", "To add this to your home screen, tap Share, then “Add to Home Screen”.";
    update = "更新する", "Update";
    drafts_and_scheduled = "下書き・送信予約", "Drafts and scheduled";
    today = "きょう中に返信", "Answer today";
    to_confirm = "確認依頼", "To confirm";
    desks = "業務", "Work";
    no_mailbox_title = "使えるメールアプリケーションがありません", "No mailbox for you yet";
    no_mailbox_text = "運用管理者に、メールアプリケーションのアクセス権を頼んでください。", "Ask an operator to give you access to a mailbox.";
}

/// The name of a list.
pub fn view_name(view: View, l: Language) -> &'static str {
    match view {
        View::Tray => tray(l),
        View::Mine => mine(l),
        View::Unassigned => unassigned(l),
        View::All => all(l),
        View::Sent => sent(l),
        View::Drafts => drafts_and_scheduled(l),
        View::Trash => trash(l),
        View::Today => today(l),
        View::Confirm => to_confirm(l),
        View::Snoozed => snoozed(l),
        View::Spam => spam(l),
    }
}

/// The glyph of a list.
pub fn view_icon(view: View) -> &'static str {
    match view {
        View::Tray => "list-checks",
        View::Mine => "user",
        View::Unassigned => "user-x",
        View::All => "mail",
        View::Sent => "send",
        View::Drafts => "square-pen",
        View::Trash => "trash-2",
        View::Today => "clock",
        View::Confirm => "eye",
        View::Snoozed => "alarm-clock",
        View::Spam => "ban",
    }
}
