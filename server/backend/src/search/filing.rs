//! Into the index and out of it, in the transaction of whoever keeps or removes the document itself.

use super::{
    files,
    index::{self, Kind},
    sql,
};
use crate::{Error, Result, db::Tx};
use domain::{
    search::{Tokens, month},
    *,
};
use std::collections::HashMap;

/// The tokens of a message. Costly with long texts: made before the transaction where many come at once.
pub fn tokens_of<'a>(
    subject: &'a str,
    people: impl IntoIterator<Item = (&'a str, &'a str)>,
    text: &'a str,
    files: impl IntoIterator<Item = &'a str>,
) -> Tokens {
    let people = people.into_iter().flat_map(|(name, addr)| [name, addr]);
    Tokens::of([subject, text].into_iter().chain(people).chain(files))
}

/// A message that was not in the index before.
pub(crate) async fn add_message(tx: &mut Tx, id: MessageId, at: Moment, has_file: bool, tokens: &Tokens) -> Result<()> {
    let mut facts = facts(at);
    if has_file {
        facts.push(index::with_file());
    }
    put(tx, Kind::Messages, id.0, &facts, tokens).await
}

/// Its files are read later.
pub(crate) async fn expect_files(tx: &mut Tx, id: MessageId) -> Result<()> {
    files::expect(tx, id).await
}

pub(crate) async fn remove_message(tx: &mut Tx, id: MessageId) -> Result<()> {
    sql::forget_unread(tx, id).await?;
    sql::remove_file_texts(tx, id).await?;
    remove(tx, Kind::Messages, id.0).await
}

/// A message that is in the database, ready to be filed again.
pub(super) struct Document {
    pub id: MessageId,
    at: Moment,
    has_file: bool,
    tokens: Tokens,
}

impl Document {
    pub async fn file(&self, tx: &mut Tx) -> Result<()> {
        remove(tx, Kind::Messages, self.id.0).await?;
        add_message(tx, self.id, self.at, self.has_file, &self.tokens).await
    }
}

/// The newest messages below an id, with everything that can be found of them.
pub(super) async fn documents(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<Document>> {
    let rows = sql::old_messages(tx, below, limit).await?;
    let Some(lowest) = rows.last().map(|row| row.id) else { return Ok(vec![]) };
    let mut people: HashMap<MessageId, Vec<(String, String)>> = HashMap::new();
    for (id, name, addr) in sql::old_recipients(tx, lowest, below).await? {
        people.entry(id).or_default().push((name, addr));
    }
    let mut names: HashMap<MessageId, Vec<String>> = HashMap::new();
    for (id, name) in sql::old_files(tx, lowest, below).await? {
        names.entry(id).or_default().push(name);
    }
    let mut texts: HashMap<MessageId, Vec<String>> = HashMap::new();
    for (id, text) in sql::file_texts(tx, lowest, below).await? {
        texts.entry(id).or_default().push(text);
    }
    let read = tokio::task::spawn_blocking(move || {
        let of_one = |row: sql::OldMessage| {
            let [names, texts] = [&mut names, &mut texts].map(|known| known.remove(&row.id).unwrap_or_default());
            let people = people.remove(&row.id).unwrap_or_default();
            let people = people.iter().map(|(name, addr)| (name.as_str(), addr.as_str())).chain([(row.from_name.as_str(), row.from_addr.as_str())]);
            let tokens = tokens_of(&row.subject, people, &row.text, names.iter().chain(&texts).map(String::as_str));
            Document { id: row.id, at: row.at, has_file: !names.is_empty(), tokens }
        };
        rows.into_iter().map(of_one).collect()
    });
    read.await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("reading mails for the search")))
}

/// A comment as it reads now.
pub(crate) async fn put_comment(tx: &mut Tx, id: CommentId, at: Moment, text: &str) -> Result<()> {
    remove_comment(tx, id).await?;
    put(tx, Kind::Comments, id.0, &facts(at), &Tokens::of([text])).await
}

pub(crate) async fn remove_comment(tx: &mut Tx, id: CommentId) -> Result<()> {
    remove(tx, Kind::Comments, id.0).await
}

/// Everything of a conversation that is about to be removed: called while its messages and comments are still there.
pub(crate) async fn purge(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::purge_files(tx, conversation).await?;
    for kind in [Kind::Messages, Kind::Comments] {
        let text = index::of(tx, kind).purge;
        tx.query(text).bind(conversation).run().await?;
    }
    Ok(())
}

fn facts(at: Moment) -> Vec<String> {
    vec![index::document(), index::of_month(month(at))]
}

async fn put(tx: &mut Tx, kind: Kind, id: i64, facts: &[String], tokens: &Tokens) -> Result<()> {
    let index = index::of(tx, kind);
    tx.query(index.put).bind(id).bind((index.document)(id, facts, tokens)).run().await?;
    Ok(())
}

async fn remove(tx: &mut Tx, kind: Kind, id: i64) -> Result<()> {
    let text = index::of(tx, kind).remove;
    tx.query(text).bind(id).run().await?;
    Ok(())
}
