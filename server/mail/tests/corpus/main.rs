//! Every mail of the corpora against what is expected of it; each miss needs a reason, and each reason a miss. Skipped, with
//! a word, where the corpora are not present.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bounces;
mod misses;

use mail::read::{Attachment, Message, Person, read};
use misses::Reason;
use serde_json::Value;
use std::path::PathBuf;

fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not here", folder.display());
    None
}

fn rows(folder: &std::path::Path) -> Vec<Value> {
    std::fs::read_to_string(folder.join("manifest.jsonl")).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// White space collapsed, and the pairs folded that JIS tables map differently.
fn norm(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '\u{301C}' => '\u{FF5E}',
            '\u{2212}' => '\u{FF0D}',
            '\u{2016}' => '\u{2225}',
            '\u{2014}' => '\u{2015}',
            '\u{A2}' => '\u{FFE0}',
            '\u{A3}' => '\u{FFE1}',
            '\u{AC}' => '\u{FFE2}',
            '\u{A6}' => '\u{FFE4}',
            _ => c,
        })
        .collect();
    text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// For texts of HTML, where quote marks and blanks around tags are a matter of taste.
fn squeezed(text: &str) -> String {
    norm(text).chars().filter(|c| !c.is_whitespace() && *c != '>').collect()
}

struct Miss {
    file: String,
    field: String,
    detail: String,
}

#[derive(Default)]
struct Score {
    asked: usize,
    missed: Vec<Miss>,
}

impl Score {
    fn ask(&mut self, file: &str, field: &str, met: bool, detail: impl FnOnce() -> String) {
        self.asked += 1;
        if !met {
            self.missed.push(Miss { file: file.to_owned(), field: field.to_owned(), detail: detail() });
        }
    }

    fn rate(&self) -> f64 {
        (self.asked - self.missed.len()) as f64 / self.asked as f64
    }

    fn told(&self) -> String {
        format!("{} of {} ({:.1} %)", self.asked - self.missed.len(), self.asked, self.rate() * 100.0)
    }

    /// Prints what is missed and why. Fails for a miss without a reason, and for a reason without a miss.
    fn explain(&self, title: &str, reasons: &[Reason]) {
        let is_about = |reason: &Reason, miss: &Miss| reason.0 == miss.file && reason.1 == miss.field;
        for (file, field, reason) in reasons {
            println!("{file}: {field}: {reason}");
        }
        println!("{title}: {} of {} expectations met ({:.2} %)", self.asked - self.missed.len(), self.asked, self.rate() * 100.0);
        let unexplained = self.missed.iter().filter(|miss| !reasons.iter().any(|reason| is_about(reason, miss)));
        let unexplained: Vec<String> = unexplained.map(|miss| format!("{}: {}: {}", miss.file, miss.field, miss.detail)).collect();
        assert!(unexplained.is_empty(), "{title}, without a reason:\n{}", unexplained.join("\n"));
        let outdated: Vec<_> = reasons.iter().filter(|reason| !self.missed.iter().any(|miss| is_about(reason, miss))).collect();
        assert!(outdated.is_empty(), "{title}, met by now: {outdated:?}");
    }
}

#[test]
fn real_mails_are_read_as_expected() {
    let Some(folder) = folder("mail") else { return };
    let mut score = Score::default();
    for row in rows(&folder) {
        let file = row["file"].as_str().unwrap();
        let raw = std::fs::read(folder.join(file)).unwrap();
        let message = read(&raw);
        for (field, expected) in row["expect"].as_object().unwrap() {
            compare(&mut score, file, field, expected, &row["expect"], &message);
        }
        invariants(&raw, &message, file);
    }
    score.explain("corpora/mail", misses::MAIL);
}

