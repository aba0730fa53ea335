//! Words of the settings of statuses.

use crate::words;
use domain::{
    Language,
    statuses::{Class, Color, Preset},
};

words! {
    title_of(name: &str) = "処理状況：{name}", "Statuses: {name}";
    text = "やりとりがどこまで進んだかを、色・形・ことばで表します。「つなぎ」や「保留」のような処理状況を足せます。", "Colour, shape and word say how far a conversation has come. Add statuses such as “On hold” as you need them.";
    link = "処理状況", "Statuses";
    add = "処理状況を追加", "Add status";
    class = "段階", "Stage";
    class_hint = "トレイに入るか、経過時間を数えるかは、段階で決まります。", "The stage decides whether it is in the tray and whether waiting time counts.";
    color = "色", "Colour";
    preview = "見え方", "Preview";
    kind = "種類", "Kind";
    standard = "標準", "Standard";
    custom = "追加", "Added";
    tray = "トレイ", "Tray";
    in_tray = "入る", "Yes";
    not_in_tray = "入らない", "No";
    used = "いまの件数", "In use";
    remove_unused = "この処理状況のやりとりはありません。", "No conversation has this status.";
    remove_used(count: &str) = "この処理状況のやりとりが{count}あります。置きかえ先を選んでください。", "Conversations that have this status: {count}. Choose what they become.";
    successor = "置きかえ先", "Replace with";
    note = "標準の4つは、色と順番を変えられます。使っている処理状況を削除するときは、置きかえ先を選びます。", "Of the four standard ones you can change colour and order. Deleting a status that is in use asks for its replacement.";
    presets = "まとめて追加", "Add a set";
    preset_support = "サポート向け（つなぎ、保留）", "For support (holding reply, on hold)";
    preset_approval = "確認・承認向け（確認依頼、差し戻し、送信OK!）", "For approval (check requested, returned, OK to send)";
    added_some(count: usize) = "処理状況を{count}個追加しました。", "{count} status added." | "{count} statuses added.";
    added_none = "どれもすでにあります。", "All of them are there already.";
    added(name: &str) = "処理状況「{name}」を追加しました。", "Status “{name}” added.";
    removed(name: &str) = "処理状況「{name}」を削除しました。", "Status “{name}” deleted.";
}

pub fn preset(preset: Preset, l: Language) -> &'static str {
    match preset {
        Preset::Support => preset_support(l),
        Preset::Approval => preset_approval(l),
    }
}

/// What a class means for work.
pub fn class_meaning(class: Class, l: Language) -> &'static str {
    let (ja, en) = match class {
        Class::Open => ("未処理（未完了に数える）", "Open (counts as unfinished)"),
        Class::Working => ("処理中（未完了に数える）", "Working (counts as unfinished)"),
        Class::Ready => ("送信待ち（未完了に数える）", "Ready (counts as unfinished)"),
        Class::Done => ("処理済み（完了）", "Done (finished)"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn color_name(color: Color, l: Language) -> &'static str {
    let (ja, en) = match color {
        Color::Shu => ("朱", "Vermilion"),
        Color::Daidai => ("橙", "Orange"),
        Color::Yamabuki => ("山吹", "Amber"),
        Color::Wakakusa => ("若草", "Lime"),
        Color::Tokiwa => ("常磐", "Green"),
        Color::Aotake => ("青竹", "Teal"),
        Color::Asagi => ("浅葱", "Cyan"),
        Color::Ruri => ("瑠璃", "Blue"),
        Color::Kikyo => ("桔梗", "Indigo"),
        Color::Fuji => ("藤", "Purple"),
        Color::Botan => ("牡丹", "Pink"),
        Color::Nezumi => ("鼠", "Grey"),
    };
    if l == Language::Japanese { ja } else { en }
}
