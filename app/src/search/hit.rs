//! One conversation in the results: what was found, where, and how it stands today.

use super::words;
use crate::{
    conversations::StatusPill,
    history::PastLink,
    mailboxes::Mailboxes,
    parts::{avatar::Avatar, icon::Icon},
    time::When,
    words::use_language,
};
use domain::{
    conversations::View,
    search::{HitView, Piece},
    statuses::{Color, STANDARD, StatusView},
};
use leptos::prelude::*;

#[component]
pub fn Hit(hit: HitView) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let HitView {
        id,
        mailbox_id,
        subject,
        status_id,
        class,
        assignee_name,
        comments,
        has_attachment,
        message_id,
        writer,
        at,
        passage,
        places,
        language: spoken,
        more,
        address,
    } = hit;
    let href = format!("/m/{mailbox_id}/{}/{id}", View::All);
    let spoken = Some(spoken).filter(|spoken| !spoken.is_empty());
    let status = mailboxes.statuses(mailbox_id).into_iter().find(|status| status.id == status_id).unwrap_or_else(|| StatusView {
        id: status_id,
        name: String::new(),
        class,
        color: STANDARD.iter().find(|(of, _)| *of == class).map_or(Color::Nezumi, |(_, color)| *color),
        standard: true,
    });
    let subject = if subject.is_empty() { words::no_subject(language).into_any() } else { pieces(subject) };
    view! {
        <li class="hit">
            <Icon name=if message_id.is_some() { "mail" } else { "message-circle" } />
            <h2 class="hit__subject">
                <a class="hit__link" href=href dir="auto" lang=spoken.clone()>
                    {subject}
                </a>
                <span class="row__marks">
                    {has_attachment.then(|| mark("paperclip", words::attachment(language).to_owned(), None))}
                    {(comments > 0).then(|| mark("message-circle", words::comments(language, comments), Some(comments)))}
                </span>
            </h2>
            <p class="hit__text" dir="auto" lang=spoken>
                {pieces(passage)}
            </p>
            <p class="hit__facts">
                <span dir="auto">{pieces(writer)}</span>
                <span class="hit__box">{mailboxes.one(mailbox_id).map(|mailbox| mailbox.name)}</span>
                {places.into_iter().map(|place| view! { <span class="tag">{words::place(place, language)}</span> }).collect_view()}
                {(!address.is_empty()).then(|| view! { <span class="hit__past"><PastLink address /></span> })}
                {(more > 0).then(|| view! { <span>{words::more_in(language, more)}</span> })}
            </p>
            <div class="hit__side">
                <StatusPill status />
                <span class="hit__who">
                    {assignee_name
                        .map(|name| {
                            let label = words::assigned_to(language, &name);
                            view! {
                                <span role="img" title=label.clone() aria-label=label>
                                    <Avatar name size="s" />
                                </span>
                            }
                        })}
                    <When at short=true />
                </span>
            </div>
        </li>
    }
    .into_any()
}

/// Text in which what was asked for is marked.
fn pieces(pieces: Vec<Piece>) -> AnyView {
    pieces
        .into_iter()
        .map(|Piece { text, marked }| if marked { view! { <mark>{text}</mark> }.into_any() } else { view! { <span>{text}</span> }.into_any() })
        .collect_view()
        .into_any()
}

fn mark(icon: &'static str, text: String, number: Option<i64>) -> AnyView {
    view! {
        <span class="row__mark" title=text.clone()>
            <Icon name=icon />
            <span class="sr">{text.clone()}</span>
            {number}
        </span>
    }
    .into_any()
}
