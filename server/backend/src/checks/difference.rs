//! How a draft differs from what was looked at last, word by word. Japanese puts no blanks between words: it is cut where the kind of
//! its letters changes, as a reader sees it.

use super::sql;
use crate::{Cx, Error, Result, conversations, drafts};
use domain::{
    checks::{Change, Difference, Part, Stretch},
    *,
};
use similar::{Algorithm, ChangeTag, capture_diff_slices_deadline};
use std::time::{Duration, Instant};

/// Longer than this nobody waits: what is not told apart by then counts as changed.
const PATIENCE: Duration = Duration::from_millis(500);
/// Letters of what stayed that are told beside a change.
const AROUND: usize = 150;

/// For everybody who sees the draft. A correction is compared with what was submitted, a submission with what was looked at before.
pub async fn difference(cx: &Cx, draft: DraftId) -> Result<Difference> {
    let mut tx = cx.desk.db.read().await?;
    let conversation = drafts::conversation_of(&mut tx, draft).await?;
    cx.who.may_view(conversations::target(&mut tx, conversation).await?)?;
    let Some((id, submitted)) = sql::newest_shown(&mut tx, draft).await? else { return Ok(Difference::default()) };
    let base = if drafts::is_revision(&mut tx, draft, submitted).await? { sql::looked_at_before(&mut tx, draft, id).await? } else { Some(submitted) };
    let Some(base) = base else { return Ok(Difference::default()) };
    let since = sql::number(&mut tx, draft, base).await?;
    let (before, now) = (drafts::content_of(&mut tx, draft, Some(base)).await?, drafts::content_of(&mut tx, draft, None).await?);
    let senders = [sql::address(&mut tx, before.content.account_id).await?, sql::address(&mut tx, now.content.account_id).await?];
    drop(tx);
    let compare = move || compared(&before, &now, senders, since);
    tokio::task::spawn_blocking(compare).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("comparing two versions")))
}

fn compared(before: &drafts::Revision, now: &drafts::Revision, [sender_before, sender_now]: [String; 2], since: i64) -> Difference {
    let names = |revision: &drafts::Revision| revision.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>().join("\n");
    let (a, b) = (&before.content, &now.content);
    let parts = [
        (Part::Sender, sender_before, sender_now),
        (Part::To, a.to.clone(), b.to.clone()),
        (Part::Cc, a.cc.clone(), b.cc.clone()),
        (Part::Bcc, a.bcc.clone(), b.bcc.clone()),
        (Part::Subject, a.subject.clone(), b.subject.clone()),
        (Part::Text, a.text.clone(), b.text.clone()),
        (Part::Files, names(before), names(now)),
    ];
    // A file of the same name that is another one is another one.
    let same_files = before.files == now.files;
    let differing = parts.into_iter().filter(|(part, a, b)| a != b || *part == Part::Files && !same_files);
    let parts = differing.map(|(part, a, b)| (part, if a == b { replaced(&a, &b) } else { shortened(stretches(&a, &b)) })).collect();
    Difference { since: Some(since), parts, formatting: a.text == b.text && a.html != b.html }
}

fn replaced(before: &str, now: &str) -> Vec<Stretch> {
    vec![Stretch { change: Change::Removed, text: before.to_owned() }, Stretch { change: Change::Added, text: now.to_owned() }]
}

/// What stayed is told as far as it helps to find the place of a change: a long quote below is not read again.
fn shortened(mut told: Vec<Stretch>) -> Vec<Stretch> {
    let last = told.len().saturating_sub(1);
    for (at, stretch) in told.iter_mut().enumerate().filter(|(_, stretch)| stretch.change == Change::Same) {
        let letters: Vec<char> = stretch.text.chars().collect();
        if letters.len() > AROUND * 3 {
            let part = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
            let (head, tail) = (part(0..AROUND), part(letters.len() - AROUND..letters.len()));
            stretch.text = match at {
                0 if last > 0 => format!("…{tail}"),
                _ if at == last => format!("{head}…"),
                _ => format!("{head}…{tail}"),
            };
        }
    }
    told
}

