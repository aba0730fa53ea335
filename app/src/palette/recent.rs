//! What was chosen last, in this browser: only which commands, never a subject or a name. Browser only.

use leptos::prelude::*;

const NAME: &str = "madoguchi:palette";
const MANY: usize = 8;

/// The newest first.
pub fn recent() -> Vec<String> {
    let kept = window().local_storage().ok().flatten().and_then(|kept| kept.get_item(NAME).ok().flatten());
    kept.unwrap_or_default().lines().map(str::to_owned).collect()
}

pub fn remember(key: &str) {
    if let Some(kept) = window().local_storage().ok().flatten() {
        // Fails only when the storage is full: then the order stays as it is.
        let _ = kept.set_item(NAME, &with(recent(), key).join("\n"));
    }
}

fn with(mut keys: Vec<String>, key: &str) -> Vec<String> {
    keys.retain(|known| known != key);
    keys.insert(0, key.to_owned());
    keys.truncate(MANY);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_stands_first_and_once() {
        let keys = ["a", "b", "c"].into_iter().fold(Vec::new(), with);
        assert_eq!(keys, ["c", "b", "a"]);
        assert_eq!(with(keys, "a"), ["a", "c", "b"]);
        assert_eq!((0..20).fold(Vec::new(), |keys, number| with(keys, &number.to_string())).len(), MANY);
    }
}
