//! Live: tells open browsers that something changed. Events hold ids only; what they may hear is decided by rights.
//!
//! In one process a broadcast is enough. Where several copies may share the database an event also travels
//! through it (`db::signals`), so that every copy hears it; a lost notification costs nothing but a later refresh.

use crate::{Cx, Result, db::Db, presence::Viewers};
use domain::{
    access::{Role, Viewing},
    live::Event,
};
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio_stream::{Stream, StreamExt, wrappers::BroadcastStream};

const CHANNEL: &str = "madoguchi_live";

#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Arc<Event>>,
    /// Set where other copies may listen.
    shared: Option<Db>,
    /// Who looks at what, as far as this copy heard.
    pub(crate) viewers: Viewers,
}

impl Live {
    pub fn new(db: &Db) -> Live {
        let shared = db.is_shared().then(|| db.clone());
        Live { sender: broadcast::channel(1024).0, shared, viewers: Viewers::default() }
    }

    /// Called after the commit. Never fails: a browser that misses an event reads again when it reconnects.
    pub fn publish(&self, event: Event) {
        match &self.shared {
            None => self.here(event),
            Some(db) => {
                let (live, db) = (self.clone(), db.clone());
                tokio::spawn(async move {
                    if let Err(cause) = tell_others(&db, &event).await {
                        tracing::warn!(%cause, "other copies were not told of a change");
                        live.here(event);
                    }
                });
            }
        }
    }

    fn here(&self, event: Event) {
        self.viewers.hear(&event);
        // An error means that nobody listens.
        let _ = self.sender.send(Arc::new(event));
    }

    /// Everything that is published, unfiltered: for workers and tests.
    pub fn all(&self) -> broadcast::Receiver<Arc<Event>> {
        self.sender.subscribe()
    }

    /// Hears what other copies publish, until `stop`. Does nothing where there are none.
    pub async fn listen(&self, stop: tokio_util::sync::CancellationToken) {
        let Some(db) = &self.shared else { return };
        while !stop.is_cancelled() {
            let hear = |payload: &str| {
                if let Ok(event) = serde_json::from_str(payload) {
                    self.here(event);
                }
            };
            let ended = tokio::select! {
                ended = db.hear(CHANNEL, hear) => ended,
                () = stop.cancelled() => return,
            };
            if let Err(cause) = ended {
                tracing::warn!(%cause, "live events of other copies are not heard; trying again");
                tokio::select! {
                    () = tokio::time::sleep(std::time::Duration::from_secs(2)) => {}
                    () = stop.cancelled() => return,
                }
            }
        }
    }
}

async fn tell_others(db: &Db, event: &Event) -> anyhow::Result<()> {
    let mut tx = db.write().await?;
    tx.notify(CHANNEL, &serde_json::to_string(event)?).await?;
    tx.commit().await?;
    Ok(())
}

/// What one person may hear. A receiver that fell behind gets [`Event::Settings`]: read everything again.
pub fn subscribe(cx: &Cx) -> Result<impl Stream<Item = Event> + Send + use<>> {
    let (person, who) = (cx.who.person()?.clone(), cx.who.clone());
    let hears = move |event: &Event| match event {
        Event::Conversation { mailbox, .. } | Event::Conversations { mailbox, .. } | Event::Arrived { mailbox, .. } => {
            person.grants.iter().any(|g| g.mailbox_id == *mailbox && g.viewing != Viewing::None)
        }
        // Signs of life are for other copies of the program.
        Event::Viewing { mailbox, user, news, .. } => {
            *news && *user != person.id && person.grants.iter().any(|g| g.mailbox_id == *mailbox && g.viewing != Viewing::None)
        }
        Event::TakenOver { from, by, .. } => person.id == *from || person.id == *by,
        Event::SignedOut { user } | Event::Notified { user } => person.id == *user,
        Event::Settings => true,
        Event::Templates { space } | Event::Book { space } | Event::Desk { space, .. } | Event::Bulk { space, .. } => {
            who.may_see_space(*space).is_ok()
        }
        // Whether this person keeps the mailbox is asked when it is read again.
        Event::Import { .. } => !person.operates.is_empty() || person.role == Role::Admin,
    };
    Ok(BroadcastStream::new(cx.desk.live.all()).filter_map(move |heard| match heard {
        Ok(event) if hears(&event) => Some((*event).clone()),
        Ok(_) => None,
        Err(_) => Some(Event::Settings),
    }))
}
