//! One comment, yellow and locked. Its author may change or delete it.

use super::{api, typed::Typed, words};
use crate::{
    live::Live,
    parts::{avatar::Avatar, icon::Icon, sure::Sure, toast::Toasts},
    start::use_me,
    time::When,
    words::{common, use_language},
};
use domain::{comments::CommentView, mentions};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Note(comment: Memo<CommentView>) -> impl IntoView {
    let language = use_language();
    let first = comment.get_untracked();
    let id = first.id;
    let own = use_me().is_some_and(|me| me.id == first.author_id);
    let (live, toasts) = (Live::current(), Toasts::current());
    let edited_at = Memo::new(move |_| comment.with(|comment| comment.edited_at));
    let (editing, asking) = (RwSignal::new(false), RwSignal::new(false));
    // A change that was not saved, because the page went away, goes on where it was.
    let typed = Typed::change_of(id, use_me().map(|me| me.id));
    Effect::new({
        let typed = typed.clone();
        move |_| {
            if own && typed.recall().is_some() {
                editing.set(true);
            }
        }
    });
    let delete = move |_| {
        asking.set(false);
        spawn_local(async move {
            match api::delete(id).await {
                Ok(()) => live.everything_changed(),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <article class="note">
            <Avatar name=first.author_name.clone() size="m" />
            <div class="note__head">
                <b>{first.author_name.clone()}</b>
                <When at=first.at />
                {move || {
                    edited_at
                        .get()
                        .map(|at| {
                            view! {
                                <small>
                                    {words::edited(language)} " " <When at />
                                </small>
                            }
                        })
                }}
                <span class="inside">
                    <Icon name="lock" />
                    {words::inside(language)}
                </span>
                {own
                    .then(|| {
                        view! {
                            <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::edit(language) title=words::edit(language) on:click=move |_| editing.set(true)>
                                <Icon name="pencil" />
                            </button>
                            <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::delete(language) title=words::delete(language) on:click=move |_| asking.set(true)>
                                <Icon name="trash-2" />
                            </button>
                        }
                    })}
            </div>
            {move || {
                if editing.get() {
                    view! { <Editor comment editing typed=typed.clone() /> }.into_any()
                } else {
                    view! {
                        <div class="note__text" dir="auto">
                            {move || comment.with(|comment| comment.text.lines().map(|line| view! { <p>{called(line, &comment.mentions)}</p> }).collect_view())}
                        </div>
                    }
                        .into_any()
                }
            }}
            {own
                .then(|| {
                    view! {
                        <Sure open=asking title=words::delete_title(language).to_owned() text=words::delete_text(language).to_owned() act=common::delete(language).to_owned() does=Callback::new(delete) />
                    }
                })}
        </article>
    }
    .into_any()
}

#[component]
fn Editor(comment: Memo<CommentView>, editing: RwSignal<bool>, typed: Typed) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let text = RwSignal::new(typed.recall().unwrap_or_else(|| comment.with_untracked(|comment| comment.text.clone())));
    let busy = RwSignal::new(false);
    let id = comment.with_untracked(|comment| comment.id);
    let kept = typed.clone();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (kept, sent) = (kept.clone(), text.get_untracked());
        spawn_local(async move {
            let answer = api::edit(id, sent.clone()).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    live.everything_changed();
                    // What was typed meanwhile stays open.
                    if text.try_get_untracked().is_none_or(|now| now == sent) {
                        kept.forget();
                        editing.try_set(false);
                    }
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let cancelled = typed.clone();
    view! {
        <form class="note__text form" on:submit=save>
            <textarea class="input" rows="4" required dir="auto" aria-label=words::label(language) prop:value=move || text.get() on:input:target=move |event| {
                typed.keep(&event.target().value());
                text.set(event.target().value());
            }></textarea>
            <div class="btns">
                <button class="btn btn--s btn--ghost" type="button" on:click=move |_| {
                    cancelled.forget();
                    editing.set(false);
                }>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--s" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// A line with those who are called in it.
fn called(line: &str, names: &[String]) -> AnyView {
    if names.is_empty() {
        return line.to_owned().into_any();
    }
    let piece = |(piece, calls): (&str, bool)| {
        let piece = piece.to_owned();
        if calls { view! { <span class="mention">{piece}</span> }.into_any() } else { piece.into_any() }
    };
    mentions::pieces(line, names).into_iter().map(piece).collect_view().into_any()
}
