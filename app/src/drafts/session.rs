//! The state of one draft while it is written: fields, files, what the server has of it. `saving` keeps it safe, `sending` ends it.

use super::{address_list::AddressList, files::FileLine, filled::Filled, held, rich_sheet, template_picker::Asked};
use crate::{Failure, words::use_language};
use domain::{
    AccountId, AttachmentId, ConversationId, DraftId, Language, MailboxId, MessageId, Moment, Refused,
    conversations::ConversationView,
    drafts::{DraftContent, DraftKind, DraftView},
};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Waker,
};

/// Whether this tab may still write.
#[derive(Clone, Debug, PartialEq)]
pub enum Hold {
    Ours,
    /// Somebody took over (who), or the lease ended.
    Lost(Option<String>),
    /// The draft was sent or deleted elsewhere.
    Gone,
}

/// What the server has of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    At(Moment),
    Typing,
    Saving,
    /// Kept here.
    Failed(NotSaved),
}

/// Why a save did not work, in words, and what leads on.
#[derive(Clone, Debug, PartialEq)]
pub struct NotSaved {
    pub why: String,
    pub next: Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again until it works.
    ByItself,
    /// The server refuses what stands there: only a change helps.
    Change,
    SignIn,
}

impl NotSaved {
    pub fn because(failure: &Failure, language: Language) -> NotSaved {
        let next = match failure {
            Failure::Refused(Refused::NotSignedIn | Refused::MustChangePassword) => Next::SignIn,
            Failure::Refused(_) => Next::Change,
            Failure::Failed { .. } | Failure::Ours(_) | Failure::Unreachable(_) | Failure::Waiting => Next::ByItself,
        };
        NotSaved { why: failure.words(language), next }
    }
}

/// What no part of the screen shows by itself. Outlives the component, so that a save under way ends well.
pub struct Core {
    pub token: String,
    pub version: i64,
    /// Number of the newest edit, and of the newest one that the server has.
    pub edits: u64,
    pub kept: u64,
    pub saving: bool,
    pub waiting: Vec<Waker>,
    /// Files on their way up.
    pub uploads: usize,
    pub timer: Option<TimeoutHandle>,
    pub tries: u32,
    /// Something was written since the draft was begun, by anybody.
    pub touched: bool,
    /// Sent, left or given up: nothing is to be saved any more.
    pub ended: bool,
    /// One send of this draft, however often it is asked for.
    pub key: String,
}

#[derive(Clone, Copy)]
pub struct Session {
    pub draft: DraftId,
    pub conversation: ConversationId,
    pub mailbox: MailboxId,
    pub kind: DraftKind,
    pub language: Language,
    pub newest: Memo<ConversationView>,
    pub hold: RwSignal<Hold>,
    pub saved: RwSignal<Saved>,
    /// What the server has, where it is not what this was written upon.
    pub conflict: RwSignal<Option<DraftView>>,
    pub sending: RwSignal<bool>,
    /// Why the last try to send or to leave did nothing. Goes with the next edit or try.
    pub obstacle: RwSignal<Option<String>>,
    pub account: RwSignal<AccountId>,
    /// The address that the draft was begun with, for when the senders cannot be read.
    pub sender_address: StoredValue<String>,
    /// The customer's newest mail that the writer knew when the writing began.
    pub seen: MessageId,
    /// The mail that is unfolded above the text.
    pub reading: RwSignal<Option<MessageId>>,
    pub to: AddressList,
    pub cc: AddressList,
    pub bcc: AddressList,
    pub subject: NodeRef<html::Input>,
    /// Not controlled: a long quote is not drawn anew for every key.
    pub text: NodeRef<html::Textarea>,
    /// Written in the editor of formatted text instead of `text`.
    pub rich: RwSignal<bool>,
    /// The emphasis at the caret of that editor.
    pub marks: RwSignal<String>,
    /// The pictures that formatted text may show: Content-ID and file.
    pub pictures: StoredValue<Vec<(String, AttachmentId)>>,
    /// Set while a template is chosen.
    pub picking: RwSignal<Option<Asked>>,
    /// Where the caret was in the plain text then: browsers forget a place that was taken just before the focus went.
    pub held_caret: StoredValue<Option<(u32, u32)>>,
    /// Where reserved words were filled in, until somebody edits there; and the plain text that these places are counted in.
    pub filled: RwSignal<Vec<Filled>>,
    pub followed_text: StoredValue<String>,
    /// The text takes the caret as soon as it is drawn.
    caret: StoredValue<bool>,
    pub files: RwSignal<Vec<FileLine>>,
    /// What the fields are drawn with: the content of the beginning, or what was put in its place since.
    pub first: StoredValue<DraftContent>,
    core: StoredValue<Arc<Mutex<Core>>>,
}

