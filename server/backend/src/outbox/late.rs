//! A reply that was written without a network, once there is one again: takes the lease, writes the draft, sends. It goes out only
//! where nothing happened meanwhile that its writer did not know; else it is a draft, and says why. Not one transaction but the
//! verbs that a person would have used, one after the other: each may run twice, and so may this.

use super::{send, sql};
use crate::{Cx, Error, Result, auth, conversations, drafts, once};
use domain::{
    access::Right,
    leases::Held,
    outbox::{After, Late, LateReply},
    *,
};

const WHAT: &str = "outbox/late";

/// # Errors
/// [`Refused::Held`] while somebody else writes; [`Refused::AlreadySent`] and [`Refused::Stale`] where the draft that was open is
/// not what it was: then nothing was done, and the words are only where they were written.
pub async fn send_late(cx: &Cx, late: LateReply) -> Result<Late> {
    cx.who.person()?;
    let key = cx.key.clone().unwrap_or_else(auth::random_token);
    let mut tx = cx.desk.db.read().await?;
    if let Some(first) = once::answered(&mut tx, cx, WHAT).await? {
        return Ok(first);
    }
    let target = conversations::target(&mut tx, late.conversation).await?;
    cx.who.may(Right::Edit, target)?;
    if late.text.trim().is_empty() {
        return Err(Error::Refused(Refused::Invalid { field: Field::Text, wrong: Wrong::Missing }));
    }
    // Sent before, and the answer got lost on our side.
    let done = match sql::by_key(&mut tx, &key).await? {
        Some((message, _, _, conversation)) if conversation == late.conversation => Some(Late::Sent { message }),
        _ => None,
    };
    drop(tx);
    let done = match done {
        Some(done) => done,
        None => write(cx, &late, key).await?,
    };
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, WHAT).await? {
        return Ok(first);
    }
    once::keep(&mut tx, cx, &done).await?;
    tx.commit().await?;
    Ok(done)
}

async fn write(cx: &Cx, late: &LateReply, key: String) -> Result<Late> {
    let held = match &late.draft {
        Some(draft) => drafts::resume(cx, draft.id).await?,
        None => drafts::start(cx, late.conversation, late.kind, None).await?,
    };
    let ready = match prepare(cx, late, &held).await {
        Ok(ready) => ready,
        Err(cause) => {
            // Others may write: the words stay with whoever wrote them.
            drafts::leave(cx, held.draft_id, &held.token).await?;
            return Err(cause);
        }
    };
    let kept = |why| Late::Kept { draft: held.draft_id, why };
    let late = match (late.send, ready.knows_all) {
        (None, _) => kept(None),
        (Some(_), false) => kept(Some(Refused::Stale)),
        (Some(after), true) => match deliver(cx, &held, ready.version, after, key).await? {
            Ok(message) => return Ok(Late::Sent { message }),
            Err(why) => kept(Some(why)),
        },
    };
    drafts::leave(cx, held.draft_id, &held.token).await?;
    Ok(late)
}

/// The inner result: sent, or refused with the draft as it is.
async fn deliver(cx: &Cx, held: &Held, version: i64, after: After, key: String) -> Result<std::result::Result<MessageId, Refused>> {
    match send(cx, held.draft_id, &held.token, version, after, key).await {
        Ok(sent) => Ok(Ok(sent.message)),
        Err(Error::Refused(why)) => Ok(Err(why)),
        Err(cause) => Err(cause),
    }
}

struct Ready {
    version: i64,
    /// Whether the writer had seen everything that stands in the conversation, and in the draft.
    knows_all: bool,
}

/// Puts the words into the draft.
async fn prepare(cx: &Cx, late: &LateReply, held: &Held) -> Result<Ready> {
    let mut tx = cx.desk.db.read().await?;
    let draft = drafts::to_send(&mut tx, held.draft_id).await?;
    let untouched = drafts::is_untouched(&mut tx, held.draft_id).await?;
    let newest = sql::newest(&mut tx, late.conversation).await?;
    drop(tx);
    if draft.conversation_id != late.conversation {
        return Err(Error::Refused(Refused::NotFound));
    }
    let mut content = draft.content.clone();
    let mut knows_all = newest <= late.seen;
    match &late.draft {
        Some(open) => {
            content = open.content.clone();
            if draft.version != open.version && draft.content != content {
                return Err(Error::Refused(Refused::Stale));
            }
        }
        // This very reply, on an earlier try.
        None if draft.content.text.starts_with(late.text.trim_end()) => {}
        None => {
            // What stood there already was not before the writer's eyes.
            knows_all &= untouched;
            let gap = if content.text.starts_with('\n') { "" } else { "\n\n" };
            content.text = format!("{}{gap}{}", late.text.trim_end(), content.text);
        }
    }
    if content == draft.content {
        return Ok(Ready { version: draft.version, knows_all });
    }
    let version = drafts::save(cx, held.draft_id, &held.token, draft.version, content).await?;
    Ok(Ready { version, knows_all })
}
