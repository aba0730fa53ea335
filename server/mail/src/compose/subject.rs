//! "Re:" and "Fwd:" in front of a subject: one of them, however many there were, in whatever language.

const REPLY: [&str; 14] = ["re", "ｒｅ", "aw", "sv", "vs", "odp", "antw", "rv", "rif", "返信", "回复", "回覆", "答复", "답장"];
const FORWARD: [&str; 12] = ["fwd", "fw", "wg", "tr", "enc", "rv", "转发", "轉寄", "転送", "vb", "doorst", "전달"];

/// "Re: " and the subject without the prefixes of earlier answers.
pub fn reply_subject(subject: &str) -> String {
    format!("Re: {}", stripped(subject, &[&REPLY])).trim_end().to_owned()
}

/// "Fwd: " and the subject without the prefixes of earlier forwards.
pub fn forward_subject(subject: &str) -> String {
    format!("Fwd: {}", stripped(subject, &[&FORWARD])).trim_end().to_owned()
}

/// The subject without any reply or forward prefix, for comparing.
pub fn without_prefixes(subject: &str) -> &str {
    stripped(subject, &[&REPLY, &FORWARD])
}

fn stripped<'s>(subject: &'s str, lists: &[&[&str]]) -> &'s str {
    let mut rest = subject.trim();
    while let Some(after) = lists.iter().find_map(|list| without_one(rest, list)) {
        rest = after;
    }
    rest
}

/// "Re:", "RE：", "Re[2]:", "Re^3:", "Re(4):", "【返信】" are left to the eye: only forms with a colon count.
fn without_one<'s>(subject: &'s str, list: &[&str]) -> Option<&'s str> {
    let end = subject.find([':', '：'])?;
    let (head, tail) = subject.split_at_checked(end)?;
    let word = head.trim().to_lowercase();
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()^*".contains(c)).trim();
    let is_known = head.len() <= 20 && list.contains(&word);
    is_known.then(|| tail.trim_start_matches([':', '：']).trim_start())
}
