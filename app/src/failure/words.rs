//! Failures in words: what happened, and what to do about it.

use super::Failure;
use crate::own_fault;
use domain::{Field, Language, Limit, Refused, Wrong, own_fault::OwnFault};

pub use said::not_refreshed;

mod said {
    use crate::words;
    words! {
        not_refreshed = "最新の状態を読み込めませんでした。表示しているのは前回の内容です。", "This could not be refreshed. What you see is from before.";
        not_signed_in = "ログインの有効期限が切れました。もう一度ログインしてください。", "Your session has ended. Please sign in again.";
        must_change_password = "仮のパスワードです。先に新しいパスワードを設定してください。", "This is a temporary password. Please set a new one first.";
        not_allowed = "この操作をする権限がありません。必要なときは運用管理者に頼んでください。", "You do not have the right to do this. Ask an operator if you need it.";
        not_found = "見つかりません。削除されたか、表示する権限がない可能性があります。", "Not found. It may have been deleted, or you may not have access to it.";
        bad_credentials = "メールアドレスかパスワードが違います。", "The email address or the password is wrong.";
        throttled(seconds: u32) = "試した回数が多すぎます。{seconds}秒待ってから、もう一度試してください。", "Too many tries. Please wait {seconds} seconds and try again.";
        link_expired = "このリンクは使用済みか、期限が切れています。管理者に新しいリンクを頼んでください。", "This link was already used or has expired. Ask an administrator for a new one.";
        already_set_up = "初期設定はすでに終わっています。ログインしてください。", "Set-up is already complete. Please sign in.";
        held(holder: &str) = "{holder} さんが返信を作成中です。終わるのを待つか、引き継いでください。", "{holder} is writing a reply. Wait until they finish, or take over.";
        lease_lost_to(holder: &str) = "返信処理は {holder} さんに引き継がれました。書いた内容は下書きに残っています。", "{holder} has taken over the reply. What you wrote is kept in the draft.";
        lease_lost = "返信処理が終了していました。書いた内容は下書きに残っています。", "Your reply session has ended. What you wrote is kept in the draft.";
        stale = "ほかの人が先に変更しました。最新の内容を確かめてから、もう一度操作してください。", "Someone changed this first. Check the current state and try again.";
        no_recipient = "宛先がありません。To、CC、BCC のどれかに入力してください。", "There is no recipient. Fill in To, CC or BCC.";
        bad_address(entry: &str) = "「{entry}」はメールアドレスの形ではありません。直してください。", "“{entry}” is not an email address. Please correct it.";
        no_sending_account = "このメールアプリケーションには送信できるアカウントがありません。運用管理者に設定を頼んでください。", "This mailbox has no account that can send. Ask an operator to set one up.";
        already_sent = "このメールはすでに送信されています。", "This mail has already been sent.";
        sent_again = "直す前のメールが、その間にもう一度送られました。同じ相手に2通届かないよう、このメールは送っていません。下書きは残っています。", "The mail that this one corrects was sent once more meanwhile. This one was not sent, so that nobody gets both. Your draft is kept.";
        too_late = "送信が始まったため、取り消せませんでした。", "It was too late to stop it: sending had begun.";
        taken(what: &str) = "その{what}はすでに使われています。", "That {what} is already in use.";
        needs_check = "このメールは、いまの内容をほかの人が承認するまで送信できません。「確認を依頼」から依頼してください。", "This mail cannot be sent until somebody else has approved what it says now. Ask for a check first.";
        last_admin = "最後のシステム管理者は変更できません。先に別の人を管理者にしてください。", "The last system admin cannot be changed. Make someone else an admin first.";
        merged_into = "このやりとりは、ほかのやりとりとまとめられています。開きなおすと、まとめ先が表示されます。", "This conversation was joined with another one. Open it again to see where it is now.";
        sending = "メールを送信している最中です。送信が終わってから、もう一度操作してください。", "A mail is just being sent. Try again when it is out.";
        too_many_recipients(count: u64, limit: u64) = "宛先が{count}人です。1回の一斉配信で送れるのは{limit}人までです。", "These are {count} recipients. A bulk mail can have {limit} at most.";
        over_day(wanted: i64, used: i64, limit: i64) = "あと{wanted}通を送ると、1日の上限（{limit}通）を超えます。今日は{used}通を使っています。日付が変わってから送るか、宛先を減らしてください。", "{wanted} more mails would pass the limit of {limit} a day; {used} are used today. Send it tomorrow, or to fewer people.";
        open_quote(line: usize) = "ファイルの{line}行目で始まる「\"」が閉じていないため、そこから先を読めません。{line}行目を直すか、表計算ソフトで保存し直して、もう一度選んでください。", "The quotation mark that begins on line {line} of the file is never closed, so nothing behind it can be read. Correct line {line}, or save the file again from your spreadsheet, and choose it once more.";
        condition_gone = "選ばれている集計条件は削除されています。「集計条件」で別のものか「条件なし」を選んでください。", "The chosen condition was removed. Choose another one under “Condition”, or “No condition”.";
        whole_conversation = "やりとりにメールが1通も残らなくなるため、できません。", "This cannot be done: no mail would be left of the conversation.";
        failed(code: &str) = "問題が起きました（{code}）。変更は保存されていません。続くときは、この番号を管理者に伝えてください。", "Something went wrong ({code}). Nothing was saved. If it keeps happening, give this code to your administrator.";
        disk_full = "このシステムのディスクに空きがないため、保存できませんでした。書いた内容はこの画面に残っています。システム管理者に知らせてください。", "The disk of this system is full, so nothing was saved. What you wrote is still on this screen. Please tell your system admin.";
        database_away = "データベースが応答しないため、できませんでした。書いている内容はこの画面に残っています。しばらくしてからもう一度試してください。", "The database does not answer, so this did not work. What you are writing is still on this screen. Try again in a while.";
        unreachable = "サーバーに接続できません。接続を確かめてから、もう一度試してください。", "The server cannot be reached. Check your connection and try again.";
        waiting = "オフラインのため、つながったときに送ります。", "You are offline. It will be sent as soon as you are online.";
        missing(what: &str) = "{what}を入力してください。", "Please fill in the {what}.";
        too_long(what: &str) = "{what}が長すぎます。短くしてください。", "The {what} is too long. Please shorten it.";
        too_short(what: &str) = "{what}が短すぎます。長くしてください。", "The {what} is too short. Please lengthen it.";
        malformed(what: &str) = "{what}の形が正しくありません。", "The {what} is not valid.";
        out_of_range(what: &str) = "{what}が範囲の外です。", "The {what} is out of range.";
        too_common = "推測されやすいパスワードです。文字と数字を組み合わせ、ほかの人が思いつかないものにしてください。", "This password is easy to guess. Mix letters and digits, and choose something nobody would think of.";
        same(what: &str) = "{what}が前と同じです。別のものにしてください。", "The {what} is the same as before. Choose a different one.";
        ours(what: &str) = "その{what}は、このシステムのメールアカウントです。別のものにしてください。", "That {what} is one of the mail accounts of this system. Choose a different one.";
        item_taken(item: &str) = "「{item}」が同じ値のものがすでにあります。", "Another entry already has this value of “{item}”.";
        item_missing(item: &str) = "「{item}」を入力してください。", "Please fill in “{item}”.";
        item_too_long(item: &str) = "「{item}」が長すぎます。短くしてください。", "“{item}” is too long. Please shorten it.";
        item_malformed(item: &str) = "「{item}」の形が正しくありません。", "“{item}” is not valid.";
        over(what: &str, limit: u64) = "{what}は{limit}までです。", "The limit is {limit} {what}.";
        over_size(what: &str, megabytes: u64) = "{what}が大きすぎます。{megabytes} MB までです。", "The {what} is too large. The limit is {megabytes} MB.";
    }
}

