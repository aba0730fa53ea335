//! Words of the quarantine.

use crate::words;
use domain::{Language, accounts::QuarantineReason};

words! {
    imported = "取り込み", "Import";
    title = "取り込めなかったメール", "Mail not taken in";
    text = "原本は残しています。ほかのメールの受信は止まりません。", "The originals are kept, and other mail keeps coming in.";
    none_title = "取り込めなかったメールはありません", "Nothing here";
    none_text = "受信したメールはすべて取り込まれています。", "Every mail that came in could be read.";
    arrived = "届いた日時", "Arrived";
    account = "アカウント", "Account";
    subject = "件名（推定）", "Subject (a guess)";
    size = "サイズ", "Size";
    reason = "理由", "Reason";
    actions = "操作", "Actions";
    read_again = "もう一度読む", "Read again";
    read_again_of(subject: &str) = "{subject} をもう一度読む", "Read {subject} again";
    download = "原本を保存", "Download original";
    download_of(subject: &str) = "{subject} の原本を保存", "Download the original of {subject}";
    taken_in = "取り込みました。一覧に入っています", "Taken in. It is in the list now";
    still(reason: &str) = "もう一度読みましたが、取り込めませんでした。{reason}", "Read again, and still not taken in. {reason}";
    asked_for = "メールサーバーにもう一度取りに行きます。少しお待ちください", "It is fetched from its server again. This takes a moment";
    no_subject = "（件名なし）", "(no subject)";
    kilobytes(size: i64) = "{size} KB", "{size} KB";
    megabytes(size: i64) = "{size} MB", "{size} MB";
}

pub fn reason_text(reason: QuarantineReason, l: Language) -> &'static str {
    let (ja, en) = match reason {
        QuarantineReason::TooLarge => ("大きすぎるため、メールサーバーに残しました", "Too large; left on its server"),
        QuarantineReason::NotGiven => {
            ("メールサーバーがこのメールを渡しません。サーバーに残っています", "The mail server does not hand it over; it is still there")
        }
        QuarantineReason::Empty => ("中身が空です", "Nothing in it"),
        QuarantineReason::NoContent => ("メールの形をしていません", "Not in the form of a mail"),
        QuarantineReason::Failed => ("読み取りに失敗しました", "Reading failed"),
    };
    if l == Language::Japanese { ja } else { en }
}
