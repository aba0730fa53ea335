//! An address that leads nowhere.

use super::name_page;
use crate::{
    parts::empty::Empty,
    words::{common, use_language},
};
use leptos::prelude::*;

#[component]
pub fn NotFound() -> impl IntoView {
    let language = use_language();
    crate::set_status(404);
    name_page(common::not_found_title(language));
    view! {
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
