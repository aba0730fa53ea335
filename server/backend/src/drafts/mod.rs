//! Drafts (MW-28, MW-34): what is being written. The team sees them; only the holder of the lease changes them.

mod blanks;
mod files;
mod guard;
mod opening;
mod revisions;
mod signature;
mod sql;
mod start;
mod template;
mod written;

pub use files::{NewFile, add_file, file, remove_file};
pub(crate) use files::{content_id_for, file_name, media_type};
pub use guard::guard;
pub(crate) use revisions::Revision;
pub use revisions::{go_back, revision, revisions};
pub(crate) use sql::NewFile as FiledFile;
pub(crate) use start::resend;
pub use start::{forward_as_file, from_failed, resume, start, start_new};
pub(crate) use template::{Insertion, attach, for_insertion, note_blanks, to_copy};
pub(crate) use written::cleaned_html;

use crate::{Cx, Error, Result, checks, conversations, db::Tx, leases};
use domain::{
    access::{Right, Target},
    addresses::{Address, parse_list},
    conversations::EventKind,
    drafts::{DraftContent, DraftFileView, DraftKind, DraftView, Sender, TEXT_MAX},
    statuses::Class,
    *,
};
use std::collections::HashMap;

/// The accounts that may send from a mailbox, the first one being the default.
pub async fn senders(cx: &Cx, mailbox: MailboxId) -> Result<Vec<Sender>> {
    cx.who.viewing(mailbox)?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::senders(&mut tx, mailbox).await?)
}

/// Saves the whole content and answers the new version.
///
/// # Errors
/// [`Refused::LeaseLost`]; [`Refused::Stale`] when another save came first: the draft is then as that one left it.
pub async fn save(cx: &Cx, id: DraftId, token: &str, version: i64, content: DraftContent) -> Result<i64> {
    content.check()?;
    let content = written::cleaned(content).await?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let draft = open(&mut tx, id).await?;
    let target = conversations::target(&mut tx, draft.conversation_id).await?;
    cx.who.may(Right::Edit, target)?;
    let saved = put(&mut tx, cx, &draft, target, token, version, &content).await?;
    revisions::after_save(&mut tx, id, person, cx.now).await?;
    checks::draft_changed(&mut tx, cx, draft.conversation_id, id).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, draft.conversation_id);
    Ok(saved)
}

/// Under the writer's own lease, upon the version that was read. A conversation that is only a draft is called like it.
async fn put(tx: &mut Tx, cx: &Cx, draft: &sql::DraftRow, target: Target, token: &str, version: i64, content: &DraftContent) -> Result<i64> {
    let is_new = draft.kind == DraftKind::New;
    if is_new {
        // The conversation is locked before its lease, everywhere.
        conversations::touch(tx, draft.conversation_id).await?;
    } else {
        checks::lock_before_change(tx, draft.conversation_id, draft.id).await?;
    }
    leases::confirm_draft(tx, cx, draft.conversation_id, draft.id, token).await?;
    if !sql::senders(tx, target.mailbox_id).await?.iter().any(|sender| sender.id == content.account_id) {
        return Err(Error::Refused(Refused::NoSendingAccount));
    }
    let Some(saved) = sql::save(tx, draft.id, version, content, cx.now).await? else {
        // The lease is ours, so nobody else can have sent or deleted it: another tab saved.
        return Err(Error::Refused(Refused::Stale));
    };
    if is_new {
        let customer = parse_list(&content.to).ok().and_then(|list| list.into_iter().next());
        let customer = customer.unwrap_or(Address { name: String::new(), addr: String::new() });
        sql::name_conversation(tx, draft.conversation_id, &content.subject, &customer).await?;
    }
    Ok(saved)
}

/// 保存して閉じる: the lease ends, the draft stays for whoever goes on with it.
pub async fn leave(cx: &Cx, id: DraftId, token: &str) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let conversation = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?.conversation_id;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    open(&mut tx, id).await?;
    leases::confirm_draft(&mut tx, cx, conversation, id, token).await?;
    revisions::keep(&mut tx, id, person, cx.now).await?;
    leases::end(&mut tx, conversation).await?;
    if checks::is_live(&mut tx, id).await? && sql::standing(&mut tx, conversation).await?.class == Class::Working {
        // What waits for a word, or has it, is as ready as before somebody looked into it.
        conversations::set_class(&mut tx, cx, conversation, Class::Ready).await?;
    }
    conversations::record(&mut tx, cx, conversation, EventKind::ReplySaved, "", "").await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Gives up writing. Nothing written: the draft goes without trace, former status and assignee are restored. Something written:
