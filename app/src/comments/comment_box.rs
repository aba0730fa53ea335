//! Where a comment is written. Ctrl+Enter posts; Enter during IME composition never does. What is typed is kept until the server has it.

use super::{
    api,
    calling::Calling,
    typed::{Typed, left_over},
    words,
};
use crate::{
    Failure,
    live::{Live, Topic},
    palette::{Command, offer_commands},
    parts::{
        avatar::Avatar,
        keys::{is_composing, on_key, single_key},
        toast::Toasts,
    },
    start::use_me,
    words::use_language,
};
use domain::{ConversationId, MailboxId};
use leptos::{html, prelude::*, task::spawn_local};
use std::sync::Arc;

#[component]
pub fn CommentBox(conversation: ConversationId, mailbox: MailboxId) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let me = use_me();
    let typed = Typed::new_in(conversation, me.as_ref().map(|me| me.id));
    let name = me.map(|me| me.name).unwrap_or_default();
    let field = NodeRef::<html::Textarea>::new();
    let busy = RwSignal::new(false);
    let calling = Calling::new(mailbox, field);
    Effect::new({
        let typed = typed.clone();
        move |_| {
            if let (Some(field), Some(text)) = (field.get(), typed.recall())
                && field.value().is_empty()
            {
                field.set_value(&text);
            }
        }
    });
    let post = {
        let typed = typed.clone();
        move || {
            let Some(text) = field.get_untracked().map(|field| field.value()) else { return };
            // A key that is held down, or pressed again while the first one is on its way, posts once.
            if busy.get_untracked() || text.trim().is_empty() {
                return;
            }
            busy.set(true);
            let typed = typed.clone();
            spawn_local(async move {
                let answer = api::add(conversation, text.clone()).await;
                busy.try_set(false);
                if let Err(failure) = &answer {
                    toasts.failed(failure, language);
                }
                // What waits for the network is as good as posted.
                if matches!(answer, Ok(_) | Err(Failure::Waiting)) {
                    // The field may be gone: the person reads another conversation by now.
                    let shown = field.try_get_untracked().flatten();
                    let now = shown.as_ref().map(|field| field.value()).or_else(|| typed.recall()).unwrap_or_default();
                    let rest = left_over(&now, &text);
                    typed.keep(rest);
                    if let Some(field) = shown {
                        field.set_value(rest);
                    }
                    live.changed(Topic::Conversation(conversation));
                }
            });
        }
    };
    let go_there = move || match field.try_get_untracked().flatten() {
        // Fails only when the field left the page.
        Some(field) => field.focus().is_ok(),
        None => false,
    };
    on_key(move |event| {
        if single_key(&event).as_deref() == Some("n") && go_there() {
            event.prevent_default();
        }
    });
    offer_commands(move || {
        vec![Command::deed(
            "comment",
            words::label(language),
            "こめんとをかく comment note",
            "message-circle",
            "N",
            Arc::new(move || {
                go_there();
            }),
        )]
    });
    let (kept, chosen) = (typed.clone(), typed.clone());
    view! {
        // Sent as it is before the client wakes up: the answer leads back to this page.
        <form
            class="notebox"
            method="post"
            action="/rpc/comments/add"
            on:submit=move |event| {
                event.prevent_default();
                post();
            }
        >
            <Avatar name size="m" />
            <input type="hidden" name="conversation" value=conversation.to_string() />
            <textarea
                class="notebox__in"
                name="text"
                rows="1"
                required
                dir="auto"
                node_ref=field
                aria-label=words::label(language)
                placeholder=words::placeholder(language)
                aria-controls=calling.list_id()
                aria-autocomplete="list"
                aria-activedescendant=move || calling.active()
                on:input:target=move |event| {
                    typed.keep(&event.target().value());
                    calling.look();
                }
                on:blur=move |_| calling.close()
                on:keydown=move |event| {
                    if calling.key(&event) {
                        kept.keep(&field.get_untracked().map(|field| field.value()).unwrap_or_default());
                        return;
                    }
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(&event) {
                        event.prevent_default();
                        if let Some(form) = field.get_untracked().and_then(|field| field.form()) {
                            // Fails only on an empty field, which the browser points out.
                            let _ = form.request_submit();
                        }
                    }
                }
            ></textarea>
            {calling.list(Callback::new(move |()| chosen.keep(&field.get_untracked().map(|field| field.value()).unwrap_or_default())))}
            <kbd class="kbd">"N"</kbd>
            <button class="btn btn--s notebox__send" type="submit" aria-busy=move || busy.get().then_some("true")>
                {words::write(language)}
            </button>
        </form>
    }
    .into_any()
}
