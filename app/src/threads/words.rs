//! Words of joining, cutting and moving.

use crate::words;

words! {
    join = "別のやりとりとまとめる…", "Join with another conversation…";
    join_selected(count: usize) = "選択した{count}件を1つにまとめる", "Join the {count} selected" | "Join the {count} selected";
    join_title = "別のやりとりとまとめる", "Join with another conversation";
    join_explained = "メール、コメント、履歴、下書きが、選んだやりとりへ移ります。これまでのリンクはそのまま使え、あとで元に戻せます。", "Mails, comments, history and drafts go to the one you choose. Links go on working, and it can be undone later.";
    join_them = "まとめる", "Join";
    look_for = "やりとりを探す", "Find a conversation";
    look_for_hint = "件名、差出人、#番号", "Subject, sender, #number";
    suggested = "同じお客様のやりとり", "Other conversations of this customer";
    found = "見つかったやりとり", "Found";
    none_found = "見つかりませんでした。件名や番号で探してください。", "None found. Look for a subject or a number.";
    message_title = "メールを別のやりとりへ移す", "Move the mail to another conversation";
    message_explained = "間違ったやりとりに入ったメールを、正しいやりとりへ移します。", "Puts a mail that got into the wrong thread where it belongs.";
    move_it = "移す", "Move";
    move_mailbox = "別のメールアプリケーションへ移す…", "Move to another mailbox…";
    mailbox_title(count: usize) = "{count}件を別のメールアプリケーションへ移す", "Move {count} conversation to another mailbox" | "Move {count} conversations to another mailbox";
    mailbox_explained = "メール、コメント、履歴もいっしょに移ります。番号は新しくなりますが、これまでのリンクも使えます。", "Mails, comments and history go along. It gets a new number; links go on working.";
    to_which = "移動先", "Move to";
    no_other_mailbox = "ほかに編集できるメールアプリケーションがありません。", "There is no other mailbox that you may edit.";
    message_more = "このメールの操作", "Actions for this mail";
    forward_file = "添付ファイルとして転送", "Forward as an attachment";
    copy_link = "このメールへのリンクをコピー", "Copy a link to this mail";
    copied = "リンクをコピーしました。", "The link was copied.";
    copy_failed = "コピーできませんでした。", "It could not be copied.";
    split_from = "ここから先を別のやりとりに分ける", "Split off from here on";
    split_only = "このメールだけを別のやりとりに分ける", "Split off this mail only";
    move_message = "別のやりとりへ移す…", "Move to another conversation…";
    said_joined(count: usize) = "{count}件をまとめました。", "{count} joined." | "{count} joined.";
    said_split = "別のやりとりに分けました。", "Split off into a conversation of its own.";
    said_moved = "メールを移しました。", "The mail was moved.";
    said_to_mailbox(count: usize, name: &str) = "{count}件を「{name}」へ移しました。", "{count} moved to “{name}”." | "{count} moved to “{name}”.";
    said_undone = "元に戻しました。", "Undone.";
    undo_change = "元に戻す", "Undo";
}
