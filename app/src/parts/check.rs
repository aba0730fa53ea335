//! Yes or no, with its words beside it.

use leptos::{html, prelude::*};

#[component]
pub fn CheckField(#[prop(into)] label: String, value: RwSignal<bool>, #[prop(optional, into)] text: Option<String>) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    let first = value.get_untracked();
    // As with text: what was ticked before the client woke up wins once.
    Effect::new(move |woken: Option<bool>| {
        let wanted = value.get();
        let Some(element) = element.get() else { return false };
        let shown = element.checked();
        if shown != wanted {
            if woken != Some(true) && shown != first { value.set(shown) } else { element.set_checked(wanted) }
        }
        true
    });
    view! {
        <label class="check">
            <input type="checkbox" node_ref=element checked=first on:change:target=move |event| value.set(event.target().checked()) />
            <span class="check__text">{label} {text.map(|text| view! { <small>{text}</small> })}</span>
        </label>
    }
}
