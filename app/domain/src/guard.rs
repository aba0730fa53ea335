//! The recipient guard (MD-12, GN-02): what is looked at before a mail goes out. Pure; the server knows whom we know.

use crate::{fold::fold, messages::PersonRole, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// Why somebody is among the recipients; the first that fits.
    pub enum Why {
        /// Wrote the mail that is answered, or asked for answers there.
        Sender = "sender",
        AnsweredTo = "answered-to",
        AnsweredCc = "answered-cc",
        /// Stands in another mail of this conversation.
        Here = "here",
        /// We exchanged mails with them before.
        Known = "known",
        New = "new",
    }
}

/// One recipient, and why they are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardedRecipient {
    pub role: PersonRole,
    pub name: String,
    pub addr: String,
    pub why: Why,
}

/// What is asked once before a mail goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// No mail was ever exchanged with them in this mailbox.
    FirstTime {
        addr: String,
    },
    /// Their domain is nearly one that we know.
    LookAlike {
        addr: String,
        like: String,
    },
    /// Was among those who got the mail that is answered, or wrote it.
    Dropped {
        addr: String,
    },
    /// Known from elsewhere; nobody of theirs has a part in this conversation.
    Elsewhere {
        addr: String,
    },
    /// The text speaks of a file, and there is none.
    NoFile,
    Forbidden {
        word: String,
    },
    /// A reserved word that was not filled.
    Unfilled {
        word: String,
    },
    /// A reserved word that came out blank, where nothing was written since.
    Blank {
        word: String,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The mailbox wants recipients confirmed at every send.
    pub always: bool,
    pub recipients: Vec<GuardedRecipient>,
    pub warnings: Vec<Warning>,
}

impl Guard {
    /// Whether a person is asked.
    pub fn asks(&self) -> bool {
        self.always || !self.warnings.is_empty()
    }
}

/// Words by which a writer promises a file, folded.
const PROMISES: [&str; 6] = ["添付", "attached", "attachment", "attaching", "enclosed", "同封ふぁいる"];

/// How quotes of ours begin; everything below is somebody else's.
const QUOTES: [&str; 4] = ["---------- 転送メッセージ", "---------- forwarded message", "さんは書きました:", " wrote:"];

/// What the writer wrote: no quoted lines, and nothing of what is passed on.
pub fn own_text(text: &str) -> String {
    let own = text.lines().take_while(|line| {
        let line = line.trim().to_lowercase();
        !QUOTES.iter().any(|quote| if quote.starts_with('-') { line.starts_with(quote) } else { line.ends_with(quote.trim_start()) })
    });
    own.filter(|line| !line.trim_start().starts_with(['>', '＞'])).collect::<Vec<_>>().join("\n")
}

/// Whether a text of one's own speaks of a file.
pub fn promises_file(own: &str) -> bool {
    let own = fold(own);
    PROMISES.iter().any(|word| own.contains(word))
}

/// The words of a list, one a line, that stand in a text; whatever their case, width or kana.
pub fn forbidden_in(own: &str, list: &str) -> Vec<String> {
    let own = fold(own);
    let words = list.lines().map(str::trim).filter(|word| !word.is_empty());
    words.filter(|word| own.contains(&fold(word))).map(str::to_owned).collect()
}

/// What stands behind the last `@`, folded.
pub fn domain_of(addr: &str) -> Option<String> {
    addr.rsplit_once('@').map(|(_, domain)| fold(domain.trim())).filter(|domain| !domain.is_empty())
}

/// Whether one domain could be a slip of the other: one letter more, less, changed or swapped; two in long ones.
pub fn is_slip_of(domain: &str, known: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (domain.chars().collect(), known.chars().collect());
    let allowed = if a.len().min(b.len()) >= 14 { 2 } else { 1 };
    domain != known && a.len().abs_diff(b.len()) <= allowed && distance(&a, &b) <= allowed
}

/// Edits between two words, a swap of neighbours being one (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (vec![], (0..=b.len()).collect());
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_writers_own_words_promise_a_file() {
        for (text, expected) in [
            ("資料を添付します。", true),
            ("Please find Attached the report", true),
            ("お世話になります。\n\n2026年1月5日(月) 9:12 三嶋 <m@x.example> さんは書きました:\n> 添付をご覧ください\n", false),
            ("Thanks!\n\nOn Mon, Jan 5, 2026 at 9:12 AM, J <j@x.example> wrote:\n> see attachment\nattached", false),
            ("> 添付しました\n拝見しました", false),
            ("---------- 転送メッセージ ----------\n添付します", false),
            ("着いたらご連絡します", false),
        ] {
            assert_eq!(promises_file(&own_text(text)), expected, "{text}");
        }
    }

    #[test]
    fn forbidden_words_are_found_however_they_are_written() {
        let list = "必ず\n 絶対 \n\nＡＳＡＰ\nカナラズ";
        for (text, expected) in [
            ("必ず本日中に", vec!["必ず"]),
            ("asap please, かならず", vec!["ＡＳＡＰ", "カナラズ"]),
            ("> 必ずお願いします\n承知しました", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(forbidden_in(&own_text(text), list), expected, "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_told_from_another_domain() {
        for (typed, known, expected) in [
            ("tsukimihana.example", "tsukimihama.example", true),
            ("tsukimihmaa.example", "tsukimihama.example", true),
            ("gmial.com", "gmail.com", true),
            ("gmail.co", "gmail.com", true),
            ("gmail.com", "gmail.com", false),
            ("abc.co.jp", "abc.ne.jp", false),
            ("hinatazaka.example", "komorebi.example", false),
            ("", "a.jp", false),
        ] {
            assert_eq!(is_slip_of(typed, known), expected, "{typed} {known}");
        }
        assert_eq!(domain_of("a@B.Example").as_deref(), Some("b.example"));
        assert_eq!(domain_of("nobody"), None);
    }
}
