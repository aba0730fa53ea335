//! Words of comments.

use crate::words;

words! {
    inside = "社内のみ", "Internal";
    label = "社内コメント", "Internal comment";
    placeholder = "社内コメントを書く（顧客には送られません）", "Write an internal comment (never sent to the customer)";
    write = "書き込む", "Post";
    people = "呼びかける人", "People to mention";
    edited = "編集済み", "edited";
    edit = "コメントを編集", "Edit comment";
    delete = "コメントを削除", "Delete comment";
    delete_title = "コメントを削除しますか", "Delete this comment?";
    delete_text = "削除したコメントは戻せません。削除したことは履歴に残ります。", "A deleted comment cannot be restored. The history will say that it was deleted.";
}
