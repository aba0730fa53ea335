//! People as small discs with their first letters.

use leptos::prelude::*;

/// What stands in the disc: the first character of a CJK name, else the initials.
pub fn letters(name: &str) -> String {
    let Some(first) = name.trim().chars().next() else { return "?".to_owned() };
    if !first.is_ascii_alphabetic() {
        return first.to_string();
    }
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}

/// 1 to 8, the same for the same name everywhere.
pub fn tone(name: &str) -> String {
    let sum = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    ((sum ^ sum >> 13) % 8 + 1).to_string()
}

/// The disc alone; the name stands beside it or in a label.
#[component]
pub fn Avatar(#[prop(into)] name: String, #[prop(optional)] size: &'static str) -> impl IntoView {
    let class = match size {
        "s" => "av av--s",
        "m" => "av av--m",
        "l" => "av av--l",
        _ => "av",
    };
    view! {
        <span class=class data-tone=tone(&name) aria-hidden="true">
            {letters(&name)}
        </span>
    }
}

/// Disc and name.
#[component]
pub fn Person(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <span class="person">
            <Avatar name=name.clone() size="s" />
            <span class="person__name" dir="auto">
                {name}
            </span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_letters() {
        for (name, expected) in [("三枝 みのり", "三"), ("Daniel Weber", "DW"), ("ليان", "ل"), ("", "?"), ("li", "L")] {
            assert_eq!(letters(name), expected, "{name}");
        }
    }
}
