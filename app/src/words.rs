//! Every phrase in every language. `words!` declares phrases; one that lacks a language does not compile.
//!
//! ```ignore
//! words! {
//!     tray = "処理メールトレイ", "Tray";
//!     received(count: usize) = "{count}件の新着メール", "{count} new mail" | "{count} new mails";
//! }
//! tray(language); received(language, 3);
//! ```
//! With `|` the first form is for exactly one of the first argument.

use domain::Language;
use leptos::prelude::use_context;

/// Declares phrases: Japanese first, English second. Each becomes a function of the language and its arguments.
#[macro_export]
macro_rules! words {
    () => {};
    ($name:ident = $ja:literal, $en:literal; $($rest:tt)*) => {
        pub fn $name(language: domain::Language) -> &'static str {
            match language {
                domain::Language::Japanese => $ja,
                domain::Language::English => $en,
            }
        }
        $crate::words! { $($rest)* }
    };
    ($name:ident($first:ident: $type:ty $(, $arg:ident: $more:ty)*) = $ja:literal, $one:literal | $many:literal; $($rest:tt)*) => {
        pub fn $name(language: domain::Language, $first: $type $(, $arg: $more)*) -> String {
            match language {
                domain::Language::Japanese => format!($ja),
                domain::Language::English if $first == 1 => format!($one),
                domain::Language::English => format!($many),
            }
        }
        $crate::words! { $($rest)* }
    };
    ($name:ident($($arg:ident: $type:ty),+) = $ja:literal, $en:literal; $($rest:tt)*) => {
        pub fn $name(language: domain::Language, $($arg: $type),+) -> String {
            match language {
                domain::Language::Japanese => format!($ja),
                domain::Language::English => format!($en),
            }
        }
        $crate::words! { $($rest)* }
    };
}

/// The reader's language. Changing it reloads the page, so it never changes while a page lives.
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or(Language::Japanese)
}

/// Words that no feature owns.
pub mod common {
    words! {
        product = "Madoguchi 窓口", "Madoguchi";
        save = "保存", "Save";
        cancel = "やめる", "Cancel";
        close = "閉じる", "Close";
        delete = "削除", "Delete";
        edit = "編集", "Edit";
        undo = "元に戻す", "Undo";
        take_back = "取り消す", "Undo";
        try_again = "もう一度試す", "Try again";
        search_names = "名前でしぼり込む", "Filter by name";
        loading = "読み込んでいます…", "Loading…";
        nothing_fits = "一致するものがありません", "Nothing matches";
        skip = "本文へ移動", "Skip to content";
        unknown_person = "（削除された人）", "(former member)";
        not_found_title = "ページが見つかりません", "Page not found";
        not_found_text = "削除されたか、表示する権限がない可能性があります。", "It may have been deleted, or you may not have access to it.";
        back_to_start = "最初の画面へ", "Back to start";
        on = "オン", "On";
        off = "オフ", "Off";
    }
}

#[cfg(test)]
mod tests {
    use domain::Language::{English, Japanese};

    words! {
        plain = "はい", "Yes";
        greeted(name: &str) = "{name}さん", "Dear {name}";
        counted(count: usize, place: &str) = "{place}に{count}件", "{count} mail in {place}" | "{count} mails in {place}";
    }

    #[test]
    fn phrases_speak_both_languages() {
        assert_eq!((plain(Japanese), plain(English)), ("はい", "Yes"));
        assert_eq!(greeted(Japanese, "三枝"), "三枝さん");
        assert_eq!(counted(English, 1, "tray"), "1 mail in tray");
        assert_eq!(counted(English, 2, "tray"), "2 mails in tray");
        assert_eq!(counted(Japanese, 1, "窓口"), "窓口に1件");
    }
}
