//! Words of the settings of fields.

use crate::words;
use domain::{
    Language,
    fields::{COUNTED_MAX, Kind},
};

words! {
    title_of(name: &str) = "メール項目：{name}", "Fields: {name}";
    text = "「種別」や「製品」のように、やりとりを分けて見るための項目です。一覧の列やしぼり込み、検索に使えます。", "Fields such as “Type” or “Product” sort conversations. They can be columns and filters of the lists, and are found by search.";
    link = "メール項目", "Fields";
    link_of(name: &str) = "{name} のメール項目", "Fields of {name}";
    add = "メール項目を追加", "Add field";
    none_title = "メール項目はまだありません", "No fields yet";
    none_text = "追加すると、やりとりの見出しに表示され、だれでも値を選べるようになります。", "Add one, and everybody can set its value at the head of a conversation.";
    name = "名前", "Name";
    name_hint = "30文字まで", "Up to 30 characters";
    kind = "種類", "Kind";
    kind_hint = "あとから変えることはできません。", "This cannot be changed later.";
    choices = "選択肢", "Choices";
    choice(place: usize) = "選択肢{place}の名前", "Name of choice {place}";
    color_of(place: usize) = "選択肢{place}の色", "Colour of choice {place}";
    earlier_choice(place: usize) = "選択肢{place}を上へ", "Move choice {place} up";
    later_choice(place: usize) = "選択肢{place}を下へ", "Move choice {place} down";
    drop_choice(place: usize) = "選択肢{place}をやめる", "Remove choice {place}";
    archived(place: usize) = "選択肢{place}を使わない", "Do not offer choice {place}";
    archive = "使わない", "Not offered";
    archive_hint = "「使わない」にした選択肢は、設定済みのやりとりには残り、新しくは選べません。", "A choice that is not offered stays where it is set and cannot be chosen anew.";
    add_choice = "選択肢を追加", "Add choice";
    listed = "一覧の列に表示する", "Show as a column of the lists";
    listed_text = "3つまで。幅の広い画面で表示されます。", "Up to three, on wide screens.";
    column = "一覧の列", "Column";
    yes = "表示", "Shown";
    used = "値のある件数", "In use";
    used_times(count: i64) = "{count}件", "{count}";
    used_more(count: i64) = "{count}件以上", "{count} or more";
    actions = "操作", "Actions";
    earlier(name: &str) = "{name} を上へ", "Move {name} up";
    later(name: &str) = "{name} を下へ", "Move {name} down";
    edit = "編集", "Edit";
    edit_of(name: &str) = "{name} を編集", "Edit {name}";
    edit_title(name: &str) = "「{name}」を編集", "Edit “{name}”";
    remove = "削除", "Delete";
    remove_of(name: &str) = "{name} を削除", "Delete {name}";
    remove_title(name: &str) = "「{name}」を削除しますか", "Delete “{name}”?";
    remove_unused = "値のあるやりとりはありません。", "No conversation has a value.";
    remove_used(count: &str) = "値のあるやりとりが{count}あります。項目といっしょに値も消え、元に戻せません。履歴には残ります。", "Conversations that have a value: {count}. The values go with the field and cannot be restored. The history keeps them.";
    quota(count: usize, limit: i64) = "{limit}個のうち {count}個を使っています。", "{count} of {limit} is in use." | "{count} of {limit} are in use.";
    added(name: &str) = "メール項目「{name}」を追加しました。", "Field “{name}” added.";
    saved = "保存しました。", "Saved.";
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

/// How many conversations have a value, as far as they were counted.
pub fn count(used: i64, l: Language) -> String {
    if used > COUNTED_MAX { used_more(l, COUNTED_MAX) } else { used_times(l, used) }
}
