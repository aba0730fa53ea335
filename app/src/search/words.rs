//! Words of the search.

use crate::words;
use domain::{
    Language,
    search::{Key, Place, Wrong},
};

words! {
    title = "検索", "Search";
    search_all = "メール全体から検索", "Search all mail";
    question = "検索のことば", "Search for";
    hint = "ことば、件名、差出人など", "Words, subject, sender …";
    start = "検索", "Search";
    narrow = "しぼり込み", "Filters";
    hits = "検索結果", "Results";
    page_of(count: usize) = "{count}件のやりとりを表示しています。", "Showing {count} conversation." | "Showing {count} conversations.";
    page_and_more(count: usize) = "{count}件のやりとりを表示しています。続きがあります。", "Showing {count} conversation, and there are more." | "Showing {count} conversations, and there are more.";
    rights = "閲覧の権限がある範囲だけを探しています。", "Only what you may see is searched.";
    older = "続きを探す", "Search further back";
    begin_title = "メールとコメントを検索します", "Search mail and comments";
    begin_text = "件名、本文、差出人、宛先、添付ファイル名、社内コメントから、新しい順に探します。", "In subject, text, sender, recipients, names of attached files and internal comments, newest first.";
    nothing_yet_title = "ここまでには見つかりませんでした", "Nothing found so far";
    nothing_yet_text = "古いメールはまだ調べていません。続きを探すか、条件を足してしぼり込んでください。", "Older mail has not been searched yet. Search further back, or add a condition.";
    nothing_title = "見つかりませんでした", "Nothing found";
    nothing_text = "ことばを短くするか、条件を外してお試しください。閲覧の権限がないメールは含まれません。", "Try a shorter word or remove a condition. Mail that you may not see is not included.";
    nothing_more_title = "これより前にはありません", "No more results";
    nothing_more_text = "最後まで探しました。", "Everything has been searched.";
    back_to_first = "最初の結果へ", "Back to the first results";
    drop_conditions = "条件を外して探す", "Search without the conditions";
    incomplete = "以前のメールを検索できるように準備しています。古いメールはまだ見つからないことがあります。", "Earlier mail is being prepared for search. Some older mail cannot be found yet.";
    saved = "保存した検索", "Saved searches";
    keep = "この検索を保存", "Save this search";
    kept = "検索を保存しました。", "The search is saved.";
    saved_name = "名前", "Name";
    saved_for = "使える人", "For";
    only_me = "自分だけ", "Only me";
    members_of(mailbox: &str) = "{mailbox} の全員", "Everybody in {mailbox}";
    shared_in(mailbox: &str) = "{mailbox} で共有", "shared in {mailbox}";
    forget_saved(name: &str) = "保存した検索「{name}」を削除", "Delete the saved search “{name}”";
    forget_recent(q: &str) = "「{q}」を履歴から消す", "Remove “{q}” from the history";
    count(count: usize) = "{count}件", "{count} conversation" | "{count} conversations";
    count_or_more(count: usize) = "{count}件以上", "{count} conversation or more" | "{count} conversations or more";
    recent = "最近の検索", "Recent searches";
    clear_recent = "履歴を消す", "Clear history";
    how = "検索の書き方", "How to search";
    how_short = "1〜2文字のことばでも探せます。大文字と小文字、全角と半角、ひらがなとカタカナは区別しません。", "Case does not matter. English words are matched whole.";
    how_words = "すべてのことばを含むメールまたはコメント", "A mail or comment with all the words";
    how_phrase = "この並びのとおり", "Exactly this phrase";
    how_not = "含まない", "Without this word";
    how_from = "差出人の名前・アドレス", "Name or address of the sender";
    how_to = "宛先・CC", "Recipients";
    how_subject = "件名", "Subject";
    how_status = "どれかの処理状況", "Either status";
    how_nobody = "担当者がいない", "Without an assignee";
    how_has = "添付ファイルがある", "With an attachment";
    how_comment = "社内コメントがある", "With internal comments";
    how_after = "この日以降・この日より前", "From this day on, before this day";
    how_field = "メール項目の値（種別の部分は項目の名前）", "Value of a field, by the name of the field";
    how_in = "メールアプリケーション", "Mailbox";
    how_key = "キーでどの画面からも開きます。", "opens the search from any page.";
    any_mailbox = "すべての対象", "All mailboxes";
    mailbox = "対象", "Mailbox";
    any_status = "すべての処理状況", "All statuses";
    status = "処理状況", "Status";
    any_assignee = "すべての担当者", "Anyone";
    assignee = "担当者", "Assignee";
    me = "自分", "me";
    nobody = "なし", "none";
    any_time = "すべての期間", "Any time";
    period = "期間", "Period";
    week = "7日以内", "Last 7 days";
    month = "30日以内", "Last 30 days";
    quarter = "90日以内", "Last 90 days";
    year = "1年以内", "Last year";
    with_attachment = "添付あり", "With attachment";
    chip(name: &str, value: &str) = "{name}：{value}", "{name}: {value}";
    more_in(count: usize) = "ほかに{count}件", "{count} more" | "{count} more";
    no_subject = "（件名なし）", "(no subject)";
    assigned_to(name: &str) = "担当者：{name}", "Assignee: {name}";
    attachment = "添付ファイルあり", "Has attachments";
    comments(count: i64) = "コメント {count}件", "{count} comment" | "{count} comments";
    left_out = "次の条件は使わずに探しました。", "Searched without the following:";
}

