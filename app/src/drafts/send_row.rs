//! The foot of the composer: give up, save and close, send. Asks before something that was written is thrown away.

use super::{desk::Desk, sending::WaysOut, session::Saved, words};
use crate::{
    Failure,
    checks::{AskDialog, words as check_words},
    conversations::{StatusPill, words as conversation_words},
    mailboxes::Mailboxes,
    outbox::{self, HourDialog},
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
        sure::Sure,
    },
    words::use_language,
};
use domain::{checks::CheckState, conversations::ConversationView, outbox::After, statuses::Class};
use leptos::prelude::*;

#[component]
pub fn SendRow(out: WaysOut, desk: Desk) -> impl IntoView {
    let language = use_language();
    let session = out.session;
    let asking = RwSignal::new(false);
    let may_send = Memo::new(move |_| session.newest.with(|view| view.rights.send));
    // What was approved may go out until something is changed; the server has the last word.
    let changed = Memo::new(move |last: Option<&bool>| last == Some(&true) || !matches!(session.saved.get(), Saved::At(_)));
    let must_ask = Memo::new(move |_| {
        let approved = move |view: &ConversationView| view.checking.of(session.draft).is_some_and(|check| check.state == CheckState::Approved);
        session.newest.with(|view| view.checking.required && !approved(view)) || session.newest.with(|view| view.checking.required) && changed.get()
    });
    let sends = Memo::new(move |_| may_send.get() && !must_ask.get());
    let (asking_check, check_failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let ask = {
        let out = out.clone();
        Callback::new(move |()| {
            if out.is_ready() {
                check_failure.set(None);
                asking_check.set(true);
            }
        })
    };
    let (choosing_hour, hour_failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let later = {
        let out = out.clone();
        let choose = Callback::new(move |()| {
            hour_failure.set(None);
            choosing_hour.set(true);
        });
        Callback::new(move |()| out.guard(choose))
    };
    let scheduled = out.clone();
    let on_hour = Callback::new(move |(at, stops): (String, bool)| scheduled.schedule(at, stops, choosing_hour, hour_failure));
    let usual = session.newest.with_untracked(|view| view.confirmer_id);
    let asked = out.clone();
    let on_ask = Callback::new(move |chosen| asked.ask_check(chosen, asking_check, check_failure));
    let closed = move || !session.is_open();
    let discard = {
        let out = out.clone();
        move |_| if session.is_touched() { asking.set(true) } else { out.discard() }
    };
    let leave = {
        let out = out.clone();
        move |_| out.leave()
    };
    let hint =
        move || desk.known.with(|desk| desk.as_ref().filter(|desk| desk.undo_seconds > 0).map(|desk| words::undo_hint(language, desk.undo_seconds)));
    let thrown = out.clone();
    let thrown = Callback::new(move |()| {
        asking.set(false);
        thrown.discard();
    });
    view! {
        <footer class="comp__foot">
            <button class="btn btn--ghost btn--icon btn--danger-quiet" type="button" aria-label=words::discard(language) title=words::discard(language) disabled=closed on:click=discard>
                <Icon name="trash-2" />
            </button>
            <button class="btn btn--ghost" type="button" disabled=closed on:click=leave>
                {words::save_and_close(language)}
            </button>
            <Show
                when=move || sends.get()
                fallback=move || {
                    view! {
                        <span class="comp__nosend">
                            {move || if may_send.get() { check_words::required_hint(language) } else { words::may_not_send(language) }}
                        </span>
                    }
                }
            >
                <span class="comp__hint">{hint}</span>
            </Show>
            <div class="btns btns--end comp__send">
                <button
                    class=move || if sends.get() { "btn comp__ask" } else { "btn btn--primary" }
                    type="button"
                    disabled=closed
                    on:click=move |_| ask.run(())
                >
                    <Icon name="eye" />
                    <span class="btn__label">{check_words::ask(language)}</span>
                </button>
                <Show when=move || sends.get()>
                    <SendButtons out=out.clone() ask later />
                </Show>
            </div>
        </footer>
        <AskDialog open=asking_check mailbox=session.mailbox failure=check_failure busy=Signal::derive(move || session.sending.get()) usual on_ask />
        <HourDialog
            open=choosing_hour
            failure=hour_failure
            busy=Signal::derive(move || session.sending.get())
            asks_to_stop=true
            on_choose=on_hour
        />
        <Sure open=asking title=words::discard_title(language).to_owned() text=words::discard_text(language).to_owned() act=words::discard(language).to_owned() does=Callback::new(move |()| thrown.run(())) />
    }
    .into_any()
}

/// The usual way to send, and the others in a menu.
#[component]
fn SendButtons(out: WaysOut, ask: Callback<()>, later: Callback<()>) -> impl IntoView {
    let language = use_language();
    let session = out.session;
    let mailboxes = Mailboxes::current();
    let choices = Signal::derive(move || {
        let item = |icon: &'static str, name: &'static str, small: &'static str| {
            move || {
                view! {
                    <Icon name=icon />
                    <span class="menu__text">{name} <small>{small}</small></span>
                }
            }
        };
        let mut all = vec![
            Choice::new("done", words::send_done(language), true, item("status-done", words::send_done(language), words::send_done_why(language))),
            Choice::new("keep", words::send_keep(language), false, item("send", words::send_keep(language), words::send_keep_why(language))),
        ];
        all.push(Choice::new(
            "later",
            outbox::words::later(language),
            false,
            item("clock", outbox::words::later(language), outbox::words::later_why(language)),
        ));
        all.push(Choice::new("ask", check_words::ask(language), false, item("eye", check_words::ask(language), check_words::ask_why(language))));
        // 処理済み is the usual way; 処理中 is the status it has while it is written.
        let others = mailboxes
            .statuses(session.mailbox)
            .into_iter()
            .filter(|status| !(status.standard && matches!(status.class, Class::Done | Class::Working)));
        all.extend(others.map(|status| {
            let name = words::send_status(language, &conversation_words::status_name(&status, language));
            Choice::new(status.id, name, false, move || {
                view! {
                    <StatusPill status=status.clone() />
                    <span class="menu__text">{words::send_and(language)}</span>
                }
            })
        }));
        all
    });
    let pick = {
        let out = out.clone();
        move |key: String| match (key.as_str(), key.parse()) {
            ("done", _) => out.send(After::Done),
            ("keep", _) => out.send(After::Keep),
            ("ask", _) => ask.run(()),
            ("later", _) => later.run(()),
            (_, Ok(status)) => out.send(After::Status(status)),
            _ => {}
        }
    };
    let closed = move || !session.is_open();
    view! {
        <span class="btn-split">
            <button
                class="btn btn--primary"
                type="button"
                disabled=closed
                aria-busy=move || session.sending.get().then_some("true")
                title=words::with_key(language, words::send_done(language), "Ctrl+Enter")
                on:click=move |_| out.send(After::Done)
            >
                <Icon name="send" />
                <span class="btn__label">{words::send_done(language)}</span>
            </button>
            <Menu class="btn btn--primary" label=words::other_sends(language).to_owned() choices on_pick=pick disabled=Signal::derive(closed)>
                <Icon name="chevron-up" />
            </Menu>
        </span>
    }
    .into_any()
}
