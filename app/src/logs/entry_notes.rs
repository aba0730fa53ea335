//! What colleagues say about an entry.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::{avatar::Avatar, awake::use_awake, icon::Icon, keys::is_composing, toast::Toasts},
    start::use_me,
    time::When,
    words::use_language,
};
use domain::{LogId, logs::EntryView};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn Notes(entry: Memo<EntryView>, id: Memo<LogId>, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let me = use_me().map(|me| me.id);
    let any = Memo::new(move |_| entry.with(|entry| !entry.comments.is_empty()) || may_edit.get());
    let remove = move |comment| {
        spawn_local(async move {
            if let Err(failure) = api::uncomment(comment).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Logs);
        });
    };
    view! {
        <section class="logs__notes" aria-labelledby="log-notes" hidden=move || !any.get()>
            <h3 class="logs__sub" id="log-notes">
                {words::comments(language)}
            </h3>
            {move || {
                entry
                    .with(|entry| entry.comments.clone())
                    .into_iter()
                    .map(|note| {
                        let comment = note.id;
                        view! {
                            <div class="logs__note">
                                <Avatar name=note.author_name.clone() size="m" />
                                <div>
                                    <p class="logs__noted">
                                        <b dir="auto">{note.author_name}</b>
                                        <When at=note.at long=true />
                                        {(me == Some(note.author_id))
                                            .then(|| {
                                                view! {
                                                    <button
                                                        class="btn btn--ghost btn--icon btn--s"
                                                        type="button"
                                                        aria-label=words::remove_comment(language)
                                                        title=words::remove_comment(language)
                                                        on:click=move |_| remove(comment)
                                                    >
                                                        <Icon name="trash-2" />
                                                    </button>
                                                }
                                            })}
                                    </p>
                                    <p class="logs__text" dir="auto">{note.text}</p>
                                </div>
                            </div>
                        }
                    })
                    .collect_view()
            }}
            <Show when=move || may_edit.get()>
                <Box id />
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Box(id: Memo<LogId>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let field = NodeRef::<html::Textarea>::new();
    let busy = RwSignal::new(false);
    let post = Callback::new(move |()| {
        let Some(field) = field.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let text = field.value();
        if text.trim().is_empty() {
            // Fails only when it left the page.
            let _ = field.focus();
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::comment(id.get_untracked(), text).await {
                Ok(_) => field.set_value(""),
                Err(failure) => toasts.failed(&failure, language),
            }
            busy.try_set(false);
            live.changed(Topic::Logs);
        });
    });
    view! {
        <form
            class="logs__say"
            on:submit=move |event| {
                event.prevent_default();
                post.run(());
            }
        >
            <textarea
                class="input"
                rows="2"
                dir="auto"
                node_ref=field
                aria-label=words::comment(language)
                placeholder=words::comment_hint(language)
                on:keydown=move |event| {
                    if (event.ctrl_key() || event.meta_key()) && event.key() == "Enter" && !is_composing(&event) {
                        event.prevent_default();
                        post.run(());
                    }
                }
            ></textarea>
            <button class="btn" type="submit" disabled=move || !awake.get() aria-busy=move || busy.get().then_some("true")>
                {words::post(language)}
            </button>
        </form>
    }
    .into_any()
}
