//! What a guide is written in. The texts are in `data`, a file a chapter; they stay on the server (`api`), so that nobody
//! waits for pages of help before the tray wakes up.

use super::data;
use domain::Language;

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
        Language::Japanese => data::JAPANESE,
        Language::English => data::ENGLISH,
    }
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
}
