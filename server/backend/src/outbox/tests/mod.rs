//! Sending: from the draft to the server, once, whatever goes wrong on the way.

mod deliver;
mod faults;
mod late;
mod later;
mod send;

use super::{
    scripted::{Manner, Server},
    sender::{Clock, deliver_due},
    *,
};
use crate::{
    drafts::fixture::{CUSTOMER, Desk, refused},
    each_engine, messages,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    drafts::{DraftContent, DraftKind},
    outbox::{After, LEASE_MINUTES, Sent},
    statuses::Class,
};
use std::sync::Arc;

/// A clock that stands still.
fn at(moment: Moment) -> Clock {
    Arc::new(move || moment)
}

/// After the undo time.
fn due() -> Clock {
    at(NOW.plus_seconds(11))
}

impl Desk {
    /// Mina's answer, written and ready: draft, token, version.
    async fn written(&self, to: &str) -> (DraftId, String, i64) {
        self.written_by(&self.mina, to).await
    }

    async fn written_by(&self, cx: &Cx, to: &str) -> (DraftId, String, i64) {
        let held = drafts::start(cx, self.conversation, DraftKind::Reply, None).await.unwrap();
        let version = self.draft(held.draft_id).await.version;
        let version = drafts::save(cx, held.draft_id, &held.token, version, self.content(to, "明日です。")).await.unwrap();
        (held.draft_id, held.token, version)
    }

    async fn sent_to(&self, to: &str) -> MessageId {
        self.sent_by(&self.mina, to).await
    }

    async fn sent_by(&self, cx: &Cx, to: &str) -> MessageId {
        let (id, token, version) = self.written_by(cx, to).await;
        send(cx, id, &token, version, After::Done, format!("{:x}", rand::random::<u64>())).await.unwrap().message
    }

    async fn deliver(&self, clock: &Clock) {
        deliver_due(&self.mina.desk, clock).await.unwrap();
    }

    async fn letter(&self, message: MessageId) -> LetterView {
        self.messages().await.into_iter().find(|m| m.id == message).unwrap().letter.unwrap()
    }

    /// The files that were sent into the folder.
    fn out(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.test.folder.path().join("out")).unwrap();
        folder.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    async fn has_failed(&self) -> bool {
        let query = domain::conversations::ListQuery::of(self.mailbox, domain::conversations::View::All);
        conversations::list(&self.mina, &query).await.unwrap().rows.iter().find(|row| row.id == self.conversation).unwrap().has_failed
    }
}
