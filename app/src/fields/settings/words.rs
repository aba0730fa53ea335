//! Words of the settings of fields.

use crate::words;
use domain::{Language, fields::Kind};

words! {
    title_of(name: &str) = "メール項目：{name}", "Fields: {name}";
    text = "「種別」や「製品」のように、やりとりを分けて見るための項目です。一覧の列やしぼり込み、検索に使えます。", "Fields such as “Type” or “Product” sort conversations. They can be columns and filters of the lists, and are found by search.";
    link = "メール項目", "Fields";
    add = "メール項目を追加", "Add field";
    none_title = "メール項目はまだありません", "No fields yet";
    none_text = "追加すると、やりとりの見出しに表示され、だれでも値を選べるようになります。", "Add one, and everybody can set its value at the head of a conversation.";
    listed = "一覧の列に表示する", "Show as a column of the lists";
    listed_text = "3つまで。幅の広い画面で表示されます。", "Up to three, on wide screens.";
    column = "一覧の列", "Column";
    yes = "表示", "Shown";
    used = "値のある件数", "In use";
    remove_unused = "値のあるやりとりはありません。", "No conversation has a value.";
    remove_used(count: &str) = "値のあるやりとりが{count}あります。項目といっしょに値も消え、元に戻せません。履歴には残ります。", "Conversations that have a value: {count}. The values go with the field and cannot be restored. The history keeps them.";
    quota(count: usize, limit: i64) = "{limit}個のうち {count}個を使っています。", "{count} of {limit} is in use." | "{count} of {limit} are in use.";
    added(name: &str) = "メール項目「{name}」を追加しました。", "Field “{name}” added.";
    removed(name: &str) = "メール項目「{name}」を削除しました。", "Field “{name}” deleted.";
}

pub fn kind_name(kind: Kind, l: Language) -> &'static str {
    let (ja, en) = match kind {
        Kind::Menu => ("メニュー（1つ選ぶ）", "Menu (one choice)"),
        Kind::Multi => ("複数選択", "Several choices"),
        Kind::Text => ("文字", "Text"),
        Kind::Number => ("数値", "Number"),
        Kind::Date => ("日付", "Date"),
        Kind::Person => ("人", "Person"),
        Kind::Check => ("チェック", "Tick"),
    };
    if l == Language::Japanese { ja } else { en }
}
