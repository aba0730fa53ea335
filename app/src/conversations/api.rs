//! Server functions of conversations: lists, pages and changes.

use crate::{Failure, wire::Json};
use domain::{
    ConversationId, MailboxId,
    conversations::{Change, ConversationView, ListQuery, Page, Undo},
    palette::Found,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{GetUrl, PostUrl};

/// One page of a list.
#[server(prefix = "/rpc", endpoint = "conversations/list", input = GetUrl, output = Json)]
pub async fn list(query: ListQuery) -> Result<Page, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::list(&cx, &query).await?)
}

/// The newest conversations whose subject, sender or number holds what was typed.
#[server(prefix = "/rpc", endpoint = "conversations/find", input = GetUrl, output = Json)]
pub async fn find(text: String) -> Result<Vec<Found>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::find(&cx, &text).await?)
}

/// Everything the page of one conversation shows.
#[server(prefix = "/rpc", endpoint = "conversations/open", input = GetUrl, output = Json)]
pub async fn open(id: ConversationId) -> Result<ConversationView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::open(&cx, id).await?)
}

/// Changes status, assignee, confirmer or priority. With an expected version, a conversation that changed since is refused.
#[server(name = ChangeCall, prefix = "/rpc", endpoint = "conversations/change", input = Json, output = Json)]
pub async fn change(ids: Vec<(ConversationId, Option<i64>)>, change: Change) -> Result<Vec<Undo>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::change(&cx, &ids, &change).await?)
}

/// 処理済みにする, without a reply.
#[server(prefix = "/rpc", endpoint = "conversations/done", input = Json, output = Json)]
pub async fn done(ids: Vec<ConversationId>) -> Result<Vec<Undo>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::done(&cx, &ids).await?)
}

/// Answers how many were taken back: what somebody changed since stays.
#[server(name = UndoCall, prefix = "/rpc", endpoint = "conversations/undo", input = Json, output = Json)]
pub async fn undo(undos: Vec<Undo>) -> Result<usize, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::undo(&cx, &undos).await?)
}

#[server(prefix = "/rpc", endpoint = "conversations/trash", input = Json, output = Json)]
pub async fn trash(ids: Vec<ConversationId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::trash(&cx, &ids).await?)
}

#[server(prefix = "/rpc", endpoint = "conversations/restore", input = Json, output = Json)]
pub async fn restore(ids: Vec<ConversationId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::restore(&cx, &ids).await?)
}

/// What a plain form does to one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    Done,
    Trash,
}

/// 処理済みにする and ごみ箱へ as plain forms, before the client wakes up. They come back to the page they were sent from.
#[server(prefix = "/rpc", endpoint = "conversations/finish", input = PostUrl, output = Json)]
pub async fn finish(conversation: ConversationId, deed: Deed) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    match deed {
        Deed::Done => drop(backend::conversations::done(&cx, &[conversation]).await?),
        Deed::Trash => backend::conversations::trash(&cx, &[conversation]).await?,
    }
    Ok(())
}

/// What メール受信 brought: how many mails, and the accounts that could not be asked, with the server's own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Received {
    pub count: u32,
    pub failures: Vec<(String, String)>,
}

/// Fetches every account of a mailbox now.
#[server(prefix = "/rpc", endpoint = "accounts/receive", input = Json, output = Json)]
pub async fn receive(mailbox: MailboxId) -> Result<Received, Failure> {
    let cx = crate::server_side::cx()?;
    let received = backend::accounts::receive_now(&cx, mailbox).await?;
    Ok(Received { count: received.count, failures: received.failures })
}

/// The same as a plain form, before the client wakes up: the list that it comes back to shows what came.
#[server(prefix = "/rpc", endpoint = "accounts/receive-plain", input = PostUrl, output = Json)]
pub async fn receive_plain(mailbox: MailboxId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    backend::accounts::receive_now(&cx, mailbox).await?;
    Ok(())
}
