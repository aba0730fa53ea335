//! Words about reserved words.

use crate::words;
use domain::Language;

words! {
    insert = "予約語を入れる", "Insert a reserved word";
    offered = "予約語の候補", "Reserved words";
    count(count: usize) = "予約語の候補が{count}件あります。矢印キーで選べます", "{count} reserved word. Use the arrow keys" | "{count} reserved words. Use the arrow keys";
}

/// What a reserved word stands for.
pub fn shown(name: &str, l: Language) -> &'static str {
    let (ja, en) = match name {
        "Customer" => ("お客様の名前", "name of the customer"),
        "CustomerLastName" => ("お客様の姓", "family name of the customer"),
        "Company" => ("お客様の会社名", "company of the customer"),
        "Section" => ("お客様の部課", "section of the customer"),
        "User" => ("書いている人の名前", "name of whoever writes"),
        "UserLastName" => ("書いている人の姓", "family name of whoever writes"),
        "UserMail" => ("書いている人のメールアドレス", "address of whoever writes"),
        "Mailbox" => ("メールアプリケーションの名前", "name of the mailbox"),
        "Subject" => ("件名", "subject"),
        "Date" => ("今日の日付", "today’s date"),
        "Time" => ("いまの時刻", "the time of now"),
        "Year" => ("年", "year"),
        "Month" => ("月", "month"),
        "Day" => ("日", "day"),
        "Weekday" => ("曜日", "day of the week"),
        _ => ("アドレス帳の項目", "item of the address book"),
    };
    if l == Language::Japanese { ja } else { en }
}
