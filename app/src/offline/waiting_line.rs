//! One deed that waits: what, since when, its words, why it did not go out, and what can be done about it.

use super::{
    state::{Ask, Away, Step, Waiting, What},
    words,
};
use crate::{
    conversations::words as conversation_words,
    mailboxes::Mailboxes,
    parts::{copy_line::write_clipboard, icon::Icon, sure::Sure, toast::Toasts},
    routes::view_url,
    time::When,
    words::use_language,
};
use domain::{Language, conversations::View};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn WaitingLine(
    one: Waiting,
    /// It stands in its conversation, which needs no name there.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let (language, away, toasts, mailboxes) = (use_language(), Away::current(), Toasts::current(), Mailboxes::current());
    let asking = RwSignal::new(false);
    let (id, state) = (one.id, one.state);
    let subject = conversation_words::subject_or(&one.subject, language);
    let subject = if one.ids.len() > 1 { words::and_more(language, &subject, one.ids.len() - 1) } else { subject };
    let address = one.mailbox.zip(one.ids.first().copied()).map(|(mailbox, id)| format!("{}/{id}", view_url(mailbox, View::All)));
    let why = one.why().map(|failure| failure.words(language));
    let has_text = !one.text.trim().is_empty();
    let copied = one.text.clone();
    let copy = move |_| {
        let text = copied.clone();
        spawn_local(async move {
            match write_clipboard(&text).await {
                Ok(()) => toasts.done(words::copied(language)),
                Err(_) => toasts.warn(words::copy_by_hand(language)),
            }
        });
    };
    let told = one.clone();
    let what = move || what_words(&told, mailboxes, language);
    view! {
        <article class="queued mail" data-state=state_word(state)>
            <div class="queued__head">
                <Icon name=if state == Step::Waiting { "wifi-off" } else { "triangle-alert" } />
                <b>{state_words(&one, language)}</b>
                <small>
                    {what} " · " <When at=one.at long=true />
                </small>
            </div>
            <div class="queued__body">
                {(!here)
                    .then(|| match address {
                        Some(address) => view! { <a class="link" href=address dir="auto">{subject}</a> }.into_any(),
                        None => view! { <span dir="auto">{subject}</span> }.into_any(),
                    })}
                {why.map(|why| view! { <p class="queued__why">{why}</p> })}
                {has_text.then(|| view! { <pre class="mail__plain" dir="auto">{one.text.clone()}</pre> })}
            </div>
            <div class="queued__foot btns">
                {(state == Step::Refused)
                    .then(|| {
                        view! {
                            <button class="btn btn--s" type="button" on:click=move |_| away.ask(Ask::Retry { id })>
                                {if one.what == What::Reply || one.what == What::Comment { words::send_again(language) } else { words::do_anyway(language) }}
                            </button>
                        }
                    })}
                {has_text
                    .then(|| {
                        view! {
                            <button class="btn btn--s btn--ghost" type="button" on:click=copy>
                                <Icon name="copy" />
                                {words::copy(language)}
                            </button>
                        }
                    })}
                {if state == Step::Draft {
                    view! {
                        <button class="btn btn--s btn--ghost" type="button" on:click=move |_| away.ask(Ask::Discard { id })>
                            {words::understood(language)}
                        </button>
                    }
                        .into_any()
                } else {
                    view! {
                        <button class="btn btn--s btn--danger-quiet" type="button" on:click=move |_| asking.set(true)>
                            {words::discard(language)}
                        </button>
                    }
                        .into_any()
                }}
            </div>
            <Sure open=asking title=words::discard_title(language).to_owned() text=words::discard_text(language).to_owned() act=words::discard(language).to_owned() does=Callback::new(move |()| {
                            asking.set(false);
                            away.ask(Ask::Discard { id });
                        }) />
        </article>
    }
    .into_any()
}

fn state_word(state: Step) -> &'static str {
    match state {
        Step::Waiting => "waiting",
        Step::Refused => "refused",
        Step::Draft => "draft",
    }
}

fn state_words(one: &Waiting, l: Language) -> &'static str {
    match (one.state, one.what) {
        (Step::Waiting, What::Reply) if one.sends => words::sends_later(l),
        (Step::Waiting, What::Reply) => words::saves_later(l),
        (Step::Waiting, _) => words::does_later(l),
        (Step::Refused, _) => words::was_refused(l),
        (Step::Draft, _) => words::became_draft(l),
    }
}

fn what_words(one: &Waiting, mailboxes: Mailboxes, l: Language) -> String {
    match (one.what, &one.change) {
        (What::Comment, _) => words::comment(l).to_owned(),
        (What::Reply, _) => words::reply(l).to_owned(),
        (What::Done, _) => words::done(l).to_owned(),
        (What::Change, Some(change)) => {
            let status = change.status.and_then(|id| {
                let statuses = mailboxes.statuses(one.mailbox?);
                statuses.iter().find(|status| status.id == id).map(|status| conversation_words::status_name(status, l).to_string())
            });
            match (status, change.priority) {
                (Some(name), _) => words::status_to(l, &name),
                (None, Some(priority)) => {
                    let level = one.mailbox.and_then(|mailbox| mailboxes.level(mailbox, priority));
                    words::priority_to(l, &conversation_words::level_name(level.as_ref(), priority, l))
                }
                _ if change.assignee.is_some() => words::assignee(l).to_owned(),
                _ => words::change(l).to_owned(),
            }
        }
        (What::Change, None) => words::change(l).to_owned(),
    }
}
