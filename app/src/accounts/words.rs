//! Words of mail accounts.

use crate::words;
use domain::{
    Language,
    accounts::{AfterFetch, AuthMethod, ProbeStep, ReceiveKind, Security, SendKind},
    presets::PresetNote,
};

words! {
    title(mailbox: &str) = "メールアカウント：{mailbox}", "Mail accounts: {mailbox}";
    used(count: usize, limit: i64) = "{limit}個のうち {count}個を使っています。", "{count} of {limit} is in use." | "{count} of {limit} are in use.";
    add = "アカウントを追加", "Add an account";
    new_title = "アカウントの追加", "New mail account";
    change_title = "アカウントの変更", "Change mail account";
    address = "メールアドレス", "Email address";
    connection = "つなぎ方", "Connection";
    receiving = "受信", "Receiving";
    sending = "送信", "Sending";
    left = "サーバー残り", "Left on server";
    next = "次の受信", "Next fetch";
    actions = "操作", "Actions";
    ok_at(at: &str) = "{at} 正常", "OK at {at}";
    failed_at(at: &str) = "{at} 失敗", "Failed at {at}";
    waiting = "まだ受信していません", "Not fetched yet";
    paused = "停止中", "Paused";
    try_now = "いま試す", "Try now";
    try_now_of(address: &str) = "{address} をいま試す", "Try {address} now";
    tried(count: u32) = "{count}通を受信しました", "{count} mail received" | "{count} mails received";
    tried_none = "受信できました。新しいメールはありません", "Receiving works. There is no new mail";
    try_failed(address: &str, why: &str) = "{address} を受信できませんでした。{why}", "{address} could not receive. {why}";
    failing(address: &str) = "{address} を受信できていません", "{address} cannot receive";
    left_warning(count: i64) = "サーバーに {count}通のメールが残っています。受信後に削除する設定に変えるか、サーバーで古いメールを削除してください。", "{count} mail is left on the server. Set the account to delete after receiving, or remove old mail on the server." | "{count} mails are left on the server. Set the account to delete after receiving, or remove old mail on the server.";
    none_title = "まだアカウントがありません", "No accounts yet";
    none_text = "メールアドレスとサーバーを登録すると、このメールアプリケーションで受信と送信ができます。", "Enter an address and its servers to receive and send mail in this mailbox.";
    saved = "アカウントを保存しました", "Account saved";
    removed = "アカウントを外しました", "Account removed";
    remove = "アカウントを外す", "Remove account";
    remove_title = "このアカウントを外しますか", "Remove this account?";
    remove_text(address: &str) = "{address} の受信と送信が止まり、保存したパスワードは消えます。受信したメールは残ります。", "{address} stops receiving and sending, and its stored passwords are destroyed. Received mail stays.";
    provider = "メールサービス", "Mail service";
    by_hand = "手で入力する", "Enter by hand";
    provider_hint = "選ぶとサーバーの欄が埋まります。", "Fills in the servers for you.";
    from_name = "差出人の表示名", "Sender name";
    from_name_hint = "相手に見える名前です。", "What recipients see.";
    enabled = "このアカウントで受信する", "Receive with this account";
    enabled_text = "外すと受信を休みます。送信は続けられます。設定とメールは残ります。", "Clear this to pause receiving. Sending goes on; settings and mail stay.";
    receive_kind = "受信の方法", "Receive by";
    send_kind = "送信の方法", "Send by";
    receive_host = "受信サーバー", "Incoming server";
    send_host = "送信サーバー", "Outgoing server";
    port = "ポート", "Port";
    security = "暗号化", "Protection";
    user = "ユーザー名", "User name";
    user_hint = "空のときはメールアドレスを使います。", "Leave empty to use the email address.";
    password = "パスワード", "Password";
    password_hint = "暗号化して保存します。管理者にも表示されません。", "Stored encrypted. Nobody can read it, not even admins.";
    password_kept = "保存済みです。変えるときだけ入力してください。", "Stored. Fill in only to change it.";
    auth = "認証の方式", "Authentication";
    accept_certificate = "証明書を確かめない", "Do not verify the certificate";
    accept_certificate_text = "社内のサーバーなど、公的な証明書がないときだけ使ってください。", "Only for servers inside your company without a public certificate.";
    details = "詳しい設定", "More settings";
    imap_folder = "受信するフォルダ", "Folder to receive from";
    imap_folder_hint = "空のときは受信箱（INBOX）です。", "INBOX when empty.";
    watch_folder = "受信するフォルダ（このサーバー上の場所）", "Folder to watch (on this server)";
    out_folder = "書き出すフォルダ（このサーバー上の場所）", "Folder to write to (on this server)";
    folder_hint = "/ から始まる完全な場所を書いてください。", "Give the full path, from / on.";
    after_fetch = "受信したあと", "After receiving";
    days = "残す日数", "Days to keep";
    every = "受信の間隔（分）", "Fetch every (minutes)";
    every_hint = "1〜60分", "1 to 60 minutes";
    trusted_servers = "信頼する受信サーバー（送信元の確認）", "Trusted receiving server (checks of senders)";
    trusted_hint = "メールのヘッダー Authentication-Results の先頭にあるサーバー名です。差出人が本物かどうかは、このサーバーの記録だけで判断します。Gmail、Microsoft 365、Fastmail では空のままで動きます。", "The name at the beginning of the header Authentication-Results. Only what this server writes decides whether a sender is genuine. With Gmail, Microsoft 365 and Fastmail it may stay empty.";
    trusted_seen(server: &str) = "届いたメールでは {server} が調べています。メールサービスのサーバーであることを確かめてから設定してください。", "In the mail that came in, {server} did the checks. Make sure that it is a server of your mail service before you set it.";
    trust_seen(server: &str) = "{server} を使う", "Use {server}";
    same = "送信も同じユーザー名とパスワードを使う", "Use the same user name and password for sending";
    send_password = "送信用パスワード", "Password for sending";
    receive_password = "受信用パスワード", "Password for receiving";
    test = "接続テスト", "Connection test";
    test_text = "受信と送信を別々に試します。メールは送らず、サーバーのメールにも触りません。", "Receiving and sending are tried separately. No mail is sent, and nothing on the server changes.";
    run_test = "接続を試す", "Test the connection";
    run_again = "もう一度すべて試す", "Test everything again";
    can_receive = "受信できます", "Receiving works";
    cannot_receive = "受信できません", "Receiving does not work";
    trying_receive = "受信を試しています…", "Trying to receive…";
    can_send = "送信できます", "Sending works";
    cannot_send = "送信できません", "Sending does not work";
    trying_send = "送信を試しています…", "Trying to send…";
    no_receive = "受信しません", "Does not receive";
    no_send = "送信しません", "Does not send";
    only_receive = "受信だけもう一度試す", "Try only receiving again";
    only_send = "送信だけもう一度試す", "Try only sending again";
    waiting_mails(count: u32) = "{count}通", "{count} mail" | "{count} mails";
    step_ok = "成功", "passed";
    step_bad = "失敗", "failed";
}

