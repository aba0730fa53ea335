//! One notice: what it says, until when, who has read it.

use super::{api, page::Edited, words};
use crate::{
    live::{Live, Topic},
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    time::{Clock, When},
    words::{common, use_language},
};
use domain::{board::NoticeView, fields::shown_date};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Notice(one: NoticeView, edited: RwSignal<Option<Edited<NoticeView>>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake, clock) = (Live::current(), Toasts::current(), use_awake(), Clock::current());
    let id = one.id;
    let (begins, ends) = (one.from_at, one.until_at);
    let seen = move |_| {
        spawn_local(async move {
            if let Err(failure) = api::seen(id).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Board);
        });
    };
    let remove = move |_| {
        spawn_local(async move {
            match api::remove_notice(id).await {
                Ok(()) => {
                    let undo = Callback::new(move |()| {
                        spawn_local(async move {
                            if let Err(failure) = api::restore_notice(id).await {
                                toasts.failed(&failure, language);
                            }
                            live.changed(Topic::Board);
                        });
                    });
                    toasts.undoable(words::removed_notice(language), undo);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Board);
        });
    };
    let (from_day, until_day) = (shown_date(&one.from_day), shown_date(&one.until_day));
    let time = move || {
        let now = clock.now();
        if begins > now {
            Some(view! { <span class="tag" data-kind="warn">{words::to_come(language, &from_day)}</span> }.into_any())
        } else if ends.is_some_and(|ends| ends <= now) {
            Some(view! { <span class="tag" data-kind="fill">{words::is_over(language)}</span> }.into_any())
        } else {
            (!until_day.is_empty()).then(|| view! { <span class="tag">{words::ends(language, &until_day)}</span> }.into_any())
        }
    };
    let (title, known) = (one.title.clone(), one.clone());
    let shown = Memo::new(move |_| begins <= clock.now());
    view! {
        <article class="card board__notice" id=format!("notice-{id}") data-unread=(!one.seen).to_string()>
            <header class="board__head">
                <h3 dir="auto">{one.title.clone()}</h3>
                {time}
                {one
                    .may_change
                    .then(|| {
                        view! {
                            <span class="btns btns--tight btns--end">
                                <button
                                    class="btn btn--ghost btn--icon"
                                    type="button"
                                    disabled=move || !awake.get()
                                    aria-label=words::edit_of(language, &title)
                                    title=common::edit(language)
                                    on:click=move |_| edited.set(Some(Edited::Known(known.clone())))
                                >
                                    <Icon name="pencil" />
                                </button>
                                <button
                                    class="btn btn--ghost btn--icon"
                                    type="button"
                                    disabled=move || !awake.get()
                                    aria-label=words::remove_of(language, &title)
                                    title=common::delete(language)
                                    on:click=remove
                                >
                                    <Icon name="trash-2" />
                                </button>
                            </span>
                        }
                    })}
            </header>
            {(!one.text.is_empty()).then(|| view! { <p class="board__text" dir="auto">{one.text.clone()}</p> })}
            <footer class="board__foot">
                <span dir="auto">{words::by(language, &one.author_name)}</span>
                <When at=one.updated_at long=true />
                {(!one.readers.is_empty())
                    .then(|| {
                        view! {
                            <details class="board__readers">
                                <summary>{words::readers(language, one.readers.len())}</summary>
                                <p dir="auto">{one.readers.join("、")}</p>
                            </details>
                        }
                    })}
                {if one.seen {
                    view! {
                        <span class="board__seen">
                            <Icon name="check" />
                            {words::is_read(language)}
                        </span>
                    }
                        .into_any()
                } else {
                    let name = one.title.clone();
                    view! {
                        <Show when=move || shown.get()>
                            <button class="btn btn--s" type="button" disabled=move || !awake.get() aria-label=words::read_of(language, &name) on:click=seen>
                                <Icon name="check" />
                                {words::read(language)}
                            </button>
                        </Show>
                    }
                        .into_any()
                }}
            </footer>
        </article>
    }
    .into_any()
}
