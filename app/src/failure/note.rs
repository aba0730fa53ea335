//! A failure where its content would have stood. A lost sign-in leads to the sign-in page.

use crate::{
    Failure,
    parts::icon::Icon,
    words::{common, use_language},
};
use leptos::prelude::*;

/// `retry` gives a button that asks again.
#[component]
pub fn FailureNote(failure: Failure, #[prop(optional, into)] retry: Option<Callback<()>>) -> impl IntoView {
    let language = use_language();
    crate::set_status(failure.http_status());
    let signed_out = failure.is_signed_out();
    Effect::new(move |_| {
        if signed_out {
            to_sign_in();
        }
    });
    view! {
        <div class="banner" data-kind="bad" role="alert">
            <Icon name="circle-alert" />
            <div class="banner__text">{failure.words(language)}</div>
            {retry
                .map(|retry| {
                    view! {
                        <span class="btns">
                            <button class="btn btn--s" type="button" on:click=move |_| retry.run(())>
                                {common::try_again(language)}
                            </button>
                        </span>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Leaves for the sign-in page and comes back afterwards. Browser only.
pub fn to_sign_in() {
    let location = window().location();
    let here = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let next: String = js_sys::encode_uri_component(&here).into();
    // The browser leaves the page anyway when it cannot: nothing is left to do here.
    let _ = location.assign(&format!("/login?next={next}"));
}
