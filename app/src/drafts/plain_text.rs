//! Where plain text is written. Not controlled: a long quote is not drawn anew for every key.

use super::{filled::FilledBehind, session::Session, template_picker::Asked, words};
use crate::words::use_language;
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

#[component]
pub fn PlainText(
    session: Session,
    /// Attaches pasted files; whether there were any.
    attach: Callback<Option<web_sys::FileList>, bool>,
) -> impl IntoView {
    let language = use_language();
    let scrolled = RwSignal::new(0);
    view! {
      <div class="comp__sheet">
        <FilledBehind session scrolled />
        <textarea
            class="comp__text mailtext"
            aria-label=words::text(language)
            dir="auto"
            node_ref=session.text
            prop:value=session.first.with_value(|first| first.text.clone())
            readonly=move || !session.is_open()
            on:scroll:target=move |event| scrolled.set(event.target().scroll_top())
            on:input=move |event: web_sys::Event| {
                session.edited();
                if let Some(event) = event.dyn_ref::<web_sys::InputEvent>() && is_slash(event) {
                    session.asks_by_slash();
                }
            }
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
      </div>
    }
    .into_any()
}

/// Typed by a key: what an input method composes is none.
fn is_slash(event: &web_sys::InputEvent) -> bool {
    event.data().as_deref() == Some("/") && !event.is_composing()
}

/// A slash at the beginning of a line or behind a blank; inside of words it is part of a path.
pub fn asks_for_template(before: &str) -> bool {
    before.strip_suffix('/').is_some_and(|line| line.is_empty() || line.ends_with(char::is_whitespace))
}

impl Session {
    fn asks_by_slash(self) {
        let Some(field) = self.text.get_untracked() else { return };
        let caret = field.selection_start().ok().flatten().unwrap_or_default() as usize;
        let units: Vec<u16> = field.value().encode_utf16().take(caret).collect();
        let before = String::from_utf16_lossy(&units[units.len().saturating_sub(2)..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        if asks_for_template(line) {
            self.pick_template(Asked::BySlash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::asks_for_template;

    #[test]
    fn a_slash_asks_only_where_a_word_could_begin() {
        for (before, expected) in [("/", true), ("様 /", true), ("　/", true), ("https:/", false), ("7/", false), ("a", false), ("", false)] {
            assert_eq!(asks_for_template(before), expected, "{before}");
        }
    }
}