impl Failure {
    /// A sentence for the screen.
    pub fn words(&self, l: Language) -> String {
        match self {
            Failure::Refused(refused) => refused_words(refused, l),
            Failure::Failed { code } => said::failed(l, code),
            Failure::Ours(OwnFault::DiskFull) => said::disk_full(l).to_owned(),
            Failure::Ours(OwnFault::DatabaseAway) => said::database_away(l).to_owned(),
            Failure::Ours(fault) => own_fault::text(*fault, l).to_owned(),
            Failure::Unreachable(_) => said::unreachable(l).to_owned(),
            Failure::Waiting => said::waiting(l).to_owned(),
        }
    }
}

fn refused_words(refused: &Refused, l: Language) -> String {
    match refused {
        Refused::NotSignedIn => said::not_signed_in(l).to_owned(),
        Refused::MustChangePassword => said::must_change_password(l).to_owned(),
        Refused::NotAllowed => said::not_allowed(l).to_owned(),
        Refused::NotFound => said::not_found(l).to_owned(),
        Refused::BadCredentials => said::bad_credentials(l).to_owned(),
        Refused::Throttled { seconds } => said::throttled(l, *seconds),
        Refused::LinkExpired => said::link_expired(l).to_owned(),
        Refused::AlreadySetUp => said::already_set_up(l).to_owned(),
        Refused::Invalid { field, wrong } => wrong_words(*field, *wrong, l),
        Refused::Held { holder, .. } => said::held(l, holder),
        Refused::LeaseLost { holder: Some(holder) } => said::lease_lost_to(l, holder),
        Refused::LeaseLost { holder: None } => said::lease_lost(l).to_owned(),
        Refused::Stale => said::stale(l).to_owned(),
        Refused::OverLimit { what, limit } => limit_words(*what, *limit, l),
        Refused::NoRecipient => said::no_recipient(l).to_owned(),
        Refused::BadAddress { entry } => said::bad_address(l, entry),
        Refused::NoSendingAccount => said::no_sending_account(l).to_owned(),
        Refused::AlreadySent => said::already_sent(l).to_owned(),
        Refused::SentAgain => said::sent_again(l).to_owned(),
        Refused::TooLate => said::too_late(l).to_owned(),
        Refused::Taken { field } => said::taken(l, field_words(*field, l)),
        Refused::LastAdmin => said::last_admin(l).to_owned(),
        Refused::NeedsCheck => said::needs_check(l).to_owned(),
        Refused::MergedInto { .. } => said::merged_into(l).to_owned(),
        Refused::Sending => said::sending(l).to_owned(),
        Refused::ConditionGone => said::condition_gone(l).to_owned(),
        Refused::WholeConversation => said::whole_conversation(l).to_owned(),
        Refused::Item { item, wrong: Wrong::Same } => said::item_taken(l, item),
        Refused::Item { item, wrong: Wrong::Missing } => said::item_missing(l, item),
        Refused::Item { item, wrong: Wrong::TooLong } => said::item_too_long(l, item),
        Refused::Item { item, .. } => said::item_malformed(l, item),
        Refused::OpenQuote { line } => said::open_quote(l, *line),
        Refused::TooManyRecipients { count, limit } => said::too_many_recipients(l, *count, *limit),
        Refused::OverDay { wanted, used, limit, .. } => said::over_day(l, *wanted, *used, *limit),
    }
}