/// the draft is deleted because the person asks for it; its revisions stay.
pub async fn cancel(cx: &Cx, id: DraftId, token: &str) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let conversation = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?.conversation_id;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    let draft = open(&mut tx, id).await?;
    leases::confirm_draft(&mut tx, cx, conversation, id, token).await?;
    let (status, assignee) = leases::former(&mut tx, conversation).await?;
    leases::end(&mut tx, conversation).await?;
    checks::draft_given_up(&mut tx, conversation, id).await?;
    if revisions::is_untouched(&mut tx, id).await? {
        sql::remove(&mut tx, id).await?;
        restore(&mut tx, cx, conversation, &draft, status, assignee).await?;
        conversations::record(&mut tx, cx, conversation, EventKind::ReplyCancelled, "", "").await?;
    } else {
        revisions::keep(&mut tx, id, person, cx.now).await?;
        sql::set_deleted(&mut tx, id, cx.now).await?;
        conversations::record(&mut tx, cx, conversation, EventKind::DraftDeleted, "", "").await?;
    }
    clear_up(&mut tx, cx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Deletes a draft that nobody else is writing; its revisions stay.
///
/// # Errors
/// [`Refused::Held`] while somebody else writes it.
pub async fn delete(cx: &Cx, id: DraftId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let conversation = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?.conversation_id;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    open(&mut tx, id).await?;
    leases::refuse_if_written(&mut tx, cx, conversation, id).await?;
    leases::end_of_draft(&mut tx, conversation, id).await?;
    checks::draft_given_up(&mut tx, conversation, id).await?;
    revisions::keep(&mut tx, id, person, cx.now).await?;
    sql::set_deleted(&mut tx, id, cx.now).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::DraftDeleted, "", "").await?;
    clear_up(&mut tx, cx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Puts a conversation back to where it was before the reply was started, except for what somebody changed by hand since.
async fn restore(tx: &mut Tx, cx: &Cx, id: ConversationId, draft: &sql::DraftRow, status: Option<StatusId>, assignee: Option<UserId>) -> Result<()> {
    let now = sql::standing(tx, id).await?;
    if let Some(status) = status.filter(|_| now.class == Class::Working) {
        unless_gone(conversations::set_status(tx, cx, id, status).await)?;
    }
    if now.assignee_id == Some(draft.author_id) || now.assignee_id == cx.who.user_id() {
        unless_gone(conversations::set_assignee(tx, cx, id, assignee).await)?;
    }
    if now.last_in_at.is_some_and(|at| at > draft.created_at) && sql::standing(tx, id).await?.class == Class::Done {
        // The customer wrote meanwhile: finished work would hide it.
        conversations::set_class(tx, cx, id, Class::Open).await?;
    }
    Ok(())
}

/// A status or a person that does not exist any more cannot be restored; then it stays as it is.
fn unless_gone(restored: Result<()>) -> Result<()> {
    match restored {
        Err(Error::Refused(Refused::Invalid { .. })) => Ok(()),
        other => other,
    }
}

/// A new mail that was given up leaves no empty conversation in the tray.
async fn clear_up(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    conversations::refresh_draft_flag(tx, id).await?;
    if sql::is_empty(tx, id).await? {
        if sql::has_drafts(tx, id).await? {
            sql::trash_conversation(tx, id, cx.now).await?;
            conversations::record(tx, cx, id, EventKind::Trashed, "", "").await?;
        } else {
            sql::remove_conversation(tx, id).await?;
        }
    }
    Ok(())
}

/// A draft that can still be written.
async fn open(tx: &mut Tx, id: DraftId) -> Result<sql::DraftRow> {
    let draft = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    match (draft.sent_at, draft.deleted_at) {
        (Some(_), _) => Err(Error::Refused(Refused::AlreadySent)),
        (_, Some(_)) => Err(Error::Refused(Refused::NotFound)),
        _ => Ok(draft),
    }
}

/// A quote that makes the text too long for a draft is cut at its end: the original stands above.
fn fitting(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(TEXT_MAX / 2));
    text
}

/// A draft as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ToSend {
    pub conversation_id: ConversationId,
    pub kind: DraftKind,
    pub answers_id: Option<MessageId>,
    /// The message whose failed letter this one settles.
    pub resends_id: Option<MessageId>,
    pub content: DraftContent,
    pub files: Vec<sql::FileRow>,
    pub version: i64,
}