pub fn preset_note(note: PresetNote, l: Language) -> &'static str {
    let (ja, en) = match note {
        PresetNote::AppPassword => (
            "いつものパスワードは使えません。サービスのセキュリティ設定で「アプリパスワード」を作り、それを入力してください。",
            "The usual password does not work here. Make an app password in the security settings of the service and enter that.",
        ),
        PresetNote::AllowFirst => (
            "先にサービスの設定で、メールソフトからの利用（IMAP・POP・SMTP）を許可してください。",
            "First allow access by mail programs (IMAP, POP, SMTP) in the settings of the service.",
        ),
        PresetNote::HostOfContract => (
            "サーバー名は契約ごとに違います。サービスの管理画面や契約時のお知らせにあるサーバー名を入力してください。",
            "Every contract has its own server name. Enter the one in the control panel or the welcome letter of the service.",
        ),
        PresetNote::OAuthOnly => (
            "Microsoft はパスワードでの受信と送信を終了しました。OAuth 2.0 に対応するまで、このサービスにはつながりません。",
            "Microsoft no longer accepts passwords for receiving and sending. This service cannot be connected until OAuth 2.0 is supported here.",
        ),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn receive_kind_name(kind: ReceiveKind, l: Language) -> &'static str {
    let (ja, en) = match kind {
        ReceiveKind::Imap => ("IMAP", "IMAP"),
        ReceiveKind::Pop3 => ("POP3", "POP3"),
        ReceiveKind::Folder => ("フォルダ", "Folder"),
        ReceiveKind::None => ("受信しない", "Do not receive"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn send_kind_name(kind: SendKind, l: Language) -> &'static str {
    let (ja, en) = match kind {
        SendKind::Smtp => ("SMTP", "SMTP"),
        SendKind::Folder => ("フォルダ", "Folder"),
        SendKind::None => ("送信しない", "Do not send"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn security_name(security: Security, l: Language) -> &'static str {
    let (ja, en) = match security {
        Security::Tls => ("TLS（SSL）", "TLS (SSL)"),
        Security::StartTls => ("STARTTLS", "STARTTLS"),
        Security::Plain => ("なし（おすすめしません）", "None (not recommended)"),
    };
    if l == Language::Japanese { ja } else { en }
}

/// Short, for lists.
pub fn security_mark(security: Security) -> &'static str {
    match security {
        Security::Tls => "TLS",
        Security::StartTls => "STARTTLS",
        Security::Plain => "—",
    }
}

pub fn auth_name(auth: AuthMethod, l: Language) -> &'static str {
    let (ja, en) = match auth {
        AuthMethod::Auto => ("自動（いちばん安全なもの）", "Automatic (the strongest)"),
        AuthMethod::UserPass => ("通常のログイン", "Plain login command"),
        AuthMethod::Plain => ("PLAIN", "PLAIN"),
        AuthMethod::Login => ("LOGIN", "LOGIN"),
        AuthMethod::CramMd5 => ("CRAM-MD5", "CRAM-MD5"),
        AuthMethod::Apop => ("APOP", "APOP"),
        AuthMethod::None => ("認証しない", "None"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn after_fetch_name(after: AfterFetch, l: Language) -> &'static str {
    let (ja, en) = match after {
        AfterFetch::Leave => ("サーバーに残す（お試しのあいだはおすすめ）", "Leave on the server (good while trying out)"),
        AfterFetch::DeleteAfterDays => ("日数がたったらサーバーから削除する", "Delete from the server after some days"),
        AfterFetch::Delete => ("すぐにサーバーから削除する", "Delete from the server at once"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn step_name(step: ProbeStep, l: Language) -> &'static str {
    let (ja, en) = match step {
        ProbeStep::Dns => ("サーバーを探す", "Find the server"),
        ProbeStep::Connect => ("つなぐ", "Connect"),
        ProbeStep::Tls => ("暗号化する", "Encrypt"),
        ProbeStep::Greeting => ("あいさつを受ける", "Greeting"),
        ProbeStep::Login => ("ログイン", "Log in"),
        ProbeStep::Select => ("受信箱を読む", "Read the inbox"),
        ProbeStep::Ehlo => ("名乗る", "Introduce ourselves"),
        ProbeStep::MailFrom => ("差出人として認められる", "Be accepted as sender"),
        ProbeStep::Folder => ("フォルダを開く", "Open the folder"),
    };
    if l == Language::Japanese { ja } else { en }
}
