//! By which keys an entry of the address book is found: names, readings, addresses, code and phone, from where a person would begin.

use super::romaji::kana;
use crate::{correspondents, fold::fold};
use std::collections::BTreeSet;

/// Keys of one entry at most.
const KEYS_MAX: usize = 96;
/// Digits from which on something typed may be a phone number.
const DIGITS_MIN: usize = 2;

/// Digits of a phone number, whatever stands between them.
pub fn phone_key(phone: &str) -> String {
    fold(phone).chars().filter(char::is_ascii_digit).collect()
}

/// Where typing may begin to find an entry. `names`: what it is called and how that is read.
pub fn keys(names: &[&str], addrs: &[&str], code: &str, phone: &str) -> Vec<String> {
    let mut keys = BTreeSet::new();
    for name in names {
        keys.extend(correspondents::keys(name, ""));
    }
    for addr in addrs {
        keys.extend(correspondents::keys("", addr));
    }
    keys.extend(correspondents::typed_key(code));
    let groups = fold(phone);
    let groups: Vec<&str> = groups.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    // People know the last digits of a number, or begin behind the area.
    keys.extend((0..groups.len()).map(|from| groups[from..].concat()));
    keys.remove("");
    keys.into_iter().take(KEYS_MAX).collect()
}

/// What was typed as keys are written: as it stands, as kana where it is romaji, as digits where it is a phone number.
pub fn typed_keys(typed: &str) -> Vec<String> {
    let Some(plain) = correspondents::typed_key(typed) else { return vec![] };
    let mut keys = vec![plain];
    keys.extend(kana(&fold(typed)));
    let folded = fold(typed);
    let is_phone = folded.chars().all(|c| c.is_ascii_digit() || " -()+ー‐−–.".contains(c));
    let digits = phone_key(typed);
    if is_phone && digits.len() >= DIGITS_MIN {
        keys.push(digits);
    }
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str) -> bool {
        let keys = keys(&["三嶋 航太郎", "ミシマ コウタロウ"], &["k.mishima@tsukimihama.example"], "C-0881", "022-555-0148");
        typed_keys(typed).iter().any(|typed| keys.iter().any(|key| key.starts_with(typed)))
    }

    #[test]
    fn people_are_found_by_what_is_known_of_them() {
        for typed in [
            "三嶋",
            "航太",
            "みしま",
            "ﾐｼ",
            "こうた",
            "MISHIMA",
            "koutarou",
            "kout",
            "mis",
            "k.mi",
            "tsuki",
            "c-08",
            "Ｃ－０８",
            "022-555",
            "5550148",
            "0148",
            "０１４８",
        ] {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["", " ", "嶋 太", "郎 三", "ishi", "0225559", "9", "zzz", "k@"] {
            assert!(!finds(typed), "{typed}");
        }
    }
}
