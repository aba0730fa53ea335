//! MD-02: every mail that holds what is asked for, and no other; against a scan of all texts that knows nothing of tokens.

use super::*;
use crate::practice;
use domain::fold::fold;
use std::collections::BTreeSet;

const SEED: u64 = 20_260_105;
const GENERATED: usize = 200;
const QUESTIONS: usize = 300;

/// A small generator of chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const WORDS: [&str; 24] = [
    "見積書",
    "納期",
    "返品",
    "棚",
    "在庫",
    "ｻﾎﾟｰﾄ",
    "サポート",
    "温度警報",
    "KM-RF08",
    "第２倉庫",
    "お世話になっております",
    "請求書",
    "再発行",
    "東京都",
    "京都",
    "絵",
    "㈱こもれび",
    "ページ",
    "ヵ月",
    "100%",
    "確認",
    "ＦＡＸ",
    "修理",
    "、",
];

/// A text of 20 to 120 words.
fn text(chance: &mut Chance) -> String {
    let count = 20 + chance.below(100);
    (0..count)
        .map(|_| {
            let joint = *chance.one_of(&["", "", "の", "を", "\n", "　", "。"]);
            format!("{}{joint}", chance.one_of(&WORDS))
        })
        .collect()
}

/// A mail as the scan knows it.
struct Known {
    id: ConversationId,
    /// Every part, as a person reads it.
    parts: Vec<String>,
    folded: Vec<Vec<char>>,
}
type Mails = Vec<Known>;

async fn fill(desk: &TestDesk, mailbox: MailboxId, chance: &mut Chance) -> Mails {
    let mut mails = Mails::new();
    let mut known = |id: ConversationId, mail: &Mail<'_>| {
        let to = mail.to.iter().map(|(name, addr)| format!("{name} {addr}")).collect::<Vec<_>>().join(" ");
        let from = format!("{} {}", mail.from.0, mail.from.1);
        let parts = vec![mail.subject.into(), mail.text.into(), from, to, mail.files.join(" ")];
        let folded = parts.iter().map(|part: &String| in_lines(part).chars().collect()).collect();
        mails.push(Known { id, parts, folded });
    };
    for real in practice::mails(NOW).unwrap() {
        let read = mail::read::read(&real.raw);
        let to: Vec<(&str, &str)> = read.to.iter().map(|person| (person.name.as_str(), person.addr.as_str())).collect();
        let files: Vec<&str> = read.attachments.iter().filter(|file| !file.inline).map(|file| file.name.as_str()).collect();
        let from = read.from.first().map_or(("", ""), |person| (person.name.as_str(), person.addr.as_str()));
        let mail = Mail { subject: &read.subject, from, to: &to, text: &read.text, files: &files, at: real.at };
        known(keep(desk, mailbox, &mail).await.0, &mail);
    }
    for n in 0..GENERATED {
        let (subject, text) = (format!("{}の{}", chance.one_of(&WORDS), chance.one_of(&WORDS)), text(chance));
        let mail = Mail { subject: &subject, text: &text, at: NOW.plus_seconds(n as i64), ..PLAIN };
        known(keep(desk, mailbox, &mail).await.0, &mail);
    }
    mails
}

/// One to six characters out of a mail, of which at least one is Japanese or Chinese.
fn part(chance: &mut Chance, mails: &Mails) -> String {
    loop {
        let at = chance.below(mails.len());
        let chars: Vec<char> = chance.one_of(&mails[at].parts[..2]).chars().collect();
        let (from, length) = (chance.below(chars.len()), 1 + chance.below(6));
        let part: String = chars.iter().skip(from).take(length).collect();
        let japanese = |c: char| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヺ' | '一'..='龥' | 'ｦ'..='ﾝ');
        if part.chars().any(japanese) && !part.contains(|c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '"' | '“' | '”' | '＂')) {
            return part;
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{feff}')
}

/// A scan: the folded words stand there, and no letter or digit goes on at either end.
fn stands_in(asked: &[char], text: &[char]) -> bool {
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    (0..text.len()).any(|at| {
        text[at..].starts_with(asked)
            && !(latin(asked.first()) && at > 0 && latin(text.get(at - 1)))
            && !(latin(asked.last()) && latin(text.get(at + asked.len())))
    })
}

/// Folded; a line of sixty columns and more that ends and goes on in Japanese is one with the next.
fn in_lines(text: &str) -> String {
    let dense = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
    let mut whole = String::new();
    let mut columns = 0;
    let mut breaks = 0;
    for line in text.lines() {
        let line: String = fold(line).chars().filter(|c| !is_invisible(*c)).collect();
        let line = line.trim();
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        let goes_on = breaks == 1 && columns >= 60 && dense(whole.chars().next_back()) && dense(line.chars().next());
        if !whole.is_empty() && !goes_on {
            whole.push(' ');
        }
        whole.push_str(line);
        columns = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        breaks = 1;
    }
    whole
}

each_engine! {
    async fn every_mail_that_holds_it_is_found_and_no_other(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut chance = Chance(SEED);
        let mails = fill(&desk, mailbox, &mut chance).await;
        assert!(mails.len() >= 300);
        let mut counts = Vec::new();
        for _ in 0..QUESTIONS {
            let asked = part(&mut chance, &mails);
            let folded: Vec<char> = fold(&asked).chars().collect();
            let expected: BTreeSet<ConversationId> = mails.iter().filter(|mail| mail.folded.iter().any(|text| stands_in(&folded, text))).map(|mail| mail.id).collect();
            let found: BTreeSet<ConversationId> = found(&mina, &format!("\"{asked}\"")).await.into_iter().collect();
            assert_eq!(found, expected, "{asked:?}");
            counts.push(expected.len());
        }
        let rare = counts.iter().filter(|count| (1..=5).contains(*count)).count();
        let frequent = counts.iter().filter(|count| **count > 60).count();
        assert!(rare > 50 && frequent > 50, "questions of every kind: {counts:?}");
    }
}
