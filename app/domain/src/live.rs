//! What the browser hears: which thing changed, never its content. It reads again by the ordinary way.

use crate::{BulkMailId, ConversationId, MailboxId, Moment, SpaceId, UserId, stored_enum};
use serde::{Deserialize, Serialize};

/// Conversations that one event names at most: between copies of the program an event travels in fewer than 8,000 bytes.
pub const TOGETHER: usize = 300;

stored_enum! {
    /// What a space has in common beside its mailboxes.
    pub enum Desk { Logs = "logs", Board = "board" }
}

/// Events carry topics and ids, never data: rights are asked when it is read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A conversation of a mailbox changed; `by` is who did it, so that one's own deed does not flash.
    Conversation { mailbox: MailboxId, id: ConversationId, by: Option<UserId> },
    /// Several of one mailbox changed at once, at most [`TOGETHER`].
    Conversations { mailbox: MailboxId, ids: Vec<ConversationId>, by: Option<UserId> },
    /// New mail came in: how many.
    Arrived { mailbox: MailboxId, count: u32 },
    /// Accounts, members, rights or statuses changed: read the frame again.
    Settings,
    /// The writer's lease was taken over: who took it.
    TakenOver { mailbox: MailboxId, id: ConversationId, from: UserId, by: UserId },
    /// A tab of this person looks at a conversation, or does no longer. `news`: it is not a mere sign of life.
    Viewing { mailbox: MailboxId, id: ConversationId, user: UserId, tab: u64, at: Moment, here: bool, news: bool },
    /// The sessions of this person ended: go to the sign-in page.
    SignedOut { user: UserId },
    /// What this person has read of their notifications changed, or something goes out to them: their bell counts again.
    Notified { user: UserId },
    /// Templates of a space changed.
    Templates { space: SpaceId },
    /// Something in the address book of a space changed.
    Book { space: SpaceId },
    /// Something that a space has in common changed.
    Desk { space: SpaceId, desk: Desk },
    /// A bulk mail of a space changed, or how far it has come; 0: what all of them share.
    Bulk { space: SpaceId, id: BulkMailId },
    /// An import into a mailbox came further.
    Import { mailbox: MailboxId },
}

impl Event {
    /// The conversations that changed, and who changed them.
    pub fn changed(&self) -> Option<(&[ConversationId], Option<UserId>)> {
        match self {
            Event::Conversation { id, by, .. } => Some((std::slice::from_ref(id), *by)),
            Event::Conversations { ids, by, .. } => Some((ids, *by)),
            _ => None,
        }
    }

    /// As few events as tell of these changes, mailbox by mailbox.
    pub fn of_changes(mut touched: Vec<(MailboxId, ConversationId)>, by: Option<UserId>) -> Vec<Event> {
        touched.sort_unstable();
        touched.dedup();
        let of_one_mailbox = touched.chunk_by(|one, next| one.0 == next.0);
        of_one_mailbox
            .flat_map(|all| all.chunks(TOGETHER))
            .map(|some| match some {
                [(mailbox, id)] => Event::Conversation { mailbox: *mailbox, id: *id, by },
                some => Event::Conversations { mailbox: some[0].0, ids: some.iter().map(|(_, id)| *id).collect(), by },
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_changes_are_few_events_and_each_fits_into_a_notification() {
        let by = Some(UserId(i64::MAX));
        let touched = (0..500)
            .map(|n| (MailboxId(1), ConversationId(i64::MAX - n)))
            .chain([(MailboxId(2), ConversationId(7)), (MailboxId(2), ConversationId(7))]);
        let events = Event::of_changes(touched.collect(), by);
        let told: Vec<usize> = events.iter().map(|event| event.changed().unwrap().0.len()).collect();
        assert_eq!(told, [300, 200, 1]);
        assert_eq!(events[2], Event::Conversation { mailbox: MailboxId(2), id: ConversationId(7), by });
        for event in events {
            let text = serde_json::to_string(&event).unwrap();
            assert!(text.len() < 8_000, "{}", text.len());
            assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
        }
    }

    #[test]
    fn what_a_newer_copy_adds_to_an_event_does_no_harm() {
        let text = r#"{"conversation":{"mailbox":1,"id":2,"why":"new"}}"#;
        assert_eq!(serde_json::from_str::<Event>(text).unwrap(), Event::Conversation { mailbox: MailboxId(1), id: ConversationId(2), by: None });
    }
}
