//! Mails, comments and events of a conversation in the order of time, day by day.

use super::event_line::EventLine;
use crate::{comments::Note, messages::MessageCard, parts::settled::Settled, time::Clock};
use domain::{
    Moment,
    conversations::{ConversationView, Item},
    messages::MessageView,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What an entry is known by while the rest changes around it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Message(i64),
    Comment(i64),
    Event(i64),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Entry {
    key: Key,
    at: Moment,
    /// A divider stands above it.
    new_day: bool,
}

fn key_of(item: &Item) -> Key {
    match item {
        Item::Message(message) => Key::Message(message.id.0),
        Item::Comment(comment) => Key::Comment(comment.id.0),
        Item::Event(event) => Key::Event(event.id.0),
    }
}

fn entries(items: &[Item], clock: Clock) -> Vec<Entry> {
    let mut last = None;
    items
        .iter()
        .map(|item| {
            let (at, day) = (item.at(), clock.civil(item.at()));
            let new_day = last.is_none_or(|last| !day.same_day(last));
            last = Some(day);
            Entry { key: key_of(item), at, new_day }
        })
        .collect()
}

#[component]
pub fn Timeline(view: Memo<ConversationView>) -> impl IntoView {
    let clock = Clock::current();
    let list = Memo::new(move |_| view.with(|view| entries(&view.items, clock)));
    // The newest mail stands open, and every one in trouble; the others are one line until they are clicked.
    let all_open = use_query_map().with_untracked(|query| query.get("open").is_some());
    let newest = view.with_untracked(|view| view.items.iter().rev().find_map(|item| message_of(item).map(|message| message.id)));
    let rights = Memo::new(move |_| view.with(|view| view.rights));
    view! {
        <ol class="timeline">
            <For
                each=move || list.get()
                key=|entry| *entry
                children=move |entry| {
                    let item = Memo::new(move |last: Option<&Option<Item>>| {
                        let now = view.with(|view| view.items.iter().find(|item| key_of(item) == entry.key).cloned());
                        now.or_else(|| last.cloned().flatten())
                    });
                    let day = entry.new_day.then(|| view! { <li class="timeline__day"><span>{move || clock.day_words(entry.at)}</span></li> });
                    let shown = match item.get_untracked() {
                        Some(Item::Message(first)) => {
                            let open = all_open || newest.is_none_or(|newest| first.id.0 >= newest.0) || in_trouble(&first);
                            let message = Memo::new(move |_| item.get().as_ref().and_then(message_of).cloned().unwrap_or_else(|| first.clone()));
                            view! { <li class="timeline__item"><MessageCard message open rights /></li> }.into_any()
                        }
                        Some(Item::Comment(first)) => {
                            let comment = Memo::new(move |_| match item.get() {
                                Some(Item::Comment(comment)) => comment,
                                _ => first.clone(),
                            });
                            view! { <li class="timeline__item"><Note comment /></li> }.into_any()
                        }
                        Some(Item::Event(event)) => Settled(view! { <EventLine event /> }).into_any(),
                        None => ().into_any(),
                    };
                    view! {
                        {day}
                        {shown}
                    }
                }
            />
        </ol>
    }
    .into_any()
}

fn message_of(item: &Item) -> Option<&MessageView> {
    if let Item::Message(message) = item { Some(message) } else { None }
}

fn in_trouble(message: &MessageView) -> bool {
    message.letter.as_ref().is_some_and(|letter| letter.trouble().is_some() && !letter.resent)
}
