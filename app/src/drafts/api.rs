//! Server functions of drafts: beginning, going on, saving, leaving. The two that begin also answer plain forms, by a redirect.

use crate::{Failure, wire::Json};
use domain::{
    AttachmentId, ConversationId, DraftId, MailboxId, RevisionId,
    drafts::{DraftContent, DraftKind, DraftView, RevisionLine, RevisionView, Sender},
    guard::Guard,
    leases::Held,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{GetUrl, PostUrl};

/// 返信処理を開始する. `page` is the address of the conversation: a plain form is led from there to its draft.
#[server(prefix = "/rpc", endpoint = "drafts/start", input = PostUrl, output = Json)]
pub async fn start(conversation: ConversationId, kind: DraftKind, page: String) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    let held = backend::drafts::start(&cx, conversation, kind, None).await?;
    crate::server_side::answer::lead_to_draft(&page, held.draft_id);
    Ok(held)
}

/// A new mail, and the conversation that was made for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    pub conversation: ConversationId,
    pub held: Held,
}

#[server(prefix = "/rpc", endpoint = "drafts/start-new", input = PostUrl, output = Json)]
pub async fn start_new(mailbox: MailboxId) -> Result<Begun, Failure> {
    let cx = crate::server_side::cx()?;
    let (conversation, held) = backend::drafts::start_new(&cx, mailbox).await?;
    crate::server_side::answer::lead_to_draft(&super::new_mail_page(mailbox, conversation), held.draft_id);
    Ok(Begun { conversation, held })
}

/// Goes on with a saved draft, one's own or a colleague's.
#[server(prefix = "/rpc", endpoint = "drafts/resume", input = PostUrl, output = Json)]
pub async fn resume(draft: DraftId, page: String) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    let held = backend::drafts::resume(&cx, draft).await?;
    crate::server_side::answer::lead_to_draft(&page, held.draft_id);
    Ok(held)
}

/// What the composer must know of the place it writes in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WritingDesk {
    /// The accounts that the mailbox may send from.
    pub senders: Vec<Sender>,
    /// Largest attached file, bytes.
    pub file_bytes: u64,
    /// How long this person can take a send back.
    pub undo_seconds: i64,
}

#[server(prefix = "/rpc", endpoint = "drafts/desk", input = GetUrl, output = Json)]
pub async fn desk(mailbox: MailboxId) -> Result<WritingDesk, Failure> {
    let cx = crate::server_side::cx()?;
    let senders = backend::drafts::senders(&cx, mailbox).await?;
    let undo_seconds = backend::users::profile(&cx).await?.undo_seconds;
    Ok(WritingDesk { senders, file_bytes: cx.desk.limits.file_bytes, undo_seconds })
}

/// What is asked before a draft goes out. Posted, so that nothing on the way answers from what it kept.
#[server(name = GuardCall, prefix = "/rpc", endpoint = "drafts/guard", input = Json, output = Json)]
pub async fn guard(draft: DraftId) -> Result<Guard, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::guard(&cx, draft).await?)
}

/// Answers the new version.
#[server(prefix = "/rpc", endpoint = "drafts/save", input = Json, output = Json)]
pub async fn save(draft: DraftId, token: String, version: i64, content: DraftContent) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::save(&cx, draft, &token, version, content).await?)
}

/// Who kept what and when.
#[server(prefix = "/rpc", endpoint = "drafts/revisions", input = GetUrl, output = Json)]
pub async fn revisions(draft: DraftId) -> Result<Vec<RevisionLine>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::revisions(&cx, draft).await?)
}

#[server(prefix = "/rpc", endpoint = "drafts/revision", input = GetUrl, output = Json)]
pub async fn revision(draft: DraftId, revision: RevisionId) -> Result<RevisionView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::revision(&cx, draft, revision).await?)
}

/// Goes back to the words of a revision, and answers the draft as it is now.
#[server(prefix = "/rpc", endpoint = "drafts/go-back", input = Json, output = Json)]
pub async fn go_back(draft: DraftId, token: String, version: i64, revision: RevisionId) -> Result<DraftView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::go_back(&cx, draft, &token, version, revision).await?)
}

#[server(prefix = "/rpc", endpoint = "drafts/remove-file", input = Json, output = Json)]
pub async fn remove_file(draft: DraftId, token: String, file: AttachmentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::remove_file(&cx, draft, &token, file).await?)
}

/// 保存して閉じる: the draft stays, the lease ends.
#[server(prefix = "/rpc", endpoint = "drafts/leave", input = Json, output = Json)]
pub async fn leave(draft: DraftId, token: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::leave(&cx, draft, &token).await?)
}

/// Gives up what is being written.
#[server(prefix = "/rpc", endpoint = "drafts/cancel", input = Json, output = Json)]
pub async fn cancel(draft: DraftId, token: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::cancel(&cx, draft, &token).await?)
}

/// Deletes a draft that nobody is writing.
#[server(prefix = "/rpc", endpoint = "drafts/delete", input = Json, output = Json)]
pub async fn delete(draft: DraftId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::delete(&cx, draft).await?)
}
