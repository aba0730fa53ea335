//! What is seldom done with a list: a file of it. A link, so that it works before the client wakes up.

use super::words;
use crate::{parts::icon::Icon, routes::export_url, words::use_language};
use domain::conversations::ListQuery;
use leptos::prelude::*;

#[component]
pub fn ListMore(query: ListQuery) -> impl IntoView {
    let language = use_language();
    view! {
        <details class="pop list__etc">
            <summary class="btn btn--ghost btn--icon btn--s" aria-label=words::more_of_list(language)>
                <Icon name="ellipsis" />
            </summary>
            <div class="menu" data-align="end">
                <a class="menu__item" href=export_url(&query) rel="external" download>
                    <Icon name="sheet" />
                    <span class="menu__text">{words::export(language)}</span>
                </a>
            </div>
        </details>
    }
    .into_any()
}
