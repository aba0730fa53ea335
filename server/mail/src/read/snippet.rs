//! One line for the list: what the sender wrote, without greeting and quoted mail.

use crate::quote::{self, Kind};

/// Characters of a snippet.
const LENGTH: usize = 160;
/// Characters of the text that are looked at.
const SAMPLE: usize = 20_000;

pub(crate) fn of(text: &str) -> String {
    let text = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let own: String = quote::split(text).into_iter().filter(|segment| segment.kind == Kind::Own).map(|segment| segment.text).collect();
    let chosen = if own.trim().is_empty() { text } else { own.as_str() };
    let lines: Vec<&str> = chosen.lines().map(str::trim).filter(|line| !is_ruler(line)).collect();
    let greetings = lines.iter().take_while(|line| is_greeting(line)).count();
    let rest = lines.get(greetings..).filter(|rest| !rest.is_empty()).unwrap_or(&lines);
    one_line(rest)
}

fn one_line(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {
        if count > 0 {
            out.push(' ');
            count += 1;
        }
        for letter in word.chars().filter(|c| !c.is_control()) {
            if count >= LENGTH {
                return out.trim_end().to_owned();
            }
            out.push(letter);
            count += 1;
        }
        if count >= LENGTH {
            break;
        }
    }
    out.trim_end().to_owned()
}

/// Empty lines and lines of dashes or stars.
fn is_ruler(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// Lines that open nearly every business mail and say nothing: the addressee and the greeting.
fn is_greeting(line: &str) -> bool {
    let short = line.chars().count() <= 40;
    let is_addressee =
        short && ["様", "御中", "殿", "各位", "さん", "先生"].iter().any(|end| line.trim_end_matches(['、', '。', ',']).ends_with(end));
    let is_hello = short
        && [
            "お世話になっ",
            "お世話になり",
            "いつもお世話",
            "いつも大変お世話",
            "初めてご連絡",
            "はじめまして",
            "お疲れ様です",
            "お疲れさまです",
            "平素",
        ]
        .iter()
        .any(|start| line.starts_with(start));
    let lower = line.to_lowercase();
    let is_dear = short
        && line.ends_with([',', '!', ':', '，', '、'])
        && ["dear ", "hi ", "hi,", "hello", "good morning", "good afternoon", "hey "].iter().any(|start| lower.starts_with(start));
    is_addressee || is_hello || is_dear
}
