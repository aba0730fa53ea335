//! Where a comment is written. Ctrl+Enter posts; Enter during IME composition never does.

use super::{api::Add, words};
use crate::{
    live::{Live, Topic},
    parts::{
        avatar::Avatar,
        keys::{is_composing, on_key, single_key},
        toast::Toasts,
    },
    start::use_me,
    words::use_language,
};
use domain::ConversationId;
use leptos::{html, prelude::*};

#[component]
pub fn CommentBox(conversation: ConversationId) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let name = use_me().map(|me| me.name).unwrap_or_default();
    let add = ServerAction::<Add>::new();
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| match add.value().get() {
        Some(Ok(_)) => {
            // What was typed is kept until the server has it.
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
            live.changed(Topic::Conversation(conversation));
        }
        Some(Err(failure)) => toasts.failed(&failure, language),
        None => {}
    });
    on_key(move |event| {
        if single_key(&event).as_deref() == Some("n")
            && let Some(field) = field.get_untracked()
        {
            event.prevent_default();
            // Fails only when the field left the page.
            let _ = field.focus();
        }
    });
    view! {
        <ActionForm action=add attr:class="notebox">
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
                on:keydown=move |event| {
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(&event) {
                        event.prevent_default();
                        if let Some(form) = field.get_untracked().and_then(|field| field.form()) {
                            // Fails only on an empty field, which the browser points out.
                            let _ = form.request_submit();
                        }
                    }
                }
            ></textarea>
            <kbd class="kbd">"N"</kbd>
            <button class="btn btn--s notebox__send" type="submit" disabled=move || add.pending().get()>
                {words::write(language)}
            </button>
        </ActionForm>
    }
    .into_any()
}
