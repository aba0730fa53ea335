//! Ends the writing: sends, leaves or gives up. Each of them once, however often it is asked for.

use super::{
    api,
    files::Unready,
    held,
    session::{Core, Hold, Session, locked},
    way_in::WayIn,
    words,
};
use crate::{
    Failure,
    checks::{self as asked, Asked},
    live::Topic,
    offline,
    outbox::{self, api::SentNow},
    parts::field::field_of,
    time::{Clock, browser_now},
};
use domain::{
    ConversationId, Field, Refused,
    guard::{Guard, Warning, own_text, promises_file},
    outbox::{After, Late, LateDraft, LateReply},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Mutex;

/// What is asked before a mail goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The customer wrote while this was being written.
    NewMail(After),
}

/// The ways out of the composer. `page` is the address of the conversation, `list` the one of its list.
#[derive(Clone)]
pub struct WaysOut {
    pub session: Session,
    pub way: WayIn,
    pub page: String,
    pub list: String,
    pub question: RwSignal<Option<Question>>,
    /// What is asked before it goes out, and what follows.
    pub guarded: RwSignal<Option<(Guard, Callback<()>)>>,
    /// Reads the conversation again.
    pub read_again: Callback<()>,
    pub clock: Clock,
}

impl WaysOut {
    /// Looks at what goes out, then sends it.
    pub fn send(&self, after: After) {
        let out = self.clone();
        self.guard(Callback::new(move |()| out.send_anyway(after)));
    }

    /// Goes on with `then` once what stands there could go out and nothing about it is to be asked, or it was asked.
    pub fn guard(&self, then: Callback<()>) {
        if !self.is_ready() {
            return;
        }
        let (session, guarded) = (self.session, self.guarded);
        session.sending.set(true);
        spawn_local(async move {
            let answer = async {
                session.flush().await?;
                api::guard(session.draft).await
            };
            let answer = answer.await;
            if session.sending.try_set(false).is_some() {
                // The person went elsewhere meanwhile.
                return;
            }
            let guard = answer.unwrap_or_else(|failure| {
                // What cannot be looked up is not asked; what keeps it from being sent, sending says.
                let is_away = matches!(failure, Failure::Unreachable(_));
                let no_file = is_away && promises_file(&own_text(&session.words())) && !session.has_files();
                Guard { warnings: no_file.then_some(Warning::NoFile).into_iter().collect(), ..Guard::default() }
            });
            if guard.asks() { guarded.set(Some((guard, then))) } else { then.run(()) }
        });
    }

    /// Whether it could go out as it stands; else it says why not.
    pub fn is_ready(&self) -> bool {
        let session = self.session;
        if session.sending.get_untracked() || session.hold.get_untracked() != Hold::Ours {
            return false;
        }
        let lists = [session.to, session.cc, session.bcc];
        lists.iter().for_each(|list| {
            if list.commit() {
                session.edited();
            }
        });
        session.obstacle.set(None);
        let told = |text: &str| {
            session.obstacle.set(Some(text.to_owned()));
            false
        };
        if session.conflict.with_untracked(Option::is_some) {
            return told(words::settle_first(session.language));
        }
        if let Some(list) = lists.iter().find(|list| untrack(|| list.has_wrong())) {
            if let Some(input) = list.input.get_untracked() {
                // Fails only when the field left the page.
                let _ = input.focus();
            }
            return told(words::wrong_address(session.language));
        }
        if lists.iter().all(|list| list.entries.with_untracked(Vec::is_empty)) {
            return told(&Failure::from(Refused::NoRecipient).words(session.language));
        }
        if let Some(unready) = session.unready_files() {
            return told(unready_words(unready, session.language));
        }
        true
    }

    /// Sends without another look.
    pub fn send_anyway(&self, after: After) {
        let session = self.session;
        if session.sending.get_untracked() {
            return;
        }
        self.question.set(None);
        session.sending.set(true);
        let out = self.clone();
        spawn_local(async move {
            let core = session.core();
            let answer = out.hand_over(&core, after).await;
            match answer {
                Ok(sent) => out.was_sent(&core, sent),
                Err(Failure::Refused(Refused::AlreadySent)) => {
                    out.way.toasts.done(words::already_sent(session.language));
                    out.close(&core, &out.page);
                }
                Err(failure) => {
                    let is_away = matches!(failure, Failure::Unreachable(_)) && !session.hold.is_disposed();
                    if is_away && out.send_later(&core, after).await {
                        return out.close(&core, &out.page);
                    }
                    session.sending.set(false);
                    out.was_not_sent(&core, failure, after).await;
                }
            }
        });
    }

