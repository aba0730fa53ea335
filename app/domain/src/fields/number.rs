//! Decimal numbers as they are kept and typed: digits, never a binary fraction that would round them.

/// Digits before and behind the point, at most.
const WHOLE: usize = 15;
const FRACTION: usize = 6;

/// `-1234.5` of `-1,234.50`, in any width; `None` for what is no number or has too many digits.
pub fn canonical(text: &str) -> Option<String> {
    let text: String = text.trim().chars().map(narrow).filter(|c| *c != ',').collect();
    let (minus, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.len() > WHOLE || fraction.len() > FRACTION {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let zero = whole == "0" && fraction.is_empty();
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{}{whole}{point}{fraction}", if minus && !zero { "-" } else { "" }))
}

/// Full-width digits and signs as ASCII, with the minus signs that Japanese keyboards know.
pub(super) fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' | '‐' | '―' | 'ー' => '-',
        '、' => ',',
        other => other,
    }
}
