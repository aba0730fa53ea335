//! Signing in. A refusal keeps the name, empties the password and says what to do.

use super::{api::Login, plain_page::PlainPage, words};
use crate::{
    layout::name_page,
    parts::{icon::Icon, secret::SecretField},
    words::use_language,
};
use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

#[component]
pub fn LoginPage() -> impl IntoView {
    let language = use_language();
    let login = ServerAction::<Login>::new();
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let name = SharedValue::new(crate::remembered_name).into_inner();
    let failure = Memo::new(move |_| login.value().get().and_then(Result::err));
    let refused = failure.with_untracked(Option::is_some);
    let password = NodeRef::<html::Input>::new();
    Effect::new(move |_| match login.value().get() {
        // The whole page anew: everything in it depends on who is signed in.
        Some(Ok(path)) => {
            // Fails only for addresses that are none, and this is a path.
            let _ = window().location().assign(&path);
        }
        Some(Err(_)) => {
            if let Some(password) = password.get() {
                password.set_value("");
                // Fails only when the field left the page.
                let _ = password.focus();
            }
        }
        None => {}
    });
    name_page(words::sign_in(language));
    view! {
        <PlainPage title=words::sign_in(language) picture=true foot=words::forgotten(language)>
            {move || {
                failure
                    .get()
                    .map(|failure| {
                        view! {
                            <div class="banner" data-kind="bad" role="alert" id="login-failure">
                                <Icon name="triangle-alert" />
                                <div class="banner__text">
                                    <b>{words::refused_title(language)}</b>
                                    <br />
                                    {failure.words(language)}
                                </div>
                            </div>
                        }
                    })
            }}
            <ActionForm action=login attr:class="form">
                <input type="hidden" name="next" value=next />
                <div class="field">
                    <label class="field__label" for="email">
                        {words::email(language)}
                    </label>
                    <input
                        class="input input--l"
                        id="email"
                        name="email"
                        type="text"
                        inputmode="email"
                        autocomplete="username"
                        autocapitalize="none"
                        spellcheck="false"
                        required
                        autofocus=!refused
                        value=name
                        aria-invalid=move || failure.with(Option::is_some).then_some("true")
                    />
                </div>
                <SecretField
                    id="password"
                    name="password"
                    label=words::password(language)
                    autocomplete="current-password"
                    required=true
                    large=true
                    autofocus=refused
                    element=password
                />
                <button class="btn btn--primary btn--l btn--wide" type="submit" aria-busy=move || login.pending().get().then_some("true")>
                    {words::sign_in(language)}
                </button>
            </ActionForm>
        </PlainPage>
    }
    .into_any()
}
