//! Words around every chart.

use crate::words;

words! {
    as_table = "表で見る", "As a table";
    as_chart = "グラフで見る", "As a chart";
    as_table_of(title: &str) = "表で見る：{title}", "As a table: {title}";
    as_chart_of(title: &str) = "グラフで見る：{title}", "As a chart: {title}";
    save_of(title: &str) = "画像で保存：{title}", "Save as a picture: {title}";
    png = "PNG（資料に貼る）", "PNG, for documents";
    svg = "SVG（拡大してもきれい）", "SVG, sharp at any size";
    not_saved = "画像を作れませんでした。「表で見る」から数字を写すか、もう一度お試しください。", "The picture could not be made. Copy the numbers from the table, or try again.";
    nothing = "この期間と条件に当てはまる記録はありません。期間を広げるか、条件を外してください。", "Nothing was counted in this period with these filters. Choose a longer period or drop a filter.";
    press = "押すと一覧", "Press for the list";
    open_list(what: &str) = "一覧を開く：{what}", "Open the list: {what}";
    keys = "矢印キーで移動、Enterで一覧を開きます。", "Arrow keys move, Enter opens the list.";
}
