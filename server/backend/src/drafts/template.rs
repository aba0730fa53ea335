//! A draft as a template is inserted into it: what it is about, its files, the words that came out blank.

use super::{blanks, open, sql};
use crate::{Cx, Error, Result, checks, conversations, db::Tx, leases};
use domain::{
    access::Right,
    addresses::{Address, parse_list},
    drafts::{DraftContent, DraftFileView},
    fold::fold,
    reserved::Blank,
    *,
};

pub(crate) struct Insertion {
    pub conversation: ConversationId,
    pub mailbox: MailboxId,
    pub content: DraftContent,
    /// Whom it goes to first, with the name that they write under.
    pub recipient: Option<Address>,
    /// Of the mail that is answered.
    pub language: String,
}

/// For whoever may write it; with a token for its writer, who changes it then.
///
/// # Errors
/// [`Refused::LeaseLost`]; [`Refused::AlreadySent`].
pub(crate) async fn for_insertion(tx: &mut Tx, cx: &Cx, id: DraftId, token: Option<&str>) -> Result<Insertion> {
    let draft = open(tx, id).await?;
    let target = conversations::target(tx, draft.conversation_id).await?;
    cx.who.may(Right::Edit, target)?;
    if let Some(token) = token {
        checks::lock_before_change(tx, draft.conversation_id, id).await?;
        leases::confirm_draft(tx, cx, draft.conversation_id, id, token).await?;
    }
    let answered = match draft.answers_id {
        Some(message) => sql::answered(tx, draft.conversation_id, Some(message)).await?,
        None => None,
    };
    let content = draft.content();
    let mut recipient = parse_list(&content.to).ok().and_then(|all| all.into_iter().next());
    if let (Some(recipient), Some(answered)) = (&mut recipient, &answered)
        && recipient.name.trim().is_empty()
        && fold(&recipient.addr) == fold(&answered.from_addr)
    {
        recipient.name = answered.from_name.clone();
    }
    let language = answered.map(|answered| answered.language).unwrap_or_default();
    Ok(Insertion { conversation: draft.conversation_id, mailbox: target.mailbox_id, content, recipient, language })
}

/// Files that are filed already, for a draft whose lease was confirmed.
///
/// # Errors
/// [`Refused::OverLimit`] for all files together.
pub(crate) async fn attach(tx: &mut Tx, cx: &Cx, target: &Insertion, id: DraftId, files: &[sql::NewFile<'_>]) -> Result<Vec<DraftFileView>> {
    let limit = cx.desk.limits.message_bytes;
    let there: i64 = sql::files(tx, id).await?.iter().map(|file| file.size).sum();
    let more: i64 = files.iter().map(|file| file.size).sum();
    if u64::try_from(there.saturating_add(more)).unwrap_or(u64::MAX) > limit {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit }));
    }
    let mut views = Vec::new();
    for file in files {
        views.push(sql::insert_file(tx, id, file).await?);
    }
    if !files.is_empty() {
        checks::draft_changed(tx, cx, target.conversation, id).await?;
    }
    Ok(views)
}

/// What sending asks about as long as nobody writes there.
pub(crate) async fn note_blanks(tx: &mut Tx, id: DraftId, left: &[Blank]) -> Result<()> {
    blanks::note(tx, id, left).await
}

/// What a draft says and has, for making a template of it.
pub(crate) async fn to_copy(tx: &mut Tx, cx: &Cx, id: DraftId) -> Result<(MailboxId, DraftContent, Vec<sql::FileRow>)> {
    let draft = open(tx, id).await?;
    let target = conversations::target(tx, draft.conversation_id).await?;
    cx.who.may_view(target)?;
    let files = sql::files(tx, id).await?;
    Ok((target.mailbox_id, draft.content(), files))
}
