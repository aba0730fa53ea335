//! A question before something is done that is not taken back by itself.

use super::dialog::Dialog;
use crate::words::{common, use_language};
use leptos::prelude::*;

/// Asks while `open` is true. What it does says itself when the question has been answered: by setting `open` to false.
#[component]
pub fn Sure(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What will happen, in a sentence or two.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says that does it.
    #[prop(into)]
    act: Signal<String>,
    does: Callback<()>,
    /// Nothing is lost by it.
    #[prop(optional)]
    mild: bool,
    #[prop(optional, into)] busy: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let class = if mild { "btn btn--primary" } else { "btn btn--danger" };
    view! {
        <Dialog open title role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{move || text.get()}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class=class type="button" aria-busy=move || busy.get().then_some("true") on:click=move |_| does.run(())>
                    {move || act.get()}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
