//! Words of notifications. What a notice says is in `domain::notifications`: mails and pushes say the same.

use crate::words;
use domain::{
    Language,
    notifications::{DeliveryState, Kind, WebhookForm},
};

words! {
    title = "通知", "Notifications";
    settings = "通知の受け取り方", "Notification settings";
    unread_of(count: i64) = "通知（未読{count}件）", "Notifications ({count} unread)" | "Notifications ({count} unread)";
    read_all = "すべて見たことにする", "Mark all as read";
    all_read = "すべて見たことにしました", "All marked as read";
    unread = "未読", "Unread";
    mark_unread = "未読に戻す", "Mark as unread";
    empty_title = "通知はありません", "No notifications";
    empty_text = "担当になったときや、コメントで名前を呼ばれたときに、ここに届きます。90日間残ります。", "You hear here when work is assigned to you or somebody mentions you. They stay for 90 days.";
    more = "さらに表示", "Show more";
    text = "できごとごとに、知らせ方を選べます。変更はすぐに保存されます。自分の操作は通知しません。", "Choose how you hear of each event. Changes are saved at once. Your own deeds are no news.";
    event = "できごと", "Event";
    app = "画面", "In the app";
    mail = "メール", "Email";
    push = "プッシュ", "Push";
    way_of(event: &str, way: &str) = "{event}：{way}", "{event}: {way}";
    no_account = "管理者がお知らせメールの送信アカウントを選ぶまで、メールでは届きません。", "Until an admin chooses an account for such mails, nothing is sent by email.";
    times = "まとめて送る間隔と、しずかにする時間", "Digest and quiet hours";
    digest = "メールをまとめる間隔", "At most one email in";
    digest_hint = "この間のお知らせは1通にまとめます。画面で見たものは送りません。", "What happens meanwhile comes in one mail. What you have seen in the app is left out.";
    minutes(count: i64) = "{count}分", "{count} minute" | "{count} minutes";
    hours(count: i64) = "{count}時間", "{count} hour" | "{count} hours";
    quiet_from = "しずかにする時間の始まり", "Quiet from";
    quiet_to = "しずかにする時間の終わり", "Quiet until";
    quiet_hint = "同じ時刻にすると、しずかにする時間はありません。その間のメールとプッシュは、終わってから届きます。", "The same time twice means never. Emails and pushes wait until the end.";
    quiet_days = "一日中しずかにする曜日", "Days that are quiet all day";
    saved = "保存しました", "Saved";
    this_device = "この端末のプッシュ", "Push on this device";
    device_on = "届きます", "On";
    device_off = "この端末には届きません。", "Nothing is pushed to this device.";
    device_text = "ログアウトすると、この端末には届かなくなります。", "It ends when you sign out on this device.";
    device_ios = "iPhone・iPad では、共有ボタンから「ホーム画面に追加」すると届くようになります。", "On iPhone and iPad, add Madoguchi to the home screen first (Share button).";
    switch_on = "この端末で受け取る", "Switch on here";
    switch_off = "この端末では止める", "Switch off here";
    test = "テスト通知を送る", "Send a test";
    denied = "ブラウザーの設定で、このサイトの通知が止められています。", "The browser does not allow notifications of this site.";
    unsupported = "このブラウザーはプッシュ通知に対応していないか、安全な接続（https）ではありません。", "This browser cannot show pushes, or the connection is not secure (https).";
    log = "最近の送信", "Lately sent";
    log_when = "時刻", "Time";
    log_what = "内容", "What";
    log_to = "宛先", "To";
    log_state = "結果", "Result";
    ways = "お知らせの送り先", "Ways out";
    ways_text = "社員へのお知らせメールに使うアカウントと、チャットなどへの Webhook です。", "The account that notices to members are mailed from, and webhooks to chats and other programs.";
    account = "お知らせメールの送信アカウント", "Account for notices by mail";
    account_none = "使わない", "None";
    account_hint = "お客様とのやりとりには残りません。", "Nothing of it stands in conversations with customers.";
    test_mail = "自分にテストメールを送る", "Send a test to me";
    test_queued = "送信を始めました。結果は下の記録に出ます。", "On its way. The log below says how it went.";
    webhooks = "Webhook", "Webhooks";
    no_webhooks = "まだありません。", "None yet.";
    add_webhook = "Webhook を追加", "Add a webhook";
    edit_webhook = "Webhook の設定", "Webhook";
    edit_of(name: &str) = "{name} を変える", "Change {name}";
    test_of(name: &str) = "{name} にテストを送る", "Send a test to {name}";
    remove_of(name: &str) = "{name} を削除", "Remove {name}";
    remove_text = "これからのお知らせは届かなくなります。", "Nothing will be sent there any more.";
    name = "名前", "Name";
    form = "形式", "Form";
    url = "URL", "Address (URL)";
    url_hint = "https:// で始まるアドレス。保存したあとは表示しません。", "Begins with https://. It is not shown again.";
    url_kept = "空のままなら、いまのアドレスを使います。", "Left empty, the present one stays.";
    enabled = "有効", "On";
    paused = "停止中", "Off";
    events = "知らせるできごと", "Events";
    key_title = "署名の鍵", "Signing key";
    key_text = "いま一度だけ表示します。受け取る側で webhook-signature の確認に使ってください。", "Shown only now. Use it to check webhook-signature where you receive.";
    answered(answer: &str) = "送りました：{answer}", "Taken: {answer}";
    refused(answer: &str) = "送れませんでした：{answer}", "Not taken: {answer}";
}

