//! What the browser calls the page: the page itself, and what is open in it while it is.
//!
//! Kept in signals that belong to nobody: the server writes the head after the body is done, when what the body was made of
//! may be gone already.

use leptos::prelude::*;
use leptos_meta::Title;

#[derive(Clone)]
struct Naming {
    page: ArcRwSignal<String>,
    open: ArcRwSignal<Option<String>>,
}

/// Once, at the root, before anything that has a name.
#[component]
pub fn PageTitle() -> impl IntoView {
    let naming = Naming { page: ArcRwSignal::default(), open: ArcRwSignal::default() };
    provide_context(naming.clone());
    view! { <Title text=move || naming.open.get().unwrap_or_else(|| naming.page.get()) /> }.into_any()
}

/// The name of the page.
pub fn name_page(name: impl Into<Signal<String>>) {
    let Some(Naming { page, .. }) = use_context() else { return };
    let name = name.into();
    page.set(name.get_untracked());
    Effect::new(move |_| page.set(name.get()));
}

/// The name of what is open in the page, as long as it is.
pub fn name_open(name: impl Into<Signal<String>>) {
    let Some(Naming { open, .. }) = use_context() else { return };
    let name = name.into();
    open.set(Some(name.get_untracked()));
    let shown = open.clone();
    Effect::new(move |_| shown.set(Some(name.get())));
    on_cleanup(move || open.set(None));
}
