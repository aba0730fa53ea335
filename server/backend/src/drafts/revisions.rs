//! Revisions: every save of substance, immutable. What was written is never lost by a later save, a takeover or a deletion.
//! Whoever sees the draft reads them; its writer can go back to one.

use super::{open, sql};
use crate::{Cx, Result, checks, conversations, db::Tx};
use domain::{
    access::Right,
    drafts::{DraftContent, DraftView, RevisionLine, RevisionView},
    *,
};
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
    /// A picture inside the text goes out only while the text names it: where it stands is part of what was written.
    #[serde(default)]
    pub content_id: String,
}

/// Who kept what and when, the newest first: for everybody who sees the draft.
pub async fn revisions(cx: &Cx, id: DraftId) -> Result<Vec<RevisionLine>> {
    let mut tx = cx.desk.db.read().await?;
    let draft = open(&mut tx, id).await?;
    cx.who.may_view(conversations::target(&mut tx, draft.conversation_id).await?)?;
    Ok(sql::revisions(&mut tx, id).await?)
}

/// What one of them says.
pub async fn revision(cx: &Cx, id: DraftId, revision: RevisionId) -> Result<RevisionView> {
    let mut tx = cx.desk.db.read().await?;
    let draft = open(&mut tx, id).await?;
    cx.who.may_view(conversations::target(&mut tx, draft.conversation_id).await?)?;
    let kept = read(&mut tx, id, revision).await?;
    Ok(RevisionView { id: revision, content: kept.content, files: kept.files.into_iter().map(|file| file.name).collect() })
}

/// Goes back to the words of a revision. What stood there becomes a revision first, the files stay as they are, and so does the
/// account where the old one cannot send any more. Answers the draft as it is now.
///
/// # Errors
/// [`Refused::LeaseLost`]; [`Refused::Stale`] when the draft is not what `version` was.
pub async fn go_back(cx: &Cx, id: DraftId, token: &str, version: i64, revision: RevisionId) -> Result<DraftView> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let draft = open(&mut tx, id).await?;
    let target = conversations::target(&mut tx, draft.conversation_id).await?;
    cx.who.may(Right::Edit, target)?;
    let mut content = read(&mut tx, id, revision).await?.content;
    if !sql::senders(&mut tx, target.mailbox_id).await?.iter().any(|sender| sender.id == content.account_id) {
        content.account_id = draft.account_id;
    }
    keep(&mut tx, id, person, cx.now).await?;
    super::put(&mut tx, cx, &draft, target, token, version, &content).await?;
    keep(&mut tx, id, person, cx.now).await?;
    checks::draft_changed(&mut tx, cx, draft.conversation_id, id).await?;
    let view = super::of_conversation(&mut tx, draft.conversation_id).await?.into_iter().find(|view| view.id == id).ok_or(Refused::NotFound)?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, draft.conversation_id);
    Ok(view)
}

pub async fn read(tx: &mut Tx, id: DraftId, revision: RevisionId) -> Result<Revision> {
    let row = sql::revision(tx, id, revision).await?.ok_or(Refused::NotFound)?;
    Ok(serde_json::from_str(&row.content)?)
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

/// Whether the draft is exactly this revision.
pub async fn is_present(tx: &mut Tx, id: DraftId, revision: RevisionId) -> Result<bool> {
    Ok(read(tx, id, revision).await? == present(tx, id).await?)
}

pub async fn present(tx: &mut Tx, id: DraftId) -> Result<Revision> {
    let draft = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    let files = sql::files(tx, id).await?;
    let files = files.into_iter().map(|f| RevisionFile { name: f.name, size: f.size, file: f.file, content_id: f.content_id }).collect();
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
        && a.content.html == b.content.html
}

fn size(content: &DraftContent) -> usize {
    [&content.to, &content.cc, &content.bcc, &content.subject, &content.text].iter().map(|text| text.chars().count()).sum()
}

#[cfg(test)]
mod tests;
