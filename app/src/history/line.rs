//! One mail of a history: when, which way, about what, how its conversation stands, and who had it then.

use super::words;
use crate::{
    conversations::{StatusPill, words::subject_or},
    mailboxes::Mailboxes,
    parts::{avatar::Avatar, icon::Icon},
    time::When,
    words::use_language,
};
use domain::{
    conversations::View,
    history::HistoryLine,
    messages::Direction,
    statuses::{Color, STANDARD, StatusView},
};
use leptos::prelude::*;

#[component]
pub fn Line(
    line: HistoryLine,
    /// Where conversations of several mailboxes stand together.
    boxes: bool,
) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let HistoryLine { id, conversation_id, mailbox_id, at, direction, subject, writer, language: spoken, status_id, class, assignee_name } = line;
    let status = mailboxes.statuses(mailbox_id).into_iter().find(|status| status.id == status_id).unwrap_or_else(|| StatusView {
        id: status_id,
        name: String::new(),
        class,
        color: STANDARD.iter().find(|(of, _)| *of == class).map_or(Color::Nezumi, |(_, color)| *color),
        standard: true,
    });
    let (icon, way) = match direction {
        Direction::In => ("mail", words::received(language)),
        Direction::Out => ("send", words::sent(language)),
    };
    let href = format!("/m/{mailbox_id}/{}/{conversation_id}?open=all#message-{id}", View::All);
    let spoken = Some(spoken).filter(|spoken| !spoken.is_empty());
    let had = assignee_name.as_deref().map_or_else(|| words::no_one(language).to_owned(), |name| words::had(language, name));
    view! {
        <li>
            <a href=href>
                <span class="past__way" role="img" aria-label=way title=way>
                    <Icon name=icon />
                </span>
                <span class="hlist__text" dir="auto" lang=spoken>
                    {subject_or(&subject, language)}
                </span>
                <When at short=true />
                <small>
                    <StatusPill status />
                    <span class="past__who" title=had.clone()>
                        <span class="sr">{had.clone()}</span>
                        <span aria-hidden="true">
                            {assignee_name.map(|name| view! { <Avatar name=name.clone() size="s" /> {name} })}
                        </span>
                    </span>
                    <span class="past__writer" dir="auto">
                        {writer}
                    </span>
                    {boxes.then(|| mailboxes.one(mailbox_id).map(|mailbox| view! { <span class="past__box">{mailbox.name}</span> }))}
                </small>
            </a>
        </li>
    }
    .into_any()
}

/// The units, one of which is chosen; each is a link to the page that shows it.
pub fn units(has_thread: bool) -> Vec<domain::history::Unit> {
    use domain::history::Unit;
    Unit::ALL.iter().copied().filter(|unit| has_thread || *unit != Unit::Thread).collect()
}
