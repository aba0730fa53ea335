//! On top of every page: a notice that the reader has not read yet. One at a time, the newest first.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::{awake::use_awake, icon::Icon},
    words::use_language,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn BoardStrip() -> impl IntoView {
    let language = use_language();
    let (live, awake) = (Live::current(), use_awake());
    let (changed, own) = (live.gathered(Topic::Board), live.gathered(Topic::Notices));
    let unread = Resource::new(move || (changed.get(), own.get()), |_| api::unread());
    view! {
        <Transition>
            {move || {
                let mut all = unread.get()?.ok()?;
                if all.is_empty() {
                    return None;
                }
                let notice = all.remove(0);
                let id = notice.id;
                let seen = move |_| {
                    spawn_local(async move {
                        // What could not be noted is shown again.
                        let _ = api::seen(id).await;
                        live.changed(Topic::Board);
                    });
                };
                Some(view! {
                    <section class="banner banner--bar board__strip" data-kind="info" aria-label=words::strip(language)>
                        <Icon name="pin" />
                        <div class="banner__text">
                            <a class="link" dir="auto" href=format!("/board#notice-{id}")>
                                {notice.title.clone()}
                            </a>
                            <span class="board__lead" dir="auto">{notice.text.lines().next().unwrap_or_default().to_owned()}</span>
                        </div>
                        <button
                            class="btn btn--s"
                            type="button"
                            disabled=move || !awake.get()
                            aria-label=words::read_of(language, &notice.title)
                            on:click=seen
                        >
                            {words::read(language)}
                        </button>
                    </section>
                })
            }}
        </Transition>
    }
    .into_any()
}
