//! The banner of the practice company: nothing leaves the house, and how to start for real.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use leptos::prelude::*;

#[component]
pub fn PracticeBanner() -> impl IntoView {
    let language = use_language();
    view! {
        <aside class="practice" aria-label=words::practice(language)>
            <Icon name="info" />
            <span>
                <b>{words::practice(language)}</b>
                {words::practice_stays(language)}
            </span>
            <span class="practice__real">{words::practice_real(language)} " " <code>"madoguchi serve"</code></span>
        </aside>
    }
    .into_any()
}
