//! How well a name answers what somebody typed: whatever the case, the width, the kana, and in Latin letters too.

use crate::fold::fold;

/// Latin spellings of the hiragana from U+3041 on, one for each sound. The small tsu doubles a consonant, which does not count here.
const KANA: [&str; 86] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "si", "zi", "su", "zu",
    "se", "ze", "so", "zo", "ta", "da", "ti", "zi", "", "tu", "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi",
    "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri",
    "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ke",
];

/// Ways to write the same sound, the longer before the shorter. Every `f` reads as `h`: both are written for ふ.
const SAME: [(&str, &str); 11] = [
    ("shi", "si"),
    ("sh", "sy"),
    ("chi", "ti"),
    ("ch", "ty"),
    ("tsu", "tu"),
    ("ji", "zi"),
    ("jy", "zy"),
    ("j", "zy"),
    ("f", "h"),
    ("du", "zu"),
    ("ou", "o"),
];

/// One spelling in Latin letters under which kana and the usual romanisations meet: しょ, sho and syo; トレイ and torei;
/// ユーザー and yuza. What is neither kana nor Latin stays as it is.
pub fn spelling(text: &str) -> String {
    let mut latin = String::new();
    for letter in fold(text).chars() {
        let sound = (letter as usize).checked_sub(0x3041).and_then(|place| KANA.get(place));
        match (letter, sound) {
            ('ー' | '-' | '\'', _) => {}
            // し and ゃ are one sound, ふ and ぁ, て and ぃ.
            ('ゃ' | 'ゅ' | 'ょ', Some(sound)) if latin.ends_with('i') => join(&mut latin, sound),
            ('ぁ' | 'ぃ' | 'ぇ' | 'ぉ', Some(sound)) if latin.ends_with(['u', 'e']) => join(&mut latin, sound),
            (_, Some(sound)) => latin.push_str(sound),
            (letter, None) => latin.push(letter),
        }
    }
    for (written, same) in SAME {
        latin = latin.replace(written, same);
    }
    let mut last = None;
    latin.retain(|letter| last.replace(letter) != Some(letter) || !letter.is_ascii_alphabetic());
    latin
}

fn join(latin: &mut String, sound: &str) {
    latin.pop();
    latin.push_str(sound);
}

/// A name that can be asked for, made ready once.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    name: String,
    also: String,
    spelled: String,
}

impl Named {
    /// `also`: readings and other words for it.
    pub fn new(name: &str, also: &str) -> Named {
        Named { name: fold(name), also: fold(also), spelled: spelling(&format!("{name} {also}")) }
    }
}

/// How near a name comes; the first is the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    Begins,
    Contains,
    /// Under another word, or by its sound.
    Sounds,
    /// The letters occur in this order.
    Scattered,
}

/// What somebody typed: every word must be answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted(Vec<(String, String)>);

impl Wanted {
    pub fn new(typed: &str) -> Wanted {
        Wanted(fold(typed).split_whitespace().map(|word| (word.to_owned(), spelling(word))).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `None` where the name is no answer; the least likely word decides.
    pub fn likeness(&self, named: &Named) -> Option<Likeness> {
        self.0.iter().map(|(word, spelled)| of_word(word, spelled, named)).try_fold(Likeness::Begins, |worst, one| Some(worst.max(one?)))
    }
}

fn of_word(word: &str, spelled: &str, named: &Named) -> Option<Likeness> {
    if named.name.starts_with(word) {
        Some(Likeness::Begins)
    } else if named.name.contains(word) {
        Some(Likeness::Contains)
    } else if named.also.contains(word) || (!spelled.is_empty() && named.spelled.contains(spelled)) {
        Some(Likeness::Sounds)
    } else {
        (word.chars().nth(2).is_some() && is_scattered(word, &named.name)).then_some(Likeness::Scattered)
    }
}

fn is_scattered(word: &str, name: &str) -> bool {
    let mut rest = name.chars();
    word.chars().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_meet_however_they_are_written() {
        for (a, b) in [
            ("しょりちゅう", "shorichu"),
            ("ショリチュウ", "syorityuu"),
            ("トレイ", "torei"),
            ("ﾕｰｻﾞｰ", "yuza"),
            ("ファイル", "fairu"),
            ("きって", "kitte"),
            ("じゆう", "jiyuu"),
            ("ちず", "chizu"),
            ("てぃ", "ti"),
            ("ほんやく", "hon'yaku"),
            ("づ", "du"),
            ("おおさか", "Osaka"),
        ] {
            assert_eq!(spelling(a), spelling(b), "{a} {b}");
        }
        assert_ne!(spelling("か"), spelling("が"));
        assert_eq!(spelling("担当者 42-1"), "担当者 421");
    }

    #[test]
    fn the_nearest_likeness_is_told() {
        let done = Named::new("処理済みにする", "しょりずみ 完了 done");
        for (typed, expected) in [
            ("処理", Some(Likeness::Begins)),
            ("済み", Some(Likeness::Contains)),
            ("ＤＯＮＥ", Some(Likeness::Sounds)),
            ("shorizumi", Some(Likeness::Sounds)),
            ("処済す", Some(Likeness::Scattered)),
            ("処理 done", Some(Likeness::Sounds)),
            ("処理 ごみ箱", None),
            ("処す", None),
            ("", Some(Likeness::Begins)),
        ] {
            assert_eq!(Wanted::new(typed).likeness(&done), expected, "{typed}");
        }
        assert!(Wanted::new(" 　").is_empty());
        assert!(Likeness::Begins < Likeness::Scattered);
    }
}