    async fn hand_over(&self, core: &Mutex<Core>, after: After) -> Result<SentNow, Failure> {
        let version = self.session.flush().await?;
        let (token, key) = {
            let core = locked(core);
            (core.token.clone(), core.key.clone())
        };
        outbox::api::send(self.session.draft, token, version, after, key).await
    }

    fn was_sent(&self, core: &Mutex<Core>, sent: SentNow) {
        let session = self.session;
        let to = [session.to, session.cc, session.bcc].into_iter().find_map(|list| {
            let (first, more) = list.entries.with_untracked(|list| (list.first().map(super::entry::Entry::shown), list.len().saturating_sub(1)));
            first.map(|first| words::receiver(session.language, &first, more))
        });
        let to = to.unwrap_or_default();
        self.close(core, &self.page);
        let (way, page, conversation) = (self.way.clone(), self.page.clone(), session.conversation);
        if sent.undo_seconds == 0 {
            way.toasts.done(words::sent_to(session.language, &to));
            return;
        }
        let text = words::sending_to(session.language, &to);
        let back = {
            let way = way.clone();
            Callback::new(move |()| {
                way.enter(conversation, page.clone(), async move { outbox::api::take_back(sent.message).await });
            })
        };
        way.toasts.counting(text, sent.message, sent.undo_seconds, back);
    }

    /// The server is away: the service worker keeps the whole of it, and sends it when nothing has happened meanwhile.
    async fn send_later(&self, core: &Mutex<Core>, after: After) -> bool {
        let session = self.session;
        let Some(content) = session.content() else { return false };
        let seen = session.newest.with_untracked(offline::newest_mail);
        let draft = LateDraft { id: session.draft, version: locked(core).version, content };
        let text = draft.content.text.clone();
        let late = LateReply { conversation: session.conversation, kind: session.kind, seen, text, draft: Some(draft), send: Some(after) };
        match outbox::api::send_late(late).await {
            Ok(Late::Sent { .. }) => self.way.toasts.done(words::already_sent(session.language)),
            Ok(Late::Kept { why, .. }) => {
                let why = why.map(|why| Failure::from(why).words(session.language)).unwrap_or_default();
                self.way.toasts.warn(offline::kept_words(session.language, &why));
            }
            Err(Failure::Waiting) => self.way.toasts.failed(&Failure::Waiting, session.language),
            Err(_) => return false,
        }
        true
    }

    async fn was_not_sent(&self, core: &Mutex<Core>, failure: Failure, after: After) {
        let session = self.session;
        if session.hold.is_disposed() {
            // The person went elsewhere meanwhile, and must hear it there.
            return self.way.toasts.failed(&failure, session.language);
        }
        match failure {
            // The lost lease and the two versions are shown where the text is.
            Failure::Refused(Refused::LeaseLost { holder }) => session.lose(Hold::Lost(holder)),
            Failure::Refused(Refused::Stale) if session.conflict.with_untracked(Option::is_some) => {}
            Failure::Refused(Refused::Stale) => match session.reread().await {
                // The draft is as we left it: then the customer has written.
                Ok(Some(theirs)) if theirs.version == locked(core).version => {
                    // The live stream may be late or broken: the mail is there to be read when the question is.
                    self.read_again.run(());
                    self.question.set(Some(Question::NewMail(after)));
                }
                Ok(Some(theirs)) => session.conflict.set(Some(theirs)),
                Ok(None) => session.lose(Hold::Gone),
                Err(failure) => self.way.toasts.failed(&failure, session.language),
            },
            failure => self.way.toasts.failed(&failure, session.language),
        }
    }

    /// 確認を依頼: submits what stands there, and ends the writing. Why it was not submitted is told in its dialog.
    pub fn ask_check(&self, (confirmer, note): Asked, asking: RwSignal<bool>, failed: RwSignal<Option<Failure>>) {
        let session = self.session;
        if session.sending.get_untracked() {
            return;
        }
        failed.set(None);
        session.sending.set(true);
        let out = self.clone();
        spawn_local(async move {
            let core = session.core();
            let answer = async {
                let version = session.flush().await?;
                let token = locked(&core).token.clone();
                asked::api::ask(session.draft, token, version, confirmer, note).await
            };
            match answer.await {
                Ok(()) => {
                    out.way.toasts.done(asked::words::asked(session.language));
                    out.close(&core, &out.page);
                }
                Err(failure) => {
                    session.sending.try_set(false);
                    match failure {
                        Failure::Refused(Refused::LeaseLost { holder }) => session.lose(Hold::Lost(holder)),
                        Failure::Refused(Refused::Stale) if session.conflict.with_untracked(Option::is_some) => {
                            asking.set(false);
                        }
                        failure => {
                            failed.try_set(Some(failure));
                        }
                    }
                }
            }
        });
    }