fn compare(score: &mut Score, file: &str, field: &str, expected: &Value, all: &Value, message: &Message) {
    match field {
        "subject" => text(score, file, field, expected, &message.subject),
        "message_id" => {
            let got = message.message_id.clone().unwrap_or_default();
            text(score, file, field, expected, &got);
        }
        "from" => people(score, file, field, expected, &message.from),
        "to" => people(score, file, field, expected, &message.to),
        "cc" => people(score, file, field, expected, &message.cc),
        "references" => ids(score, file, field, expected, &message.references),
        "in_reply_to" => ids(score, file, field, expected, &message.in_reply_to),
        "date" => {
            let wanted = expected.as_str().map(|text| instant(text).unwrap_or_else(|| panic!("{file}: {text}")));
            let got = message.date.map(|date| date.0);
            score.ask(file, field, wanted == got, || format!("wanted {expected}, got {got:?}"));
        }
        "text_contains" | "text_if_detected" => {
            let from_html = all["text_from"] != "plain";
            let wanted: Vec<&str> = match expected {
                Value::String(one) => vec![one],
                many => many.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect(),
            };
            for one in wanted {
                let met = norm(&message.text).contains(&norm(one)) || (from_html && squeezed(&message.text).contains(&squeezed(one)));
                score.ask(file, field, met, || format!("wanted {one:?} in {:?}", message.text.chars().take(300).collect::<String>()));
            }
        }
        "attachments" => attachments(score, file, expected, all["attachments_exact"] != false, &message.attachments),
        "charset" => charset(score, file, expected, message),
        "text_from" | "attachments_exact" => {}
        other => panic!("{file}: unknown expectation {other}"),
    }
}

fn text(score: &mut Score, file: &str, field: &str, expected: &Value, got: &str) {
    let wanted = norm(expected.as_str().unwrap_or_default());
    score.ask(file, field, wanted == norm(got), || format!("wanted {wanted:?}, got {got:?}"));
}

fn ids(score: &mut Score, file: &str, field: &str, expected: &Value, got: &[String]) {
    let wanted: Vec<String> = match expected {
        Value::Null => Vec::new(),
        Value::String(one) => vec![one.clone()],
        many => many.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
    };
    score.ask(file, field, wanted == got, || format!("wanted {wanted:?}, got {got:?}"));
}

fn people(score: &mut Score, file: &str, field: &str, expected: &Value, got: &[Person]) {
    let wanted = expected.as_array().cloned().unwrap_or_default();
    let met = wanted.len() == got.len()
        && wanted.iter().zip(got).all(|(wanted, got)| {
            let addr = norm(wanted["addr"].as_str().unwrap_or_default());
            let name_met = wanted.get("name").is_none_or(|name| norm(name.as_str().unwrap_or_default()) == norm(&got.name));
            addr == norm(&got.addr) && name_met
        });
    score.ask(file, field, met, || format!("wanted {expected}, got {got:?}"));
}

fn attachments(score: &mut Score, file: &str, expected: &Value, exact: bool, got: &[Attachment]) {
    let wanted = expected.as_array().unwrap();
    let fits = |wanted: &Value, got: &Attachment| {
        let name = wanted.get("name").and_then(Value::as_str).is_none_or(|name| norm(name) == norm(&got.name));
        let kind = wanted["type"].as_str().is_none_or(|kind| kind == got.kind);
        let size = wanted.get("size").and_then(Value::as_u64).is_none_or(|size| size == got.size);
        let inline = wanted.get("inline").and_then(Value::as_bool).is_none_or(|inline| inline == got.inline);
        name && kind && size && inline
    };
    let met = if exact {
        wanted.len() == got.len() && wanted.iter().zip(got).all(|(wanted, got)| fits(wanted, got))
    } else {
        wanted.iter().all(|wanted| got.iter().any(|got| fits(wanted, got)))
    };
    score.ask(file, "attachments", met, || format!("wanted {expected}, got {got:?}"));
}

fn charset(score: &mut Score, file: &str, expected: &Value, message: &Message) {
    if let Some(declared) = expected.get("declared") {
        let got = message.declared_charset.as_deref();
        score.ask(file, "charset.declared", declared.as_str() == got, || format!("wanted {declared}, got {got:?}"));
    }
    if let Some(actual) = expected.get("actual").and_then(Value::as_str) {
        let family = |name: &str| match name {
            "gbk" | "gb2312" => "gb18030".to_owned(),
            "iso-8859-1" => "windows-1252".to_owned(),
            other => other.to_owned(),
        };
        let met = family(actual) == family(&message.charset);
        score.ask(file, "charset.actual", met, || format!("wanted {actual}, got {}", message.charset));
    }
}

