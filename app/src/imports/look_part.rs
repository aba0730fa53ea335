//! What a look through the source found.

use super::words;
use crate::{time::Clock, words::use_language};
use domain::imports::{Look, SourceKind};
use leptos::prelude::*;

#[component]
pub fn LookPart(look: Look, kind: SourceKind) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let day = move |at| {
        let civil = clock.civil(at);
        format!("{}/{:02}/{:02}", civil.year, civil.month, civil.day)
    };
    let span = look.first.zip(look.last).map(|(first, last)| words::span(language, &day(first), &day(last)));
    let counted = |all: Vec<(String, i64)>, unnamed: &'static str| {
        let line = move |(name, count): (String, i64)| {
            let name = if name.is_empty() { unnamed.to_owned() } else { name };
            view! {
                <li>
                    <span dir="auto">{name}</span>
                    <span class="import__n">{words::mails(language, count)}</span>
                </li>
            }
        };
        view! { <ul class="import__list">{all.into_iter().map(line).collect_view()}</ul> }
    };
    let several = look.folders.len() > 1 || look.folders.iter().any(|(name, _)| !name.is_empty());
    view! {
        <dl class="kv import__found">
            <dt>{words::found(language)}</dt>
            <dd>{words::mails(language, look.mails)}</dd>
            {(kind != SourceKind::Imap)
                .then(|| {
                    view! {
                        <dt>{words::known(language)}</dt>
                        <dd>{words::mails(language, look.known)}</dd>
                    }
                })}
            {(look.too_large > 0)
                .then(|| {
                    view! {
                        <dt>{words::too_large(language)}</dt>
                        <dd>{words::mails(language, look.too_large)}</dd>
                    }
                })}
            {span
                .map(|span| {
                    view! {
                        <dt>{words::period(language)}</dt>
                        <dd>{span}</dd>
                    }
                })}
            {(!look.senders.is_empty())
                .then(|| {
                    view! {
                        <dt>{words::senders(language)}</dt>
                        <dd>{counted(look.senders, words::unknown_sender(language))}</dd>
                    }
                })}
            {several
                .then(|| {
                    view! {
                        <dt>{words::source_folders(language)}</dt>
                        <dd>{counted(look.folders, words::no_folder(language))}</dd>
                    }
                })}
        </dl>
    }
    .into_any()
}
