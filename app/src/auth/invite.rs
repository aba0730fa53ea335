//! An invitation or reset link: whoever holds it chooses a password, once.

use super::{
    api::{self, AcceptInvite, Invited},
    plain_page::PlainPage,
    words,
};
use crate::{
    failure::FailureNote,
    layout::name_page,
    parts::{icon::Icon, secret::SecretField},
    words::use_language,
};
use domain::{Field, Refused};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn InvitePage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let invited = Resource::new_blocking(|| (), {
        let token = token.clone();
        move |()| api::invite_view(token.clone())
    });
    view! {
        <Transition>
            {move || {
                let token = token.clone();
                invited
                    .get()
                    .map(|invited| match invited {
                        Ok(invited) => view! { <Choose token invited /> }.into_any(),
                        Err(crate::Failure::Refused(Refused::LinkExpired)) => view! { <Expired /> }.into_any(),
                        Err(failure) => {
                            view! {
                                <PlainPage title=words::invite_title(use_language())>
                                    <FailureNote failure />
                                </PlainPage>
                            }
                                .into_any()
                        }
                    })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn Choose(token: String, invited: Invited) -> impl IntoView {
    let language = use_language();
    let accept = ServerAction::<AcceptInvite>::new();
    let failure = Memo::new(move |_| accept.value().get().and_then(Result::err));
    let wrong = Signal::derive(move || {
        failure.with(|failure| {
            let about = matches!(failure, Some(crate::Failure::Refused(Refused::Invalid { field: Field::Password, .. })));
            failure.as_ref().filter(|_| about).map(|failure| failure.words(language))
        })
    });
    let other = move || failure.get().filter(|_| wrong.with(Option::is_none));
    Effect::new(move |_| {
        if matches!(accept.value().get(), Some(Ok(()))) {
            // Fails only for addresses that are none, and this is a path.
            let _ = window().location().assign("/");
        }
    });
    name_page(words::invite_title(language));
    view! {
        <PlainPage title=words::invite_title(language) picture=true>
            <p class="lg__text">{words::invite_text(language, &invited.name)}</p>
            {move || other().map(|failure| view! { <FailureNote failure /> })}
            <ActionForm action=accept attr:class="form">
                <input type="hidden" name="token" value=token />
                <div class="field">
                    <label class="field__label" for="email">
                        {words::email(language)}
                    </label>
                    <input class="input input--l" id="email" type="text" autocomplete="username" readonly value=invited.email />
                </div>
                <SecretField
                    id="password"
                    name="password"
                    label=words::password(language)
                    hint=words::password_rule(language)
                    autocomplete="new-password"
                    required=true
                    large=true
                    autofocus=true
                    error=wrong
                />
                <button class="btn btn--primary btn--l btn--wide" type="submit" aria-busy=move || accept.pending().get().then_some("true")>
                    {words::start(language)}
                </button>
            </ActionForm>
        </PlainPage>
    }
    .into_any()
}

#[component]
fn Expired() -> impl IntoView {
    let language = use_language();
    crate::set_status(Refused::LinkExpired.http_status());
    name_page(words::expired_title(language));
    view! {
        <PlainPage title=words::expired_title(language)>
            <div class="banner" data-kind="warn">
                <Icon name="unlink" />
                <div class="banner__text">{words::expired_text(language)}</div>
            </div>
            <a class="btn btn--primary btn--l btn--wide" href="/login" rel="external">
                {words::to_sign_in(language)}
            </a>
        </PlainPage>
    }
    .into_any()
}