fn instant(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

/// What must hold for every mail, whatever it is.
fn invariants(raw: &[u8], message: &Message, file: &str) {
    assert!(message.snippet.chars().count() <= 160 && !message.snippet.contains('\n'), "{file}");
    assert!(!message.text.contains('\0') && !message.subject.contains('\0'), "{file}");
    for attachment in &message.attachments {
        let bytes = mail::read::attachment(raw, attachment.position).unwrap();
        assert_eq!(bytes.len() as u64, attachment.size, "{file}");
        assert!(!attachment.name.is_empty() && !attachment.name.contains(['/', '\\', '\n']), "{file}: {}", attachment.name);
    }
}

#[test]
fn automatic_mail_is_told_from_persons() {
    use mail::automatic::Automatic;
    let Some(folder) = folder("auto") else { return };
    let mut score = Score::default();
    for row in rows(&folder) {
        let file = row["file"].as_str().unwrap();
        let raw = std::fs::read(folder.join(file)).unwrap();
        let message = read(&raw);
        let expect = &row["expect"];
        if let Some(may) = expect.get("may_auto_reply").and_then(Value::as_bool) {
            score.ask(file, "may_auto_reply", may != message.automatic.must_not_answer(), || format!("{expect} got {:?}", message.automatic));
        }
        let kinds: &[Automatic] = match expect["kind"].as_str().unwrap() {
            "personal" => &[Automatic::No],
            "auto-reply" => &[Automatic::AutoReply],
            "auto-generated" => &[Automatic::Notification],
            "mailing-list" => &[Automatic::List],
            "bulk" => &[Automatic::Bulk],
            "bounce" => &[Automatic::Bounce],
            "complaint" => &[Automatic::Complaint],
            "mdn" => &[Automatic::Receipt],
            "loop" => &[Automatic::Notification, Automatic::AutoReply],
            other => panic!("{other}"),
        };
        score.ask(file, "kind", kinds.contains(&message.automatic), || format!("{expect} got {:?}", message.automatic));
        for (field, expected) in expect.as_object().unwrap() {
            if ["subject", "message_id", "from", "text_contains"].contains(&field.as_str()) {
                compare(&mut score, file, field, expected, expect, &message);
            }
        }
    }
    score.explain("corpora/auto", misses::AUTO);
}

fn tail(text: &str) -> String {
    let letters: Vec<char> = text.trim_end().chars().collect();
    letters.iter().skip(letters.len().saturating_sub(160)).collect()
}

/// A wrong fold hides what the customer wrote; a missed one only leaves more to read. So the first is asserted strictly.
#[test]
fn nothing_the_customer_wrote_is_folded() {
    use mail::quote::{Kind, split};
    let Some(folder) = folder("replies") else { return };
    let (mut hidden, mut shown) = (Score::default(), Score::default());
    for row in rows(&folder) {
        let file = row["file"].as_str().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(folder.join(file)).unwrap()).into_owned();
        let segments = split(&text);
        assert_eq!(segments.iter().map(|segment| segment.text.as_str()).collect::<String>(), text, "{file}");
        let own: String = segments.iter().filter(|segment| segment.kind == Kind::Own).map(|segment| segment.text.as_str()).collect();
        let visible: String = segments.iter().filter(|segment| segment.kind != Kind::Quote).map(|segment| segment.text.as_str()).collect();
        let expect = &row["expect"];
        if let Some(wanted) = expect.get("visible_text").and_then(Value::as_str) {
            // Marked lines and what the note of the corpus calls library quirks are not the customer's own words.
            let is_quirk = ["email_tricky_17_forward_header.txt", "email_custom_quote_header.txt"].iter().any(|quirk| file.ends_with(quirk));
            let lines = wanted.lines().map(norm).filter(|line| line.chars().any(char::is_alphanumeric) && !line.starts_with('>') && !is_quirk);
            for line in lines {
                hidden.ask(file, "hidden", norm(&visible).contains(&line), || format!("{line:?}"));
            }
            shown.ask(file, "shown", squeezed(&own) == squeezed(wanted), || format!("...{:?} instead of ...{:?}", tail(&own), tail(wanted)));
        }
        for wanted in expect.get("must_contain").and_then(Value::as_array).into_iter().flatten() {
            hidden.ask(file, "hidden", norm(&visible).contains(&norm(wanted.as_str().unwrap())), || wanted.to_string());
        }
    }
    println!("corpora/replies: lines of the customer kept {}, texts folded exactly {}", hidden.told(), shown.told());
    shown.explain("corpora/replies, exactly the own text shown", misses::REPLIES);
    hidden.explain("corpora/replies, own lines kept", &[]);
}
