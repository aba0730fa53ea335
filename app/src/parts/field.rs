//! A question with one line (or several) as its answer: label, hint and error are tied to the control.

use super::icon::Icon;
use crate::Failure;
use domain::{Field, Refused};
use leptos::{html, prelude::*, web_sys};

/// What a failure says about one field of a form.
pub fn about(failure: RwSignal<Option<Failure>>, field: Field) -> Signal<Option<String>> {
    let language = crate::words::use_language();
    Signal::derive(move || {
        failure.with(|failure| failure.as_ref().filter(|failure| field_of(failure) == Some(field)).map(|failure| failure.words(language)))
    })
}

/// The field that a failure is about.
pub fn field_of(failure: &Failure) -> Option<Field> {
    match failure {
        Failure::Refused(Refused::Invalid { field, .. } | Refused::Taken { field }) => Some(*field),
        _ => None,
    }
}

/// The error under a control. Its id is the control's with `-error` behind it.
#[component]
pub fn FieldError(#[prop(into)] id: String, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field__err" id=format!("{id}-error") hidden=move || error.with(Option::is_none)>
            <Icon name="circle-alert" />
            <span role="alert">{move || error.get()}</span>
        </p>
    }
    .into_any()
}

/// What `aria-describedby` names: hint and, while there is one, error.
pub(super) fn described_by(id: &str, hint: bool, error: Signal<Option<String>>) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let id = id.to_owned();
    move || {
        let hint = hint.then(|| format!("{id}-hint"));
        let error = error.with(Option::is_some).then(|| format!("{id}-error"));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

pub(super) fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || error.with(Option::is_some).then_some("true")
}

/// Text in one line. The element owns what is typed, so that nothing typed before the client woke up is lost; `value` follows it.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(default = "off")] autocomplete: &'static str,
    /// `id` of a datalist.
    #[prop(optional_no_strip)]
    list: Option<&'static str>,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional)] input_mode: &'static str,
    #[prop(optional)] large: bool,
    /// For names and words of people; addresses and host names are left to right.
    #[prop(optional)]
    auto_direction: bool,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    follow(value, move || element.get(), |element| (element.value(), element.default_value()), |element, text| element.set_value(text));
    let first = value.get_untracked();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <input
                class=if large { "input input--l" } else { "input" }
                id=id.clone()
                type=kind
                node_ref=element
                value=first
                required=required
                autocomplete=autocomplete
                list=list
                placeholder=(!placeholder.is_empty()).then_some(placeholder)
                inputmode=(!input_mode.is_empty()).then_some(input_mode)
                dir=auto_direction.then_some("auto")
                aria-describedby=described_by(&id, hint.is_some(), error)
                aria-invalid=invalid(error)
                on:input:target=move |event| value.set(event.target().value())
            />
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{hint}</span> })}
            <FieldError id error />
        </div>
    }
    .into_any()
}

/// Text in several lines.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 4)] rows: u8,
) -> impl IntoView {
    let element = NodeRef::<html::Textarea>::new();
    follow(
        value,
        move || element.get(),
        |element| (element.value(), element.default_value().unwrap_or_default()),
        |element, text| element.set_value(text),
    );
    let first = value.get_untracked();
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <textarea
                class="input"
                id=id.clone()
                node_ref=element
                rows=rows.to_string()
                dir="auto"
                aria-describedby=described_by(&id, hint.is_some(), error)
                aria-invalid=invalid(error)
                on:input:target=move |event| value.set(event.target().value())
            >
                {first}
            </textarea>
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{hint}</span> })}
            <FieldError id error />
        </div>
    }
    .into_any()
}

/// Ties a signal to an element that owns its text: what was typed before the client woke up wins once, the signal from then on.
/// `read` gives the text as it is and as the page came.
pub(super) fn follow<E: 'static>(
    value: RwSignal<String>,
    element: impl Fn() -> Option<E> + 'static,
    read: impl Fn(&E) -> (String, String) + 'static,
    write: impl Fn(&E, &str) + 'static,
) {
    Effect::new(move |woken: Option<bool>| {
        let wanted = value.get();
        let Some(element) = element() else { return false };
        let (shown, came) = read(&element);
        if shown != wanted {
            if woken != Some(true) && shown != came { value.set(shown) } else { write(&element, &wanted) }
        }
        true
    });
}

/// Sends the focus to the first control that is marked as wrong, once it is drawn. Browser only.
pub fn focus_invalid() {
    request_animation_frame(|| {
        use wasm_bindgen::JsCast;
        let found = document().query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(control) = found.and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only when the control left the page meanwhile.
            let _ = control.focus();
        }
    });
}
