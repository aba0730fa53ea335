//! Words of the settings of mailboxes.

use crate::words;
use domain::{Language, access::Viewing};

words! {
    pace = "対応時間", "Response times";
    title = "メールアプリケーション", "Mailboxes";
    used(count: usize, limit: i64) = "{limit}個のうち {count}個を使っています。", "{count} of {limit} is in use." | "{count} of {limit} are in use.";
    create = "作成", "Create";
    create_new = "メールアプリケーションを作る", "New mailbox";
    name = "名前", "Name";
    signature = "署名", "Signature";
    signature_hint = "このメールアプリケーションから送るメールの終わりに付きます。%User%（書く人の名前）、%Mailbox%、%Date%、%Customer% などの予約語は、書き始めるときに差し込まれます。", "Goes under every mail that is sent from this mailbox. Reserved words like %User% (the writer), %Mailbox%, %Date% and %Customer% are filled in when writing begins.";
    accounts = "メールアカウント", "Mail accounts";
    folders = "フォルダ", "Folders";
    rules = "自動設定", "Rules";
    access = "アクセス権", "Access";
    edit = "名前と署名", "Name and signature";
    edit_of(name: &str) = "{name} の名前と署名を変える", "Change name and signature of {name}";
    places_of(name: &str) = "{name}（運用管理）", "{name} (operation)";
    places_text = "このメールアプリケーションの設定です。どれも、ここで働く全員に効きます。", "Settings of this mailbox. Each of them holds for everybody who works here.";
    settings = "設定", "Settings";
    open_of(name: &str) = "{name} の設定", "Settings of {name}";
    edit_text = "画面での呼び名と、送るメールの終わりに付く署名", "What it is called, and what goes under every mail";
    accounts_text = "受信と送信のサーバー、今の状態", "Servers for receiving and sending, and how they are";
    access_short = "だれが見て、編集し、送信し、削除できるか", "Who may view, edit, send and delete";
    folders_text = "メールを分けて置く、全員に共通の場所", "Where mail is filed, the same for everybody";
    rules_text = "届いたメールを自動でふり分け、担当を決め、返信や転送をする", "File, assign, answer and forward what arrives by itself";
    statuses_text = "仕事の段階の呼び名と色", "Names and colours of the stages of work";
    fields_text = "種別や契約番号など、メールに付ける項目", "What is noted of a conversation, such as its kind or a contract number";
    conditions_text = "レポートで数えるものを、名前を付けて決めておく", "What reports count, kept under a name";
    sending_text = "送信前の確認（Wチェック）と、注意することば", "Checks before sending, and words to be asked about";
    pace_text = "営業時間、経過時間の色、回答の目標", "Business hours, colours of waiting, targets for answers";
    import_text = "ほかのメールソフトにある昔のメールを取り込む", "Bring in mail of earlier years from other programs";
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
