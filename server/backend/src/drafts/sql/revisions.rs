//! The statements of a draft's revisions.

use crate::db::Tx;
use domain::{drafts::RevisionLine, *};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct RevisionRow {
    pub at: Moment,
    pub author_id: UserId,
    pub content: String,
}

pub async fn first_revision(tx: &mut Tx, id: DraftId) -> Result<Option<RevisionRow>> {
    tx.query("select at, author_id, content from revisions where draft_id = $1 order by id limit 1").bind(id).maybe().await
}

pub async fn last_revision(tx: &mut Tx, id: DraftId) -> Result<Option<RevisionRow>> {
    tx.query("select at, author_id, content from revisions where draft_id = $1 order by id desc limit 1").bind(id).maybe().await
}

/// The newest ones first; a draft that is written for days has a few hundred.
pub async fn revisions(tx: &mut Tx, id: DraftId) -> Result<Vec<RevisionLine>> {
    tx.query(
        "select r.id, r.at, u.name as author_name from revisions r join users u on u.id = r.author_id where r.draft_id = $1 order by r.id desc limit 500",
    )
    .bind(id)
    .all()
    .await
}

pub async fn revision(tx: &mut Tx, id: DraftId, revision: RevisionId) -> Result<Option<RevisionRow>> {
    tx.query("select at, author_id, content from revisions where draft_id = $1 and id = $2").bind(id).bind(revision).maybe().await
}

pub async fn newest_revision(tx: &mut Tx, id: DraftId) -> Result<RevisionId> {
    tx.query("select max(id) from revisions where draft_id = $1").bind(id).one().await.map(|(id,)| id)
}

pub async fn insert_revision(tx: &mut Tx, id: DraftId, at: Moment, author: UserId, content: &str) -> Result<u64> {
    tx.query("insert into revisions(draft_id, at, author_id, content) values($1, $2, $3, $4)")
        .bind(id)
        .bind(at)
        .bind(author)
        .text(content)
        .run()
        .await
}