/// What stands before the colon, as the reader writes it.
pub fn key(key: Key, l: Language) -> &'static str {
    match (l, key) {
        (Language::English, key) => key.as_str(),
        (Language::Japanese, Key::From) => "差出人",
        (Language::Japanese, Key::To) => "宛先",
        (Language::Japanese, Key::Subject) => "件名",
        (Language::Japanese, Key::Status) => "状況",
        (Language::Japanese, Key::Assignee) => "担当",
        (Language::Japanese, Key::Has) => "添付",
        (Language::Japanese, Key::After) => "以降",
        (Language::Japanese, Key::Before) => "以前",
        (Language::Japanese, Key::In) => "対象",
    }
}

/// `has:attachment`.
pub fn has_attachment(l: Language) -> &'static str {
    match l {
        Language::Japanese => "添付:あり",
        Language::English => "has:attachment",
    }
}

pub fn place(place: Place, l: Language) -> &'static str {
    let (japanese, english) = match place {
        Place::Subject => ("件名", "Subject"),
        Place::Sender => ("差出人", "Sender"),
        Place::Recipients => ("宛先", "Recipients"),
        Place::Body => ("本文", "Text"),
        Place::File => ("添付ファイル名", "File name"),
        Place::FileText => ("添付ファイルの中", "Inside a file"),
        Place::Comment => ("社内コメント", "Comment"),
    };
    match l {
        Language::Japanese => japanese,
        Language::English => english,
    }
}

/// Why a part of the question was left out, and what to write instead.
pub fn wrong(wrong: Wrong, l: Language) -> &'static str {
    let (japanese, english) = match wrong {
        Wrong::NoWord => ("記号だけでは探せません。", "Signs alone cannot be searched for."),
        Wrong::NoValue => ("「:」のあとに値を入れてください。", "Add a value after the colon."),
        Wrong::NoDay => ("日付は 2026-11-24、11/24、7日前 のように入れてください。", "Write dates like 2026-11-24, 11/24 or 7d."),
        Wrong::NoThing => ("「添付:あり」「コメント:あり」が使えます。", "Use has:attachment or has:comment."),
        Wrong::NoStatus => ("この名前の処理状況はありません。", "There is no status of this name."),
        Wrong::NoPerson => ("この名前の担当者はいません。", "There is nobody of this name."),
        Wrong::NoMailbox => ("この名前のメールアプリケーションは見つかりません。", "There is no mailbox of this name that you may see."),
        Wrong::NoFieldValue => ("このメール項目に、その値はありません。", "The field has no such value."),
        Wrong::TooMuch => ("検索のことばが多すぎます。", "The question is too long."),
    };
    match l {
        Language::Japanese => japanese,
        Language::English => english,
    }
}
