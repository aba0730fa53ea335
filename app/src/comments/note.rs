//! One comment, yellow and locked. Its author may change or delete it.

use super::{api, words};
use crate::{
    live::Live,
    parts::{avatar::Avatar, dialog::Dialog, icon::Icon, toast::Toasts},
    start::use_me,
    time::When,
    words::{common, use_language},
};
use domain::comments::CommentView;
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
                    view! { <Editor comment editing /> }.into_any()
                } else {
                    view! {
                        <div class="note__text" dir="auto">
                            {move || comment.with(|comment| comment.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view())}
                        </div>
                    }
                        .into_any()
                }
            }}
            {own
                .then(|| {
                    view! {
                        <Dialog open=asking title=words::delete_title(language).to_owned() role="alertdialog" small=true>
                            <div class="dialog__body">
                                <p class="dialog__text">{words::delete_text(language)}</p>
                            </div>
                            <div class="dialog__foot">
                                <button class="btn btn--ghost" type="button" on:click=move |_| asking.set(false)>
                                    {common::cancel(language)}
                                </button>
                                <button class="btn btn--danger" type="button" on:click=delete>
                                    {common::delete(language)}
                                </button>
                            </div>
                        </Dialog>
                    }
                })}
        </article>
    }
    .into_any()
}

#[component]
fn Editor(comment: Memo<CommentView>, editing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let text = RwSignal::new(comment.with_untracked(|comment| comment.text.clone()));
    let id = comment.with_untracked(|comment| comment.id);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            match api::edit(id, text.get_untracked()).await {
                Ok(()) => {
                    live.everything_changed();
                    editing.set(false);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <form class="note__text form" on:submit=save>
            <textarea class="input" rows="4" required dir="auto" aria-label=words::label(language) prop:value=move || text.get() on:input:target=move |event| text.set(event.target().value())></textarea>
            <div class="btns">
                <button class="btn btn--s btn--ghost" type="button" on:click=move |_| editing.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--s" type="submit">
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
