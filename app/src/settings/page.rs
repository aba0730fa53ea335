//! One page of the settings: its head, and what a person without the right sees instead.

use super::words;
use crate::{
    layout::{MenuButton, name_page},
    parts::icon::Icon,
    start::use_me,
    words::use_language,
};
use domain::Refused;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Who may open a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Needs {
    #[default]
    SignIn,
    Operator,
    Admin,
}

#[component]
pub fn SettingsPage(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: Option<Signal<String>>,
    #[prop(optional)] needs: Needs,
    /// Buttons at the end of the head.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let allowed = me.is_some_and(|me| match needs {
        Needs::SignIn => true,
        Needs::Operator => me.operator,
        Needs::Admin => me.admin,
    });
    let path = use_location().pathname;
    // The arrow leads to the page above.
    let back = Memo::new(move |_| path.with(|path| path.trim_end_matches('/').rsplit_once('/').map_or("/settings", |(above, _)| above).to_owned()));
    let nested = move || back.with(|back| back != "/settings");
    name_page(title);
    view! {
        <section class="settings__main" aria-labelledby="settings-title">
            <header class="settings__head">
                <MenuButton />
                <a
                    class=move || if nested() { "btn btn--ghost btn--icon" } else { "btn btn--ghost btn--icon settings__back" }
                    href=move || back.get()
                    aria-label=move || if nested() { words::up(language) } else { words::back(language) }
                >
                    <Icon name="arrow-left" />
                </a>
                <div class="settings__title">
                    <h1 id="settings-title">{move || title.get()}</h1>
                    {text.map(|text| view! { <p>{move || text.get()}</p> })}
                </div>
                {allowed.then(|| actions.run())}
            </header>
            {if allowed {
                children().into_any()
            } else {
                crate::set_status(Refused::NotAllowed.http_status());
                let why = if needs == Needs::Admin { words::refused_admin(language) } else { words::refused_operator(language) };
                view! {
                    <div class="banner" data-kind="lock" role="alert">
                        <Icon name="lock" />
                        <div class="banner__text">
                            <b>{words::refused_title(language)}</b>
                            <br />
                            {why}
                        </div>
                    </div>
                }
                    .into_any()
            }}
        </section>
    }
}
