//! Words of business hours and response times.

use crate::words;
use domain::{Language, statuses::Color};

words! {
    title = "対応時間", "Response times";
    title_of(name: &str) = "{name}：経過時間の色", "{name}: colours of elapsed time";
    steps_text = "お客様が待っている時間の長さで、一覧の色が変わります。時間を空にした段は使いません。", "The list changes colour with the time a customer has been waiting. Leave a step empty to do without it.";
    step(number: usize) = "{number}段目（時間）", "Step {number} (hours)";
    color_of(number: usize) = "{number}段目の色", "Colour of step {number}";
    in_hours = "営業時間だけを数える", "Count business hours only";
    in_hours_text = "夜間や休業日は待ち時間に数えません。", "Nights and closed days do not count.";
    targets = "目標時間", "Targets";
    targets_text = "過ぎると一覧に印が付き、担当者に1回だけ通知します。空にすると、目標はありません。", "When it has passed the list marks it and the assignee is told once. Empty: no target.";
    first_answer = "初回返信まで（時間）", "First answer within (hours)";
    same_day = "その日のうちに返信する受信の締め", "Answered on the same day when it came until";
    same_day_hint = "決めると「きょう中に返信」の一覧が出て、営業日のこの時刻までに届いて返信を待つものを並べます。締めのときに空なら、その日の仕事は終わりです。空にすると、一覧は出ません。", "With a time there is a list “Answer today” of what came until then on a working day and waits for an answer. When it is empty at that hour, the day is done. Empty: no such list.";
    resolution = "処理済みまで（時間）", "Done within (hours)";
    hours = "営業時間（スペース全体）", "Business hours (whole space)";
    hours_text = "このスペースのすべてのメールアプリケーションに共通です。", "For all mailboxes of this space.";
    open_on(day: &str) = "{day}曜の営業時間", "Hours on {day}";
    opens(day: &str) = "{day}：始業", "{day}: from";
    closes(day: &str) = "{day}：終業", "{day}: until";
    works = "営業する", "Open";
    holidays = "日本の祝日は休業する", "Closed on Japanese public holidays";
    holidays_text = "振替休日と国民の休日を含みます（2030年まで登録済み）。", "With substitute holidays; known up to 2030.";
    closed = "その他の休業日", "Other closed days";
    closed_hint = "1行に1日ずつ、2026-12-29 のように書きます。", "One a line, like 2026-12-29.";
    saved = "保存しました", "Saved";
}

pub fn color_name(color: Color, l: Language) -> &'static str {
    let (ja, en) = match color {
        Color::Shu => ("朱", "Vermilion"),
        Color::Daidai => ("橙", "Orange"),
        Color::Yamabuki => ("山吹", "Golden yellow"),
        Color::Wakakusa => ("若草", "Grass green"),
        Color::Tokiwa => ("常磐", "Evergreen"),
        Color::Aotake => ("青竹", "Bamboo green"),
        Color::Asagi => ("浅葱", "Light blue"),
        Color::Ruri => ("瑠璃", "Lapis blue"),
        Color::Kikyo => ("桔梗", "Bellflower"),
        Color::Fuji => ("藤", "Wisteria"),
        Color::Botan => ("牡丹", "Peony"),
        Color::Nezumi => ("鼠", "Grey"),
    };
    if l == Language::Japanese { ja } else { en }
}
