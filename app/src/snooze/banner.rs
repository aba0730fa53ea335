//! Above what is read: that it rests, until when, by whose wish and why; or that it is spam.

use super::{Away, words};
use crate::{
    parts::{awake::use_awake, icon::Icon},
    time::Clock,
    words::use_language,
};
use domain::{ConversationId, MailboxId, conversations::ConversationView, snooze::SnoozeView};
use leptos::prelude::*;

#[component]
pub fn AwayBanner(view: Memo<ConversationView>) -> impl IntoView {
    let (id, mailbox) = view.with_untracked(|view| (view.id, view.mailbox_id));
    let away = Away::in_mailbox(mailbox, None);
    let state = Memo::new(move |_| view.with(|view| (view.snooze.clone(), view.spam, view.rights.edit)));
    move || match state.get() {
        (_, true, may_edit) => spam(id, away, may_edit),
        (Some(snooze), false, may_edit) => rests(id, mailbox, snooze, may_edit),
        (None, false, _) => ().into_any(),
    }
}

fn rests(id: ConversationId, mailbox: MailboxId, snooze: SnoozeView, may_edit: bool) -> AnyView {
    let (language, clock, awake) = (use_language(), Clock::current(), use_awake());
    let away = Away::in_mailbox(mailbox, None);
    let SnoozeView { since, until, by_name, reason } = snooze;
    let told = move || match until {
        Some(until) => words::rests_until(language, &clock.civil(until).long(clock.today())),
        None => words::rests_for_answer(language).to_owned(),
    };
    let who = by_name.map(|name| move || words::by(language, &name, &clock.civil(since).long(clock.today())));
    view! {
        <div class="banner banner--bar" data-kind="info" role="status">
            <Icon name="alarm-clock" />
            <div class="banner__text">
                {told} " " {(!reason.is_empty()).then(|| view! { <b dir="auto">{words::because(language, &reason)}</b> })} " "
                {who.map(|who| view! { <small>{who}</small> })}
            </div>
            {may_edit
                .then(|| {
                    view! {
                        <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| away.wake(vec![id])>
                            {words::wake(language)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

fn spam(id: ConversationId, away: Away, may_edit: bool) -> AnyView {
    let (language, awake) = (use_language(), use_awake());
    view! {
        <div class="banner banner--bar" data-kind="warn" role="status">
            <Icon name="ban" />
            <div class="banner__text">{words::is_spam(language)}</div>
            {may_edit
                .then(|| {
                    view! {
                        <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| away.not_spam(vec![id])>
                            {words::not_spam(language)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}