impl Session {
    /// For the component that lives as long as the writing. Browser only.
    pub fn new(draft: DraftView, token: String, newest: Memo<ConversationView>) -> Session {
        let unsaved = held::unsaved(draft.id).filter(|unsaved| unsaved.content != draft.content);
        let clash = unsaved.as_ref().is_some_and(|unsaved| unsaved.version != draft.version);
        let first = unsaved.as_ref().map_or_else(|| draft.content.clone(), |unsaved| unsaved.content.clone());
        let core = Core {
            token,
            version: draft.version,
            edits: u64::from(unsaved.is_some()),
            kept: 0,
            saving: false,
            waiting: Vec::new(),
            uploads: 0,
            timer: None,
            tries: 0,
            touched: draft.revisions > 0 || unsaved.is_some(),
            ended: false,
            key: new_key(),
        };
        Session {
            draft: draft.id,
            conversation: draft.conversation_id,
            mailbox: newest.with_untracked(|view| view.mailbox_id),
            kind: draft.kind,
            language: use_language(),
            newest,
            hold: RwSignal::new(Hold::Ours),
            saved: RwSignal::new(if unsaved.is_some() { Saved::Typing } else { Saved::At(draft.saved_at) }),
            sending: RwSignal::new(false),
            obstacle: RwSignal::new(None),
            account: RwSignal::new(first.account_id),
            sender_address: StoredValue::new(draft.sender_address.clone()),
            seen: draft.seen_message_id,
            reading: RwSignal::new(None),
            to: AddressList::new(&first.to),
            cc: AddressList::new(&first.cc),
            bcc: AddressList::new(&first.bcc),
            subject: NodeRef::new(),
            text: NodeRef::new(),
            rich: RwSignal::new(first.html.is_some()),
            marks: RwSignal::new(String::new()),
            pictures: StoredValue::new(draft.files.iter().filter(|file| file.is_inside()).map(|file| (file.content_id.clone(), file.id)).collect()),
            picking: RwSignal::new(None),
            held_caret: StoredValue::new(None),
            filled: RwSignal::new(Vec::new()),
            followed_text: StoredValue::new(String::new()),
            caret: StoredValue::new(false),
            files: RwSignal::new(draft.files.iter().filter(|file| !file.is_inside()).cloned().map(FileLine::kept).collect()),
            conflict: RwSignal::new(clash.then_some(draft)),
            first: StoredValue::new(first),
            core: StoredValue::new(Arc::new(Mutex::new(core))),
        }
    }

    pub fn core(self) -> Arc<Mutex<Core>> {
        self.core.get_value()
    }

    /// Absent when the component is gone.
    pub fn try_core(self) -> Option<Arc<Mutex<Core>>> {
        self.core.try_get_value()
    }

    pub fn token(self) -> String {
        locked(&self.core()).token.clone()
    }

    pub fn touch(self) {
        locked(&self.core()).touched = true;
    }

    /// The fields as they stand; `None` before they are drawn.
    pub fn content(self) -> Option<DraftContent> {
        let (text, html) = self.written()?;
        Some(DraftContent {
            account_id: self.account.try_get_untracked()?,
            to: self.to.typed(),
            cc: self.cc.typed(),
            bcc: self.bcc.typed(),
            subject: self.subject.try_get_untracked()??.value(),
            text,
            html,
        })
    }

