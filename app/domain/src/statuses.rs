//! Statuses: every one belongs to a class, so that tray, counts and colours know custom ones too.

use crate::{Field, Language, Refused, StatusId, Wrong, fold::fold, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// 未処理, 処理中, 送信待ち, 処理済み.
    pub enum Class { Open = "open", Working = "working", Ready = "ready", Done = "done" }
}

impl Class {
    /// The words, folded, that a standard status goes by; no other status may be called so.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Class::Open => &["open", "未処理"],
            Class::Working => &["working", "in progress", "処理中"],
            Class::Ready => &["ready", "送信待ち"],
            Class::Done => &["done", "処理済み", "処理済"],
        }
    }
}

stored_enum! {
    /// The twelve colours of the design.
    pub enum Color {
        Shu = "shu", Daidai = "daidai", Yamabuki = "yamabuki", Wakakusa = "wakakusa", Tokiwa = "tokiwa", Aotake = "aotake", Asagi = "asagi", Ruri = "ruri",
        Kikyo = "kikyo", Fuji = "fuji", Botan = "botan", Nezumi = "nezumi",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct StatusView {
    pub id: StatusId,
    /// Empty for a standard one: shown in the reader's language by class.
    pub name: String,
    pub class: Class,
    pub color: Color,
    pub standard: bool,
}

/// The four standard ones of a new mailbox, in order.
pub const STANDARD: [(Class, Color); 4] =
    [(Class::Open, Color::Shu), (Class::Working, Color::Ruri), (Class::Ready, Color::Fuji), (Class::Done, Color::Tokiwa)];

/// Characters of a name, at most.
pub const NAME_MAX: usize = 30;
/// Statuses of one mailbox, the standard ones included.
pub const STATUSES_MAX: i64 = 40;
/// Conversations are counted up to here; who removes a status need not know more exactly.
pub const COUNTED_MAX: i64 = 10_000;

/// A status as operators keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct StatusSettings {
    #[cfg_attr(feature = "db", sqlx(flatten))]
    pub status: StatusView,
    /// Conversations that have it, those in the trash too; [`COUNTED_MAX`] + 1 where there are more than that.
    pub used: i64,
}

/// What operators decide about a status of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusForm {
    pub name: String,
    pub class: Class,
    pub color: Color,
}

stored_enum! {
    /// Statuses that a mailbox may begin with, by how it works.
    pub enum Preset { Support = "support", Approval = "approval" }
}

impl Preset {
    pub fn statuses(self, language: Language) -> Vec<StatusForm> {
        let all: &[(&str, &str, Class, Color)] = match self {
            Preset::Support => &[("つなぎ", "Holding reply sent", Class::Working, Color::Aotake), ("保留", "On hold", Class::Working, Color::Nezumi)],
            Preset::Approval => &[
                ("確認依頼", "Check requested", Class::Working, Color::Yamabuki),
                ("差し戻し", "Returned", Class::Working, Color::Botan),
                ("送信OK!", "OK to send", Class::Ready, Color::Wakakusa),
            ],
        };
        let form = |(ja, en, class, color): &(&str, &str, Class, Color)| {
            let name = if language == Language::Japanese { ja } else { en };
            StatusForm { name: (*name).to_owned(), class: *class, color: *color }
        };
        all.iter().map(form).collect()
    }
}

/// By which two names are the same: without regard to case, width and kana.
pub fn name_key(name: &str) -> String {
    fold(name.trim())
}

/// # Errors
/// What is wrong with a name: it is missing, too long, has control characters, or is how a standard status is called.
pub fn check_name(name: &str) -> Result<(), Refused> {
    crate::users::check_name(name, Field::Name)?;
    if name.trim().chars().count() > NAME_MAX {
        return Err(Refused::Invalid { field: Field::Name, wrong: Wrong::TooLong });
    }
    let key = name_key(name);
    let standard = Class::ALL.iter().flat_map(|class| class.words()).any(|word| fold(word) == key);
    if standard { Err(Refused::Taken { field: Field::Name }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_not_those_of_the_standard_ones() {
        let invalid = |wrong| Err(Refused::Invalid { field: Field::Name, wrong });
        let cases = [
            ("つなぎ", Ok(())),
            (" 送信OK! ", Ok(())),
            ("", invalid(Wrong::Missing)),
            ("　", invalid(Wrong::Missing)),
            ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", Ok(())),
            ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", invalid(Wrong::TooLong)),
            ("改\n行", invalid(Wrong::Malformed)),
            ("未処理", Err(Refused::Taken { field: Field::Name })),
            ("ＤＯＮＥ", Err(Refused::Taken { field: Field::Name })),
        ];
        for (name, expected) in cases {
            assert_eq!(check_name(name), expected, "{name:?}");
        }
        assert_eq!(name_key(" ツナギ"), name_key("つなぎ"));
    }

    #[test]
    fn every_preset_can_be_added_in_every_language() {
        for preset in Preset::ALL {
            for language in Language::ALL {
                let all = preset.statuses(*language);
                assert!(all.iter().all(|status| check_name(&status.name).is_ok()), "{preset} {language:?}");
                let mut keys: Vec<_> = all.iter().map(|status| name_key(&status.name)).collect();
                keys.sort();
                keys.dedup();
                assert_eq!(keys.len(), all.len(), "{preset} {language:?}");
            }
        }
    }
}