/// # Errors
/// [`Refused::AlreadySent`]; [`Refused::NotFound`] when it was deleted.
pub(crate) async fn to_send(tx: &mut Tx, id: DraftId) -> Result<ToSend> {
    let draft = open(tx, id).await?;
    let files = sql::files(tx, id).await?;
    Ok(ToSend {
        conversation_id: draft.conversation_id,
        kind: draft.kind,
        answers_id: draft.answers_id,
        resends_id: draft.resends_id,
        content: draft.content(),
        files,
        version: draft.version,
    })
}

/// Whether nothing was written into it since it was begun.
pub(crate) async fn is_untouched(tx: &mut Tx, id: DraftId) -> Result<bool> {
    revisions::is_untouched(tx, id).await
}

/// It was made a letter.
pub(crate) async fn set_sent(tx: &mut Tx, id: DraftId, at: Moment) -> Result<()> {
    sql::set_sent(tx, id, Some(at)).await?;
    sql::set_stopped(tx, id, None).await?;
    Ok(())
}

/// Its letter was stopped by a mail of the customer, or that is settled.
pub(crate) async fn set_stopped(tx: &mut Tx, id: DraftId, at: Option<Moment>) -> Result<()> {
    sql::set_stopped(tx, id, at).await?;
    Ok(())
}

/// Its letter was taken back.
pub(crate) async fn reopen(tx: &mut Tx, id: DraftId) -> Result<()> {
    sql::set_sent(tx, id, None).await?;
    Ok(())
}

/// Makes the newest revision equal to the draft, under the name of whoever wrote it.
pub(crate) async fn keep_revision(tx: &mut Tx, id: DraftId, author: UserId, at: Moment) -> Result<()> {
    revisions::keep(tx, id, author, at).await
}

/// The newest revision: what [`keep_revision`] kept.
pub(crate) async fn newest_revision(tx: &mut Tx, id: DraftId) -> Result<RevisionId> {
    Ok(sql::newest_revision(tx, id).await?)
}

/// Whether the draft says exactly what a revision of it says: recipients, subject, text, files and sender.
pub(crate) async fn is_revision(tx: &mut Tx, id: DraftId, revision: RevisionId) -> Result<bool> {
    revisions::is_present(tx, id, revision).await
}

/// The conversation of a draft that can still be written.
pub(crate) async fn conversation_of(tx: &mut Tx, id: DraftId) -> Result<ConversationId> {
    Ok(open(tx, id).await?.conversation_id)
}

/// What a revision holds, or what stands in the draft now.
pub(crate) async fn content_of(tx: &mut Tx, id: DraftId, revision: Option<RevisionId>) -> Result<Revision> {
    match revision {
        Some(revision) => revisions::read(tx, id, revision).await,
        None => revisions::present(tx, id).await,
    }
}

/// The writer has the conversation before them as it is now. Answers whether a customer's mail was new to them.
pub(crate) async fn has_seen_mail(tx: &mut Tx, id: DraftId) -> Result<bool> {
    Ok(sql::has_seen_mail(tx, id).await?)
}

/// Removes the drafts of a conversation that is removed, and answers the files they named.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<Vec<String>> {
    Ok(sql::purge(tx, id).await?.into_iter().map(|(file,)| file).collect())
}

/// The open drafts of a conversation for its page, oldest first: two statements, however many there are.
/// Without the name and address of somebody who is erased, earlier revisions too.
pub(crate) async fn redact(tx: &mut Tx, id: ConversationId, redaction: &domain::book::Redaction) -> Result<()> {
    for draft in sql::texts_of(tx, id).await? {
        let said = draft.map(|text| redaction.text(text));
        if said != draft {
            sql::rewrite(tx, &said).await?;
        }
    }
    for (revision, content) in sql::revisions_of(tx, id).await? {
        let said = redaction.text(&content);
        if said != content {
            sql::rewrite_revision(tx, revision, &said).await?;
        }
    }
    Ok(())
}

pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<DraftView>> {
    let rows = sql::open_of_conversation(tx, id).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let mut files: HashMap<DraftId, Vec<DraftFileView>> = HashMap::new();
    for (draft, id, name, kind, size, content_id) in sql::files_of_conversation(tx, id).await? {
        files.entry(draft).or_default().push(DraftFileView { id, name, kind, size, content_id });
    }
    let view = |row: sql::DraftRow| DraftView {
        content: row.content(),
        files: files.remove(&row.id).unwrap_or_default(),
        id: row.id,
        conversation_id: row.conversation_id,
        kind: row.kind,
        answers_id: row.answers_id,
        author_id: row.author_id,
        author_name: row.author_name,
        sender_address: row.sender_address,
        seen_message_id: row.seen_message_id,
        saved_at: row.saved_at,
        version: row.version,
        revisions: row.revisions,
        stopped_at: row.stopped_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
