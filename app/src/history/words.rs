//! Words of customer history.

use crate::words;
use domain::{Language, history::Unit};

words! {
    past = "履歴", "History";
    see = "履歴を見る", "Show history";
    hide = "履歴を閉じる", "Hide history";
    of(name: &str) = "{name} との履歴", "History with {name}";
    reach = "履歴の範囲", "Reach of the history";
    thread = "スレッド", "Thread";
    customer = "顧客", "Customer";
    company = "会社", "Company";
    received = "受信", "Received";
    sent = "送信", "Sent";
    had(name: &str) = "当時の担当者: {name}", "Assignee then: {name}";
    no_one = "担当者なし", "No assignee";
    more = "さらに読み込む", "Load more";
    older = "これより前", "Older";
    newest = "最新へ戻る", "Back to the newest";
    all = "ページで開く", "Open as a page";
    nothing = "履歴はありません", "No history yet";
    nothing_text = "この相手とのメールが、見られるメールアプリケーションにありません。", "There is no mail with them in the mailboxes that you can see.";
    no_company = "会社としてまとめられません", "Not a company";
    no_company_text = "だれでも使えるメールサービスのアドレスです。「顧客」の履歴を見てください。", "This address belongs to a mail service that anybody can use. Look at the history of the customer.";
    others(count: usize) = "このお客様のほかの未完了: {count}件", "Also unfinished with this customer: {count}" | "Also unfinished with this customer: {count}";
    back = "やりとりへ戻る", "Back to the conversation";
    list = "メールの一覧", "Mails";
}

pub fn unit_name(unit: Unit, l: Language) -> &'static str {
    match unit {
        Unit::Thread => thread(l),
        Unit::Customer => customer(l),
        Unit::Company => company(l),
    }
}
