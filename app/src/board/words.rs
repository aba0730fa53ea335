//! Words of the notice board and of shared links.

use crate::words;

words! {
    title = "掲示板・リンク", "Board and links";
    notices = "お知らせ", "Notices";
    add_notice = "お知らせを書く", "Write a notice";
    edit_notice = "お知らせを編集", "Edit the notice";
    no_notices_title = "お知らせはありません", "No notices";
    no_notices_text = "全員に知らせたいことを書くと、各自が読むまで画面の上に表示されます。", "What you write here stands on top of everybody's screen until they have read it.";
    notice_title = "件名", "Title";
    notice_text = "本文", "Text";
    from = "掲示を始める日", "From";
    from_hint = "空欄なら、すぐに掲示します。", "Empty: at once.";
    until = "掲示する最後の日", "Until";
    until_hint = "空欄なら、消すまで掲示します。", "Empty: until it is deleted.";
    post = "掲示する", "Post";
    posted = "お知らせを掲示しました", "The notice was posted";
    saved = "保存しました", "Saved";
    edit_of(name: &str) = "{name} を編集", "Edit {name}";
    remove_of(name: &str) = "{name} を削除", "Delete {name}";
    removed_notice = "お知らせを削除しました", "The notice was deleted";
    read = "読みました", "I have read it";
    read_of(name: &str) = "「{name}」を読みました", "I have read “{name}”";
    is_read = "既読", "Read";
    by(who: &str) = "{who}", "{who}";
    readers(count: usize) = "{count}人が読みました", "Read by {count} person" | "Read by {count} people";
    to_come(day: &str) = "{day} から掲示", "From {day}";
    is_over = "掲示終了", "Over";
    ends(day: &str) = "{day} まで", "Until {day}";
    strip = "新しいお知らせ", "New notice";
    links = "共有リンク", "Shared links";
    add_link = "リンクを追加", "Add link";
    edit_link = "リンクを編集", "Edit the link";
    link_name = "名前", "Name";
    link_url = "URL", "Address (URL)";
    link_url_hint = "https:// または http:// で始まるもの", "Begins with https:// or http://";
    link_heading = "グループ", "Group";
    link_heading_hint = "同じグループのリンクはまとめて表示されます。空欄でもかまいません。", "Links of one group stand together. May be empty.";
    no_links_title = "共有リンクはまだありません", "No shared links yet";
    no_links_text = "社内の規程や在庫表など、みんなで使うページを登録できます。", "Add pages that all of you use, such as rules of the company or stock lists.";
    removed_link(name: &str) = "「{name}」を削除しました", "“{name}” was deleted";
    earlier(name: &str) = "「{name}」を上へ", "Move “{name}” up";
    later(name: &str) = "「{name}」を下へ", "Move “{name}” down";
    outside = "新しいタブで開きます", "Opens in a new tab";
}
