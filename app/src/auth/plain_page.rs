//! The quiet page around signing in: language above, one box, a line below.

use super::{language_select::LanguageSelect, words};
use crate::{
    layout::{Install, PracticeBanner},
    parts::icon::Icon,
    start::Start,
    words::{common, use_language},
};
use leptos::prelude::*;

/// Logo and name.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <div class="brand">
            <svg class="logo" aria-hidden="true">
                <use href="/icons.svg#logo"></use>
            </svg>
            <b>"Madoguchi"</b>
            <small lang="ja">"窓口"</small>
        </div>
    }
    .into_any()
}

#[component]
pub fn PlainPage(
    #[prop(into)] title: String,
    /// With the picture at the side, where there is room.
    #[prop(optional)]
    picture: bool,
    #[prop(optional, into)] foot: Option<String>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let start = use_context::<Start>();
    let company = start.as_ref().map(|start| start.company.clone()).filter(|company| !company.is_empty());
    let practice = start.is_some_and(|start| start.practice);
    view! {
        <a class="skip" href="#main" rel="external">
            {common::skip(language)}
        </a>
        <div class="lg">
            {practice.then(|| view! { <PracticeBanner /> })}
            {picture
                .then(|| {
                    view! {
                        <aside class="lg__l" aria-label=common::product(language)>
                            <Brand />
                            <div class="lg__mid">
                                <svg class="lg__art" aria-hidden="true">
                                    <use href="/icons.svg#art-windows"></use>
                                </svg>
                                <p class="lg__lead">{words::lead(language)}</p>
                            </div>
                        </aside>
                    }
                })}
            <main class="lg__r" id="main" tabindex="-1">
                <LanguageSelect />
                <div class="lg__box">
                    <h1 class="lg__t">{title}</h1>
                    {company
                        .map(|company| {
                            view! {
                                <p class="lg__company">
                                    <span class="lg__mark">
                                        <Icon name="building-2" />
                                    </span>
                                    <b dir="auto">{company}</b>
                                </p>
                            }
                        })}
                    {children()}
                    {picture.then(|| view! { <Install class="btn btn--ghost btn--wide" /> })}
                </div>
                {foot.map(|foot| view! { <p class="lg__foot">{foot}</p> })}
            </main>
        </div>
    }
    .into_any()
}
