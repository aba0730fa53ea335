//! The form of a dialog: what is filled in, what went wrong, and the two buttons under it. It closes when what it asked for is done.

use super::field::{field_of, focus_invalid};
use crate::{
    Failure,
    failure::FailureNote,
    words::{common, use_language},
};
use domain::Field;
use leptos::{prelude::*, task::spawn_local, web_sys};
use std::pin::Pin;

/// What a form asks for, on its way.
pub type Saving = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

#[component]
pub fn DialogForm(
    open: RwSignal<bool>,
    /// What the button says that does it.
    #[prop(into)]
    act: String,
    save: Callback<(), Saving>,
    failure: RwSignal<Option<Failure>>,
    /// Fields that tell what is wrong with them where they stand.
    #[prop(default = &[])]
    telling: &'static [Field],
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let done = save.run(()).await;
            busy.try_set(false);
            match done {
                Ok(()) => {
                    open.try_set(false);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure).is_none_or(|field| !telling.contains(&field)));
    view! {
        <form class="dialog__form" novalidate on:submit=submit>
            <div class="dialog__body">{move || other().map(|failure| view! { <FailureNote failure /> })} {children()}</div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button
                    class=if danger { "btn btn--danger" } else { "btn btn--primary" }
                    type="submit"
                    disabled=move || disabled.get()
                    aria-busy=move || busy.get().then_some("true")
                >
                    {act}
                </button>
            </div>
        </form>
    }
    .into_any()
}
