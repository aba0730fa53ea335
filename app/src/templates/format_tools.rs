//! The tools of formatted text in a template: emphasis, lists, quotes.

use super::words;
use crate::{drafts::rich_sheet, parts::icon::Icon, words::use_language};
use domain::{Language, TemplateId};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// What the editor calls it, its glyph, its name.
const TOOLS: [(&str, &str, [&str; 2]); 6] = [
    ("b", "bold", ["太字", "Bold"]),
    ("i", "italic", ["斜体", "Italic"]),
    ("u", "underline", ["下線", "Underline"]),
    ("ul", "list", ["箇条書き", "Bulleted list"]),
    ("ol", "list-ordered", ["番号つきの箇条書き", "Numbered list"]),
    ("clear", "remove-formatting", ["書式を外す", "Clear formatting"]),
];

#[component]
pub fn FormatTools(id: TemplateId, marks: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let tool = move |(name, icon, said): (&'static str, &'static str, [&'static str; 2])| {
        let said = said[usize::from(language == Language::English)];
        let pressed = move || (name != "clear").then(|| marks.with(|marks| marks.split(' ').any(|mark| mark == name)).to_string());
        view! {
            <button
                class="btn btn--ghost btn--icon btn--s"
                type="button"
                aria-label=said
                title=said
                aria-pressed=pressed
                on:click=move |_| rich_sheet::act(id, name, "")
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        // A press must not take the focus out of the text, nor the keyboard off the screen.
        <span class="comp__format" role="group" aria-label=words::formatting(language) on:mousedown=keep_focus>
            {TOOLS.into_iter().map(tool).collect_view()}
        </span>
    }
    .into_any()
}

fn keep_focus(event: web_sys::MouseEvent) {
    let on_button = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("button").ok().flatten().is_some());
    if on_button {
        event.prevent_default();
    }
}
