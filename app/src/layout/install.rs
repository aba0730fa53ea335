//! Installing as an app. boot.js keeps the browser's offer and shows the button while there is one; Safari on iOS offers
//! nothing, and there a sentence says how.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use leptos::prelude::*;

/// `class` is that of the button.
#[component]
pub fn Install(class: &'static str) -> impl IntoView {
    let language = use_language();
    view! {
        <button class=class type="button" data-install>
            <Icon name="download" />
            <span class="menu__text">{words::install(language)}</span>
        </button>
        <p class="install__ios">{words::install_ios(language)}</p>
    }
    .into_any()
}
