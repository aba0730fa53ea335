//! What a guide is made of, and finding something in it. The texts are in `data`, one file a language.

use super::data;
use domain::{Language, fold::fold};

pub struct Chapter {
    pub id: &'static str,
    pub title: &'static str,
    /// For those who set the system up.
    pub administration: bool,
    pub entries: &'static [Entry],
}

pub struct Entry {
    /// Its place in the address: `/help#take-over`.
    pub id: &'static str,
    pub title: &'static str,
    pub blocks: &'static [Block],
}

pub enum Block {
    Text(&'static str),
    /// One after the other.
    Steps(&'static [&'static str]),
    Points(&'static [&'static str]),
    /// A word of the screen or a key, and what it means.
    Terms(&'static [(&'static str, &'static str)]),
    Command(&'static str),
}

pub fn guide(language: Language) -> &'static [Chapter] {
    match language {
        Language::Japanese => data::ja::GUIDE,
        Language::English => data::en::GUIDE,
    }
}

/// The ids of the entries in which every word of `query` occurs, in any width, case and kana.
pub fn find(guide: &'static [Chapter], query: &str) -> Vec<&'static str> {
    let wanted = fold(query);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let entries = guide.iter().flat_map(|chapter| chapter.entries.iter().map(move |entry| (chapter, entry)));
    entries.filter(|(chapter, entry)| has_all(&words_of(chapter, entry), &wanted)).map(|(_, entry)| entry.id).collect()
}

fn has_all(text: &str, wanted: &[&str]) -> bool {
    wanted.iter().all(|word| text.contains(word))
}

fn words_of(chapter: &Chapter, entry: &Entry) -> String {
    let mut text = vec![chapter.title, entry.title];
    for block in entry.blocks {
        match block {
            Block::Text(line) | Block::Command(line) => text.push(line),
            Block::Steps(lines) | Block::Points(lines) => text.extend(lines.iter()),
            Block::Terms(terms) => text.extend(terms.iter().flat_map(|(term, meaning)| [*term, *meaning])),
        }
    }
    fold(&text.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn both_languages_say_the_same_things() {
        let shape = |language| {
            let entries = |chapter: &'static Chapter| {
                let entries = chapter.entries.iter().map(|entry| (entry.id, entry.blocks.iter().map(size).collect::<Vec<_>>()));
                (chapter.id, chapter.administration, entries.collect::<Vec<_>>())
            };
            guide(language).iter().map(entries).collect::<Vec<_>>()
        };
        assert_eq!(shape(Language::Japanese), shape(Language::English));
    }

    /// Kind and length of a block.
    fn size(block: &Block) -> (&'static str, usize) {
        match block {
            Block::Text(_) => ("text", 1),
            Block::Steps(lines) => ("steps", lines.len()),
            Block::Points(lines) => ("points", lines.len()),
            Block::Terms(terms) => ("terms", terms.len()),
            Block::Command(_) => ("command", 1),
        }
    }

    #[test]
    fn every_place_has_an_address_of_its_own() {
        let mut known = HashSet::new();
        for chapter in guide(Language::Japanese) {
            assert!(known.insert(chapter.id), "{}", chapter.id);
            for entry in chapter.entries {
                assert!(known.insert(entry.id), "{}", entry.id);
            }
        }
    }

    #[test]
    fn a_word_of_the_screen_leads_to_its_explanation() {
        for (language, query, expected) in [
            (Language::Japanese, "引き継ぐ", "take-over"),
            (Language::Japanese, "ﾄﾚｲ", "lists"),
            (Language::English, "take over", "take-over"),
            (Language::Japanese, "SECRET.KEY バックアップ", "backup"),
            (Language::English, "unsure certain", "states"),
        ] {
            let found = find(guide(language), query);
            assert!(found.contains(&expected), "{query}: {found:?}");
        }
        assert!(find(guide(Language::Japanese), "この言葉はどこにもない").is_empty());
        assert_eq!(find(guide(Language::English), "  ").len(), guide(Language::English).iter().map(|chapter| chapter.entries.len()).sum::<usize>());
    }
}
