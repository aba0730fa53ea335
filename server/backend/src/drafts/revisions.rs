//! Revisions: every save of substance, immutable. What was written is never lost by a later save, a takeover or a deletion.

use super::sql;
use crate::{Result, db::Tx};
use domain::{drafts::DraftContent, *};
use serde::{Deserialize, Serialize};

/// Saves of one writer within this time are one revision, unless much changed.
const APART_MS: i64 = 60_000;
/// Characters that are much.
const MUCH: usize = 200;

/// What a revision holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    pub content: DraftContent,
    pub files: Vec<RevisionFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionFile {
    pub name: String,
    pub size: i64,
    pub file: String,
}

/// The content a draft begins with.
pub async fn first(tx: &mut Tx, id: DraftId, author: UserId, at: Moment) -> Result<()> {
    let now = present(tx, id).await?;
    sql::insert_revision(tx, id, at, author, &serde_json::to_string(&now)?).await?;
    Ok(())
}

/// After a save: a revision when the content changed in substance, at most one a minute by the same writer unless much changed.
pub async fn after_save(tx: &mut Tx, id: DraftId, author: UserId, at: Moment) -> Result<()> {
    let now = present(tx, id).await?;
    if let Some(last) = sql::last_revision(tx, id).await? {
        let before: Revision = serde_json::from_str(&last.content)?;
        let grown = size(&before.content).abs_diff(size(&now.content));
        let is_soon = last.author_id == author && at.ms_since(last.at) < APART_MS && grown <= MUCH;
        if is_same_in_substance(&before, &now) || is_soon && !is_first_change(tx, id).await? {
            return Ok(());
        }
    }
    sql::insert_revision(tx, id, at, author, &serde_json::to_string(&now)?).await?;
    Ok(())
}

/// The newest revision is exactly the draft: before it is sent, left, taken over or deleted.
pub async fn keep(tx: &mut Tx, id: DraftId, author: UserId, at: Moment) -> Result<()> {
    let now = present(tx, id).await?;
    if let Some(last) = sql::last_revision(tx, id).await?
        && serde_json::from_str::<Revision>(&last.content)? == now
    {
        return Ok(());
    }
    sql::insert_revision(tx, id, at, author, &serde_json::to_string(&now)?).await?;
    Ok(())
}

/// Whether the draft is what it was at the start.
pub async fn is_untouched(tx: &mut Tx, id: DraftId) -> Result<bool> {
    let Some(first) = sql::first_revision(tx, id).await? else { return Ok(false) };
    let first: Revision = serde_json::from_str(&first.content)?;
    let now = present(tx, id).await?;
    // Which account sends is a setting, nothing that was written.
    let same = Revision { content: DraftContent { account_id: first.content.account_id, ..now.content.clone() }, files: now.files };
    Ok(is_same_in_substance(&first, &same))
}

/// The opening of a draft is not the writer's: their first change never waits for the minute.
async fn is_first_change(tx: &mut Tx, id: DraftId) -> Result<bool> {
    Ok(sql::find(tx, id).await?.is_some_and(|draft| draft.revisions == 0))
}

async fn present(tx: &mut Tx, id: DraftId) -> Result<Revision> {
    let draft = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    let files = sql::files(tx, id).await?;
    let files = files.into_iter().map(|f| RevisionFile { name: f.name, size: f.size, file: f.file }).collect();
    Ok(Revision { content: draft.content(), files })
}

fn is_same_in_substance(a: &Revision, b: &Revision) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    a.files == b.files
        && a.content.account_id == b.content.account_id
        && [(&a.content.to, &b.content.to), (&a.content.cc, &b.content.cc), (&a.content.bcc, &b.content.bcc)]
            .iter()
            .all(|(a, b)| a.trim() == b.trim())
        && a.content.subject.trim() == b.content.subject.trim()
        && bare(&a.content.text) == bare(&b.content.text)
}

fn size(content: &DraftContent) -> usize {
    [&content.to, &content.cc, &content.bcc, &content.subject, &content.text].iter().map(|text| text.chars().count()).sum()
}
