//! Words of the settings of priorities.

use crate::words;

words! {
    title = "優先度", "Priorities";
    text = "3段階の優先度の名前と色を、業務に合わせて変えられます。名前を空にすると標準のことばに戻ります。", "Name and colour the three levels of priority as you work with them. An empty name brings the standard word back.";
    name_of(level: &str) = "「{level}」の名前", "Name of “{level}”";
    color_of(level: &str) = "「{level}」の色", "Colour of “{level}”";
    hint = "10文字まで", "Up to 10 characters";
    saved = "優先度を保存しました。", "Priorities saved.";
    normal_hint = "通常の優先度は、一覧には表示されません。", "The normal level is not shown in lists.";
}
