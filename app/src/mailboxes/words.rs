//! Words of the settings of mailboxes.

use crate::words;
use domain::{Language, access::Viewing};

words! {
    pace = "対応時間", "Response times";
    pace_of(name: &str) = "{name} の対応時間", "Response times of {name}";
    title = "メールアプリケーション", "Mailboxes";
    used(count: usize, limit: i64) = "{limit}個のうち {count}個を使っています。", "{count} of {limit} is in use." | "{count} of {limit} are in use.";
    create = "作成", "Create";
    create_new = "メールアプリケーションを作る", "New mailbox";
    name = "名前", "Name";
    signature = "署名", "Signature";
    signature_hint = "このメールアプリケーションから送るメールの終わりに付きます。%User%（書く人の名前）、%Mailbox%、%Date%、%Customer% などの予約語は、書き始めるときに差し込まれます。", "Goes under every mail that is sent from this mailbox. Reserved words like %User% (the writer), %Mailbox%, %Date% and %Customer% are filled in when writing begins.";
    accounts = "メールアカウント", "Mail accounts";
    folders = "フォルダ", "Folders";
    folders_of(name: &str) = "{name} のフォルダ", "Folders of {name}";
    rules = "自動設定", "Rules";
    rules_of(name: &str) = "{name} の自動設定", "Rules of {name}";
    access = "アクセス権", "Access";
    edit = "名前と署名", "Name and signature";
    edit_of(name: &str) = "{name} の名前と署名を変える", "Change name and signature of {name}";
    access_of(name: &str) = "{name} のアクセス権", "Access to {name}";
    accounts_of(name: &str) = "{name} のメールアカウント", "Mail accounts of {name}";
    edit_title = "名前と署名を変える", "Change name and signature";
    created = "メールアプリケーションを作りました", "Mailbox created";
    saved = "保存しました", "Saved";
    actions = "操作", "Actions";
    access_title(name: &str) = "アクセス権：{name}", "Access: {name}";
    access_text = "できないことは、その人の画面に出ません。閲覧できない人には、このメールアプリケーションがあることも見えません。変更はすぐに反映されます。", "What people may not do is not on their screen, and a mailbox they may not view does not exist for them. Changes apply at once.";
    person = "人", "Person";
    view = "閲覧", "View";
    editing = "編集", "Edit";
    sending = "送信", "Send";
    deleting = "削除", "Delete";
    may(name: &str, what: &str) = "{name}: {what}", "{name}: {what}";
    grant_saved(name: &str) = "{name} さんの権限を変えました", "Access of {name} changed";
    nobody_title = "まだだれもいません", "Nobody here yet";
    nobody_text = "システム管理者がメンバーを招待すると、ここで権限を決められます。", "Once a system admin has invited members, you set their access here.";
}

pub fn viewing_name(viewing: Viewing, l: Language) -> &'static str {
    let (ja, en) = match viewing {
        Viewing::All => ("すべて", "Everything"),
        Viewing::Own => ("自分の担当だけ", "Only own work"),
        Viewing::None => ("なし", "Nothing"),
    };
    if l == Language::Japanese { ja } else { en }
}
