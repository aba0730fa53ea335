//! A text with its words filled, as it will read: what was filled in is marked, and what came out blank says so.

use super::words;
use crate::words::use_language;
use domain::{
    reserved::{BEGIN, END, without_marks},
    templates::FilledView,
};
use leptos::prelude::*;

#[component]
pub fn FilledShown(view: FilledView) -> impl IntoView {
    let language = use_language();
    let FilledView { subject, text, words: named, files, .. } = view;
    let mut named = named.into_iter();
    let piece = move |piece: &str| {
        // Before the first mark, and behind each end of one: plain text.
        let Some((value, rest)) = piece.split_once(END) else { return without_marks(piece).into_any() };
        let word = named.next().unwrap_or_default();
        let (shown, empty) = if value.is_empty() { (words::blank(language, &word), true) } else { (value.to_owned(), value == word) };
        view! {
            <span class="rw" data-empty=empty.then_some("") title=word>
                {shown}
            </span>
            {rest.to_owned()}
        }
        .into_any()
    };
    let pieces: Vec<AnyView> = text.split(BEGIN).map(piece).collect();
    view! {
        <div class="tplprev" tabindex="0" dir="auto" aria-live="polite">
            {(!subject.is_empty()).then(|| view! { <b dir="auto">{subject}</b> })}
            <p class="tplprev__text" dir="auto">{pieces}</p>
            {(!files.is_empty())
                .then(|| view! { <p class="tplprev__files">{files.into_iter().map(|file| file.name).collect::<Vec<_>>().join("、")}</p> })}
        </div>
    }
    .into_any()
}