/// What stayed, went and came, in the order of reading.
fn stretches(before: &str, now: &str) -> Vec<Stretch> {
    let (before, now) = (words(before), words(now));
    let mut told: Vec<Stretch> = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, &before, &now, Some(Instant::now() + PATIENCE)) {
        for (tag, run) in op.iter_slices(&before, &now) {
            let change = match tag {
                ChangeTag::Equal => Change::Same,
                ChangeTag::Delete => Change::Removed,
                ChangeTag::Insert => Change::Added,
            };
            let text = run.concat();
            match told.last_mut() {
                Some(last) if last.change == change => last.text.push_str(&text),
                _ => told.push(Stretch { change, text }),
            }
        }
    }
    told
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// Letters and numbers of scripts that put blanks between words.
    Word,
    Hiragana,
    Katakana,
    Han,
    /// Each one by itself.
    Mark,
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_whitespace() => Kind::Blank,
        'ぁ'..='ゟ' => Kind::Hiragana,
        'ァ'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Kind::Katakana,
        '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        c if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Mark,
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        let now = kind(c);
        // Lines are kept apart, so that one that was added is one.
        let joins = last == Some(now) && now != Kind::Mark && c != '\n';
        if at > start && !joins {
            words.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_a_reader_would_cut_it() {
        for (text, expected) in [
            ("", vec![]),
            ("宛名の件、了解しました。", vec!["宛名", "の", "件", "、", "了解", "しました", "。"]),
            ("KM-RF08の警報", vec!["KM", "-", "RF08", "の", "警報"]),
            ("メール を\n\n送る", vec!["メール", " ", "を", "\n", "\n", "送", "る"]),
            ("don't 10月", vec!["don", "'", "t", " ", "10", "月"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn what_came_and_went_is_told_in_the_order_of_reading() {
        let told = |before: &str, now: &str| {
            let mark = |stretch: &Stretch| match stretch.change {
                Change::Same => stretch.text.clone(),
                Change::Added => format!("[+{}]", stretch.text),
                Change::Removed => format!("[-{}]", stretch.text),
            };
            stretches(before, now).iter().map(mark).collect::<String>()
        };
        for (before, now, expected) in [
            ("宛名の件、了解しました。", "宛名の件、承知いたしました。", "宛名の件、[-了解しました][+承知いたしました]。"),
            ("いつもお世話になります。", "いつもお世話になっております。", "いつもお世話[-になります][+になっております]。"),
            ("Please reply soon", "Please kindly reply", "Please [+kindly ]reply[- soon]"),
            ("同じ", "同じ", "同じ"),
            ("", "新しい", "[+新しい]"),
        ] {
            assert_eq!(told(before, now), expected);
        }
    }

    #[test]
    fn a_long_quote_is_told_in_short() {
        let told = shortened(stretches(&format!("了解しました。{}", "引用。".repeat(400)), &format!("承知しました。{}", "引用。".repeat(400))));
        assert_eq!(told.len(), 3);
        assert!(told[2].text.starts_with("しました。引用。") && told[2].text.ends_with('…') && told[2].text.chars().count() == AROUND + 1);
        let short = stretches("了解しました。引用。", "承知しました。引用。");
        assert_eq!(shortened(short.clone()), short);
    }

    #[test]
    fn long_texts_take_no_longer_than_a_reader_waits() {
        let (before, now): (String, String) = ((0..60_000).map(|n| format!("{n} ")).collect(), (0..60_000).rev().map(|n| format!("{n} ")).collect());
        let begun = Instant::now();
        let told = stretches(&before, &now);
        assert!(begun.elapsed() < PATIENCE * 10, "{:?}", begun.elapsed());
        let kept = |left_out: Change| told.iter().filter(|s| s.change != left_out).map(|s| s.text.as_str()).collect::<String>();
        assert_eq!((kept(Change::Added), kept(Change::Removed)), (before, now), "nothing is lost");
    }
}
