//! One mail of the time line: a line until it is opened, then who, when and what.

use super::{body::Body, charset::CharsetSelect, files::Files, files::size_words, invitation::Invitation, print::print_one, proof::Warning, words};
use crate::{
    history::CustomerLink,
    outbox::LetterNote,
    parts::{avatar::Avatar, icon::Icon, settled::Settled},
    threads::MessageMenu,
    time::{Clock, When},
    words::use_language,
};
use domain::{
    access::Rights,
    addresses::Address,
    charset::Charset,
    messages::{Direction, MessageView, SegmentKind},
    proofs::ProofView,
};
use leptos::prelude::*;

/// A native fold: it opens before the client wakes up, too.
#[component]
pub fn MessageCard(message: Memo<MessageView>, open: bool, rights: Memo<Rights>) -> impl IntoView {
    let language = use_language();
    let first = message.get_untracked();
    let opened = RwSignal::new(open);
    let name = shown_name(&first);
    let class = if first.direction == Direction::Out { "mail mail--out" } else { "mail" };
    let letter = Memo::new(move |_| message.with(|message| message.letter.clone()));
    let id = first.id;
    let suspicious = first.proof.as_ref().is_some_and(ProofView::is_suspicious);
    view! {
        <article class=class id=format!("message-{id}") data-kind=suspicious.then_some("bad") aria-label=words::mail_from(language, &name)>
            {move || {
                let message = message.get_untracked();
                if opened.get() {
                    view! { <Open message opened /> }.into_any()
                } else {
                    view! { <Folded message opened /> }.into_any()
                }
            }}
            {move || letter.get().map(|letter| view! { <LetterNote message=id letter may_send=rights.get().send /> })}
        </article>
    }
    .into_any()
}

fn shown_name(message: &MessageView) -> String {
    if let (Direction::Out, Some(author)) = (message.direction, &message.author_name) {
        return author.clone();
    }
    if message.from.name.is_empty() { message.from.addr.clone() } else { message.from.name.clone() }
}

/// The first words that the writer wrote.
fn snippet(message: &MessageView) -> String {
    let own = message.segments.iter().filter(|segment| segment.kind == SegmentKind::Own).map(|segment| segment.text.as_str());
    own.flat_map(str::split_whitespace).take(40).collect::<Vec<_>>().join(" ").chars().take(160).collect()
}

#[component]
fn Folded(message: MessageView, opened: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let suspicious = message.proof.as_ref().is_some_and(ProofView::is_suspicious);
    let name = shown_name(&message);
    let count = message.attachments.len();
    Settled(view! {
        // A link, so that the mail can be read before the client wakes up, too.
        <a
            class="mail__line"
            href=format!("?open=all#message-{}", message.id)
            on:click=move |event| {
                event.prevent_default();
                opened.set(true);
            }
        >
            <Avatar name=name.clone() />
            <b dir="auto">{name}</b>
            <span class="mail__snippet" dir="auto">
                {snippet(&message)}
            </span>
            <span class="row__marks">
                {suspicious
                    .then(|| {
                        view! {
                            <span class="row__mark" data-kind="bad" title=words::impersonation_title(language)>
                                <Icon name="shield-alert" />
                                <span class="sr">{words::impersonation_title(language)}</span>
                            </span>
                        }
                    })}
                {(count > 0)
                    .then(|| {
                        view! {
                            <span class="row__mark">
                                <Icon name="paperclip" />
                                {count}
                            </span>
                        }
                    })}
            </span>
            <When at=message.at />
        </a>
    })
    .into_any()
}

#[component]
fn Open(message: MessageView, opened: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let name = shown_name(&message);
    let (id, files) = (message.id, message.attachments.iter().filter(|file| !file.inline).cloned().collect());
    let charset = RwSignal::new(None);
    let to = message.to.iter().chain(&message.cc).map(|address| address.addr.clone()).collect::<Vec<_>>().join(", ");
    view! {
        <Warning message=message.clone() />
        <header class="mail__head">
            <Avatar name=name.clone() size="l" />
            <div class="mail__from" dir="auto">
                {name}
            </div>
            <div class="mail__side">
                {message.automatic.then(|| view! { <span class="tag">{words::automatic(language)}</span> })}
                <When at=message.at />
                <button
                    class="btn btn--ghost btn--icon btn--s mail__print"
                    type="button"
                    aria-label=words::print_one(language)
                    title=words::print_one(language)
                    on:click=|event| print_one(&event)
                >
                    <Icon name="printer" />
                </button>
                <MessageMenu id ours=message.direction == Direction::Out />
                <button class="btn btn--ghost btn--icon btn--s" type="button" aria-expanded="true" aria-label=words::fold(language) title=words::fold(language) on:click=move |_| opened.set(false)>
                    <Icon name="chevron-up" />
                </button>
            </div>
            <div class="mail__to">
                {match message.direction {
                    Direction::In if !message.from.addr.is_empty() => view! { <CustomerLink address=message.from.addr.clone() /> }.into_any(),
                    _ => message.from.addr.clone().into_any(),
                }} " → " {to}
            </div>
        </header>
        <details class="fold mail__details">
            <summary class="link">{words::details(language)}</summary>
            <Headers message=message.clone() charset />
        </details>
        {message.invitation.clone().map(|invitation| view! { <Invitation invitation /> })}
        <Body message charset />
        <Files message=id files />
    }
    .into_any()
}

#[component]
fn Headers(message: MessageView, charset: RwSignal<Option<Charset>>) -> impl IntoView {
    let language = use_language();
    let all = |addresses: &[Address]| addresses.iter().map(Address::display).collect::<Vec<_>>().join(", ");
    let clock = Clock::current();
    let at = clock.civil(message.at);
    let date = format!("{}/{}/{} {}", at.year, at.month, at.day, at.clock());
    let facts = [
        (words::from(language), message.from.display()),
        (words::to(language), all(&message.to)),
        (words::cc(language), all(&message.cc)),
        (words::bcc(language), all(&message.bcc)),
        (words::reply_to(language), all(&message.reply_to)),
        (words::subject(language), message.subject.clone()),
        (words::date(language), date),
        (words::author(language), message.author_name.clone().unwrap_or_default()),
        (words::account(language), message.account.clone()),
        (words::size(language), size_words(message.size)),
    ];
    view! {
        <dl class="mail__headers kv">
            {facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| {
                    view! {
                        <dt>{name}</dt>
                        <dd dir="auto">{value}</dd>
                    }
                })
                .collect_view()}
            <dt>
                <label for=format!("charset-{}", message.id)>{words::charset(language)}</label>
            </dt>
            <dd>
                <CharsetSelect id=message.id found=message.charset charset />
            </dd>
        </dl>
    }
    .into_any()
}
