//! A password, with a button to look at what was typed. Its value lives in the element (forms) or in a signal (`value`).

use super::{
    field::{FieldError, described_by, follow, invalid},
    icon::Icon,
};
use crate::{words, words::use_language};
use leptos::{html, prelude::*};

words! {
    show = "パスワードを表示", "Show password";
}

#[component]
pub fn SecretField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    /// For forms that are sent as they are.
    #[prop(optional)]
    name: &'static str,
    #[prop(optional_no_strip)] value: Option<RwSignal<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// `current-password`, `new-password`, or `off` where the password is not the reader's own.
    autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional)] large: bool,
    #[prop(optional)] element: NodeRef<html::Input>,
) -> impl IntoView {
    let language = use_language();
    let shown = RwSignal::new(false);
    if let Some(value) = value {
        follow(value, move || element.get(), |element| (element.value(), element.default_value()), |element, text| element.set_value(text));
    }
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <span class="secret">
                <input
                    class=if large { "input input--l" } else { "input" }
                    id=id.clone()
                    name=(!name.is_empty()).then_some(name)
                    type=move || if shown.get() { "text" } else { "password" }
                    node_ref=element
                    required=required
                    autofocus=autofocus
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=(!placeholder.is_empty()).then_some(placeholder)
                    aria-describedby=described_by(&id, hint.is_some(), error)
                    aria-invalid=invalid(error)
                    on:input:target=move |event| {
                        if let Some(value) = value {
                            value.set(event.target().value());
                        }
                    }
                />
                <button
                    class="btn btn--ghost btn--icon secret__show"
                    type="button"
                    aria-label=show(language)
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { view! { <Icon name="eye-off" /> } } else { view! { <Icon name="eye" /> } }}
                </button>
            </span>
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{hint}</span> })}
            <FieldError id error />
        </div>
    }
    .into_any()
}
