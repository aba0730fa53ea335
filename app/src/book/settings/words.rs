//! Words of the items of the address book.

use crate::words;
use domain::{
    Language,
    book::{EntryKind, ItemKind},
};

words! {
    title = "アドレス帳の項目", "Items of the address book";
    text = "会社や人のカードに、独自の項目を追加できます。標準の項目のあとに並び、CSVにも入ります。", "Cards of companies and people can have items of your own. They come after the standard ones, in files too.";
    companies = "会社の項目", "Items of companies";
    people = "人の項目", "Items of people";
    add_for_companies = "会社の項目を追加", "Add item of companies";
    add_for_people = "人の項目を追加", "Add item of people";
    none_companies = "会社の項目はまだありません。", "No items of companies yet.";
    none_people = "人の項目はまだありません。", "No items of people yet.";
    required_text = "空のままでは保存できません。", "A card cannot be saved without it.";
    unique = "同じ値を許さない", "No value twice";
    unique_text = "文字・数値・URLの項目で使えます。", "For texts, numbers and links.";
    listed = "一覧の列に表示する", "Show as a column of lists";
    listed_text = "会社・人それぞれ3つまで。", "Up to three for companies and three for people.";
    mark_unique = "重複不可", "Unique";
    mark_listed = "一覧", "Column";
    remove_text = "カードに入っている値も見えなくなり、元に戻せません。", "What cards have in it is not seen any more and cannot be restored.";
}

pub fn add(kind: EntryKind, l: Language) -> &'static str {
    if kind == EntryKind::Company { add_for_companies(l) } else { add_for_people(l) }
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
