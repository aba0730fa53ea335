//! Nothing here: what it means and what comes next. And the grey lines while something loads.

use super::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn Empty(icon: &'static str, title: &'static str, #[prop(into)] text: String, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon size="xl" />
            <h2 class="empty__title">{title}</h2>
            <p class="empty__text">{text}</p>
            {children.map(|children| view! { <div class="btns">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// Rows of a list that is on its way.
#[component]
pub fn SkeletonRows() -> impl IntoView {
    let row = || {
        view! {
            <div class="skels__row">
                <span class="skel skel--pill"></span>
                <span class="skel skel--name"></span>
                <span class="skel"></span>
                <span class="skel skel--dot"></span>
            </div>
        }
    };
    view! {
        <div class="skels" aria-hidden="true">
            {(0..8).map(|_| row()).collect_view()}
        </div>
    }
    .into_any()
}

/// Paragraphs that are on their way.
#[component]
pub fn SkeletonText() -> impl IntoView {
    view! {
        <div class="skels" aria-hidden="true">
            {(0..5).map(|_| view! { <span class="skel skel--line"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
