//! Conditions and actions in plain words: 件名 に「見積」を含む.

use super::words;
use crate::{conversations::words as named, fields::in_words, messages::proof_short};
use domain::{
    Language,
    fields::Value,
    folders,
    proofs::Proof,
    rules::{Action, Condition, Kind, Operator, RulesDesk, What},
};

mod phrase {
    use crate::words;
    words! {
        from = "差出人", "Sender";
        to = "To", "To";
        cc = "CC", "CC";
        recipient = "宛先（To・CC）", "Recipient (To, CC)";
        subject = "件名", "Subject";
        body = "本文", "Text";
        header = "ヘッダー", "Header";
        account = "受信したアドレス", "Received at";
        has_attachment = "添付ファイルの有無", "Has attachments";
        attachment_name = "添付ファイル名", "Name of an attachment";
        size = "サイズ", "Size";
        known = "これまでのやりとり", "Earlier mails";
        language = "言語", "Language";
        automatic = "自動送信メール", "Automatic mail";
        proof = "送信元の確認", "Proof of the sender";
        contains = "を含む", "contains";
        not_contains = "を含まない", "does not contain";
        equals = "と同じ", "is";
        not_equals = "と違う", "is not";
        starts = "で始まる", "starts with";
        ends = "で終わる", "ends with";
        matches = "正規表現に合う", "matches";
        is_choice = "が次のどれか", "is one of";
        is_no_choice = "が次のどれでもない", "is none of";
        over = "より大きい", "is larger than";
        under = "より小さい", "is smaller than";
        said(what: &str, values: &str, how: &str) = "{what} に「{values}」{how}", "{what} {how} “{values}”";
        said_is(what: &str, values: &str, how: &str) = "{what} が「{values}」{how}", "{what} {how} “{values}”";
        said_pattern(what: &str, values: &str) = "{what} が正規表現「{values}」に合う", "{what} matches “{values}”";
        said_choice(what: &str, values: &str) = "{what} が {values}", "{what} is {values}";
        said_no_choice(what: &str, values: &str) = "{what} が {values} 以外", "{what} is not {values}";
        said_over(values: &str) = "{values} KB より大きい", "larger than {values} KB";
        said_under(values: &str) = "{values} KB より小さい", "smaller than {values} KB";
        with_attachment = "添付ファイルがある", "has attachments";
        without_attachment = "添付ファイルがない", "has no attachments";
        from_known = "以前にやりとりした相手から", "from somebody known";
        from_unknown = "はじめての相手から", "from somebody new";
        is_automatic = "自動送信メールである", "is automatic";
        is_not_automatic = "自動送信メールではない", "is not automatic";
        yes = "はい", "Yes";
        no = "いいえ", "No";
        japanese = "日本語", "Japanese";
        english = "英語", "English";
        chinese = "中国語", "Chinese";
        korean = "韓国語", "Korean";
        thai = "タイ語", "Thai";
        arabic = "アラビア語", "Arabic";
        russian = "ロシア語", "Russian";
        failed = "別の送信元", "Proved to be from elsewhere";
        unknown = "確認できない", "Nobody checked";
        file(name: &str) = "フォルダ「{name}」へ", "into the folder “{name}”";
        status(name: &str) = "処理状況を「{name}」に", "status “{name}”";
        assign(name: &str) = "担当者を {name} に", "assign to {name}";
        assign_previous = "担当者を前回の担当者に", "assign to the previous assignee";
        confirm(name: &str) = "確認者を {name} に", "confirmer {name}";
        priority(name: &str) = "優先度を「{name}」に", "priority “{name}”";
        reply = "自動返信する", "answer";
        forward(to: &str) = "{to} へ転送", "forward to {to}";
        spam = "迷惑メールに", "into the spam";
        field(name: &str, value: &str) = "「{name}」を「{value}」に", "{name}: “{value}”";
        notify(name: &str) = "{name} に知らせる", "tell {name}";
        notify_chats = "チャットと外部連携に知らせる", "tell chats and programs";
        stop = "ここで終わる", "stop here";
        gone = "（なくなったもの）", "(gone)";
    }
}

