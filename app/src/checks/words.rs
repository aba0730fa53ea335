//! Words of checks.

use crate::words;
use domain::{
    Language,
    checks::{CheckMode, CheckState, CheckView, Part},
};

words! {
    ask = "確認を依頼", "Ask for a check";
    ask_why = "確認する人とコメントを選んで渡す", "Choose who checks it, with a comment";
    ask_title = "確認を依頼する", "Ask for a check";
    ask_text = "書いた内容を版として保存し、選んだ人に確認を依頼します。依頼したあとで内容を変えると、依頼は取り下げになります。", "What you wrote is kept as a version and the person you choose is asked to check it. Changing it afterwards withdraws the request.";
    confirmer = "確認する人", "Who checks it";
    choose_confirmer = "選んでください", "Choose";
    nobody = "このメールアプリケーションには、確認できる人がほかにいません。運用管理者に相談してください。", "Nobody else in this mailbox can check mails. Ask an operator.";
    note = "コメント（任意）", "Comment (optional)";
    note_hint = "社内のコメントとして残ります。お客様には送られません。", "Kept as an internal comment. It is never sent.";
    asked = "確認を依頼しました。", "The check was asked for.";
    required_hint = "送信には確認が必要です", "Needs a check before it is sent";
    check = "送信前の確認", "Check before sending";
    state_asked = "確認依頼", "Check requested";
    state_approved = "承認済み", "Approved";
    state_returned = "差し戻し", "Returned";
    state_void = "承認は無効", "Approval void";
    state_withdrawn = "依頼は取り下げ", "Request withdrawn";
    said_asked(who: &str, to: &str, number: i64) = "{who} さんが {to} さんに確認を依頼しています（版 {number}）。", "{who} asked {to} to check version {number}.";
    said_corrected = "確認する人が文面を修正しています。", "The confirmer has changed it.";
    said_approved(who: &str, number: i64) = "{who} さんが版 {number} を承認しました。1文字でも変えると、もう一度確認が必要です。", "{who} approved version {number}. Any change needs a new check.";
    said_approved_corrected(who: &str, number: i64) = "{who} さんが修正し、版 {number} を承認しました。1文字でも変えると、もう一度確認が必要です。", "{who} corrected it and approved version {number}. Any change needs a new check.";
    said_returned(who: &str) = "{who} さんが差し戻しました。", "{who} returned it.";
    said_void = "承認のあとで内容が変わったため、もう一度確認が必要です。", "It was changed after the approval and needs a new check.";
    said_withdrawn = "依頼のあとで内容が変わったため、依頼は取り下げになりました。", "It was changed after the request, so the request was withdrawn.";
    approve = "承認する", "Approve";
    approve_and_send = "承認してすぐ送信", "Approve and send";
    send_approved = "承認された内容を送信", "Send what was approved";
    give_back = "差し戻す…", "Return…";
    give_back_title = "差し戻す", "Return it to its writer";
    give_back_now = "差し戻す", "Return";
    reason = "直してほしいこと", "What should be changed";
    reason_hint = "履歴とコメントに残ります。お客様には見えません。あなたの修正は下書きに残ります。", "Kept in the history and as a comment. Customers do not see it. What you corrected stays in the draft.";
    approved = "承認しました。", "Approved.";
    returned = "差し戻しました。", "Returned.";
    sent = "送信しました。", "Sent.";
    show_difference = "修正の比較を見る", "Show what changed";
    difference = "修正の比較", "What changed";
    no_difference = "前回確認した内容から変わっていません。", "Nothing changed since it was looked at last.";
    first_look = "確認する最初の版です。比べる版はまだありません。", "This is the first version to be checked. There is none to compare it with.";
    since(number: i64) = "版 {number} との比較", "Compared with version {number}";
    formatting = "書式（文字の装飾・リンク・画像）も変わっています。", "Formatting (emphasis, links, pictures) changed, too.";
    added = "追加", "added";
    removed = "削除", "removed";
    sender_part = "差出人", "From";
    subject_part = "件名", "Subject";
    text_part = "本文", "Text";
    files_part = "添付ファイル", "Attachments";
    needs_check = "要確認", "Needs check";
    mark_saved(name: &str) = "{name} さんの送信前の確認を変えました", "Check for {name} changed";
    rules_title(name: &str) = "送信前の確認：{name}", "Before sending: {name}";
    rules_short = "送信前の確認", "Before sending";
    rules_text = "メールを送る前に、だれの確認が要るか、何をたずねるかを決めます。", "Decide whose mails need a check, and what is asked before a mail goes out.";
    mode = "ほかの人の確認", "Check by somebody else";
    mode_hint = "確認が必要な人のメールは、ほかの人が承認した内容だけを送信できます。「要確認」の印は、アクセス権の画面で人ごとに付けます。", "Where a check is needed, only what somebody else approved can be sent. Mark people under “Access”.";
    mode_off = "必要ない", "Not needed";
    mode_newcomers = "「要確認」の人だけ", "Only for people marked “Needs check”";
    mode_everybody = "全員", "For everybody";
    correcting = "確認する人が自分で修正して承認できる", "The confirmer may correct and approve";
    correcting_text = "オフにすると、修正した内容は別の人の確認が必要になります。", "When this is off, what the confirmer changes needs a check by yet another person.";
    always = "送信のたびに宛先を確認する", "Confirm the recipients at every send";
    forbidden = "注意する言葉（1行に1つ）", "Words to ask about (one a line)";
    forbidden_hint = "本文にあると、送信の前に確かめます。引用した部分は対象外です。", "Where your own text has one of them, you are asked before it is sent. Quotes do not count.";
    saved = "保存しました", "Saved";
}

pub fn state(state: CheckState, l: Language) -> &'static str {
    match state {
        CheckState::Asked => state_asked(l),
        CheckState::Approved => state_approved(l),
        CheckState::Returned => state_returned(l),
        CheckState::Withdrawn => state_withdrawn(l),
        CheckState::Void => state_void(l),
    }
}

/// Where a check stands, in a sentence.
pub fn told(check: &CheckView, l: Language) -> String {
    let decided_by = check.decided_by_name.as_deref().unwrap_or_default();
    match check.state {
        CheckState::Asked => said_asked(l, &check.asked_by_name, &check.confirmer_name, check.number),
        CheckState::Approved if check.corrected => said_approved_corrected(l, decided_by, check.number),
        CheckState::Approved => said_approved(l, decided_by, check.number),
        CheckState::Returned => said_returned(l, decided_by),
        CheckState::Withdrawn => said_withdrawn(l).to_owned(),
        CheckState::Void => said_void(l).to_owned(),
    }
}

pub fn part(part: Part, l: Language) -> &'static str {
    match part {
        Part::Sender => sender_part(l),
        Part::To => "To",
        Part::Cc => "CC",
        Part::Bcc => "BCC",
        Part::Subject => subject_part(l),
        Part::Text => text_part(l),
        Part::Files => files_part(l),
    }
}

pub fn mode_name(mode: CheckMode, l: Language) -> &'static str {
    match mode {
        CheckMode::Off => mode_off(l),
        CheckMode::Newcomers => mode_newcomers(l),
        CheckMode::Everybody => mode_everybody(l),
    }
}
