//! The order of names as Japanese lists have it: by reading, where voiced, small and long sounds only decide between equals
//! (JIS X 4061).

use crate::fold::fold;
use unicode_normalization::UnicodeNormalization;

const SMALL: &[(char, char)] = &[
    ('ぁ', 'あ'),
    ('ぃ', 'い'),
    ('ぅ', 'う'),
    ('ぇ', 'え'),
    ('ぉ', 'お'),
    ('っ', 'つ'),
    ('ゃ', 'や'),
    ('ゅ', 'ゆ'),
    ('ょ', 'よ'),
    ('ゎ', 'わ'),
    ('ゕ', 'か'),
    ('ゖ', 'け'),
];
/// Rows of the syllabary by their vowel.
const VOWELS: &[(char, &str)] = &[
    ('あ', "あかさたなはまやらわ"),
    ('い', "いきしちにひみりゐ"),
    ('う', "うくすつぬふむゆる"),
    ('え', "えけせてねへめれゑ"),
    ('お', "おこそとのほもよろを"),
];

/// By what an entry is sorted: its reading, or else its name. Latin letters come first, then kana, then characters without a reading.
pub fn sort_key(reading: &str, name: &str) -> String {
    let text = fold(if reading.trim().is_empty() { name } else { reading }.trim());
    let mut plain = String::new();
    // Voiced sounds are the plain ones with a mark of their own behind them.
    for c in text.nfd().filter(|c| !matches!(c, '\u{3099}' | '\u{309a}') && !c.is_whitespace() && *c != '・') {
        let c = match c {
            'ー' => plain.chars().last().and_then(vowel).unwrap_or(c),
            c => SMALL.iter().find(|(small, _)| *small == c).map_or(c, |(_, large)| *large),
        };
        plain.push(c);
    }
    format!("{plain}\u{1}{text}")
}

fn vowel(c: char) -> Option<char> {
    VOWELS.iter().find(|(_, row)| row.contains(c)).map(|(vowel, _)| *vowel)
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn readings_stand_in_the_order_of_a_japanese_list() {
        let names =
            ["Northgate", "あおき", "アーク", "かがや", "がっこう", "かとう", "さーびす", "さとう", "はあと", "バーバラ", "はな", "ばら", "三嶋"];
        let mut sorted = names.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|name| sort_key(name, ""));
        assert_eq!(
            sorted,
            ["Northgate", "アーク", "あおき", "かがや", "がっこう", "かとう", "さーびす", "さとう", "はあと", "バーバラ", "はな", "ばら", "三嶋"]
        );
        assert_eq!(sort_key("", "みしま"), sort_key("ﾐｼﾏ", "三嶋"));
        assert!(sort_key("みしま こう", "") < sort_key("みしまさき", ""));
        assert!(sort_key("はは", "") < sort_key("はば", "") && sort_key("はば", "") < sort_key("ばば", ""));
    }
}
