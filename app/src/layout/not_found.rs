//! An address that leads nowhere.

use crate::{
    parts::empty::Empty,
    words::{common, use_language},
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn NotFound() -> impl IntoView {
    let language = use_language();
    crate::set_status(404);
    view! {
        <Title text=common::not_found_title(language) />
        <main class="main" id="main" tabindex="-1">
            <Empty icon="circle-question-mark" title=common::not_found_title(language) text=common::not_found_text(language)>
                <a class="btn btn--primary" href="/">
                    {common::back_to_start(language)}
                </a>
            </Empty>
        </main>
    }
    .into_any()
}
