//! 送信待ちの操作: everything that waits in this browser.

use super::{
    state::{Ask, Away, Step},
    waiting_line::WaitingLine,
    words,
};
use crate::{
    layout::{MenuButton, name_page},
    parts::{empty::Empty, icon::Icon},
    words::use_language,
};
use leptos::prelude::*;

#[component]
pub fn WaitingPage() -> impl IntoView {
    let (language, away) = (use_language(), Away::current());
    name_page(words::title(language));
    let all = Memo::new(move |_| away.0.with(|state| state.waiting.clone()));
    let can_send = move || !away.is_away() && all.with(|all| all.iter().any(|one| one.state == Step::Waiting));
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title">{words::title(language)}</h1>
            <div class="btns btns--end">
                <Show when=can_send>
                    <button class="btn btn--s" type="button" on:click=move |_| away.ask(Ask::Send)>
                        <Icon name="send" />
                        {words::send_now(language)}
                    </button>
                </Show>
            </div>
        </header>
        <div class="page">
            <div class="page__in waiting">
                <p class="waiting__text">{words::text(language)}</p>
                <Show when=move || all.with(Vec::is_empty)>
                    <Empty icon="circle-check" title=words::none_title(language) text=words::none_text(language) />
                </Show>
                <For each=move || all.get() key=|one| (one.id, one.state as u8) children=move |one| view! { <WaitingLine one /> } />
            </div>
        </div>
    }
    .into_any()
}
