//! Text in several lines with reserved words: offered behind a `%` and in a menu.

use super::offer::{Offer, OfferList, WordsMenu};
use crate::parts::field::FieldError;
use leptos::{html, prelude::*, web_sys};

#[component]
pub fn WordsArea(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 4)] rows: u8,
    #[prop(optional, into)] readonly: Signal<bool>,
    /// Names of items of the address book.
    #[prop(optional, into)]
    items: Signal<Vec<String>>,
) -> impl IntoView {
    let element = NodeRef::<html::Textarea>::new();
    let offer = Offer::new(id, items);
    // The element owns what is typed; what was typed before the client woke up wins once.
    Effect::new(move |woken: Option<bool>| {
        let wanted = value.get();
        let Some(element) = element.get() else { return false };
        let (shown, came) = (element.value(), element.default_value().unwrap_or_default());
        if shown != wanted {
            if woken != Some(true) && shown != came { value.set(shown) } else { element.set_value(&wanted) }
        }
        true
    });
    let put = move |(name, typed): (String, u32)| {
        if let Some(field) = element.get_untracked() {
            put_word(&field, &name, typed);
            value.set(field.value());
        }
    };
    let first = value.get_untracked();
    let described = {
        let hint = hint.is_some();
        move || match (hint, error.with(Option::is_some)) {
            (true, true) => Some(format!("{id}-hint {id}-error")),
            (true, false) => Some(format!("{id}-hint")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
    };
    view! {
        <div class="field rw__field">
            <div class="rw__head">
                <label class="field__label" for=id>
                    {label}
                </label>
                <WordsMenu pick=Callback::new(put) disabled=readonly items />
            </div>
            <textarea
                class="input"
                id=id
                node_ref=element
                rows=rows.to_string()
                dir="auto"
                readonly=move || readonly.get()
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-autocomplete="list"
                aria-controls=format!("{id}-words")
                aria-activedescendant=move || offer.marked()
                on:input:target=move |event| {
                    let field = event.target();
                    value.set(field.value());
                    offer.ask(&before_caret(&field));
                }
                on:keydown=move |event: web_sys::KeyboardEvent| {
                    if let Some(taken) = offer.key(&event) {
                        put(taken);
                    }
                }
                on:blur=move |_| offer.close()
            >
                {first}
            </textarea>
            <OfferList offer pick=Callback::new(put) />
            {hint.map(|hint| view! { <span class="field__hint" id=format!("{id}-hint")>{hint}</span> })}
            <FieldError id error />
        </div>
    }
    .into_any()
}

/// The line up to the caret; nothing while something is selected.
fn before_caret(field: &web_sys::HtmlTextAreaElement) -> String {
    let (Ok(Some(start)), Ok(Some(end))) = (field.selection_start(), field.selection_end()) else { return String::new() };
    if start != end {
        return String::new();
    }
    let units: Vec<u16> = field.value().encode_utf16().take(start as usize).collect();
    let text = String::from_utf16_lossy(&units);
    text.rsplit('\n').next().unwrap_or_default().to_owned()
}

/// A word in the place of what was typed of it.
fn put_word(field: &web_sys::HtmlTextAreaElement, name: &str, typed: u32) {
    let word = format!("%{name}%");
    // Each of these fails only when the field left the page.
    let _ = field.focus();
    let (Ok(Some(start)), Ok(Some(end))) = (field.selection_start(), field.selection_end()) else { return };
    let from = start.saturating_sub(typed);
    let _ = field.set_range_text_with_start_and_end(&word, from, end);
    let caret = from + word.encode_utf16().count() as u32;
    let _ = field.set_selection_range(caret, caret);
}
