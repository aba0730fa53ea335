//! One of a few values, by the browser's own menu.

use super::field::{FieldError, described_by, invalid};
use leptos::{html, prelude::*};

#[component]
pub fn SelectField<T>(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<T>,
    /// Values and how they are called.
    choices: Vec<(T, String)>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] large: bool,
) -> impl IntoView
where
    T: Copy + PartialEq + ToString + Send + Sync + 'static,
{
    let element = NodeRef::<html::Select>::new();
    let first = value.get_untracked();
    let values: Vec<T> = choices.iter().map(|(value, _)| *value).collect();
    let named = move |name: &str| values.iter().copied().find(|value| value.to_string() == name);
    let (chosen, kept) = (named.clone(), named);
    // As with text: what was chosen before the client woke up wins once.
    Effect::new(move |woken: Option<bool>| {
        let wanted = value.get().to_string();
        let Some(element) = element.get() else { return false };
        if element.value() != wanted {
            match kept(&element.value()) {
                Some(shown) if woken != Some(true) && shown != first => value.set(shown),
                _ => element.set_value(&wanted),
            }
        }
        true
    });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <select
                class=if large { "input input--l select" } else { "input select" }
                id=id.clone()
                node_ref=element
                // Browsers would bring the choice of the last visit back.
                autocomplete="off"
                aria-describedby=described_by(&id, hint.is_some(), error)
                aria-invalid=invalid(error)
                on:change:target=move |event| {
                    if let Some(chosen) = chosen(&event.target().value()) {
                        value.set(chosen);
                    }
                }
            >
                {choices.into_iter().map(|(each, name)| view! { <option value=each.to_string() selected=each == first>{name}</option> }).collect_view()}
            </select>
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{hint}</span> })}
            <FieldError id error />
        </div>
    }
}
