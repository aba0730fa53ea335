//! Words of bulk mail.

use crate::words;
use domain::{
    Language,
    bulk::{BulkState, Exclusion, Pause, RecipientState, audience::Test},
};

words! {
    title = "一斉配信", "Bulk mail";
    new = "新しい一斉配信", "New bulk mail";
    no_subject = "（件名なし）", "(no subject)";
    none_title = "一斉配信はまだありません", "No bulk mail yet";
    none_text = "アドレス帳の条件やCSVで宛先を選び、1人に1通ずつ送ります。ほかの宛先は見えません。", "Choose people from the address book or from a CSV file; each gets a mail of their own and sees nobody else.";
    day(used: i64, limit: i64) = "今日の送信 {used} ／ 上限 {limit} 通", "{used} of {limit} mails used today";
    resets(at: &str) = "{at} に数え直します", "counted anew at {at}";
    subject = "件名", "Subject";
    state = "状態", "State";
    mailbox = "メールアプリケーション", "Mailbox";
    counts = "送信済み", "Sent";
    by = "作成", "By";
    at = "日時", "When";
    sent_of(sent: i64, total: i64) = "{sent} ／ {total}", "{sent} of {total}";
    errors_n(count: i64) = "エラー {count}", "{count} error" | "{count} errors";
    older = "以前の一斉配信", "Older ones";
    back = "一斉配信の一覧へ", "All bulk mails";
    steps = "配信の手順", "Steps";
    step_audience = "宛先", "Audience";
    step_message = "文面", "Message";
    step_check = "点検", "Check";
    step_send = "配信", "Delivery";
    who = "だれに送りますか", "Who gets it?";
    source = "宛先の選び方", "Where from";
    from_book = "アドレス帳から", "Address book";
    from_file = "CSVから", "CSV file";
    from_saved = "保存した宛先", "Saved audience";
    following = "次の条件を", "People who match";
    all = "すべて満たす人", "all of these";
    any = "どれかを満たす人", "any of these";
    condition_subject = "項目", "What";
    condition_test = "条件", "Condition";
    condition_value = "値", "Value";
    add_condition = "条件を足す", "Add a condition";
    remove_condition(n: usize) = "条件 {n} を外す", "Remove condition {n}";
    apply = "この条件で調べる", "Find these people";
    name = "名前", "Name";
    company = "会社", "Company";
    section = "部課", "Section";
    address = "メールアドレス", "Email address";
    in_charge = "担当者", "Person in charge";
    wrote = "メールの受信", "Mail from them";
    bulk_mail = "一斉配信の受け取り", "Bulk mail to them";
    opted_out_subject = "配信停止", "Opted out";
    group(name: &str) = "グループ：{name}", "Group: {name}";
    days = "日以内", "days";
    file_text = "1列目がメールアドレス、2列目が名前、3列目が会社、4列目が部課です。1行目に見出しがあれば、5列目からは「%item:見出し%」で本文に入れられます。UTF-8とShift_JISのどちらでも読み込めます。", "Columns: email address, name, company, section. With headings in the first line, further columns stand in the text as %item:HEADING%. UTF-8 or Shift_JIS.";
    choose_file = "CSVファイルを選ぶ", "Choose a CSV file";
    file_has(name: &str, count: usize) = "{name}：{count}行を読み込みました", "{name}: {count} lines";
    file_again = "前回届かなかった人", "Those who did not get it last time";
    no_saved = "保存した宛先はまだありません。宛先を選んでから、右の「この宛先を保存」で保存できます。", "No saved audience yet. Choose people first, then save them at the side.";
    use_saved(name: &str) = "「{name}」を使う", "Use “{name}”";
    forget_saved(name: &str) = "「{name}」を削除", "Delete “{name}”";
    matching = "送信対象", "Recipients";
    people(count: i64) = "{count}人", "{count} person" | "{count} people";
    of_limit(limit: i64) = "人 ／ 上限 {limit}", "of {limit} at most";
    not_listed = "宛先を選ぶと、人数と除く人がここに出ます。", "Choose an audience to see how many people it is, and who is left out.";
    each_alone = "1人に1通ずつ送ります。ほかの宛先は見えません。配信停止の人には、条件に合っても送りません。", "Each gets a mail of their own and sees nobody else. Whoever opted out gets none, whatever the conditions say.";
    keep_name = "宛先の名前", "Name of the audience";
    keep = "この宛先を保存", "Save this audience";
    kept = "宛先を保存しました", "Audience saved";
    forgotten = "宛先を削除しました", "Audience deleted";
    next_message = "次へ：文面", "Next: message";
    next_check = "次へ：点検", "Next: check";
    excluded = "除いた人と理由", "Left out, and why";
    excluded_n = "除いた人", "Left out";
    reason = "理由", "Why";
    line(line: i64) = "{line}行目", "line {line}";
    more = "続きを表示", "Show more";
    what = "何を送りますか", "What does it say?";
    sender = "送信元", "From";
    no_sender = "送信できるアカウントがありません", "No account that can send";
    body = "本文", "Text";
    text_kind = "本文の形式", "Kind of text";
    plain = "テキスト", "Text";
    formatted = "HTML", "HTML";
    words_hint = "% を打つと予約語の候補が出ます。空欄のときの言葉は %Customer|お客様% のように書けます。", "Type % for reserved words. What stands for a blank is written like %Customer|customer%.";
    lose_title = "書式を外しますか", "Lose the formatting?";
    lose_text = "文字の装飾、リンク、本文中の画像は失われます。文章はそのまま残ります。", "Emphasis, links and pictures in the text will be lost. The words stay.";
    lose = "書式を外す", "Make it plain";
    template = "テンプレート", "Template";
    template_title = "テンプレートを挿入", "Insert a template";
    template_find = "テンプレートを探す", "Find a template";
    template_none = "使えるテンプレートがありません。", "There is no template for this mailbox.";
    template_inserted(name: &str, number: i64) = "「{name}」（v{number}）を挿入しました", "Inserted {name} (v{number})";
    plain_version = "テキストだけの表示", "As plain text";
    formatted_of(name: &str) = "{name} さんに届くメール", "What {name} gets";
    attach = "添付", "Attach";
    files = "添付ファイル", "Attachments";
    remove_file(name: &str) = "{name} を外す", "Remove {name}";
    attached(name: &str) = "{name} を添付しました", "{name} is attached";
    test = "自分にテスト送信", "Send a test to yourself";
    tested = "テストメールを送ります。届いたら確かめてください。", "A test is on its way to you.";
    arriving = "届くメール", "What they get";
    to = "宛先", "To";
    earlier_person = "前の人", "Previous recipient";
    later_person = "次の人", "Next recipient";
    place(place: i64, total: i64) = "{place} ／ {total}", "{place} of {total}";
    saved = "保存しました", "Saved";
    saving = "保存中…", "Saving…";
    unsaved = "未保存", "Not saved";
    clash = "ほかの人がこの一斉配信を変更しました。あなたが書いた内容は、まだこの画面にあります。", "Somebody else changed this bulk mail. What you wrote is still on this screen.";
    load_theirs = "相手の変更を読み込む", "Load their version";
    overwrite = "自分の内容で保存する", "Save mine over it";
}

