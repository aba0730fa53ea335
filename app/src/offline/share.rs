//! What another app shares with the installed one: a title, words, an address become a new mail.

use crate::{
    drafts::COMPOSE,
    parts::tab_memory::{clear, store, stored},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate, hooks::use_query_map};
use serde::{Deserialize, Serialize};

const KEY: &str = "madoguchi-shared";

/// Subject and words for the mail that is begun next in this tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    pub subject: String,
    pub text: String,
}

impl Shared {
    fn of(title: Option<String>, text: Option<String>, url: Option<String>) -> Shared {
        let clean = |part: Option<String>| part.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
        // A subject is one line.
        let subject = clean(title).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let (text, url) = (clean(text), clean(url));
        // Many apps put the address into the words already.
        let url = url.filter(|url| text.as_ref().is_none_or(|text| !text.contains(url.as_str())));
        Shared { subject, text: [text, url].into_iter().flatten().collect::<Vec<_>>().join("\n") }
    }

    /// Asked once. Browser only.
    pub fn take() -> Option<Shared> {
        let shared = serde_json::from_str(&stored(KEY)?).ok();
        clear(KEY);
        shared
    }
}

/// `/share`: where the system leads with what was shared.
#[component]
pub fn SharePage() -> impl IntoView {
    let (query, navigate) = (use_query_map(), use_navigate());
    Effect::new(move |_| {
        let shared = query.with_untracked(|query| Shared::of(query.get("title"), query.get("text"), query.get("url")));
        if shared != Shared::default()
            && let Ok(text) = serde_json::to_string(&shared)
        {
            store(KEY, &text);
        }
        navigate(&format!("/?{COMPOSE}=new"), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
}

#[cfg(test)]
mod tests {
    use super::Shared;

    #[test]
    fn what_is_shared_becomes_a_subject_and_words() {
        let shared = |title: &str, text: &str, url: &str| {
            let Shared { subject, text } = Shared::of(Some(title.into()), Some(text.into()), Some(url.into()));
            (subject, text)
        };
        for ((title, text, url), expected) in [
            (("納期表\r\nBcc: x@y.example", "ご覧ください", "https://a.example/1"), ("納期表 Bcc: x@y.example", "ご覧ください\nhttps://a.example/1")),
            (("", "見て https://a.example/1", "https://a.example/1"), ("", "見て https://a.example/1")),
            (("題", " ", ""), ("題", "")),
        ] {
            assert_eq!(shared(title, text, url), (expected.0.to_owned(), expected.1.to_owned()));
        }
        assert_eq!(Shared::of(None, None, None), Shared::default());
    }
}
