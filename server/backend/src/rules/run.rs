//! Rules over what came before they were there, a stretch at a time.

use super::{
    act::{Has, When, outcome, perform},
    gather::{Earlier, stretch},
    trial::sees_all,
};
use crate::{Cx, Error, Result, conversations, mailboxes, users};
use domain::{
    access::Right,
    conversations::{Cursor, Sort},
    live::Event,
    rules::{Ran, Ready},
    *,
};

/// Conversations of one stretch.
const AT_ONCE: i64 = 200;

/// Goes over one stretch of a mailbox with all its rules that are switched on, and says where the next one begins. Without
/// `apply` it only counts. What somebody has set stays; what is done stays done; nothing is sent.
///
/// # Errors
/// [`Refused::NotAllowed`] for operators who may not see everything in the mailbox, or change it.
pub async fn run(cx: &Cx, mailbox: MailboxId, after: Option<Cursor>, apply: bool) -> Result<Ran> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    sees_all(cx, mailbox)?;
    cx.who.has(Right::Edit, mailbox)?;
    let ready = cx.desk.rules.of(&mut tx, mailbox).await?;
    drop(tx);
    if apply && after.is_none() {
        let mut tx = cx.desk.db.write().await?;
        users::audit(&mut tx, cx, "rules-run", &format!("mailbox {mailbox}"), "").await?;
        tx.commit().await?;
    }
    let found = stretch(&cx.desk, mailbox, after.unwrap_or(Sort::Newest.start()), AT_ONCE, ready.needs_headers()).await?;
    let mut mails = found.mails;
    mails.retain(|mail| !ready.judge(&mail.facts).is_empty());
    let mut ran = Ran { looked_at: found.looked_at, matched: mails.len(), changed: 0, next: found.next };
    if apply && !mails.is_empty() {
        // Always locked in the order of their ids.
        mails.sort_by_key(|mail| mail.conversation);
        ran.changed = go(cx, mailbox, &ready, &mails).await?;
    }
    Ok(ran)
}

async fn go(cx: &Cx, mailbox: MailboxId, ready: &Ready, mails: &[Earlier]) -> Result<usize> {
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for mail in mails {
        let standing = match conversations::standing(&mut tx, mail.conversation).await {
            Ok(standing) if standing.trashed => continue,
            Ok(standing) => standing,
            // Removed meanwhile.
            Err(Error::Refused(Refused::NotFound)) => continue,
            Err(cause) => return Err(cause),
        };
        let right = ready.judge(&mail.facts);
        let deeds = outcome(&mut tx, cx.now, mailbox, mail.conversation, &mail.facts, &right, Has::of(&standing, When::Later)).await?;
        if perform(&mut tx, cx, mail.conversation, &deeds).await? {
            touched.push((mailbox, mail.conversation));
        }
    }
    tx.commit().await?;
    let changed = touched.len();
    for event in Event::of_changes(touched, cx.who.user_id()) {
        cx.desk.live.publish(event);
    }
    Ok(changed)
}
