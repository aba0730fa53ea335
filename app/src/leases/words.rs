//! Words of the reply lease.

use crate::words;
use domain::Language;

words! {
    mine = "あなたが返信を作成中です。", "You are writing a reply. ";
    mine_why = "ほかの人は返信を始められません。", "Nobody else can start one.";
    others(name: &str) = "{name} さんが返信を作成中です", "{name} is writing a reply";
    since(at: &str) = "（{at} から）。", " (since {at}). ";
    since_typing(at: &str) = "（{at} から・今入力しています）。", " (since {at}, typing now). ";
    since_silent(at: &str) = "（{at} から）。しばらく操作がありません。続きを引き継げます。", " (since {at}). They have not been active for a while; you can take over.";
    why = "二重返信を防ぐため、返信はできません。", "Replying is blocked so that the customer is not answered twice.";
    take_over = "引き継ぐ", "Take over";
    take_over_ask = "引き継ぐ…", "Take over…";
    take_over_title(name: &str) = "{name} さんから返信を引き継ぎますか", "Take over the reply from {name}?";
    take_over_plain(name: &str) = "引き継ぐと {name} さんの画面は読み取り専用になり、下書きの続きをあなたが編集します。2人に通知し、履歴に残します。", "{name}’s screen becomes read-only and you go on with the draft. Both of you are told, and it is kept in the history.";
    take_over_revision(name: &str, revision: i64) = "引き継ぐと {name} さんの画面は読み取り専用になり、下書きの版 {revision} をあなたが続けて編集します。2人に通知し、履歴に残します。", "{name}’s screen becomes read-only and you go on from version {revision} of the draft. Both of you are told, and it is kept in the history.";
}

pub fn take_over_text(l: Language, name: &str, revision: i64) -> String {
    if revision > 0 { take_over_revision(l, name, revision) } else { take_over_plain(l, name) }
}
