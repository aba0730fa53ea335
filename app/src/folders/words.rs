//! Words of folders.

use crate::words;

words! {
    title(mailbox: &str) = "フォルダ：{mailbox}", "Folders: {mailbox}";
    text = "このメールアプリケーションの全員が使うフォルダです。1件のやりとりは、1つのフォルダに入ります。", "Folders that everybody in this mailbox shares. A conversation is in one folder at most.";
    add = "フォルダを作る", "New folder";
    add_below(name: &str) = "「{name}」の下にフォルダを作る", "New folder below “{name}”";
    none_title = "フォルダはまだありません", "No folders yet";
    none_text = "お問い合わせの種類や案件ごとに、やりとりを分けておけます。", "Use folders to keep conversations apart by topic or case.";
    up(name: &str) = "「{name}」を上へ", "Move “{name}” up";
    down(name: &str) = "「{name}」を下へ", "Move “{name}” down";
    edit_of(name: &str) = "「{name}」の名前と場所を変える", "Change name and place of “{name}”";
    remove_of(name: &str) = "「{name}」を削除", "Delete “{name}”";
    edit_title = "フォルダの名前と場所", "Name and place of the folder";
    name = "フォルダ名", "Folder name";
    parent = "場所", "Place";
    at_the_top = "いちばん上", "At the top";
    create = "作成", "Create";
    created = "フォルダを作りました", "Folder created";
    saved = "保存しました", "Saved";
    remove_title = "フォルダを削除", "Delete the folder";
    remove_text(name: &str) = "「{name}」と、その下のフォルダを削除します。入っているやりとりは消えません。", "This deletes “{name}” and the folders below it. The conversations in them stay.";
    successor = "入っているやりとりの移動先", "Where its conversations go";
    no_folder = "どのフォルダにも入れない", "Into no folder";
    removed(count: u64) = "フォルダを削除し、やりとり{count}件を移しました", "Folder deleted, {count} conversation moved" | "Folder deleted, {count} conversations moved";
}
