//! Changing one's password: of one's own will, or because a temporary one was used.

use super::{api::ChangePassword, plain_page::PlainPage, words};
use crate::{
    layout::name_page,
    parts::{icon::Icon, secret::SecretField},
    start::use_me,
    words::use_language,
};
use domain::{Field, Refused};
use leptos::{html, prelude::*};

#[component]
pub fn PasswordPage() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let forced = me.as_ref().is_some_and(|me| me.must_change_password);
    let email = me.map(|me| me.email).unwrap_or_default();
    let change = ServerAction::<ChangePassword>::new();
    let failure = Memo::new(move |_| change.value().get().and_then(Result::err));
    let wrong_old = Signal::derive(move || {
        failure
            .with(|failure| matches!(failure, Some(crate::Failure::Refused(Refused::BadCredentials))).then(|| words::wrong_old(language).to_owned()))
    });
    let wrong_new = Signal::derive(move || {
        failure.with(|failure| {
            let about_new = matches!(failure, Some(crate::Failure::Refused(Refused::Invalid { field: Field::Password, .. })));
            failure.as_ref().filter(|_| about_new).map(|failure| failure.words(language))
        })
    });
    let other = move || failure.get().filter(|_| wrong_old.with(Option::is_none) && wrong_new.with(Option::is_none));
    let old = NodeRef::<html::Input>::new();
    let new = NodeRef::<html::Input>::new();
    Effect::new(move |_| match change.value().get() {
        Some(Ok(())) if forced => {
            // Fails only for addresses that are none, and this is a path.
            let _ = window().location().assign("/");
        }
        Some(Err(_)) => {
            let field = if wrong_old.with_untracked(Option::is_some) { old.get() } else { new.get() };
            if let Some(field) = field {
                // Fails only when the field left the page.
                let _ = field.focus();
            }
        }
        _ => {}
    });
    let done = move || !forced && matches!(change.value().get(), Some(Ok(())));
    let (title, text) = if forced {
        (words::temporary_title(language), words::temporary_text(language))
    } else {
        (words::change_title(language), words::change_text(language))
    };
    name_page(title);
    view! {
        <PlainPage title=title>
            <p class="lg__text">{text}</p>
            {move || other().map(|failure| view! { <crate::failure::FailureNote failure /> })}
            <Show when=done>
                <div class="banner" data-kind="ok" role="status">
                    <Icon name="check" />
                    <div class="banner__text">
                        <b>{words::changed(language)}</b>
                        <br />
                        {words::changed_text(language)}
                    </div>
                </div>
            </Show>
            <ActionForm action=change attr:class="form" attr:hidden=done>
                // For password managers: whose password this is.
                <input type="hidden" name="username" value=email autocomplete="username" />
                <SecretField
                    id="old"
                    name="old"
                    label=words::old_password(language)
                    autocomplete="current-password"
                    required=true
                    large=true
                    autofocus=true
                    element=old
                    error=wrong_old
                />
                <SecretField
                    id="new"
                    name="new"
                    label=words::new_password(language)
                    hint=words::password_rule(language)
                    autocomplete="new-password"
                    required=true
                    large=true
                    element=new
                    error=wrong_new
                />
                <button class="btn btn--primary btn--l btn--wide" type="submit" aria-busy=move || change.pending().get().then_some("true")>
                    {words::change(language)}
                </button>
            </ActionForm>
            {(!forced).then(|| view! { <p><a class="link" href="/settings/profile">{words::back_to_profile(language)}</a></p> })}
        </PlainPage>
    }
    .into_any()
}
