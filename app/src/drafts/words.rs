//! Words of the composer and of drafts.

use crate::words;

words! {
    start = "返信を始める", "Reply";
    reply_all = "全員に返信", "Reply to all";
    forward = "転送", "Forward";
    other_replies = "ほかの返信方法", "Other ways to reply";
    with_key(name: &str, key: &str) = "{name} ({key})", "{name} ({key})";
    go_on = "続きを書く", "Continue writing";
    blocked(name: &str) = "返信は {name} さんが作成中", "{name} is replying";
    blocked_why(name: &str) = "{name} さんが返信を作成中のため、二重返信を防ぐために返信できません。急ぐときは「引き継ぐ」で続きを書けます。", "{name} is writing a reply. Replying is blocked so that the customer is not answered twice. Take over if it is urgent.";
    title(subject: &str) = "返信の作成: {subject}", "Writing: {subject}";
    form = "メールの作成", "Write a mail";
    subject = "件名", "Subject";
    text = "本文", "Text";
    tools = "作成の道具", "Writing tools";
    attach = "添付", "Attach";
    files = "添付ファイル", "Attachments";
    drop_here = "ここに落として添付", "Drop files here to attach them";
    remove(name: &str) = "{name} を外す", "Remove {name}";
    cancel_file(name: &str) = "{name} の送信をやめる", "Cancel the upload of {name}";
    going(percent: u8, size: &str) = "送信中 {percent}%（{size}）", "Uploading {percent}% ({size})";
    too_large(name: &str, why: &str) = "「{name}」は添付できません。{why}", "“{name}” was not attached. {why}";
    saved_at(at: &str) = "{at} 保存済み", "Saved {at}";
    saving = "保存中…", "Saving…";
    unsaved = "入力中", "Typing";
    not_saved_short = "保存できません。書いた内容はここに残し、保存し直します", "Not saved. Your text is kept here and will be tried again";
    not_saved(why: &str) = "保存できません。書いた内容はここに残し、保存し直します。{why}", "Not saved. Your text is kept here and will be tried again. {why}";
    opening = "返信処理を始めています…", "Getting the draft ready…";
    ours = "あなたが返信を作成中です。", "You are writing. ";
    ours_why = "ほかの人はこのメールに返信できません。", "Nobody else can reply meanwhile.";
    ours_since(at: &str) = "ほかの人はこのメールに返信できません（{at} から）。", "Nobody else can reply meanwhile (since {at}).";
    let_go = "ロックを外す", "Release";
    original = "元のメール", "Original";
    new_mail_came = "作成中に、お客様から新しいメールが届きました。", "The customer has sent another mail while you were writing.";
    read_it = "読む", "Read it";
    wrong_address = "メールアドレスの形ではない宛先があります。直すか、外してください。", "One of the recipients is not an email address. Correct or remove it.";
    settle_first = "先に、どちらの文面を残すか選んでください。", "First choose which version to keep.";
    files_on_their_way = "添付ファイルの送信が終わるまで、少しお待ちください。", "Wait until the attachments are uploaded.";
    files_not_uploaded = "添付できていないファイルがあります。赤いファイルを「もう一度」で送り直すか、外してください。", "One of the files was not attached. Try the red one again, or remove it.";
    again(name: &str) = "{name} をもう一度送る", "Try again: {name}";
    again_short = "もう一度", "Try again";
    discard = "下書きを破棄", "Discard draft";
    discard_title = "下書きを破棄しますか", "Discard this draft?";
    discard_text = "書いた内容は送信されません。処理を始める前の状態に戻り、ほかの人が返信できるようになります。", "What you wrote will not be sent. Others can reply again.";
    save_and_close = "保存して閉じる", "Save and close";
    said_saved = "下書きを保存しました。続きは誰でも書けます。", "Draft saved. Anyone on the team can continue it.";
    undo_hint(seconds: i64) = "送信後 {seconds} 秒間は取り消せます", "You can undo for {seconds} second" | "You can undo for {seconds} seconds";
    may_not_send = "送信する権限がありません。保存して閉じると、権限のある人が送信できます。", "You cannot send from here. Save and close, and someone with the right can send it.";
    send_done = "送信して処理済みにする", "Send and mark done";
    send_done_why = "いつもの送信方法", "The usual way";
    send_keep = "送信する", "Send";
    send_keep_why = "処理状況は変えません", "The status stays as it is";
    send_and = "にして送信する", "and send";
    send_status(name: &str) = "送信して「{name}」にする", "Send and set “{name}”";
    other_sends = "ほかの送信方法", "Other ways to send";
    one_receiver(name: &str) = "{name} 様", "{name}";
    receivers(name: &str, more: usize) = "{name} 様 ほか{more}名", "{name} and {more} more";
    sending_to(name: &str) = "{name}へ送信します", "Sending to {name}";
    sent_to(name: &str) = "{name}へ送信しました", "Sent to {name}";
    already_sent = "このメールはすでに送信されています。", "This mail has already been sent.";
    no_file_title = "添付ファイルがありません", "Nothing is attached";
    no_file_text = "本文に「添付」とありますが、ファイルがありません。このまま送信しますか。", "Your text speaks of an attachment, but no file is attached. Send it anyway?";
    new_mail_title = "お客様から新しいメールが届いています", "The customer has written again";
    new_mail_text = "作成中に届いたメールがあります。内容を確かめてから送信してください。", "A mail came in while you were writing. Read it before you send yours.";
    back_to_text = "本文に戻る", "Back to the text";
    send_anyway = "このまま送信する", "Send anyway";
    lost_to(name: &str) = "{name} さんが返信を引き継ぎました。", "{name} has taken over this reply. ";
    lost_to_tab = "別のタブで続きを書いています。", "You went on writing in another tab. ";
    lost_ended = "返信処理が終了しました。", "Your reply session has ended. ";
    lost_gone = "この下書きは、ほかの人が送信したか、削除しました。", "Someone has sent or deleted this draft. ";
    kept_in_draft = "書いた内容は下書きに保存されています。ここでは読み取り専用です。", "What you wrote is saved in the draft. Here it is read-only.";
    kept_here = "最後の変更は保存されていません。下に残してあるので、コピーできます。", "Your last changes are not saved. They are kept below, so you can copy them.";
    copy = "本文をコピー", "Copy text";
    copied = "本文をコピーしました。", "Text copied.";
    copy_by_hand = "本文を選択しました。コピーの操作をしてください。", "The text is selected. Copy it now.";
    go_on_here = "ここで続ける", "Continue here";
    free = "返信の作成が終わりました。下書きの続きを書けます。", "Nobody is writing any more. You can continue the draft.";
    clash = "この下書きは、別の場所でも変更されました。", "This draft was changed in another place, too. ";
    clash_text = "どちらの文面を残すか選んでください。選ぶまで保存と送信は止まります。", "Choose which version to keep. Saving and sending wait until then.";
    clash_theirs = "保存されている文面", "Saved version";
    clash_mine = "この画面の文面", "Version on this screen";
    overwrite = "この文面で上書き", "Overwrite with this one";
    take_in = "この文面を取り込む", "Use this one";
    taken_in = "保存されていた文面を取り込みました。", "The saved version is now on the screen.";
    gone = "この下書きはもうありません", "This draft is no longer here";
    gone_text = "送信されたか、削除されました。", "It was sent or deleted.";
    to_conversation = "やりとりを開く", "Open the conversation";
    draft_by(name: &str) = "{name} の下書き", "Draft by {name}";
    typing = "入力中", "Typing";
    revision(number: i64) = "版 {number} · ", "Version {number} · ";
    saved_suffix = " 保存", " saved";
    delete_title = "下書きを削除しますか", "Delete this draft?";
    delete_text = "下書きを削除します。書いた内容は送信されません。", "The draft will be deleted. What was written will not be sent.";
    said_deleted = "下書きを削除しました。", "Draft deleted.";
}

/// Whom a mail goes to: the first one, and how many others.
pub fn receiver(l: domain::Language, name: &str, more: usize) -> String {
    if more == 0 { one_receiver(l, name) } else { receivers(l, name, more) }
}