words! {
    before_sending = "送る前の点検", "Before it goes out";
    tile_people = "送信対象", "Recipients";
    tile_time = "終わる見込み", "Takes about";
    tile_day = "今日の送信枠", "Left today";
    minutes(minutes: i64) = "約{minutes}分", "about {minutes} min";
    at_once = "すぐに", "at once";
    per_minute(count: i64) = "毎分 {count} 通", "{count} a minute";
    unbounded = "速さの制限なし", "no limit of speed";
    below(limit: i64) = "上限 {limit}", "{limit} at most";
    samples = "届くメールの見本", "Samples";
    when = "いつ送りますか", "When?";
    now = "すぐに送る", "Now";
    later = "日時を決める", "At a chosen time";
    hour = "日時", "Date and time";
    later_hint = "予約は、始まる直前まで取り消せます。サーバーが止まっても二重には送りません。", "You can take it back until it starts. A server that stops never sends twice.";
    checks = "点検", "Checks";
    test_sent = "テスト送信", "Test";
    test_none = "まだ送っていません", "Not sent yet";
    test_waits = "送信しています", "On its way";
    test_done = "送信済みです", "Sent";
    test_failed = "送信できませんでした", "It could not be sent";
    link = "配信停止リンク", "Link to opt out";
    link_text = "本文の末尾とヘッダーに入ります", "At the end of the text, and in the header";
    words_fine = "予約語", "Reserved words";
    words_all = "すべての人に値があります", "Known for everybody";
    blank_for(count: i64) = "{count}人で空欄です", "Blank for {count}" | "Blank for {count}";
    unknown_word = "値がわかりません。このままの文字で届きます", "Nothing is known for it: it goes out as it stands";
    confirm = "送信元・件名・人数を確かめました", "I have checked sender, subject and number";
    send_now(count: i64) = "{count}人へ送る", "Send to {count} person" | "Send to {count} people";
    send_later(count: i64) = "{count}人への送信を予約する", "Schedule for {count} person" | "Schedule for {count} people";
    sent_off = "送信を始めました", "Sending has begun";
    scheduled_toast = "送信を予約しました", "Scheduled";
    check_title = "確認", "Second look";
    check_needed = "このメールアプリケーションでは、ほかの人が承認するまで送れません。", "In this mailbox, somebody else must approve it before it goes out.";
    confirmer = "確認者", "Who looks at it";
    note = "伝えること", "Note";
    ask = "確認を依頼", "Ask for a check";
    asked_toast = "確認を依頼しました。この画面を確認者に知らせてください。", "Asked. Let them know of this page.";
    no_confirmer = "確認できる人がいません", "Nobody can look at it";
    check_asked(who: &str, to: &str) = "{who} が {to} に確認を依頼しています", "{who} asked {to} to look at it";
    check_approved(who: &str) = "{who} が承認しました", "{who} approved it";
    check_returned(who: &str, reason: &str) = "{who} が差し戻しました：{reason}", "{who} returned it: {reason}";
    check_void = "承認のあとで変更されたため、もう一度確認が必要です", "It was changed since it was approved, and needs another look";
    approve = "承認する", "Approve";
    give_back = "差し戻す", "Return";
    give_back_reason = "差し戻しの理由", "Why it goes back";
    decided = "確認の結果を保存しました", "Your word is noted";
    progress_sending = "配信しています", "Sending";
    progress_scheduled(at: &str) = "{at} に送る予約です", "Goes out at {at}";
    progress_sent = "配信が終わりました", "All sent";
    progress_partly = "配信が終わりました。届かなかった人がいます", "Finished; some did not get it";
    progress_cancelled = "中止しました", "Cancelled";
    progress_paused = "一時停止しています", "Paused";
    paused_limit = "今日の上限を超えるため、始めていません。枠ができたら「再開」を押してください。", "It would pass today’s limit and has not begun. Press “Resume” when there is room.";
    paused_account = "送信するアカウントが使えないため、止めています。", "Held: the account it goes out from cannot be used.";
    paused_nobody = "送れる人が残っていないため、始めていません。", "Nobody is left to send to.";
    done_of(done: i64, total: i64) = "{done} ／ {total} 通を送信", "{done} of {total} sent";
    sent = "送信済み", "Sent";
    failed = "エラー", "Errors";
    waiting = "待ち", "Waiting";
    closing_is_fine = "この画面を閉じても配信は続きます。", "It goes on when you close this page.";
    pause = "一時停止", "Pause";
    resume = "再開", "Resume";
    cancel = "中止…", "Stop…";
    cancel_title = "配信を中止しますか", "Stop sending?";
    cancel_text(count: i64) = "まだ送っていない{count}人には送られなくなります。送った人のメールは取り消せません。", "{count} who are still waiting get nothing. What is out stays out.";
    cancel_now = "中止する", "Stop sending";
    unschedule = "予約を取り消す", "Take it back";
    unscheduled = "予約を取り消しました。下書きに戻りました。", "Taken back: it is a draft again.";
    remove = "下書きを削除", "Delete the draft";
    remove_text = "この一斉配信の下書きを削除します。元には戻せません。", "This draft is deleted for good.";
    removed = "下書きを削除しました", "Draft deleted";
    errors = "エラー", "Errors";
    error_file = "エラーをCSVで保存", "Save errors as CSV";
    resend = "届かなかった人へ送り直す", "Send again to those without";
    resend_hint = "CSVは取り込みと同じ列順です。アドレスを直して「CSVから」で読み込むと、その人だけに送れます。", "The file has the columns that are read: correct the addresses, and read it as an audience.";
    kind = "種類", "Kind";
    answer = "サーバーの返答", "The server’s answer";
    info = "配信の情報", "About it";
    speed = "速さ", "Speed";
    limits = "上限の設定", "Limits";
    limits_title = "一斉配信の上限", "Limits of bulk mail";
    limit_recipients = "1回の宛先の数", "Recipients of one bulk mail";
    limit_day = "1日に送れる数", "Mails a day";
    limit_minute = "1分に送れる数（0は制限なし）", "Mails a minute (0: no limit)";
    limit_scheduled = "予約できる数", "Scheduled bulk mails";
    limits_saved = "上限を保存しました", "Limits saved";
    csv_address = "メールアドレス", "Email address";
    opt_outs = "配信停止の一覧", "Opt-outs";
    opt_outs_text = "ここにある宛先には、一斉配信を送りません。", "No bulk mail goes to these addresses.";
    opt_outs_find = "アドレスか名前で探す", "Find an address or name";
    opt_outs_none = "配信停止の宛先はありません。", "Nobody has opted out.";
    opt_out_by_link = "メールのリンクから", "By the link of a mail";
    opt_out_by_hand = "アドレス帳で設定", "Noted in the address book";
    lift(addr: &str) = "{addr} の配信停止を解除", "Send to {addr} again";
    lift_short = "解除…", "Lift…";
    lift_sure = "ご本人から再開の依頼がありましたか。", "Did they ask for it themselves?";
    lift_now = "配信を再開する", "Send again";
    lifted(addr: &str) = "{addr} への配信を再開します", "{addr} gets bulk mail again";
    opt_out_title = "配信の停止", "Stop these mails";
    opt_out_text(addr: &str) = "{addr} へのお知らせの配信を停止します。", "{addr} will get no more of these mails.";
    opt_out = "配信を停止する", "Stop the mails";
    opt_out_done(addr: &str) = "{addr} への配信を停止しました。今後、このお知らせは届きません。", "{addr} will get no more of these mails.";
    opt_out_unknown = "このリンクは正しくありません。メールにあるリンクを、もう一度開いてください。", "This link is not one of ours. Open the one in the mail once more.";
}

