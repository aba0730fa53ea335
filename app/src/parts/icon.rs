//! A glyph of the sprite.

use leptos::prelude::*;

/// Glyphs that point somewhere and are mirrored in right-to-left text.
const MIRRORED: &[&str] = &[
    "reply",
    "reply-all",
    "forward",
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "undo-2",
    "rotate-ccw",
    "send",
    "log-in",
    "log-out",
    "external-link",
    "corner-down-right",
    "folder-input",
    "list-checks",
    "list-filter",
    "status-return",
    "status-plane",
    "text-quote",
    "panel-left",
    "panel-right",
    "signature",
    "megaphone",
];

/// `size`: `s` 14 px, none 16 px, `l` 20 px, `xl` 32 px. The word beside it names it; it is hidden from screen readers.
#[component]
pub fn Icon(name: &'static str, #[prop(optional)] size: &'static str) -> impl IntoView {
    let class = match size {
        "s" => "icon icon--s",
        "l" => "icon icon--l",
        "xl" => "icon icon--xl",
        _ => "icon",
    };
    view! {
        <svg class=class aria-hidden="true" data-flip=MIRRORED.contains(&name)>
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
