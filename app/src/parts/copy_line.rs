//! A text to hand on, with a button that copies it.

use super::{icon::Icon, toast::Toasts};
use crate::{words, words::use_language};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

words! {
    copy = "コピー", "Copy";
    copied = "コピーしました", "Copied";
    copy_by_hand = "コピーできませんでした。文字を選んでコピーしてください。", "It could not be copied. Select the text and copy it.";
}

#[component]
pub fn CopyLine(
    /// Whom or what it is for; named by the button.
    #[prop(into)]
    of: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let shown = text.clone();
    view! {
        <p class="copyline">
            <code>{shown}</code>
            <button
                class="btn btn--s"
                type="button"
                aria-label=format!("{}: {of}", copy(language))
                on:click=move |_| {
                    let text = text.clone();
                    spawn_local(async move {
                        match write_clipboard(&text).await {
                            Ok(()) => toasts.done(copied(language)),
                            Err(_) => toasts.warn(copy_by_hand(language)),
                        }
                    });
                }
            >
                <Icon name="copy" />
                {copy(language)}
            </button>
        </p>
    }
}

/// Through the object as it is: over plain HTTP browsers leave `navigator.clipboard` out.
pub async fn write_clipboard(text: &str) -> Result<(), JsValue> {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: js_sys::Function = js_sys::Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    let promise: js_sys::Promise = write.call1(&clipboard, &text.into())?.dyn_into()?;
    JsFuture::from(promise).await.map(drop)
}

/// Copies what is selected, the old way that plain HTTP still has. Whether the browser did.
pub fn copy_selection() -> bool {
    let document = document();
    let copied = js_sys::Reflect::get(&document, &"execCommand".into())
        .and_then(|command| command.dyn_into::<js_sys::Function>())
        .and_then(|command| command.call1(&document, &"copy".into()));
    copied.ok().and_then(|copied| copied.as_bool()).unwrap_or_default()
}

/// Path and query as an address that others can open.
pub fn absolute(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}
