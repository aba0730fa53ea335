//! Who is signed in, and the way out.

use super::{Install, keys::KeysOpen, words};
use crate::{
    help::{self, HELP_URL},
    notifications::Bell,
    palette::PaletteButton,
    parts::{avatar::Avatar, icon::Icon},
    search,
    words::use_language,
};
use domain::auth::Me;
use leptos::prelude::*;

#[component]
pub fn AccountMenu(me: Me) -> impl IntoView {
    let language = use_language();
    let keys = expect_context::<KeysOpen>();
    let role = if me.admin {
        words::admin(language)
    } else if me.operator {
        words::operator(language)
    } else {
        words::member(language)
    };
    view! {
        <div class="nav__me">
            <details class="pop">
                <summary class="nav__user" title=format!("{} {role}", me.name)>
                    <Avatar name=me.name.clone() size="m" />
                    <span class="nav__label">{me.name.clone()} " " <small>{role}</small></span>
                </summary>
                <div class="menu" data-side="up">
                    <a class="menu__item" href="/settings/profile">
                        <Icon name="sliders-horizontal" />
                        <span class="menu__text">{words::own_settings(language)}</span>
                    </a>
                    {(me.admin || me.operator)
                        .then(|| {
                            view! {
                                <a class="menu__item" href="/settings">
                                    <Icon name="settings" />
                                    <span class="menu__text">{words::administration(language)}</span>
                                </a>
                            }
                        })}
                    <a class="menu__item" href=HELP_URL>
                        <Icon name="circle-question-mark" />
                        <span class="menu__text">{help::title(language)}</span>
                    </a>
                    <button class="menu__item" type="button" on:click=move |_| keys.0.set(true)>
                        <Icon name="keyboard" />
                        <span class="menu__text">{words::key_list(language)}</span>
                        <kbd class="kbd">"?"</kbd>
                    </button>
                    <Install class="menu__item" />
                    // A plain form: signing out must always work. The service worker wipes what it keeps (boot.js).
                    <form method="post" action="/rpc/auth/logout" data-logout on:submit=move |_| search::forget()>
                        <button class="menu__item" type="submit">
                            <Icon name="log-out" />
                            <span class="menu__text">{words::log_out(language)}</span>
                        </button>
                    </form>
                </div>
            </details>
            <Bell />
            <PaletteButton />
        </div>
    }
    .into_any()
}
