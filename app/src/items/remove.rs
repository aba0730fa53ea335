//! Deleting one of them: what goes with it.

use super::{kept::Kept, words};
use crate::{
    Failure,
    parts::{
        dialog::{Dialog, opened_by},
        dialog_form::{DialogForm, Saving},
    },
    words::use_language,
};
use leptos::prelude::*;

#[component]
pub fn RemoveDialog<T: Kept>(
    removed: RwSignal<Option<T>>,
    /// What goes with it, in a sentence.
    #[prop(into)]
    text: Signal<String>,
    remove: Callback<T, Saving>,
) -> impl IntoView {
    let language = use_language();
    let open = opened_by(removed);
    let title =
        Signal::derive(move || removed.with(|one| one.as_ref().map(|one| words::remove_title(language, &one.name(language))).unwrap_or_default()));
    let form = move |one: T| {
        let failure = RwSignal::new(None::<Failure>);
        let save = Callback::new(move |()| remove.run(one.clone()));
        view! {
            <DialogForm open act=words::remove(language) save failure danger=true>
                <p class="dialog__text">{move || text.get()}</p>
            </DialogForm>
        }
    };
    view! {
        <Dialog open title role="alertdialog" small=true>
            {move || removed.get().map(form)}
        </Dialog>
    }
}
