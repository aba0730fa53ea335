//! The mail that is answered, above the answer: one line, unfolded on demand. Says when the customer has written again.

use super::{session::Session, words};
use crate::{
    messages::MessageCard,
    parts::{avatar::Avatar, icon::Icon},
    words::use_language,
};
use domain::{
    MessageId,
    conversations::{ConversationView, Item},
    drafts::DraftKind,
    messages::{Direction, MessageView, SegmentKind},
};
use leptos::prelude::*;

fn messages(view: &ConversationView) -> impl DoubleEndedIterator<Item = &MessageView> {
    view.items.iter().filter_map(|item| if let Item::Message(message) = item { Some(message) } else { None })
}

fn newest_in(view: &ConversationView) -> Option<&MessageView> {
    messages(view).rev().find(|message| message.direction == Direction::In)
}

fn beginning(message: &MessageView) -> String {
    let own = message.segments.iter().filter(|segment| segment.kind == SegmentKind::Own).flat_map(|segment| segment.text.split_whitespace());
    own.take(40).collect::<Vec<_>>().join(" ").chars().take(160).collect()
}

#[component]
pub fn Original(session: Session, subject: String) -> impl IntoView {
    let newest = session.newest;
    let answered = newest.with_untracked(|view| {
        let wanted = view.drafts.iter().find(|draft| draft.id == session.draft).and_then(|draft| draft.answers_id);
        messages(view).find(|message| Some(message.id) == wanted).or_else(|| newest_in(view)).cloned()
    });
    view! {
        {answered.filter(|_| session.kind != DraftKind::New).map(|answered| view! { <Answered session subject answered /> })}
        <NewMailStrip session />
        <Unfolded session />
    }
    .into_any()
}

/// The mail that is answered, in one line.
#[component]
fn Answered(session: Session, subject: String, answered: MessageView) -> impl IntoView {
    let language = use_language();
    let open = session.reading;
    let id = answered.id;
    let name = if answered.from.name.is_empty() { answered.from.addr.clone() } else { answered.from.name.clone() };
    let text = format!("{name}：{}", beginning(&answered));
    view! {
        <div class="orig">
            <Avatar name />
            <h2 class="orig__subject" dir="auto">
                {subject}
            </h2>
            <span class="orig__text" dir="auto">
                {text}
            </span>
            <button
                class="btn btn--ghost btn--s"
                type="button"
                aria-expanded=move || (open.get() == Some(id)).to_string()
                on:click=move |_| open.update(|open| *open = if *open == Some(id) { None } else { Some(id) })
            >
                {words::original(language)}
                {move || if open.get() == Some(id) { view! { <Icon name="chevron-up" /> } } else { view! { <Icon name="chevron-down" /> } }}
            </button>
        </div>
    }
    .into_any()
}

/// The customer's newest mail, when the writer does not know it.
pub fn unseen(session: Session) -> Option<MessageId> {
    session.newest.with(|view| newest_in(view).map(|message| message.id)).filter(|newest| *newest > session.seen)
}

/// The customer has written again. The first send waits for this to be seen (MD-21).
#[component]
fn NewMailStrip(session: Session) -> impl IntoView {
    let language = use_language();
    let open = session.reading;
    let fresh = Memo::new(move |_| unseen(session));
    move || {
        fresh.get().map(|fresh| {
            view! {
                <div class="banner banner--bar" data-kind="warn" role="status">
                    <Icon name="mail" />
                    <div class="banner__text">{words::new_mail_came(language)}</div>
                    <span class="btns">
                        <button class="btn btn--s" type="button" aria-expanded=move || (open.get() == Some(fresh)).to_string() on:click=move |_| open.update(|open| *open = if *open == Some(fresh) { None } else { Some(fresh) })>
                            {words::read_it(language)}
                        </button>
                    </span>
                </div>
            }
        })
    }
}

#[component]
fn Unfolded(session: Session) -> impl IntoView {
    let language = use_language();
    let newest = session.newest;
    let rights = Memo::new(move |_| newest.with(|view| view.rights));
    view! {
        {move || {
            let wanted = session.reading.get()?;
            let first = newest.with_untracked(|view| messages(view).find(|message| message.id == wanted).cloned())?;
            let message = Memo::new(move |_| newest.with(|view| messages(view).find(|message| message.id == wanted).cloned()).unwrap_or_else(|| first.clone()));
            Some(
                view! {
                    <div class="orig__mail" tabindex="0" role="group" aria-label=words::original(language)>
                        <MessageCard message open=true rights />
                    </div>
                },
            )
        }}
    }
    .into_any()
}
