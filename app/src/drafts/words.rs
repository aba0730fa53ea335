//! Words of the composer and of drafts.

use crate::words;

words! {
    write_mail = "メールを書く", "Write mail";
    write_from = "どのメールアプリケーションから書きますか", "From which mailbox?";
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
    remove(name: &str) = "{name} を外す", "Remove {name}";
    cancel_file(name: &str) = "{name} の送信をやめる", "Cancel the upload of {name}";
    going(percent: u8, size: &str) = "送信中 {percent}%（{size}）", "Uploading {percent}% ({size})";
    too_large(name: &str, why: &str) = "「{name}」は添付できません。{why}", "“{name}” was not attached. {why}";
    saved_at(at: &str) = "{at} 保存済み", "Saved {at}";
    saving = "保存中…", "Saving…";
    unsaved = "入力中", "Typing";
    not_saved_short = "保存できていません", "Not saved";
    not_saved = "保存できていません。書いた内容はこの画面に残っています。", "Not saved. Your text is kept on this screen. ";
    saves_by_itself = "自動で何度か試します。このまま書き続けられます。", "Saving is tried again by itself. You can go on writing.";
    saves_when_changed = "その部分を直すと、もう一度保存します。", "Correct that, and it will be saved.";
    saves_when_signed_in = "別のタブでログインしてから、ここに戻って「もう一度試す」を押してください。", "Sign in in another tab, then come back here and press “Try again”.";
    sign_in_elsewhere = "別のタブでログイン", "Sign in in another tab";
    other_sender(address: &str) = "この下書きの送信元は使えなくなりました。送信元を {address} に変えました。送信の前に確かめてください。", "The account of this draft can no longer send. The sender is now {address}. Check it before you send.";
    senders_unread(why: &str) = "送信元の一覧を読めませんでした。{why}", "The list of senders could not be read. {why}";
    no_sender = "送信できるアカウントがありません。運用管理者に設定を頼んでください。それまでは保存も送信もできません。", "There is no account that can send. Ask an operator to set one up. Until then nothing can be saved or sent.";
    correct(name: &str) = "{name} を直す", "Correct {name}";
    wrong_addresses(entries: &str) = "{entries} はメールアドレスの形ではありません。押して直すか、外してください。", "{entries} is not an email address. Press it to correct it, or remove it.";
    read_new = "新しいメールを読む", "Read the new mail";
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
    not_attached(name: &str) = "「{name}」は添付できませんでした。下書きを開いて、もう一度付けてください。", "“{name}” was not attached. Open the draft and attach it again.";
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
    mark_by_hand = "コピーできませんでした。本文を選択してコピーしてください。", "It could not be copied. Select the text and copy it.";
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

// Formatted text, suggestions and versions: one table would be too long for the compiler.
words! {
    text_kind = "本文の形式", "Format of the text";
    plain = "テキスト", "Text";
    formatted = "HTML", "HTML";
    formatting = "書式", "Formatting";
    bold = "太字", "Bold";
    italic = "斜体", "Italic";
    underline = "下線", "Underline";
    bullets = "箇条書き", "Bulleted list";
    numbers = "番号つきの箇条書き", "Numbered list";
    quote = "引用", "Quote";
    link = "リンク", "Link";
    picture = "画像を本文に入れる", "Picture in the text";
    clear_formatting = "書式を外す", "Clear formatting";
    link_title = "リンク", "Link";
    link_address = "リンク先のアドレス（空にすると外れます）", "Address (leave it empty to remove the link)";
    set_link = "リンクにする", "Set link";
    lose_formatting_title = "テキストに切り替えますか", "Switch to plain text?";
    lose_formatting_text = "文字の装飾、リンク、本文中の画像は失われます。文章はそのまま残ります。", "Emphasis, links and pictures in the text will be lost. The words stay.";
    to_plain = "テキストに切り替える", "Switch to plain text";
    editor_failed = "HTML の編集画面を読み込めませんでした。書いた内容は失われていません。", "The editor could not be loaded. Nothing you wrote is lost.";
    suggested = "宛先の候補", "Suggested recipients";
    suggestions(count: usize) = "候補が{count}件あります。矢印キーで選べます", "{count} suggestion. Use the arrow keys" | "{count} suggestions. Use the arrow keys";
    versions = "版", "Versions";
    versions_title = "この下書きの版", "Versions of this draft";
    reading_versions = "版を読み込んでいます…", "Reading versions…";
    go_back = "この版に戻す", "Go back to this version";
    go_back_why = "宛先・件名・本文がこの版の内容になります。いまの内容も版として残ります。添付ファイルは変わりません。", "Recipients, subject and text become those of this version. What stands there now is kept as a version, too. Attachments stay as they are.";
    went_back = "前の版に戻しました。戻す前の内容も版に残っています。", "You are back at that version. What stood there before is kept as a version.";
    drop_here = "ここに落として添付", "Drop files here to attach them";
}

/// Whom a mail goes to: the first one, and how many others.
pub fn receiver(l: domain::Language, name: &str, more: usize) -> String {
    if more == 0 { one_receiver(l, name) } else { receivers(l, name, more) }
}