    /// The text and its formatting. Until the editor is there, what it is to show.
    fn written(self) -> Option<(String, Option<String>)> {
        if !self.rich.try_get_untracked()? {
            return Some((self.text.try_get_untracked()??.value(), None));
        }
        match (rich_sheet::text(self.draft), rich_sheet::html(self.draft)) {
            (Some(text), Some(html)) => Some((text, Some(html))),
            _ => self.first.try_with_value(|first| (first.text.clone(), first.html.clone())),
        }
    }

    /// The text without its formatting.
    pub fn words(self) -> String {
        self.written().map(|(text, _)| text).unwrap_or_default()
    }

    /// The next text that is drawn takes the caret.
    pub fn give_caret(self) {
        self.caret.set_value(true);
    }

    /// Whether the caret was meant for the text. Asked once.
    pub fn take_caret(self) -> bool {
        self.caret.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Where a file of this draft is to be had.
    pub fn address_of(self, file: AttachmentId) -> String {
        format!("/drafts/{}/files/{file}", self.draft)
    }

    /// Puts other words into the fields.
    pub fn fill(self, content: &DraftContent) {
        self.account.set(content.account_id);
        self.to.fill(&content.to);
        self.cc.fill(&content.cc);
        self.bcc.fill(&content.bcc);
        if let Some(field) = self.subject.get_untracked() {
            field.set_value(&content.subject);
        }
        self.first.set_value(content.clone());
        // Other words: nothing in them was filled by this writing.
        self.filled.set(Vec::new());
        let rich = self.rich.get_untracked();
        match &content.html {
            Some(html) if rich => {
                rich_sheet::set(self.draft, html);
            }
            None if !rich => {
                if let Some(field) = self.text.get_untracked() {
                    field.set_value(&content.text);
                }
            }
            // The other kind is drawn from `first`.
            _ => {
                rich_sheet::close(self.draft);
                self.rich.set(!rich);
            }
        }
    }

    /// Whether anything may be typed.
    pub fn is_open(self) -> bool {
        self.hold.get() == Hold::Ours && !self.sending.get()
    }

    /// Like [`Session::is_open`], for events.
    pub fn is_open_now(self) -> bool {
        untrack(|| self.is_open())
    }

    pub fn is_touched(self) -> bool {
        let core = self.core();
        let core = locked(&core);
        core.touched || core.edits > core.kept
    }
}

/// One thread in the browser: never waits, and nothing panics while it is held.
pub fn locked(core: &Mutex<Core>) -> MutexGuard<'_, Core> {
    core.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 128 random bits. `crypto.getRandomValues` is there on plain HTTP, too, where `crypto.randomUUID` is not.
pub fn new_key() -> String {
    let bytes = js_sys::Uint8Array::new_with_length(16);
    let filled = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).and_then(|crypto| {
        let method: js_sys::Function = js_sys::Reflect::get(&crypto, &"getRandomValues".into())?.into();
        method.call1(&crypto, &bytes)
    });
    let mut key: String = bytes.to_vec().iter().map(|byte| format!("{byte:02x}")).collect();
    if filled.is_err() {
        key = format!("{}-{}", js_sys::Date::now(), js_sys::Math::random());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Field, Wrong, own_fault::OwnFault};

    #[test]
    fn only_what_may_work_later_promises_to_be_tried_again() {
        for (failure, expected) in [
            (Failure::Unreachable(String::new()), Next::ByItself),
            (Failure::Failed { code: "K7Q2".into() }, Next::ByItself),
            (Failure::Ours(OwnFault::DiskFull), Next::ByItself),
            (Failure::Ours(OwnFault::DatabaseAway), Next::ByItself),
            (Refused::Invalid { field: Field::Subject, wrong: Wrong::TooLong }.into(), Next::Change),
            (Refused::NoSendingAccount.into(), Next::Change),
            (Refused::NotSignedIn.into(), Next::SignIn),
        ] {
            let not_saved = NotSaved::because(&failure, Language::Japanese);
            assert_eq!(not_saved.next, expected, "{failure}");
            assert!(not_saved.why.ends_with('。'), "{failure}");
        }
    }
}
