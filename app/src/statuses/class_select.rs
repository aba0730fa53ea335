//! The class of a status, by the browser's own menu.

use super::words;
use crate::{parts::select::SelectField, words::use_language};
use domain::statuses::Class;
use leptos::prelude::*;

#[component]
pub fn ClassSelect(value: RwSignal<Class>) -> impl IntoView {
    let language = use_language();
    let choices = Class::ALL.iter().map(|class| (*class, words::class_meaning(*class, language).to_owned())).collect();
    view! { <SelectField id="status-class" label=words::class(language) value choices hint=words::class_hint(language) /> }
}
