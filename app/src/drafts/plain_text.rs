//! Where plain text is written. Not controlled: a long quote is not drawn anew for every key.

use super::{session::Session, words};
use crate::words::use_language;
use leptos::{prelude::*, web_sys};

#[component]
pub fn PlainText(
    session: Session,
    /// Attaches pasted files; whether there were any.
    attach: Callback<Option<web_sys::FileList>, bool>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <textarea
            class="comp__text mailtext"
            aria-label=words::text(language)
            dir="auto"
            node_ref=session.text
            prop:value=session.first.with_value(|first| first.text.clone())
            readonly=move || !session.is_open()
            on:input=move |_| session.edited()
            on:blur=move |_| session.save_now()
            on:paste=move |event: web_sys::ClipboardEvent| {
                let data = event.clipboard_data();
                // Word processors offer a picture beside the text: then the text is meant.
                let has_text = data.as_ref().and_then(|data| data.get_data("text/plain").ok()).is_some_and(|text| !text.is_empty());
                if !has_text && session.is_open_now() && attach.run(data.and_then(|data| data.files())) {
                    event.prevent_default();
                }
            }
        ></textarea>
    }
    .into_any()
}
