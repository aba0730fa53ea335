//! Words that came out blank, and whether the place still stands as it was filled. Pure.

use super::{BEGIN, END, without_marks};

/// Characters on each side by which a place is found again.
const AROUND: usize = 24;

/// Where a word came out blank: what stands before and behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    pub word: String,
    pub before: String,
    pub after: String,
}

/// The blanks of a text that is marked ([`super::Filled::marked`], or what was read from it), in the order of `words`.
pub fn blanks(marked: &str, words: &[String]) -> Vec<Blank> {
    let mut words = words.iter();
    let mut found = Vec::new();
    for (at, _) in marked.match_indices(&format!("{BEGIN}{END}")) {
        let Some(word) = words.next() else { break };
        let before = without_marks(&marked[..at]);
        let after = without_marks(&marked[at..]);
        let skipped = before.chars().count().saturating_sub(AROUND);
        found.push(Blank { word: word.clone(), before: before.chars().skip(skipped).collect(), after: after.chars().take(AROUND).collect() });
    }
    found
}

impl Blank {
    /// Whether nobody wrote anything there, nor took the line away.
    pub fn stands_in(&self, text: &str) -> bool {
        let place = plain(&format!("{}{}", self.before, self.after));
        let text = plain(text);
        // At the beginning of a text, lines with nothing in them come and go with its formatting.
        let begins = self.before.trim().is_empty() && text.trim_start().starts_with(place.trim_start());
        !place.trim().is_empty() && (begins || text.contains(&place))
    }
}

/// Formatted text has blanks of several widths, and lines that end with some.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| line.split([' ', '\t', '\u{a0}', '　']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reserved::{Place, Word, fill};

    #[test]
    fn a_blank_stands_until_somebody_writes_there_or_takes_the_line_away() {
        let text = "%Company%\n%Section%\n%Customer% 様\n\nお世話になっております。";
        let filled = fill(text, Place::Text, |word| match word {
            Word::Section => Some(String::new()),
            Word::Company => Some("月見浜商事".into()),
            _ => Some("三嶋".into()),
        });
        let blanks = blanks(&filled.marked, &filled.blank);
        assert_eq!(blanks.len(), 1);
        assert_eq!((blanks[0].word.as_str(), blanks[0].before.as_str()), ("%Section%", "月見浜商事\n"));
        for (now, expected) in [
            (filled.text.clone(), true),
            (format!("拝啓\n\n{}\n> 引用", filled.text), true),
            (filled.text.replace("商事\n\n", "商事\n購買部\n"), false),
            (filled.text.replace("商事\n\n", "商事\n"), false),
            (String::new(), false),
        ] {
            assert_eq!(blanks[0].stands_in(&now), expected, "{now}");
        }
    }

    #[test]
    fn a_word_that_is_all_of_a_text_has_no_place_to_stand_in() {
        let filled = fill("%Section%", Place::Text, |_| Some(" ".into()));
        assert!(!blanks(&filled.marked, &filled.blank)[0].stands_in("何か"));
    }
}