fn wrong_words(field: Field, wrong: Wrong, l: Language) -> String {
    let what = field_words(field, l);
    match wrong {
        Wrong::Missing => said::missing(l, what),
        Wrong::TooLong => said::too_long(l, what),
        Wrong::TooShort => said::too_short(l, what),
        Wrong::Malformed => said::malformed(l, what),
        Wrong::OutOfRange => said::out_of_range(l, what),
        Wrong::TooCommon => said::too_common(l).to_owned(),
        Wrong::Same => said::same(l, what),
        Wrong::Ours => said::ours(l, what),
    }
}

fn limit_words(what: Limit, limit: u64, l: Language) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    let japanese = l == Language::Japanese;
    let name = match what {
        Limit::Spaces if japanese => "スペース",
        Limit::Spaces => "spaces",
        Limit::Mailboxes if japanese => "メールアプリケーション",
        Limit::Mailboxes => "mailboxes",
        Limit::Accounts if japanese => "メールアカウント",
        Limit::Accounts => "mail accounts",
        Limit::Selected if japanese => "一度に選べる件数",
        Limit::Selected => "conversations at a time",
        Limit::Statuses if japanese => "処理状況の数",
        Limit::Statuses => "statuses",
        Limit::Fields if japanese => "メール項目の数",
        Limit::Fields => "fields",
        Limit::Columns if japanese => "一覧に出せるメール項目の数",
        Limit::Columns => "columns in a list",
        Limit::Options if japanese => "選択肢の数",
        Limit::Options => "choices",
        Limit::Joined if japanese => "一度にまとめられる件数",
        Limit::Joined => "conversations joined at a time",
        Limit::Webhooks if japanese => "Webhook",
        Limit::Webhooks => "webhooks",
        Limit::Devices if japanese => "通知を受け取る端末",
        Limit::Devices => "devices",
        Limit::BookItems if japanese => "アドレス帳の項目の数",
        Limit::BookItems => "items of the address book",
        Limit::BookGroups if japanese => "グループの数",
        Limit::BookGroups => "groups",
        Limit::BookColumns if japanese => "一覧に出せる項目の数",
        Limit::BookColumns => "columns in a list",
        Limit::Addresses if japanese => "1人のメールアドレスの数",
        Limit::Addresses => "mail addresses of one person",
        Limit::Templates if japanese => "テンプレートの数",
        Limit::Templates => "templates",
        Limit::Files if japanese => "1件に付けられるファイルの数",
        Limit::Files => "files of one entry",
        Limit::Links if japanese => "共有リンクの数",
        Limit::Links => "shared links",
        Limit::Lines if japanese => "1つのファイルの行数",
        Limit::Lines => "lines of one file",
        Limit::FileBytes if japanese => return said::over_size(l, "ファイル", limit / MEGABYTE),
        Limit::FileBytes => return said::over_size(l, "file", limit / MEGABYTE),
        Limit::MessageBytes if japanese => return said::over_size(l, "メール全体", limit / MEGABYTE),
        Limit::MessageBytes => return said::over_size(l, "whole mail", limit / MEGABYTE),
        Limit::Folders if japanese => "フォルダ",
        Limit::Folders => "folders",
        Limit::FolderLevels if japanese => "フォルダの階層",
        Limit::FolderLevels => "levels of folders",
        Limit::Rules if japanese => "自動設定",
        Limit::Rules => "rules",
        Limit::ScheduledBulkMails if japanese => "予約できる一斉配信",
        Limit::ScheduledBulkMails => "scheduled bulk mails",
        Limit::ImportBytes if japanese => return said::over_size(l, "取り込むファイル", limit / MEGABYTE),
        Limit::ImportBytes => return said::over_size(l, "file to import", limit / MEGABYTE),
        Limit::Imports if japanese => "同時に行える取り込み",
        Limit::Imports => "imports at a time",
        Limit::SavedSearches if japanese => "保存できる検索",
        Limit::SavedSearches => "saved searches",
        Limit::ReportConditions if japanese => "集計条件",
        Limit::ReportConditions => "report conditions",
        Limit::ReportSchedules if japanese => "定期レポート",
        Limit::ReportSchedules => "scheduled reports",
        Limit::Recipients if japanese => "送り先",
        Limit::Recipients => "recipients",
        Limit::ReportClauses if japanese => "集計条件の行",
        Limit::ReportClauses => "rows of a condition",
    };
    said::over(l, name, limit)
}