pub fn state_name(state: BulkState, l: Language) -> &'static str {
    let (ja, en) = match state {
        BulkState::Draft => ("下書き", "Draft"),
        BulkState::Scheduled => ("予約", "Scheduled"),
        BulkState::Sending => ("配信中", "Sending"),
        BulkState::Paused => ("一時停止", "Paused"),
        BulkState::Sent => ("送信済み", "Sent"),
        BulkState::PartlyFailed => ("一部エラー", "Partly failed"),
        BulkState::Cancelled => ("中止", "Cancelled"),
        BulkState::Repeating => ("定期配信", "Repeats"),
        BulkState::Ended => ("終了", "Ended"),
    };
    if l == Language::Japanese { ja } else { en }
}

/// How a tag of it looks.
pub fn state_kind(state: BulkState) -> &'static str {
    match state {
        BulkState::Draft | BulkState::Cancelled | BulkState::Ended => "fill",
        BulkState::Scheduled | BulkState::Sending | BulkState::Repeating => "accent",
        BulkState::Paused | BulkState::PartlyFailed => "warn",
        BulkState::Sent => "ok",
    }
}

pub fn recipient_name(state: RecipientState, l: Language) -> &'static str {
    let (ja, en) = match state {
        RecipientState::Listed => ("送信対象", "To be sent"),
        RecipientState::Excluded => ("除外", "Left out"),
        RecipientState::Waiting => ("待ち", "Waiting"),
        RecipientState::Sending => ("送信中", "Sending"),
        RecipientState::Sent => ("送信済み", "Sent"),
        RecipientState::Failed => ("送信できません", "Refused"),
        RecipientState::Unsure => ("届いたか不明", "Unsure"),
        RecipientState::Bounced => ("戻ってきました", "Came back"),
        RecipientState::Cancelled => ("中止", "Cancelled"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn recipient_kind(state: RecipientState) -> &'static str {
    match state {
        RecipientState::Failed | RecipientState::Bounced => "bad",
        RecipientState::Unsure => "warn",
        RecipientState::Sent => "ok",
        _ => "fill",
    }
}

pub fn exclusion_name(why: Exclusion, l: Language) -> &'static str {
    let (ja, en) = match why {
        Exclusion::OptedOut => ("配信停止", "Opted out"),
        Exclusion::NoAddress => ("アドレスなし", "No address"),
        Exclusion::Duplicate => ("重複", "Duplicate"),
        Exclusion::Bounced => ("以前に宛先不明", "Unknown address before"),
        Exclusion::Invalid => ("アドレスの誤り", "Not an address"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn pause_text(why: Pause, l: Language) -> Option<&'static str> {
    match why {
        Pause::Person => None,
        Pause::Limit => Some(paused_limit(l)),
        Pause::Account => Some(paused_account(l)),
        Pause::Nobody => Some(paused_nobody(l)),
        Pause::Missed => Some(super::repeat_words::paused_missed(l)),
        Pause::TooMany => Some(super::repeat_words::paused_too_many(l)),
    }
}

/// Of one that was passed over for good.
pub fn passed_text(why: Pause, l: Language) -> Option<&'static str> {
    (why == Pause::Missed).then(|| super::repeat_words::passed_missed(l))
}

pub fn test_name(test: Test, l: Language) -> &'static str {
    let (ja, en) = match test {
        Test::Contains => ("が次を含む", "contains"),
        Test::Lacks => ("が次を含まない", "does not contain"),
        Test::Is => ("である", "is"),
        Test::IsNot => ("でない", "is not"),
        Test::Within => ("がある（日以内）", "within the last days"),
        Test::NotWithin => ("がない（日以内）", "not within the last days"),
    };
    if l == Language::Japanese { ja } else { en }
}

/// The names of the four columns that a file has.
pub fn head(l: Language) -> [&'static str; 4] {
    [csv_address(l), name(l), company(l), section(l)]
}