    /// 日時を指定して送信. Why it was not scheduled is told in its dialog.
    pub fn schedule(&self, at: String, stops_on_reply: bool, choosing: RwSignal<bool>, failed: RwSignal<Option<Failure>>) {
        let session = self.session;
        if session.sending.get_untracked() {
            return;
        }
        failed.set(None);
        session.sending.set(true);
        let out = self.clone();
        spawn_local(async move {
            let core = session.core();
            let answer = async {
                let version = session.flush().await?;
                let (token, key) = {
                    let core = locked(&core);
                    (core.token.clone(), core.key.clone())
                };
                outbox::api::schedule(session.draft, token, version, After::Done, key, at, stops_on_reply).await
            };
            match answer.await {
                Ok(at) => {
                    let at = out.clock.civil(at).long(out.clock.civil(browser_now()));
                    out.way.toasts.done(outbox::words::said_scheduled(session.language, &at));
                    out.close(&core, &out.page);
                }
                Err(failure) if field_of(&failure) == Some(Field::SendAt) => {
                    session.sending.try_set(false);
                    failed.try_set(Some(failure));
                }
                Err(failure) => {
                    session.sending.try_set(false);
                    choosing.try_set(false);
                    out.was_not_sent(&core, failure, After::Done).await;
                }
            }
        });
    }

    /// 保存して閉じる. A draft in which nothing was written goes without a trace.
    pub fn leave(&self) {
        if !self.session.is_touched() {
            return self.discard();
        }
        // The lease ends with the writing, and a file that is not with the server by then would be lost without a word.
        if let Some(unready) = self.session.unready_files() {
            return self.session.obstacle.set(Some(unready_words(unready, self.session.language).to_owned()));
        }
        let out = self.clone();
        let core = self.session.core();
        self.end(async move {
            out.session.flush().await?;
            let token = locked(&core).token.clone();
            api::leave(out.session.draft, token).await?;
            out.way.toasts.done(words::said_saved(out.session.language));
            Ok(out.page.clone())
        });
    }

    /// Gives up the draft. A new mail takes its conversation along.
    pub fn discard(&self) {
        let (out, token) = (self.clone(), self.session.token());
        self.end(async move {
            let new = out.session.kind == domain::drafts::DraftKind::New;
            api::cancel(out.session.draft, token).await?;
            Ok(if new { out.list.clone() } else { out.page.clone() })
        });
    }

    fn end(&self, deed: impl Future<Output = Result<String, Failure>> + 'static) {
        let session = self.session;
        if session.sending.get_untracked() {
            return;
        }
        session.sending.set(true);
        let out = self.clone();
        spawn_local(async move {
            let core = session.core();
            match deed.await {
                Ok(page) => out.close(&core, &page),
                Err(failure) => {
                    session.sending.set(false);
                    match failure {
                        Failure::Refused(Refused::LeaseLost { holder }) => session.lose(Hold::Lost(holder)),
                        Failure::Refused(Refused::Stale) if session.conflict.with_untracked(Option::is_some) => {}
                        failure => out.way.toasts.failed(&failure, session.language),
                    }
                }
            }
        });
    }

    /// Nothing is to be saved any more: goes to where the mail is read.
    pub fn close(&self, core: &Mutex<Core>, page: &str) {
        locked(core).ended = true;
        let session = self.session;
        held::forget(session.draft);
        held::closed(session.conversation);
        tell(&self.way, session.conversation, session.mailbox);
        self.way.leave_to(page);
    }
}

fn unready_words(unready: Unready, language: domain::Language) -> &'static str {
    match unready {
        Unready::OnTheirWay => words::files_on_their_way(language),
        Unready::NotUploaded => words::files_not_uploaded(language),
    }
}

fn tell(way: &WayIn, conversation: ConversationId, mailbox: domain::MailboxId) {
    way.live.changed(Topic::Conversation(conversation));
    way.live.own_change(mailbox);
}