fn field_words(field: Field, l: Language) -> &'static str {
    let (ja, en) = match field {
        Field::SendAt => ("送信する日時", "time to send it"),
        Field::Email => ("メールアドレス", "email address"),
        Field::Name => ("名前", "name"),
        Field::Password => ("パスワード", "password"),
        Field::Company => ("会社名", "company name"),
        Field::Zone => ("タイムゾーン", "time zone"),
        Field::Mailbox => ("メールアプリケーション", "mailbox"),
        Field::Host => ("サーバー名", "server name"),
        Field::Port => ("ポート番号", "port"),
        Field::Address => ("アドレス", "address"),
        Field::Interval => ("間隔", "interval"),
        Field::Days => ("日数", "number of days"),
        Field::Weekday => ("曜日", "weekday"),
        Field::Folder => ("フォルダ", "folder"),
        Field::Text => ("本文", "text"),
        Field::Subject => ("件名", "subject"),
        Field::User => ("ユーザー名", "user name"),
        Field::Status => ("処理状況", "status"),
        Field::Rights => ("権限", "rights"),
        Field::File => ("ファイル", "file"),
        Field::Condition => ("条件", "condition"),
        Field::Action => ("動作", "action"),
        Field::Pattern => ("正規表現", "regular expression"),
        Field::Value => ("値", "value"),
        Field::Letters => ("1時間に送れる数", "number of letters an hour"),
        Field::TrustedServers => ("信頼する受信サーバー", "trusted receiving server"),
        Field::Reason => ("理由", "reason"),
        Field::Until => ("日時", "time"),
        Field::Code => ("コード", "code"),
        Field::Reading => ("読み", "reading"),
        Field::Section => ("部課", "section"),
        Field::Phone => ("電話番号", "phone number"),
        Field::Group => ("グループ", "group"),
        Field::Source => ("取り込み元", "source"),
    };
    if l == Language::Japanese { ja } else { en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Moment;

    #[test]
    fn every_field_and_fault_is_a_whole_sentence() {
        for l in Language::ALL {
            for field in Field::ALL {
                for wrong in Wrong::ALL {
                    let text = Failure::Refused(Refused::Invalid { field: *field, wrong: *wrong }).words(*l);
                    assert!(text.ends_with('。') || text.ends_with('.'), "{text}");
                    assert!(!text.contains('{'), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_holder_and_the_code_are_named() {
        let held = Failure::Refused(Refused::Held { holder: "早瀬 透".into(), since: Moment(0) });
        assert!(held.words(Language::Japanese).contains("早瀬 透"));
        assert!(Failure::Failed { code: "K7Q2".into() }.words(Language::English).contains("K7Q2"));
        let size = Failure::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: 25 * 1024 * 1024 });
        assert!(size.words(Language::Japanese).contains("25 MB"));
    }
}
