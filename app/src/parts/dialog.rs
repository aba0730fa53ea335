//! A question in the native dialog element: focus, Escape and the inert background come from the browser.

use super::icon::Icon;
use crate::words::{common, use_language};
use leptos::{html, prelude::*};

/// Open while `open` is true; Escape, the cross and the first button of the foot set it to false.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// The body; the foot's buttons belong to it as `<div class="dialog__foot">`.
    children: ChildrenFn,
    /// `alertdialog` where something is at stake.
    #[prop(default = "dialog")]
    role: &'static str,
    #[prop(optional)] small: bool,
) -> impl IntoView {
    let language = use_language();
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (element.get(), open.get()) else { return };
        if open && !dialog.open() {
            // Fails only when the element left the page, and then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    // The browser tells of a closing later, when the dialog may have been opened again.
    let closed = move |_| {
        if element.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    view! {
        <dialog class=if small { "dialog dialog--s" } else { "dialog" } role=role aria-label=move || title.get() node_ref=element on:close=closed>
            <div class="dialog__head">
                <h2 class="dialog__title">{move || title.get()}</h2>
                <button class="btn btn--ghost btn--icon dialog__x" type="button" aria-label=common::close(language) on:click=move |_| open.set(false)>
                    <Icon name="x" />
                </button>
            </div>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
    .into_any()
}

/// A dialog that is open while it has a subject, and lets go of it when it closes. Each side moves only when it differs.
pub fn opened_by<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let wanted = subject.with(Option::is_some);
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !open.get() && subject.with_untracked(Option::is_some) {
            subject.set(None);
        }
    });
    open
}
