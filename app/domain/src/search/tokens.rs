//! Tokens: what an index knows of a text. Words whole; scripts without spaces (Chinese, Japanese, Korean, Thai …) as overlapping
//! pairs and as single characters, so that words of one and two characters are found.
//!
//! Whatever stands in a folded text, all tokens of it are among the tokens of the text: characters are told apart by themselves
//! alone, never by their neighbours.

use super::folded::folded;

/// How a character is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of a script without spaces.
    Dense,
    /// Of a word.
    Word,
    /// Between words.
    Gap,
}

pub(super) fn kind(c: char) -> Kind {
    match c {
        '0'..='9' | 'a'..='z' => Kind::Word,
        'ぁ'..='ゖ' | '一'..='\u{9fff}' | 'ー' | '가'..='힣' => Kind::Dense,
        _ if !c.is_alphanumeric() => Kind::Gap,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Dense,
        _ => Kind::Word,
    }
}

/// Longer words are known by their beginning.
const WORD_MAX: usize = 40;
/// Bytes of the different tokens of one document, with what an engine adds to each: no engine takes more than a megabyte, and
/// only lists made by machines have as many different words.
const BYTES_MAX: usize = 900_000;
const BYTES_EACH: usize = 8;

/// The different tokens of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Two characters, or one in the upper half: a number sorts faster than a text.
    dense: Vec<u64>,
    words: Vec<String>,
}

impl Tokens {
    /// Of all parts of a document, which are read one by one: nothing is found across their borders.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Tokens {
        let mut tokens = Tokens::default();
        for part in parts {
            tokens.add(&folded(part));
        }
        tokens.dense.sort_unstable();
        tokens.dense.dedup();
        tokens.words.sort_unstable();
        tokens.words.dedup();
        tokens.limit();
        tokens
    }

    pub fn len(&self) -> usize {
        self.dense.len() + self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes each token into `out`, with what stands before and after one.
    pub fn write(&self, out: &mut String, before: &str, after: &str) {
        for pair in &self.dense {
            out.push_str(before);
            out.extend([*pair >> 32, *pair & u64::from(u32::MAX)].iter().filter_map(|half| char::from_u32(*half as u32)).filter(|c| *c != '\0'));
            out.push_str(after);
        }
        for word in &self.words {
            out.push_str(before);
            out.push_str(word);
            out.push_str(after);
        }
    }

    fn add(&mut self, folded: &str) {
        for run in runs(folded) {
            if kind_of(run) == Kind::Word {
                self.words.push(short(run).to_owned());
                continue;
            }
            let mut last = None;
            for c in run.chars() {
                self.dense.push(u64::from(c) << 32);
                if let Some(last) = last {
                    self.dense.push(u64::from(last) << 32 | u64::from(c));
                }
                last = Some(c);
            }
        }
    }

    fn limit(&mut self) {
        let mut left = BYTES_MAX;
        let mut fits = |bytes: usize| {
            let fits = left >= bytes + BYTES_EACH;
            left = left.saturating_sub(bytes + BYTES_EACH);
            fits
        };
        self.words.retain(|word| fits(word.len()));
        self.dense.retain(|_| fits(8));
    }
}

/// The tokens that every document has in which `folded` stands.
pub(super) fn needed(folded: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for run in runs(folded) {
        if kind_of(run) == Kind::Word {
            all.push(short(run).to_owned());
            continue;
        }
        let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        match places.len() {
            0..=3 => all.push(run.to_owned()),
            more => all.extend((0..more - 2).map(|at| run[places[at]..places[at + 2]].to_owned())),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Stretches of one kind, without what is between words.
fn runs(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        loop {
            let first = kind(rest.chars().next()?);
            let end = rest.find(|c| kind(c) != first).unwrap_or(rest.len());
            let (run, later) = rest.split_at(end);
            rest = later;
            if first != Kind::Gap {
                return Some(run);
            }
        }
    })
}

fn kind_of(run: &str) -> Kind {
    run.chars().next().map_or(Kind::Gap, kind)
}

fn short(word: &str) -> &str {
    word.char_indices().nth(WORD_MAX).map_or(word, |(end, _)| &word[..end])
}