/// Languages that mails are told apart by.
pub const LANGUAGES: [&str; 7] = ["ja", "en", "zh", "ko", "th", "ar", "ru"];

pub fn what(what: What, l: Language) -> &'static str {
    match what {
        What::From => phrase::from(l),
        What::To => phrase::to(l),
        What::Cc => phrase::cc(l),
        What::Recipient => phrase::recipient(l),
        What::Subject => phrase::subject(l),
        What::Body => phrase::body(l),
        What::Header => phrase::header(l),
        What::Account => phrase::account(l),
        What::HasAttachment => phrase::has_attachment(l),
        What::AttachmentName => phrase::attachment_name(l),
        What::Size => phrase::size(l),
        What::Known => phrase::known(l),
        What::Language => phrase::language(l),
        What::Automatic => phrase::automatic(l),
        What::Proof => phrase::proof(l),
    }
}

/// An operator in the menu of a condition.
pub fn operator(of: What, operator: Operator, l: Language) -> &'static str {
    match (operator, of) {
        (Operator::Yes, What::HasAttachment) => phrase::with_attachment(l),
        (Operator::No, What::HasAttachment) => phrase::without_attachment(l),
        (Operator::Yes, What::Known) => phrase::from_known(l),
        (Operator::No, What::Known) => phrase::from_unknown(l),
        (Operator::Yes, What::Automatic) => phrase::is_automatic(l),
        (Operator::No, What::Automatic) => phrase::is_not_automatic(l),
        (Operator::Yes, _) => phrase::yes(l),
        (Operator::No, _) => phrase::no(l),
        (Operator::Equals, of) if of.kind() == Kind::Choice => phrase::is_choice(l),
        (Operator::NotEquals, of) if of.kind() == Kind::Choice => phrase::is_no_choice(l),
        (Operator::Contains, _) => phrase::contains(l),
        (Operator::NotContains, _) => phrase::not_contains(l),
        (Operator::Equals, _) => phrase::equals(l),
        (Operator::NotEquals, _) => phrase::not_equals(l),
        (Operator::Starts, _) => phrase::starts(l),
        (Operator::Ends, _) => phrase::ends(l),
        (Operator::Matches, _) => phrase::matches(l),
        (Operator::Over, _) => phrase::over(l),
        (Operator::Under, _) => phrase::under(l),
    }
}

/// What can be chosen, by name.
pub fn choice(of: What, value: &str, l: Language) -> String {
    let name = match (of, value) {
        (What::Language, "ja") => phrase::japanese(l),
        (What::Language, "en") => phrase::english(l),
        (What::Language, "zh") => phrase::chinese(l),
        (What::Language, "ko") => phrase::korean(l),
        (What::Language, "th") => phrase::thai(l),
        (What::Language, "ar") => phrase::arabic(l),
        (What::Language, "ru") => phrase::russian(l),
        (What::Proof, value) => match Proof::parse(value) {
            Some(Proof::Failed) => phrase::failed(l),
            Some(Proof::Unknown) => phrase::unknown(l),
            Some(proof) => proof_short(proof, l),
            None => value,
        },
        _ => value,
    };
    name.to_owned()
}

