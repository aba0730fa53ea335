//! A reply that is written without a network: words only. The recipients, the quote and the signature come from the server when it
//! is sent, and so does the lease, which nobody can hold from afar.

use super::words;
use crate::{
    Failure,
    live::{Live, Topic},
    outbox::api::send_late,
    parts::{
        icon::Icon,
        keys::is_composing,
        tab_memory::{clear, store, stored},
        toast::Toasts,
    },
    start::use_me,
    words::{common, use_language},
};
use domain::{
    MessageId,
    conversations::{ConversationView, Item},
    drafts::DraftKind,
    messages::Direction,
    outbox::{After, Late, LateReply},
};
use leptos::{html, prelude::*, task::spawn_local};

/// Which reply is written in the conversation that is read; `None` while none is.
#[derive(Clone, Copy)]
pub struct LateOpen(pub RwSignal<Option<DraftKind>>);

#[component]
pub fn LateForm(view: Memo<ConversationView>, open: LateOpen) -> impl IntoView {
    move || open.0.get().map(|kind| view! { <Form view open kind /> })
}

/// The newest mail that the writer has before them.
pub fn newest_mail(view: &ConversationView) -> MessageId {
    let mails = view.items.iter().filter_map(|item| if let Item::Message(message) = item { Some(message.id) } else { None });
    mails.max().unwrap_or(MessageId(0))
}

fn answered(view: &ConversationView) -> String {
    let from = view.items.iter().rev().find_map(|item| match item {
        Item::Message(message) if message.direction == Direction::In => Some(&message.from),
        _ => None,
    });
    from.map(|from| if from.name.is_empty() { from.addr.clone() } else { from.name.clone() }).unwrap_or_default()
}

#[component]
fn Form(view: Memo<ConversationView>, open: LateOpen, kind: DraftKind) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (conversation, seen, to, may_send) = view.with_untracked(|view| (view.id, newest_mail(view), answered(view), view.rights.send));
    let key = format!("madoguchi-late-{}-{conversation}", use_me().map(|me| me.id.0).unwrap_or_default());
    let field = NodeRef::<html::Textarea>::new();
    let busy = RwSignal::new(false);
    Effect::new({
        let key = key.clone();
        move |_| {
            if let Some(field) = field.get() {
                if let Some(text) = stored(&key) {
                    field.set_value(&text);
                }
                // Fails only when the field left the page.
                let _ = field.focus();
            }
        }
    });
    let send = {
        let key = key.clone();
        Callback::new(move |after: Option<After>| {
            let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
            if busy.get_untracked() || text.trim().is_empty() {
                return;
            }
            busy.set(true);
            let (key, late) = (key.clone(), LateReply { conversation, kind, seen, text, draft: None, send: after });
            spawn_local(async move {
                let answer = send_late(late).await;
                busy.try_set(false);
                match &answer {
                    Ok(Late::Sent { .. }) => toasts.done(words::said_gone(language)),
                    Ok(Late::Kept { why: None, .. }) => toasts.done(words::said_draft(language)),
                    Ok(Late::Kept { why: Some(why), .. }) => toasts.warn(words::said_kept(language, &Failure::from(why.clone()).words(language))),
                    Err(failure) => toasts.failed(failure, language),
                }
                if matches!(answer, Ok(_) | Err(Failure::Waiting)) {
                    clear(&key);
                    open.0.try_set(None);
                    live.changed(Topic::Conversation(conversation));
                }
            });
        })
    };
    let title = if kind == DraftKind::ReplyAll { words::write_to_all(language, &to) } else { words::write_to(language, &to) };
    let typed = key.clone();
    view! {
        <form
            class="late queued"
            aria-label=words::write_late(language)
            on:submit=move |event| {
                event.prevent_default();
                send.run(may_send.then_some(After::Done));
            }
        >
            <div class="queued__head">
                <Icon name="wifi-off" />
                <b>{words::write_late(language)}</b>
                <small>{title}</small>
            </div>
            <textarea
                class="input late__text"
                rows="6"
                required
                dir="auto"
                node_ref=field
                aria-label=words::late_text(language)
                on:input:target=move |event| store(&typed, &event.target().value())
                on:keydown=move |event| {
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(&event) {
                        event.prevent_default();
                        send.run(may_send.then_some(After::Done));
                    }
                }
            ></textarea>
            <p class="late__why">{words::late_why(language)}</p>
            <div class="btns queued__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.0.set(None)>
                    {common::close(language)}
                </button>
                <button class="btn" type="button" aria-busy=move || busy.get().then_some("true") on:click=move |_| send.run(None)>
                    {words::keep_draft(language)}
                </button>
                {may_send
                    .then(|| {
                        view! {
                            <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                                <Icon name="send" />
                                {words::send_later(language)}
                            </button>
                        }
                    })}
            </div>
        </form>
    }
    .into_any()
}
