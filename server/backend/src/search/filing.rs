//! Into the index and out of it, in the transaction of whoever keeps or removes the document itself.

use super::index::{self, Kind};
use crate::{Result, db::Tx};
use domain::{
    search::{Tokens, month},
    *,
};

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

pub(crate) async fn remove_message(tx: &mut Tx, id: MessageId) -> Result<()> {
    remove(tx, Kind::Messages, id.0).await
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
