//! The page behind the link in a bulk mail: it says what happens, and asks once. It works without signing in and without the client.

use super::{
    api::{self, OptOut},
    words,
};
use crate::{auth::PlainPage, failure::FailureNote, layout::name_page, parts::icon::Icon, words::use_language};
use domain::bulk::OptOutView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn OptOutPage() -> impl IntoView {
    let language = use_language();
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let opt_out = ServerAction::<OptOut>::new();
    let found = Resource::new_blocking(move || opt_out.version().get(), {
        let token = token.clone();
        move |_| api::opt_out_view(token.clone())
    });
    name_page(Signal::stored(words::opt_out_title(language).to_owned()));
    view! {
        <Transition>
            {move || {
                let token = token.clone();
                found
                    .get()
                    .map(move |found| match found {
                        Ok(view) => view! { <Asked token=token.clone() found=view opt_out /> }.into_any(),
                        Err(_) => view! { <Unknown /> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn Asked(token: String, found: OptOutView, opt_out: ServerAction<OptOut>) -> impl IntoView {
    let language = use_language();
    let OptOutView { addr, done } = found;
    view! {
        <PlainPage title=words::opt_out_title(language)>
            {move || opt_out.value().get().and_then(Result::err).map(|failure| view! { <FailureNote failure /> })}
            {if done {
                view! {
                    <div class="banner" data-kind="ok" role="status">
                        <Icon name="circle-check" />
                        <div class="banner__text">{words::opt_out_done(language, &addr)}</div>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <p class="lg__text">{words::opt_out_text(language, &addr)}</p>
                    <ActionForm action=opt_out attr:class="form">
                        <input type="hidden" name="token" value=token />
                        <button class="btn btn--primary btn--l btn--wide" type="submit" disabled=move || opt_out.pending().get()>
                            {words::opt_out(language)}
                        </button>
                    </ActionForm>
                }
                    .into_any()
            }}
        </PlainPage>
    }
    .into_any()
}

#[component]
fn Unknown() -> impl IntoView {
    let language = use_language();
    crate::set_status(404);
    view! {
        <PlainPage title=words::opt_out_title(language)>
            <div class="banner" data-kind="warn">
                <Icon name="unlink" />
                <div class="banner__text">{words::opt_out_unknown(language)}</div>
            </div>
        </PlainPage>
    }
    .into_any()
}
