//! Lines that announce a quoted mail: attributions, separators and the header blocks of Outlook and its relatives.

use super::words;

/// Lines that an attribution may be wrapped over.
const MAX_ATTRIBUTION_LINES: usize = 4;
/// Bytes of an attribution.
const MAX_ATTRIBUTION: usize = 500;
/// Lines of a header block that are looked at.
const MAX_BLOCK_LINES: usize = 10;

pub(super) struct Opener {
    /// How many lines it takes.
    pub lines: usize,
    /// Whether unmarked text behind it is the older mail.
    pub opens_rest: bool,
    /// "-----Original Message-----" and header blocks, unlike attributions.
    pub is_separator: bool,
}

pub(super) fn find(lines: &[&str], at: usize) -> Option<Opener> {
    let line = lines.get(at)?.trim();
    if line.is_empty() {
        return None;
    }
    if words::is_separator(line) {
        return Some(Opener { lines: 1, opens_rest: true, is_separator: true });
    }
    header_block(lines, at).or_else(|| attribution(lines, at))
}

/// Five or more of one drawing character and nothing else.
pub(super) fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 5 && line.chars().all(|c| "-_=*~#+─━═＝－＿☆★◇◆・".contains(c))
}

/// "From: ... / Sent: ... / To: ... / Subject: ...", in the languages mail programs speak. A sender line alone is not
/// enough, nor are "From: Tokyo / To: Osaka": a subject and either a date or an address must be there.
fn header_block(lines: &[&str], at: usize) -> Option<Opener> {
    if words::label(lines.get(at)?) != Some(words::Label::From) {
        return None;
    }
    let (mut subject, mut date, mut address, mut length) = (false, false, false, 0);
    for (offset, line) in lines.get(at..)?.iter().take(MAX_BLOCK_LINES).enumerate() {
        let label = words::label(line);
        let is_continuation = line.starts_with([' ', '\t']) || line.trim_start().starts_with('<') || line.trim().is_empty();
        if label.is_none() && !is_continuation && offset > 0 {
            break;
        }
        subject |= label == Some(words::Label::Subject);
        date |= label == Some(words::Label::Date);
        address |= line.contains('@');
        if label.is_some() {
            length = offset + 1;
        }
    }
    (length >= 3 && subject && (date || address)).then_some(Opener { lines: length, opens_rest: true, is_separator: true })
}

/// "On 3 June 2024, Taro <t@example.jp> wrote:" on one to four lines.
fn attribution(lines: &[&str], at: usize) -> Option<Opener> {
    let mut joined = String::new();
    for (offset, line) in lines.get(at..)?.iter().take(MAX_ATTRIBUTION_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('>') || joined.len() + line.len() > MAX_ATTRIBUTION {
            break;
        }
        // The attribution starts here and not above: the lines above are the sender's.
        if offset > 0 && words::starts_surely(line) {
            break;
        }
        if offset > 0 {
            joined.push(' ');
        }
        joined.push_str(line);
        if let Some(opens_rest) = words::attribution(&joined) {
            let next_is_marked = next_line(lines, at + offset + 1).is_some_and(|line| line.starts_with(['>', '＞', '|']));
            if opens_rest || next_is_marked {
                return Some(Opener { lines: offset + 1, opens_rest, is_separator: false });
            }
        }
        // Only a line that already looks like the start of one may go on.
        if offset == 0 && !words::starts_attribution(line) {
            break;
        }
    }
    None
}

fn next_line<'a>(lines: &[&'a str], from: usize) -> Option<&'a str> {
    lines.get(from..)?.iter().map(|line| line.trim_start()).find(|line| !line.is_empty())
}
