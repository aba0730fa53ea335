//! Words of the items of the address book.

use crate::words;
use domain::{Language, book::ItemKind};

words! {
    title = "アドレス帳の項目", "Items of the address book";
    text = "会社や人のカードに、独自の項目を追加できます。標準の項目のあとに並び、CSVにも入ります。", "Cards of companies and people can have items of your own. They come after the standard ones, in files too.";
    companies = "会社の項目", "Items of companies";
    people = "人の項目", "Items of people";
    add_for_companies = "会社の項目を追加", "Add item of companies";
    add_for_people = "人の項目を追加", "Add item of people";
    none_companies = "会社の項目はまだありません。", "No items of companies yet.";
    none_people = "人の項目はまだありません。", "No items of people yet.";
    name = "名前", "Name";
    name_hint = "30文字まで", "Up to 30 characters";
    kind = "種類", "Kind";
    kind_hint = "あとから変えることはできません。", "This cannot be changed later.";
    choices = "選択肢", "Choices";
    choice(place: usize) = "選択肢{place}の名前", "Name of choice {place}";
    earlier_choice(place: usize) = "選択肢{place}を上へ", "Move choice {place} up";
    later_choice(place: usize) = "選択肢{place}を下へ", "Move choice {place} down";
    drop_choice(place: usize) = "選択肢{place}をやめる", "Remove choice {place}";
    archived(place: usize) = "選択肢{place}を使わない", "Do not offer choice {place}";
    archive = "使わない", "Not offered";
    add_choice = "選択肢を追加", "Add choice";
    required = "必ず入力する", "Required";
    required_text = "空のままでは保存できません。", "A card cannot be saved without it.";
    unique = "同じ値を許さない", "No value twice";
    unique_text = "文字・数値・URLの項目で使えます。", "For texts, numbers and links.";
    listed = "一覧の列に表示する", "Show as a column of lists";
    listed_text = "会社・人それぞれ3つまで。", "Up to three for companies and three for people.";
    marks = "設定", "Settings";
    mark_required = "必須", "Required";
    mark_unique = "重複不可", "Unique";
    mark_listed = "一覧", "Column";
    actions = "操作", "Actions";
    earlier(name: &str) = "{name} を上へ", "Move {name} up";
    later(name: &str) = "{name} を下へ", "Move {name} down";
    edit = "編集", "Edit";
    edit_of(name: &str) = "{name} を編集", "Edit {name}";
    edit_title(name: &str) = "「{name}」を編集", "Edit “{name}”";
    remove = "削除", "Delete";
    remove_of(name: &str) = "{name} を削除", "Delete {name}";
    remove_title(name: &str) = "「{name}」を削除しますか", "Delete “{name}”?";
    remove_text = "カードに入っている値も見えなくなり、元に戻せません。", "What cards have in it is not seen any more and cannot be restored.";
    added(name: &str) = "項目「{name}」を追加しました。", "Item “{name}” added.";
    saved = "保存しました。", "Saved.";
    removed(name: &str) = "項目「{name}」を削除しました。", "Item “{name}” deleted.";
}

pub fn kind_name(kind: ItemKind, l: Language) -> &'static str {
    let (ja, en) = match kind {
        ItemKind::Text => ("文字（1行）", "Text (one line)"),
        ItemKind::LongText => ("文字（複数行）", "Text (several lines)"),
        ItemKind::Number => ("数値", "Number"),
        ItemKind::Date => ("日付", "Date"),
        ItemKind::Menu => ("メニュー（1つ選ぶ）", "Menu (one choice)"),
        ItemKind::Multi => ("複数選択", "Several choices"),
        ItemKind::Person => ("社内の人", "One of us"),
        ItemKind::Url => ("URL", "Link"),
    };
    if l == Language::Japanese { ja } else { en }
}
