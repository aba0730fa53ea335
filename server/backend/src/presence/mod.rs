//! Presence: who looks at a conversation right now. Kept in memory only; every copy of the program hears it from the others as
//! live events, and what is lost with a copy is said again with the next sign of life.

use crate::{Cx, Result, conversations, mailboxes};
use domain::{
    live::Event,
    presence::{TABS, is_over},
    users::PersonName,
    *,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Where each tab is.
#[derive(Clone, Default)]
pub struct Viewers(Arc<Mutex<HashMap<(UserId, u64), Place>>>);

#[derive(Clone, Copy)]
struct Place {
    mailbox: MailboxId,
    conversation: ConversationId,
    at: Moment,
}

/// A tab looks at a conversation, every [`domain::presence::HEARTBEAT_SECONDS`]; where it looked before it does not any more.
/// Answers who else looks.
///
/// # Errors
/// `NotFound` for a conversation that the person does not see.
pub async fn look(cx: &Cx, id: ConversationId, tab: u64) -> Result<Vec<PersonName>> {
    let person = cx.who.person()?.id;
    let mailbox = seen(cx, id).await?;
    let viewers = &cx.desk.live.viewers;
    let former = viewers.place(person, tab, cx.now);
    if let Some(left) = former.filter(|place| place.conversation != id) {
        tell(cx, left.mailbox, left.conversation, person, tab, false, true);
    }
    tell(cx, mailbox, id, person, tab, true, former.is_none_or(|place| place.conversation != id));
    let there = viewers.of(id, cx.now);
    if there.iter().all(|user| *user == person) {
        return Ok(vec![]);
    }
    let people = mailboxes::people(cx, mailbox).await?;
    Ok(people.into_iter().filter(|other| other.id != person && there.contains(&other.id)).collect())
}

/// A tab looks at it no longer.
///
/// # Errors
/// `NotFound` for a conversation that the person does not see.
pub async fn leave(cx: &Cx, id: ConversationId, tab: u64) -> Result<()> {
    let person = cx.who.person()?.id;
    let mailbox = seen(cx, id).await?;
    // Where it looks at another one already that was told.
    if cx.desk.live.viewers.place(person, tab, cx.now).is_some_and(|place| place.conversation == id) {
        tell(cx, mailbox, id, person, tab, false, true);
    }
    Ok(())
}

async fn seen(cx: &Cx, id: ConversationId) -> Result<MailboxId> {
    let mut tx = cx.desk.db.read().await?;
    let target = conversations::target(&mut tx, id).await?;
    cx.who.may_view(target)?;
    Ok(target.mailbox_id)
}

fn tell(cx: &Cx, mailbox: MailboxId, id: ConversationId, user: UserId, tab: u64, here: bool, news: bool) {
    let event = Event::Viewing { mailbox, id, user, tab, at: cx.now, here, news };
    // This copy knows it at once; on a shared database the event comes back a moment later.
    cx.desk.live.viewers.hear(&event);
    cx.desk.live.publish(event);
}

impl Viewers {
    /// Takes in what a tab said, here or to another copy.
    pub(crate) fn hear(&self, event: &Event) {
        let Event::Viewing { mailbox, id, user, tab, at, here, .. } = event else { return };
        let mut places = self.places();
        places.retain(|_, place| !is_over(place.at, *at));
        let known = places.get(&(*user, *tab)).copied();
        if !here {
            // Events of one tab may overtake each other on their way between copies.
            if known.is_some_and(|place| place.conversation == *id && place.at <= *at) {
                places.remove(&(*user, *tab));
            }
        } else if known.is_none_or(|place| place.at <= *at) {
            let mut tabs: Vec<_> = places.iter().filter(|((other, _), _)| other == user).map(|(key, place)| (place.at, *key)).collect();
            if known.is_none() && tabs.len() >= TABS {
                tabs.sort_unstable();
                places.remove(&tabs[0].1);
            }
            places.insert((*user, *tab), Place { mailbox: *mailbox, conversation: *id, at: *at });
        }
    }

    fn place(&self, user: UserId, tab: u64, now: Moment) -> Option<Place> {
        self.places().get(&(user, tab)).copied().filter(|place| !is_over(place.at, now))
    }

    /// Who looks at a conversation, with however many tabs.
    fn of(&self, id: ConversationId, now: Moment) -> Vec<UserId> {
        let places = self.places();
        places.iter().filter(|(_, place)| place.conversation == id && !is_over(place.at, now)).map(|((user, _), _)| *user).collect()
    }

    fn places(&self) -> MutexGuard<'_, HashMap<(UserId, u64), Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
