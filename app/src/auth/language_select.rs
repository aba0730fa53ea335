//! The language before signing in: a form that also works without the client.

use super::{
    api::ChooseLanguage,
    words::{choose, language as label},
};
use crate::{parts::icon::Icon, words::use_language};
use domain::Language;
use leptos::{prelude::*, server_fn::ServerFn};

/// The name of a language in itself.
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::Japanese => "日本語",
        Language::English => "English",
    }
}

#[component]
pub fn LanguageSelect() -> impl IntoView {
    let language = use_language();
    // The browser never draws what stands in <noscript>, so that it comes as text and not as elements to wake up.
    let without_script = format!(r#"<button class="btn btn--s" type="submit">{}</button>"#, choose(language));
    view! {
        <form class="lg__lang" method="post" action=ChooseLanguage::url()>
            <Icon name="globe" />
            <label class="sr" for="page-language">
                {label(language)}
            </label>
            <select
                class="input select"
                id="page-language"
                name="language"
                on:change:target=move |event| {
                    if let Some(form) = event.target().form() {
                        // Nothing in it can be invalid.
                        let _ = form.request_submit();
                    }
                }
            >
                {Language::ALL
                    .iter()
                    .map(|each| view! { <option value=each.as_str() lang=each.as_str() selected=*each == language>{own_name(*each)}</option> })
                    .collect_view()}
            </select>
            <noscript inner_html=without_script></noscript>
        </form>
    }
    .into_any()
}
