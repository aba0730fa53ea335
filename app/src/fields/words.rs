//! Words of the values of fields.

use crate::words;

words! {
    fields = "メール項目", "Fields";
    none = "なし", "None";
    checked = "チェックあり", "Ticked";
    unchecked = "チェックなし", "Not ticked";
    is(name: &str, value: &str) = "{name}: {value}。変更する", "{name}: {value}. Change it";
    said(count: usize, name: &str, value: &str) = "{count}件の{name}を「{value}」にしました。", "{name} of {count} set to “{value}”." | "{name} of {count} set to “{value}”.";
    said_cleared(count: usize, name: &str) = "{count}件の{name}を空にしました。", "{name} of {count} cleared." | "{name} of {count} cleared.";
    set_title(name: &str) = "{name}を変更", "Change {name}";
    set_bulk(count: usize) = "{count}件のメール項目を設定", "Set a field of {count}" | "Set a field of {count}";
    which = "どの項目", "Field";
    value = "値", "Value";
    number_hint = "小数は6桁まで", "Up to 6 decimals";
    text_hint = "200文字まで", "Up to 200 characters";
    save = "設定する", "Set";
    no_fields = "このメールアプリケーションにはメール項目がありません。", "This mailbox has no fields.";
    filter(name: &str) = "メール項目で絞り込む: {name}", "Filter by field: {name}";
    filtered(name: &str, value: &str) = "{name}: {value}", "{name}: {value}";
    any = "指定なし", "Any";
}
