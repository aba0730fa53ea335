//! Calling somebody in a comment: `@` and a name.

use crate::{UserId, fold::fold, users::PersonName};

/// Who is called in `text`, in the order of `people`. After an `@` the longest name that follows counts, with or without the blank
/// inside it, whatever its case or width.
pub fn mentioned(text: &str, people: &[PersonName]) -> Vec<UserId> {
    let called: Vec<&str> = spots(text).filter_map(|rest| longest(rest, people)).collect();
    people.iter().filter(|person| called.contains(&person.name.as_str())).map(|person| person.id).collect()
}

/// `text` in pieces; those that call one of `names` are marked.
pub fn pieces<'a>(text: &'a str, names: &[String]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['@', '＠']) {
        let start = at + found;
        let rest = &text[start..];
        let sign = rest.chars().next().map_or(1, char::len_utf8);
        let end = names.iter().filter_map(|name| length_of(&rest[sign..], name)).max();
        at = start + sign;
        if let Some(end) = end {
            if start > begun {
                pieces.push((&text[begun..start], false));
            }
            at += end;
            pieces.push((&text[start..at], true));
            begun = at;
        }
    }
    if begun < text.len() {
        pieces.push((&text[begun..], false));
    }
    pieces
}

/// What is being typed after the last `@` before the caret: where the sign stands, and the beginning of a name.
pub fn being_typed(before_caret: &str) -> Option<(usize, &str)> {
    const LONGEST: usize = 40;
    let start = before_caret.rfind(['@', '＠'])?;
    let typed = before_caret[start..].strip_prefix(['@', '＠'])?;
    // An address has something before its sign.
    let after_word = before_caret[..start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
    let is_name = !after_word && typed.chars().count() <= LONGEST && !typed.contains(['\n', '\t']);
    is_name.then_some((start, typed))
}

/// Whether what was typed may be the beginning of a name: of the whole, or of a word of it.
pub fn begins(name: &str, typed: &str) -> bool {
    let (name, typed) = (fold(name), fold(typed));
    name.starts_with(&typed) || name.replace(' ', "").starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
}

fn spots(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')).map(|(at, c)| &text[at + c.len_utf8()..])
}

fn longest<'a>(rest: &str, people: &'a [PersonName]) -> Option<&'a str> {
    people
        .iter()
        .filter_map(|person| length_of(rest, &person.name).map(|length| (length, person.name.as_str())))
        .max_by_key(|(length, _)| *length)
        .map(|(_, name)| name)
}

/// How many bytes of `rest` say `name`.
fn length_of(rest: &str, name: &str) -> Option<usize> {
    let wanted = fold(name).replace([' ', '　'], "");
    if wanted.is_empty() {
        return None;
    }
    let most = name.chars().count() * 2 + 4;
    rest.char_indices().take(most).map(|(at, c)| at + c.len_utf8()).filter(|end| fold(&rest[..*end]).replace([' ', '　'], "") == wanted).find(|end| {
        // The name must end here: Latin letters that go on make another word.
        let (last, next) = (rest[..*end].chars().next_back(), rest[*end..].chars().next());
        !rest[..*end].ends_with(char::is_whitespace)
            && !matches!((last, next), (Some(a), Some(b)) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<PersonName> {
        ["三枝 みのり", "三枝", "Dana Whitlock", "Dan"]
            .iter()
            .zip(1..)
            .map(|(name, id)| PersonName { id: UserId(id), name: (*name).to_owned(), absent: false })
            .collect()
    }

    #[test]
    fn the_longest_name_after_the_sign_is_called() {
        let cases: [(&str, &[i64]); 9] = [
            ("@三枝 みのり さん、お願いします", &[1]),
            ("＠三枝みのりさん", &[1]),
            ("@三枝さん", &[2]),
            ("cc @dana whitlock and @Dan.", &[3, 4]),
            ("@Danube", &[]),
            ("三枝 みのり", &[]),
            ("mail to x@example.jp", &[]),
            ("@", &[]),
            ("@三枝@三枝 みのり", &[1, 2]),
        ];
        for (text, expected) in cases {
            assert_eq!(mentioned(text, &people()).iter().map(|id| id.0).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn pieces_are_the_text_again() {
        let names = ["三枝 みのり".to_owned(), "Dan".to_owned()];
        for text in ["まず@三枝みのりさん、@Dan へ", "@Dan", "", "a@b", "＠＠Dan"] {
            assert_eq!(pieces(text, &names).iter().map(|(piece, _)| *piece).collect::<String>(), text);
        }
        assert_eq!(pieces("a @Dan b", &names), [("a ", false), ("@Dan", true), (" b", false)]);
    }

    #[test]
    fn a_name_is_completed_while_it_is_typed() {
        assert_eq!(being_typed("こんにちは @三"), Some((16, "三")));
        assert_eq!(being_typed("x@example"), None);
        assert_eq!(being_typed("@a\nb"), None);
        for (typed, fits) in [("み", true), ("三枝み", true), ("", true), ("x", false)] {
            assert_eq!(begins("三枝 みのり", typed), fits, "{typed}");
        }
    }
}
