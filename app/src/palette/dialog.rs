//! The palette as a native dialog: the focus goes in and comes back, Escape closes it, what lies behind answers to nothing.

use super::{Act, Command, Palette, recent, words};
use crate::{
    chunks::Finder,
    mailboxes::Mailboxes,
    parts::{
        awake::use_awake,
        icon::Icon,
        keys::{is_composing, on_key},
    },
    words::use_language,
};
use leptos::{html, prelude::*, web_sys};
use leptos_router::hooks::use_navigate;
use std::time::Duration;

#[component]
pub fn PaletteDialog(mailboxes: Mailboxes) -> impl IntoView {
    let language = use_language();
    let palette = Palette::current();
    let open = palette.open;
    let element = NodeRef::<html::Dialog>::new();
    on_key(move |event| {
        if is_ours(&event) {
            event.prevent_default();
            if open.get_untracked() {
                open.set(false);
            } else if document().query_selector("dialog[open]").ok().flatten().is_none() {
                // Another question is not talked over.
                palette.show();
            }
        }
    });
    let close = move || {
        if let Some(dialog) = element.get_untracked() {
            dialog.close();
        }
    };
    Effect::new(move |_| {
        let (Some(dialog), open) = (element.get(), open.get()) else { return };
        if open && !dialog.open() {
            // Fails only when the element left the page, and then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !open {
            dialog.close();
        }
    });
    let navigate = use_navigate();
    let pick = Callback::new(move |command: Command| {
        recent::remember(&command.key);
        // The focus is back where it was before anything is done: what is done may move it.
        close();
        open.set(false);
        match command.act {
            Act::Go(to) => navigate(&to, Default::default()),
            Act::Run(run) => set_timeout(move || run(), Duration::ZERO),
        }
    });
    let beside = move |event: web_sys::MouseEvent| {
        // A click on the backdrop is one on the dialog itself.
        if event.target().as_ref() == element.get_untracked().as_ref().map(AsRef::as_ref) {
            close();
        }
    };
    view! {
        <dialog class="palette" aria-label=words::title(language) node_ref=element on:close=move |_| open.set(false) on:click=beside>
            <Show when=move || open.get()>
                <Finder mailboxes pick />
            </Show>
        </dialog>
    }
    .into_any()
}

/// Ctrl+K, on a Mac ⌘K: there Ctrl+K belongs to the text. A field that uses it for itself goes before.
fn is_ours(event: &web_sys::KeyboardEvent) -> bool {
    let mac = || window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"));
    let held = event.meta_key() || (event.ctrl_key() && !mac());
    held && !event.shift_key() && !event.alt_key() && event.key().eq_ignore_ascii_case("k") && !is_composing(event) && !event.default_prevented()
}

/// Opens it with the hand.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let (language, awake, palette) = (use_language(), use_awake(), Palette::current());
    view! {
        <button
            class="btn btn--ghost btn--icon"
            type="button"
            aria-label=words::open(language)
            title=words::open(language)
            aria-haspopup="dialog"
            disabled=move || !awake.get()
            on:click=move |_| palette.show()
        >
            <Icon name="zap" />
        </button>
    }
    .into_any()
}
