//! The foot of the composer: give up, save and close, send. Asks before something that was written is thrown away.

use super::{desk::Desk, sending::WaysOut, words};
use crate::{
    conversations::{StatusPill, words as conversation_words},
    mailboxes::Mailboxes,
    parts::{
        dialog::Dialog,
        icon::Icon,
        menu::{Choice, Menu},
    },
    words::{common, use_language},
};
use domain::{outbox::After, statuses::Class};
use leptos::prelude::*;

#[component]
pub fn SendRow(out: WaysOut, desk: Desk) -> impl IntoView {
    let language = use_language();
    let session = out.session;
    let asking = RwSignal::new(false);
    let may_send = Memo::new(move |_| session.newest.with(|view| view.rights.send));
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
            <Show when=move || may_send.get() fallback=move || view! { <span class="comp__nosend">{words::may_not_send(language)}</span> }>
                <span class="comp__hint">{hint}</span>
                <div class="btns btns--end comp__send">
                    <SendButtons out=out.clone() />
                </div>
            </Show>
        </footer>
        <Dialog open=asking title=words::discard_title(language).to_owned() role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{words::discard_text(language)}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| asking.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="button" on:click=move |_| thrown.run(())>
                    {words::discard(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The usual way to send, and the others in a menu.
#[component]
fn SendButtons(out: WaysOut) -> impl IntoView {
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
