//! Correspondents: whom address fields suggest. By which keys they are found, and who comes first.

use crate::{Moment, fold::fold};
use std::collections::BTreeSet;

/// Keys of one correspondent at most, and characters of one key.
const KEYS_MAX: usize = 32;
const KEY_MAX: usize = 40;
/// How many are suggested at a time.
pub const SUGGESTED: usize = 8;

/// What was typed as keys are written; `None` when it says nothing.
pub fn typed_key(typed: &str) -> Option<String> {
    let words = fold(typed).split_whitespace().collect::<Vec<_>>().join(" ");
    let key: String = words.trim_start_matches(is_separator).chars().take(KEY_MAX).collect();
    (!key.is_empty()).then_some(key)
}

/// Where typing may begin to find somebody: the address, its words and its host, the words of the name, and each character of a
/// script that puts no blanks between words. Folded, so that kana finds kana whatever its width or kind.
pub fn keys(name: &str, addr: &str) -> Vec<String> {
    let mut keys = BTreeSet::new();
    let mut add = |text: &str| {
        let key: String = text.chars().take(KEY_MAX).collect();
        if !key.is_empty() && keys.len() < KEYS_MAX {
            keys.insert(key);
        }
    };
    let addr = fold(addr.trim());
    add(&addr);
    if let Some((local, host)) = addr.split_once('@') {
        add(host);
        local.match_indices(is_separator).for_each(|(at, separator)| add(&addr[at + separator.len()..]));
    }
    let name = fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
    // The family name and the given name are typed without the blank that mail programs put between them.
    add(&name.replace(' ', ""));
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        if !is_separator(c) && (is_separator(before) || !c.is_ascii() && c.is_alphabetic()) {
            add(&name[at..]);
        }
        before = c;
    }
    keys.into_iter().collect()
}

fn is_separator(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whoever we exchange many mails with, and lately, comes first. `mails` between us, the last one at `last`.
pub fn weight(mails: i64, last: Moment, now: Moment) -> u32 {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let recent = match now.ms_since(last) {
        age if age <= 7 * DAY => 6,
        age if age <= 30 * DAY => 4,
        age if age <= 180 * DAY => 2,
        _ => 0,
    };
    u64::try_from(mails).unwrap_or_default().clamp(1, 256).ilog2() + recent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, name: &str, addr: &str) -> bool {
        typed_key(typed).is_some_and(|typed| keys(name, addr).iter().any(|key| key.starts_with(&typed)))
    }

    #[test]
    fn names_readings_and_addresses_are_found_from_where_a_person_would_begin() {
        for typed in ["三嶋", "航", "太郎", "三嶋航", "三嶋 航太", "mi", "MISHIMA", "k.mi", "customer", "k.mishima@cus", "ミシマ", "みしま", "ﾐｼ"]
        {
            assert!(finds(typed, "三嶋 航太郎（ミシマ）", "k.mishima@customer.example"), "{typed}");
        }
        for typed in ["嶋 太", "shima", "example", "ishi", "", " ", "@", "郎 三"] {
            assert!(!finds(typed, "三嶋 航太郎（ミシマ）", "k.mishima@customer.example"), "{typed}");
        }
        assert!(finds("doe", "Doe, Jane", "j@x.example") && finds("jane", "Doe, Jane", "j@x.example") && !finds("ane", "Doe, Jane", "j@x.example"));
    }

    #[test]
    fn a_name_without_end_has_no_endless_keys() {
        let found = keys(&"あいうえお".repeat(1_000), "a@b.example");
        assert!(found.len() <= KEYS_MAX && found.iter().all(|key| key.chars().count() <= KEY_MAX));
        assert!(found.contains(&"a@b.example".to_owned()));
    }

    #[test]
    fn many_and_recent_mails_come_first() {
        let now = Moment(1_000 * 24 * 60 * 60 * 1_000);
        let before = |days: i64| Moment(now.0 - days * 24 * 60 * 60 * 1_000);
        let order = [(300, before(1)), (200, before(400)), (1, before(1)), (2, before(20)), (1, before(400))];
        let weights = order.map(|(mails, last)| weight(mails, last, now));
        assert!(weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
        assert_eq!(weight(0, now, now), weight(1, now, now));
    }
}