/// One condition as a phrase.
pub fn condition(condition: &Condition, l: Language) -> String {
    let Condition { what: of, header, operator: how, values, .. } = condition;
    let of_name = if *of == What::Header { format!("{} {header}", what(*of, l)) } else { what(*of, l).to_owned() };
    let or = format!(" {} ", words::or(l));
    let said = values.iter().map(|value| choice(*of, value, l)).collect::<Vec<_>>();
    match (of.kind(), how) {
        (Kind::YesNo, how) => operator(*of, *how, l).to_owned(),
        (Kind::Number, Operator::Over) => phrase::said_over(l, &said.join(&or)),
        (Kind::Number, _) => phrase::said_under(l, &said.join(&or)),
        (Kind::Choice, Operator::Equals) => phrase::said_choice(l, &of_name, &said.join(&or)),
        (Kind::Choice, _) => phrase::said_no_choice(l, &of_name, &said.join(" / ")),
        (Kind::Text, Operator::Matches) => phrase::said_pattern(l, &of_name, &said.join(" / ")),
        (Kind::Text, Operator::Contains | Operator::NotContains) => phrase::said(l, &of_name, &said.join(" / "), operator(*of, *how, l)),
        (Kind::Text, _) => phrase::said_is(l, &of_name, &said.join(" / "), operator(*of, *how, l)),
    }
}

/// One action as a phrase.
pub fn action(action: &Action, desk: &RulesDesk, l: Language) -> String {
    let gone = || phrase::gone(l).to_owned();
    let person = |id| desk.people.iter().find(|person| person.id == id).map_or_else(gone, |person| person.name.clone());
    match action {
        Action::File { folder } => phrase::file(l, &folders::path(&desk.folders, *folder).unwrap_or_else(gone)),
        Action::Status { status } => {
            let known = desk.statuses.iter().find(|known| known.id == *status);
            phrase::status(l, &known.map_or_else(gone, |status| named::status_name(status, l)))
        }
        Action::Assign { user } => phrase::assign(l, &person(*user)),
        Action::AssignPrevious => phrase::assign_previous(l).to_owned(),
        Action::Confirm { user } => phrase::confirm(l, &person(*user)),
        Action::Priority { priority } => phrase::priority(l, named::priority_name(*priority, l)),
        Action::Stop => phrase::stop(l).to_owned(),
        Action::Reply { .. } => phrase::reply(l).to_owned(),
        Action::Forward { to } => phrase::forward(l, &to.join(", ")),
        Action::Spam => phrase::spam(l).to_owned(),
        Action::Field { field, value } => {
            let known = desk.fields.iter().find(|known| known.id == *field);
            let said = known.and_then(|known| Some(in_words(known, &Value::parse(known.kind, value).ok()??, &desk.people, l)));
            phrase::field(l, &known.map_or_else(gone, |known| known.name.clone()), &said.unwrap_or_else(gone))
        }
        Action::Notify { user: Some(user) } => phrase::notify(l, &person(*user)),
        Action::Notify { user: None } => phrase::notify_chats(l).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_sentences() {
        let asked = |what, operator, values: &[&str]| Condition {
            what,
            header: "X-Kind".into(),
            operator,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            fuzzy: false,
        };
        let cases = [
            (asked(What::Subject, Operator::Contains, &["見積"]), "件名 に「見積」を含む", "Subject contains “見積”"),
            (
                asked(What::Subject, Operator::NotContains, &["警報", "エラー"]),
                "件名 に「警報 / エラー」を含まない",
                "Subject does not contain “警報 / エラー”",
            ),
            (asked(What::From, Operator::Ends, &["@bank.example"]), "差出人 が「@bank.example」で終わる", "Sender ends with “@bank.example”"),
            (asked(What::Header, Operator::Matches, &["^a"]), "ヘッダー X-Kind が正規表現「^a」に合う", "Header X-Kind matches “^a”"),
            (asked(What::Language, Operator::Equals, &["en", "zh"]), "言語 が 英語 または 中国語", "Language is English or Chinese"),
            (asked(What::Size, Operator::Over, &["500"]), "500 KB より大きい", "larger than 500 KB"),
            (asked(What::Known, Operator::No, &[]), "はじめての相手から", "from somebody new"),
        ];
        for (asked, ja, en) in cases {
            assert_eq!((condition(&asked, Language::Japanese).as_str(), condition(&asked, Language::English).as_str()), (ja, en));
        }
    }
}