/// The line of the table, and what stands under it.
pub fn kind_name(kind: Kind, l: Language) -> (&'static str, &'static str) {
    let (ja, en) = match kind {
        Kind::Arrived => (("新しいメール", "お客様から新しいメールが届いた"), ("New mail", "A customer wrote to a mailbox of yours")),
        Kind::Assigned => (("担当者になった", "自動設定による割り当ても含む"), ("Assigned to me", "By a person or a rule")),
        Kind::Confirmer => (("確認を依頼された", "確認者になった"), ("Asked to check", "You are the confirmer")),
        Kind::Mentioned => (("呼びかけ（@）", "コメントで名前を呼ばれた"), ("Mentioned (@)", "Somebody calls you in a comment")),
        Kind::Returned => (("差し戻し", "出した下書きが差し戻された"), ("Draft returned", "Your draft came back from the confirmer")),
        Kind::Wrote => (("担当に返信が来た", "担当のやりとりにお客様から返信"), ("Customer wrote again", "In a conversation of yours")),
        Kind::Failed => (("送信の失敗", "自分が送ったメール・担当のメール"), ("Sending failed", "Mails you sent, and of your conversations")),
        Kind::Unsure => (("送信を確認できない", "届いたか分からないメール"), ("Sending uncertain", "It may or may not have gone out")),
        Kind::Rule => (("自動設定のお知らせ", "自動設定で知らせる相手になっている"), ("Rule", "A rule says to tell you")),
        Kind::Missed => (("目標時間を過ぎた", "担当のやりとりの対応時間"), ("Target missed", "For a conversation of yours")),
        Kind::FollowUp => (("電話・訪問の対応期限", "自分が対応する記録の期限"), ("Follow-up due", "Of a call or visit, for you to do")),
        Kind::Approved => (("一斉配信の承認", "確認を依頼した一斉配信が承認された"), ("Bulk mail approved", "That you asked a check of")),
        Kind::BulkDone => (("一斉配信の完了", "自分が作った・送った一斉配信"), ("Bulk mail sent", "That you wrote or sent")),
        Kind::BulkHeld => (
            ("一斉配信の停止・エラー", "届かない人がいる、止まった、予定どおり送れなかった"),
            ("Bulk mail needs you", "Somebody did not get it, it stopped, or it was missed"),
        ),
        Kind::Template => (("テンプレートの新しい版", "使えるテンプレートが更新された"), ("New version of a template", "That you may use")),
        Kind::Imported => (("メールの取り込み", "自分が始めた取り込みが終わった"), ("Import of mail", "That you began is over")),
        Kind::Account => {
            (("受信できないアカウント", "運用するメールアプリケーションのアカウント"), ("Account fails", "Of a mailbox that you operate"))
        }
        Kind::Report => (("届かないレポート", "自分が作った定期レポートのメール"), ("Report not mailed", "Of a schedule of yours")),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Arrived => "mail",
        Kind::Assigned => "user",
        Kind::Confirmer => "eye",
        Kind::Mentioned => "at-sign",
        Kind::Returned => "corner-down-right",
        Kind::Wrote => "reply",
        Kind::Failed | Kind::Unsure => "triangle-alert",
        Kind::Missed => "alarm-clock",
        Kind::Approved => "circle-check",
        Kind::BulkDone => "megaphone",
        Kind::BulkHeld | Kind::Account | Kind::Report => "triangle-alert",
        Kind::Template => "file-text",
        Kind::Imported => "download",
        Kind::Rule => "filter",
        Kind::FollowUp => "phone",
    }
}

/// What a line of the log was about: a kind, a digest, a report or a test.
pub fn log_kind(kind: &str, l: Language) -> &'static str {
    match (Kind::parse(kind), kind, l) {
        (Some(kind), ..) => kind_name(kind, l).0,
        (None, "report-mail", Language::Japanese) => "定期レポート",
        (None, "report-mail", Language::English) => "Scheduled report",
        (None, "digest", Language::Japanese) => "お知らせのまとめ",
        (None, "digest", Language::English) => "Digest",
        (None, _, Language::Japanese) => "テスト",
        (None, _, Language::English) => "Test",
    }
}

pub fn state_name(state: DeliveryState, l: Language) -> (&'static str, &'static str) {
    let (kind, ja, en) = match state {
        DeliveryState::Waiting => ("warn", "待っています", "Waiting"),
        DeliveryState::Sending => ("warn", "送信中", "Sending"),
        DeliveryState::Sent => ("ok", "送信済み", "Sent"),
        DeliveryState::Failed => ("bad", "失敗", "Failed"),
        DeliveryState::Dropped => ("", "送らず終了", "Not needed"),
    };
    (kind, if l == Language::Japanese { ja } else { en })
}

pub fn form_name(form: WebhookForm, l: Language) -> &'static str {
    match (form, l) {
        (WebhookForm::Generic, Language::Japanese) => "汎用（署名つき JSON）",
        (WebhookForm::Generic, Language::English) => "Generic (signed JSON)",
        (WebhookForm::Slack, Language::Japanese) => "Slack 互換",
        (WebhookForm::Slack, Language::English) => "Slack compatible",
        (WebhookForm::Teams, Language::Japanese) => "Microsoft Teams 互換",
        (WebhookForm::Teams, Language::English) => "Microsoft Teams compatible",
    }
}

pub fn weekday(day: char, l: Language) -> &'static str {
    const JAPANESE: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = day.to_digit(10).map_or(0, |day| (day as usize).clamp(1, 7) - 1);
    if l == Language::Japanese { JAPANESE[at] } else { ENGLISH[at] }
}
