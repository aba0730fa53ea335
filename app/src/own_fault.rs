//! Failures of our own side in people's words. What a server said is shown as it came.

use crate::words;
use domain::{Language, own_fault::OwnFault};

words! {
    server_said(text: &str) = "サーバーの応答: {text}", "The server said: {text}";
    still_fetching = "前の受信がまだ続いています。しばらくしてからもう一度試してください。", "An earlier fetch is still going on. Try again in a while.";
    claim_lost = "受信のあいだにアカウントの設定が変わりました。新しい設定でもう一度受信します。", "The account was changed while it was being fetched. It is fetched again with the new settings.";
    not_given = "一覧にあるメールをサーバーが渡しません。もう一度試します。", "The server lists a mail and does not hand it over. It is tried again.";
    inside = "このシステムの中で問題が起きました。もう一度試します。続くときはシステム管理者に知らせてください。", "Something went wrong inside this system. It is tried again; tell your system admin if it goes on.";
    does_not_send = "このアカウントは送信しない設定です。", "This account is set not to send.";
    settings_unreadable = "アカウントの設定を読み取れません。アカウントを保存し直してください。", "The settings of the account cannot be read. Save the account again.";
    password_unreadable = "保存したパスワードを開けません。アカウントの設定でパスワードを入力し直してください。", "The stored password cannot be opened. Enter it again in the settings of the account.";
    letter_unreadable = "送信するメールの原本を読み取れません。もう一度試します。", "The stored mail cannot be read. It is tried again.";
    folder_not_full = "書き出すフォルダが / から始まる完全な場所になっていません。", "The folder to write to is not given as a full path.";
    disk_full = "このシステムのディスクの空きが足りないため、止まっています。何も失われていません。空きができると自動で続けます。システム管理者に知らせてください。", "The disk of this system has no room, so this has stopped. Nothing is lost, and it goes on by itself when there is room. Tell your system admin.";
    database_away = "データベースが応答しません。何も失われていません。応答が戻ると自動で続けます。", "The database does not answer. Nothing is lost, and it goes on by itself when it is back.";
    folder_missing = "フォルダが見つかりません。場所を確かめてください。", "The folder was not found. Check where it is.";
    folder_denied = "フォルダやその中のファイルを使う権限がありません。このシステムを動かしているユーザーに権限を付けてください。", "This system may not use the folder or a file in it. Give access to the user that runs it.";
    not_a_folder = "指定した場所はフォルダではありません。場所を確かめてください。", "What is named there is not a folder. Check where it is.";
    folder_full = "フォルダのあるディスクに空きがありません。空きができると自動で続けます。", "The disk of the folder is full. It goes on by itself when there is room.";
    folder_read_only = "フォルダのあるディスクは読み取り専用です。書き込めるようにしてください。", "The disk of the folder can only be read. Make it writable.";
}

pub fn text(fault: OwnFault, l: Language) -> &'static str {
    match fault {
        OwnFault::StillFetching => still_fetching(l),
        OwnFault::ClaimLost => claim_lost(l),
        OwnFault::NotGiven => not_given(l),
        OwnFault::Inside => inside(l),
        OwnFault::DoesNotSend => does_not_send(l),
        OwnFault::SettingsUnreadable => settings_unreadable(l),
        OwnFault::PasswordUnreadable => password_unreadable(l),
        OwnFault::LetterUnreadable => letter_unreadable(l),
        OwnFault::FolderNotFull => folder_not_full(l),
        OwnFault::DiskFull => disk_full(l),
        OwnFault::DatabaseAway => database_away(l),
        OwnFault::FolderMissing => folder_missing(l),
        OwnFault::FolderDenied => folder_denied(l),
        OwnFault::NotAFolder => not_a_folder(l),
        OwnFault::FolderFull => folder_full(l),
        OwnFault::FolderReadOnly => folder_read_only(l),
    }
}

/// An answer where it is clear whose it is: our fault in words, else the server's own.
pub fn plain(answer: &str, l: Language) -> String {
    OwnFault::parse(answer).map_or_else(|| answer.to_owned(), |fault| text(fault, l).to_owned())
}

/// An answer with the sentence that it is the server's, where it is.
pub fn said(answer: &str, l: Language) -> String {
    OwnFault::parse(answer).map_or_else(|| server_said(l, answer), |fault| text(fault, l).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_servers_words_are_called_the_servers() {
        let cases = [("421 later", "サーバーの応答: 421 later"), ("own:does-not-send", "このアカウントは送信しない設定です。")];
        for (answer, expected) in cases {
            assert_eq!(said(answer, Language::Japanese), expected);
        }
        for fault in OwnFault::ALL {
            assert!(!said(fault.as_str(), Language::Japanese).contains("サーバーの応答"), "{fault}");
        }
    }
}
