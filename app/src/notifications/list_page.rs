//! The list of notifications, the newest first, a heading a day. A line leads to its place.

use super::{api, bell::Notices, seen::read, words};
use crate::{
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{empty::Empty, icon::Icon, toast::Toasts},
    routes::view_url,
    settings::Loaded,
    time::{Clock, When},
    words::use_language,
};
use domain::{
    Moment, NotificationId,
    conversations::View,
    notifications::{About, Before, Kind, NoticePage, NoticeView, sentence},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

#[component]
pub fn ListPage() -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    name_page(Signal::stored(words::title(language).to_owned()));
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| place(&query.get("before")?)));
    let (frame, own) = (live.gathered(Topic::Frame), live.gathered(Topic::Notices));
    let page = Resource::new(move || (before.get(), frame.get(), own.get()), |(before, ..)| api::list(before));
    let read_all = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            match api::read_all().await {
                Ok(()) => {
                    toasts.done(words::all_read(language));
                    live.changed(Topic::Notices);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let notices = Notices::current();
    let any_unread = move || notices.unread.get().and_then(Result::ok).is_some_and(|count| count > 0);
    view! {
        <section class="notices" aria-labelledby="notices-title">
            <header class="phead">
                <MenuButton />
                <h1 class="phead__title" id="notices-title">
                    {words::title(language)}
                </h1>
                <span class="btns btns--end">
                    <Transition>
                        {move || {
                            any_unread()
                                .then(|| {
                                    view! {
                                        <form method="post" action="/rpc/notifications/read-all" on:submit=read_all>
                                            <button class="btn btn--s" type="submit">
                                                <Icon name="check" />
                                                {words::read_all(language)}
                                            </button>
                                        </form>
                                    }
                                })
                        }}
                    </Transition>
                    <a class="btn btn--ghost btn--icon" href="/settings/notifications" aria-label=words::settings(language) title=words::settings(language)>
                        <Icon name="settings" />
                    </a>
                </span>
            </header>
            <div class="notices__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                <Loaded answer=page children=move |page| view! { <List page /> }.into_any() />
            </div>
        </section>
    }
}

/// `TIME-ID` of the address.
fn place(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('-')?;
    Some(Before { at: Moment(at.parse().ok()?), id: NotificationId(id.parse().ok()?) })
}

#[component]
fn List(page: Memo<NoticePage>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    move || {
        let NoticePage { rows, next, .. } = page.get();
        if rows.is_empty() {
            return view! { <Empty icon="bell" title=words::empty_title(language) text=words::empty_text(language) /> }.into_any();
        }
        let mut days: Vec<(String, Vec<NoticeView>)> = Vec::new();
        for row in rows {
            let day = clock.day_words(row.at);
            match days.last_mut() {
                Some((last, rows)) if *last == day => rows.push(row),
                _ => days.push((day, vec![row])),
            }
        }
        let day = |(day, rows): (String, Vec<NoticeView>)| {
            view! {
                <h2 class="notices__day">{day}</h2>
                <ul>{rows.into_iter().map(|row| view! { <Line row /> }).collect_view()}</ul>
            }
        };
        view! {
            {days.into_iter().map(day).collect_view()}
            {next
                .map(|next| {
                    view! {
                        <p class="notices__more">
                            <a class="btn" href=format!("/notifications?before={}-{}", next.at.0, next.id)>
                                {words::more(language)}
                            </a>
                        </p>
                    }
                })}
        }
        .into_any()
    }
}

#[component]
fn Line(row: NoticeView) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let (id, about, about_id, kind) = (row.id, row.about, row.about_id, row.kind);
    let said = sentence(kind, language, row.actor_name.as_deref(), &row.mailbox_name, row.count);
    // Many new mails are a list; everything else is one conversation.
    let href = match row.mailbox_id {
        Some(mailbox) if kind == Kind::Arrived && row.count > 1 => view_url(mailbox, View::Tray),
        _ => row.url(),
    };
    let subject = if about == About::Conversation { crate::conversations::subject_or(&row.subject, language) } else { row.subject.clone() };
    let place = if row.mailbox_name.is_empty() { subject } else { format!("{} / {subject}", row.mailbox_name) };
    let seen = move |_| {
        if !row.is_read {
            spawn_local(async move {
                // It is noted when the page opens, too.
                read(about, about_id).await;
                live.changed(Topic::Notices);
            });
        }
    };
    let unread = move |_| {
        spawn_local(async move {
            // What could not be changed stays as it is shown.
            let _ = api::unread_again(id).await;
            live.changed(Topic::Notices);
        });
    };
    view! {
        <li class="notice" data-unread=(!row.is_read).to_string()>
            <a class="notice__link" href=href on:click=seen>
                <span class="notice__icon" data-kind=kind.as_str()>
                    <Icon name=words::kind_icon(kind) />
                </span>
                <span class="notice__text">
                    <b>{said} {(!row.is_read).then(|| view! { <span class="sr">{format!(" ({})", words::unread(language))}</span> })}</b>
                    <span class="notice__about" dir="auto">
                        {place}
                    </span>
                    {(!row.text.is_empty()).then(|| view! { <span class="notice__quote" dir="auto">{row.text.clone()}</span> })}
                </span>
                <span class="notice__at">
                    <When at=row.at />
                </span>
            </a>
            {(row.is_read && !matches!(kind, Kind::Arrived | Kind::Template))
                .then(|| {
                    view! {
                        <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::mark_unread(language) title=words::mark_unread(language) on:click=unread>
                            <Icon name="mail" />
                        </button>
                    }
                })}
        </li>
    }
}
