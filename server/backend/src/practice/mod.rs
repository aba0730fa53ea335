//! The practice company: こもれび機器, its people, its mailboxes and two weeks of mail in nine languages.
//!
//! Only content and a pure builder. Filing it into a database is the work of whoever starts a practice run; nothing
//! here reads a clock. Real bytes lie in `mails/`; their dates move so that the newest arrived minutes ago.

mod book;
pub mod company;
mod files;
mod fill;
mod index;
mod kinds;
mod logged;
mod shift;
mod sql;
mod templates;
#[cfg(test)]
mod tests;

pub use company::{Colleague, PracticeMailbox, StatusKey};
pub use fill::{Login, fill};

use anyhow::{Context, Result};
use domain::{Moment, conversations::Priority};

/// One mail of the practice company, ready to be taken in.
#[derive(Clone, Debug)]
pub struct PracticeMail {
    /// The name of its file, for messages: `freezer-alarm-1`.
    pub file: &'static str,
    /// The key of its conversation in [`threads`].
    pub thread: String,
    pub mailbox: PracticeMailbox,
    /// The account that received it, or sent it.
    pub account: String,
    /// When it arrived or was sent; the same instant as its `Date` field.
    pub at: Moment,
    pub raw: Vec<u8>,
    /// Our own answer, and who wrote it. `None` for a received mail.
    pub ours: Option<Colleague>,
    /// Without angle brackets.
    pub message_id: String,
    /// The decoded subject that every reader must find.
    pub subject: String,
    pub sender: String,
    /// BCP 47: `ja`, `zh-Hans`.
    pub language: String,
    /// The charset of its text as the mail names it.
    pub charset: String,
    /// A newsletter, an automatic answer, a bounce or a notice of a machine (RFC 3834).
    pub automatic: bool,
}

/// What the desk has done with one conversation.
#[derive(Clone, Debug)]
pub struct PracticeThread {
    pub key: String,
    pub mailbox: PracticeMailbox,
    /// Message-ID of its first mail, without angle brackets.
    pub first_message_id: String,
    pub status: StatusKey,
    pub assignee: Option<Colleague>,
    pub confirmer: Option<Colleague>,
    pub priority: Priority,
    pub folder: Option<String>,
    /// Oldest first.
    pub comments: Vec<PracticeComment>,
    /// An answer that was begun, or waits for a check: its author, the last save, the text.
    pub draft: Option<PracticeComment>,
}

#[derive(Clone, Debug)]
pub struct PracticeComment {
    pub author: Colleague,
    pub at: Moment,
    /// Names a colleague as `@久世`.
    pub text: String,
}

/// An arrival that cannot be read as mail and belongs in quarantine.
#[derive(Clone, Debug)]
pub struct Unreadable {
    pub mailbox: PracticeMailbox,
    pub account: &'static str,
    pub at: Moment,
    pub raw: &'static [u8],
}

/// Every mail, oldest first, dated relative to `now`. Fails only when the embedded index and files disagree, which the
/// tests of this module rule out.
pub fn mails(now: Moment) -> Result<Vec<PracticeMail>> {
    let mut mails = Vec::with_capacity(files::FILES.len());
    for thread in index::read()? {
        for mail in thread.mails {
            let (file, raw) =
                files::FILES.iter().find(|(name, _)| *name == mail.file).with_context(|| format!("practice mail {} is not embedded", mail.file))?;
            mails.push(PracticeMail {
                file,
                thread: thread.key.clone(),
                mailbox: thread.mailbox,
                account: mail.address,
                at: now.plus_minutes(-mail.minutes_before_now),
                raw: shift::to(now, raw),
                ours: mail.author,
                message_id: mail.message_id,
                subject: mail.subject,
                sender: mail.sender,
                language: mail.language,
                charset: mail.charset,
                automatic: mail.automatic,
            });
        }
    }
    mails.sort_by_key(|mail| mail.at);
    Ok(mails)
}

/// Every conversation and its state, relative to `now`. Fails as [`mails`] does.
pub fn threads(now: Moment) -> Result<Vec<PracticeThread>> {
    index::read()?
        .into_iter()
        .map(|thread| {
            let first = thread.mails.into_iter().next().with_context(|| format!("practice conversation {} has no mail", thread.key))?;
            let written =
                |text: index::Comment| PracticeComment { author: text.author, at: now.plus_minutes(-text.minutes_before_now), text: text.text };
            let mut comments: Vec<PracticeComment> = thread.comments.into_iter().map(written).collect();
            comments.sort_by_key(|comment| comment.at);
            Ok(PracticeThread {
                key: thread.key,
                mailbox: thread.mailbox,
                first_message_id: first.message_id,
                status: thread.status,
                assignee: thread.assignee,
                confirmer: thread.confirmer,
                priority: thread.priority,
                folder: thread.folder,
                comments,
                draft: thread.draft.map(written),
            })
        })
        .collect()
}

/// The one arrival that goes to quarantine.
pub fn unreadable(now: Moment) -> Unreadable {
    Unreadable { mailbox: PracticeMailbox::Support, account: company::SUPPORT_ADDRESS, at: now.plus_minutes(-96), raw: files::UNREADABLE }
}
