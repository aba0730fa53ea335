//! The guide as the browser gets it, and finding something in it.

use domain::fold::fold;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChapterView {
    pub id: String,
    pub title: String,
    /// For those who set the system up.
    pub administration: bool,
    pub entries: Vec<EntryView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryView {
    /// Its place in the address: `/help#take-over`.
    pub id: String,
    pub title: String,
    /// Made by the server from our own texts.
    pub html: String,
}

/// An entry for those who look for its title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    pub id: String,
    pub title: String,
    pub chapter: String,
}

/// The text of every entry, ready to be searched.
pub fn searchable(chapters: &[ChapterView]) -> Vec<(String, String)> {
    let entries = chapters.iter().flat_map(|chapter| chapter.entries.iter().map(move |entry| (&chapter.title, entry)));
    entries.map(|(chapter, entry)| (entry.id.clone(), fold(&format!("{chapter}\n{}\n{}", entry.title, plain(&entry.html))))).collect()
}

/// The ids of the entries in which every word of `query` occurs, in any width, case and kana.
pub fn find(texts: &[(String, String)], query: &str) -> Vec<String> {
    let wanted = fold(query);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    texts.iter().filter(|(_, text)| wanted.iter().all(|word| text.contains(word))).map(|(id, _)| id.clone()).collect()
}

/// What stands between the tags.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    text.replace("&lt;", "<").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{super::html, *};
    use domain::Language;

    #[test]
    fn a_word_of_the_screen_leads_to_its_explanation() {
        for (language, query, expected) in [
            (Language::Japanese, "引き継ぐ", "take-over"),
            (Language::Japanese, "ﾄﾚｲ", "lists"),
            (Language::English, "take over", "take-over"),
            (Language::Japanese, "SECRET.KEY バックアップ", "backup"),
            (Language::English, "unsure certain", "states"),
            (Language::Japanese, "すわいぷ", "swipe"),
            (Language::Japanese, "並べ替え", "sorting"),
            (Language::English, "palette", "palette"),
            (Language::Japanese, "文字化け", "charset"),
            (Language::English, "30 days trash", "trash"),
            (Language::Japanese, "アプリパスワード", "account-errors"),
        ] {
            let found = find(&searchable(&html::guide(language)), query);
            assert!(found.iter().any(|id| id == expected), "{query}: {found:?}");
        }
        let texts = searchable(&html::guide(Language::Japanese));
        assert!(find(&texts, "この言葉はどこにもない").is_empty());
        assert_eq!(find(&texts, "  ").len(), texts.len());
    }

    #[test]
    fn tags_are_no_words() {
        assert_eq!(plain("<p>a &lt;b&gt;</p><ul><li>c</li></ul>").split_whitespace().collect::<Vec<_>>(), ["a", "<b&gt;", "c"]);
        assert!(find(&searchable(&html::guide(Language::English)), "<li>").is_empty());
    }
}
