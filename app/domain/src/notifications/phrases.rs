//! How notices read, on the screen and in what goes out: one text for both.

use super::Kind;
use crate::Language;

/// One sentence that says what happened. `actor`: who did it, where somebody did.
pub fn sentence(kind: Kind, language: Language, actor: Option<&str>, mailbox: &str, count: i64) -> String {
    let japanese = language == Language::Japanese;
    match (kind, actor) {
        (Kind::Arrived, _) if japanese => format!("「{mailbox}」に新しいメールが{count}件届きました"),
        (Kind::Arrived, _) if count == 1 => format!("A new mail came to {mailbox}"),
        (Kind::Arrived, _) => format!("{count} new mails came to {mailbox}"),
        (Kind::Assigned, Some(who)) if japanese => format!("{who} さんがあなたを担当者にしました"),
        (Kind::Assigned, Some(who)) => format!("{who} assigned this to you"),
        (Kind::Assigned, None) if japanese => "自動処理であなたが担当者になりました".to_owned(),
        (Kind::Assigned, None) => "This was assigned to you automatically".to_owned(),
        (Kind::Confirmer, Some(who)) if japanese => format!("{who} さんがあなたに確認を依頼しました"),
        (Kind::Confirmer, Some(who)) => format!("{who} asked you to check this"),
        (Kind::Confirmer, None) if japanese => "あなたが確認者になりました".to_owned(),
        (Kind::Confirmer, None) => "You are to check this".to_owned(),
        (Kind::Mentioned, Some(who)) if japanese => format!("{who} さんがコメントであなたを呼びました"),
        (Kind::Mentioned, Some(who)) => format!("{who} mentioned you in a comment"),
        (Kind::Mentioned, None) if japanese => "コメントであなたの名前が呼ばれました".to_owned(),
        (Kind::Mentioned, None) => "You were mentioned in a comment".to_owned(),
        (Kind::Returned, Some(who)) if japanese => format!("{who} さんが下書きを差し戻しました"),
        (Kind::Returned, Some(who)) => format!("{who} returned your draft"),
        (Kind::Approved, Some(who)) if japanese => format!("{who} さんが一斉配信を承認しました"),
        (Kind::Approved, Some(who)) => format!("{who} approved your bulk mail"),
        (Kind::Approved, None) if japanese => "一斉配信が承認されました".to_owned(),
        (Kind::Approved, None) => "Your bulk mail was approved".to_owned(),
        (Kind::BulkDone, _) if japanese => "一斉配信が終わりました".to_owned(),
        (Kind::BulkDone, _) => "A bulk mail went out to everybody".to_owned(),
        (Kind::BulkHeld, _) if japanese => "一斉配信に対応が必要です".to_owned(),
        (Kind::BulkHeld, _) => "A bulk mail needs you".to_owned(),
        (Kind::Template, Some(who)) if japanese => format!("{who} さんがテンプレートの新しい版を公開しました"),
        (Kind::Template, Some(who)) => format!("{who} published a new version of a template"),
        (Kind::Template, None) if japanese => "テンプレートの新しい版が公開されました".to_owned(),
        (Kind::Template, None) => "A template has a new version".to_owned(),
        (Kind::Imported, _) if japanese => "メールの取り込みが終わりました".to_owned(),
        (Kind::Imported, _) => "An import of mail is over".to_owned(),
        (Kind::Account, _) if japanese => "メールを受信できないアカウントがあります".to_owned(),
        (Kind::Account, _) => "Mail cannot be fetched from an account".to_owned(),
        (Kind::Report, _) if japanese => "レポートのメールを届けられなかった人がいます".to_owned(),
        (Kind::Report, _) => "A report did not reach everybody by mail".to_owned(),
        (Kind::Returned, None) if japanese => "下書きが差し戻されました".to_owned(),
        (Kind::Returned, None) => "Your draft was returned".to_owned(),
        (Kind::Wrote, _) if japanese => "担当のやりとりにお客様から返信が届きました".to_owned(),
        (Kind::Wrote, _) => "The customer wrote again".to_owned(),
        (Kind::Failed, _) if japanese => "メールを送信できませんでした".to_owned(),
        (Kind::Failed, _) => "A mail could not be sent".to_owned(),
        (Kind::Unsure, _) if japanese => "メールが送信されたか確認できません".to_owned(),
        (Kind::Unsure, _) => "It is not certain that a mail was sent".to_owned(),
        (Kind::Missed, _) if japanese => "対応の目標時間を過ぎました".to_owned(),
        (Kind::Missed, _) => "A response target was missed".to_owned(),
        (Kind::Rule, _) if japanese => "自動設定に当てはまるメールが届きました".to_owned(),
        (Kind::Rule, _) => "A mail came that a rule is about".to_owned(),
        (Kind::FollowUp, _) if japanese => "電話・訪問の対応期限になりました".to_owned(),
        (Kind::FollowUp, _) => "A follow-up of a call or a visit is due".to_owned(),
    }
}

/// The subject of a mail that tells of `count` events; of one, its own sentence.
pub fn heading(language: Language, count: usize, only: &str) -> String {
    match (count, language) {
        (1, _) => only.to_owned(),
        (_, Language::Japanese) => format!("{count}件のお知らせ"),
        (_, Language::English) => format!("{count} notifications"),
    }
}

/// How a mail of notices begins and ends.
pub fn greeting(language: Language, name: &str) -> (String, &'static str) {
    match language {
        Language::Japanese => (
            format!("{name} さん\n\nMadoguchi からのお知らせです。"),
            "このメールには返信できません。通知の受け取り方は「設定」→「通知」で変えられます。",
        ),
        Language::English => (
            format!("{name},\n\nMadoguchi has news for you."),
            "This mailbox is not read. Choose how you are notified under Settings, Notifications.",
        ),
    }
}
