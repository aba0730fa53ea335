//! Words that all of these lists share.

use crate::words;
use domain::Language;

words! {
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
    archive_hint = "「使わない」にした選択肢は、すでに選ばれているところには残り、新しくは選べません。", "A choice that is not offered stays where it is set and cannot be chosen anew.";
    add_choice = "選択肢を追加", "Add choice";
    required = "必ず入力する", "Required";
    marks = "設定", "Settings";
    mark_required = "必須", "Required";
    actions = "操作", "Actions";
    earlier(name: &str) = "{name} を上へ", "Move {name} up";
    later(name: &str) = "{name} を下へ", "Move {name} down";
    edit = "編集", "Edit";
    edit_of(name: &str) = "{name} を編集", "Edit {name}";
    edit_title(name: &str) = "「{name}」を編集", "Edit “{name}”";
    remove = "削除", "Delete";
    remove_of(name: &str) = "{name} を削除", "Delete {name}";
    remove_title(name: &str) = "「{name}」を削除しますか", "Delete “{name}”?";
    saved = "保存しました。", "Saved.";
    added(name: &str) = "項目「{name}」を追加しました。", "Item “{name}” added.";
    removed(name: &str) = "項目「{name}」を削除しました。", "Item “{name}” deleted.";
    used_times(count: i64) = "{count}件", "{count}";
    used_more(count: i64) = "{count}件以上", "{count} or more";
}

/// How many have it, as far as they were counted.
pub fn count(used: i64, most: i64, l: Language) -> String {
    if used > most { used_more(l, most) } else { used_times(l, used) }
}
