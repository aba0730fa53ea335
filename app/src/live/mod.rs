//! Live: which thing changed. A resource that reads `live.version(Topic::…)` reads again when that thing changes.

mod leader;
mod stream;
mod strip;
mod words;

pub use strip::ConnectionStrip;

use domain::{
    ConversationId, MailboxId, UserId,
    auth::Me,
    live::{Desk, Event},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::{collections::HashMap, time::Duration};

/// Several events at once are one reading.
const GATHER: Duration = Duration::from_millis(150);

/// What a page can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Navigation: mailboxes, counts, statuses, rights.
    Frame,
    /// Members, rights, accounts, one's own sessions.
    Settings,
    /// The rows of a mailbox's lists.
    Lists(MailboxId),
    /// One conversation.
    Conversation(ConversationId),
    /// Who looks at it.
    Viewers(ConversationId),
    /// One's own notifications were read, elsewhere or here.
    Notices,
    /// The address book.
    Book,
    /// Templates of a space.
    Templates,
    /// Calls and visits.
    Logs,
    /// Notice board and shared links.
    Board,
    /// Bulk mails, and how far they have come.
    Bulk,
    /// The imports of a mailbox.
    Imports(MailboxId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    Up,
    /// Tries again by itself.
    Lost,
    /// Long enough to ask now and then instead.
    Polling,
}

/// Events that a component may want to hear as they are, besides versions.
pub type Heard = Option<(u64, Event)>;

#[derive(Clone, Copy)]
pub struct Live {
    versions: StoredValue<HashMap<Topic, ArcRwSignal<u64>>>,
    pub connection: RwSignal<Connection>,
    /// The newest event and its running number.
    pub heard: RwSignal<Heard>,
    pub me: Option<UserId>,
    /// Whether the next reading of a list follows a deed of this person: then the list may move under the pointer.
    own: StoredValue<bool>,
}

impl Live {
    /// For the root of the page; listens only where somebody is signed in.
    pub fn provide(me: Option<&Me>) {
        let live = Live {
            versions: StoredValue::new(HashMap::new()),
            connection: RwSignal::new(Connection::Up),
            heard: RwSignal::new(None),
            me: me.map(|me| me.id),
            own: StoredValue::new(false),
        };
        provide_context(live);
        if me.is_some() {
            Effect::new(move |_| stream::listen(live));
        }
    }

    pub fn current() -> Live {
        expect_context()
    }

    fn signal(self, topic: Topic) -> ArcRwSignal<u64> {
        self.versions.try_update_value(|all| all.entry(topic).or_default().clone()).unwrap_or_default()
    }

    /// The version of a topic; whoever reads it reads again when it rises.
    pub fn version(self, topic: Topic) -> u64 {
        self.signal(topic).get()
    }

    /// The version of a topic, where several changes at once are one. It rises in the browser only.
    pub fn gathered(self, topic: Topic) -> ReadSignal<u64> {
        let (gathered, set_gathered) = signal(0);
        let pending = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |seen: Option<u64>| {
            let version = self.version(topic);
            if seen.is_some_and(|seen| seen != version) {
                if let Some(timer) = pending.get_value() {
                    timer.clear();
                }
                pending.set_value(set_timeout_with_handle(move || set_gathered.set(version), GATHER).ok());
            }
            version
        });
        on_cleanup(move || {
            if let Some(Some(timer)) = pending.try_get_value() {
                timer.clear();
            }
        });
        gathered
    }

    /// Says that a thing changed: after an own write, without waiting for the stream.
    pub fn changed(self, topic: Topic) {
        // Nobody has read what is not there.
        if let Some(version) = self.versions.with_value(|all| all.get(&topic).cloned()) {
            version.update(|version| *version += 1);
        }
    }

    /// This person changed conversations of a mailbox: its lists and the counts.
    pub fn own_change(self, mailbox: MailboxId) {
        self.own.set_value(true);
        self.changed(Topic::Lists(mailbox));
        self.changed(Topic::Frame);
    }

    /// Whether a list that reads again now follows an own deed. Asked once.
    pub fn take_own(self) -> bool {
        self.own.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Everything may have changed: after sleep, or after events were missed.
    pub fn everything_changed(self) {
        let all = self.versions.with_value(|all| all.values().cloned().collect::<Vec<_>>());
        for version in all {
            version.update(|version| *version += 1);
        }
    }

    /// Some sessions of this person ended; perhaps this one.
    fn check_sign_in(self) {
        self.changed(Topic::Settings);
        leptos::task::spawn_local(async {
            if crate::auth::api::sessions().await.is_err_and(|failure| failure.is_signed_out()) {
                crate::failure::to_sign_in();
            }
        });
    }

    /// Takes one event in.
    fn hear(self, event: Event) {
        match &event {
            Event::Conversation { mailbox, by, .. } | Event::Conversations { mailbox, by, .. } => {
                if by.is_some() && *by == self.me {
                    self.own.set_value(true);
                }
                for id in event.changed().map(|(ids, _)| ids).unwrap_or_default() {
                    self.changed(Topic::Conversation(*id));
                }
                self.changed(Topic::Lists(*mailbox));
                self.changed(Topic::Frame);
            }
            Event::Viewing { id, user, .. } if self.me != Some(*user) => self.changed(Topic::Viewers(*id)),
            Event::Viewing { .. } => {}
            Event::TakenOver { mailbox, id, .. } => {
                self.changed(Topic::Conversation(*id));
                self.changed(Topic::Lists(*mailbox));
            }
            Event::Arrived { mailbox, .. } => {
                self.changed(Topic::Lists(*mailbox));
                self.changed(Topic::Frame);
            }
            Event::Settings => self.everything_changed(),
            Event::SignedOut { user } if self.me == Some(*user) => self.check_sign_in(),
            Event::SignedOut { .. } => {}
            Event::Notified { user } if self.me == Some(*user) => self.changed(Topic::Notices),
            Event::Notified { .. } => {}
            Event::Book { .. } => self.changed(Topic::Book),
            Event::Templates { .. } => self.changed(Topic::Templates),
            Event::Desk { desk: Desk::Logs, .. } => self.changed(Topic::Logs),
            Event::Desk { desk: Desk::Board, .. } => self.changed(Topic::Board),
            Event::Bulk { .. } => self.changed(Topic::Bulk),
            Event::Import { mailbox } => self.changed(Topic::Imports(*mailbox)),
        }
        self.heard.update(|heard| *heard = Some((heard.as_ref().map_or(1, |(number, _)| number + 1), event)));
    }
}
