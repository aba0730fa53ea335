//! Writing a bulk mail: beginning one, saving its text, giving it up.

use super::{may_see, publish, sql, written};
use crate::{Cx, Error, Result, drafts, files, mailboxes};
use domain::{
    access::Right,
    bulk::{BulkContent, audience::Audience},
    *,
};

/// A new draft from the first mailbox whose mails the person may send, with its signature.
///
/// # Errors
/// `NotAllowed` for whoever may send from none.
pub async fn create(cx: &Cx) -> Result<BulkMailId> {
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let space = super::space(&mut tx, cx).await?;
    let mut chosen = None;
    for (mailbox, account, ..) in sql::senders(&mut tx).await? {
        if chosen.is_none() && may_see(cx, mailbox).is_ok() && cx.who.has(Right::Send, mailbox).is_ok() {
            chosen = Some((mailbox, Some(account)));
        }
    }
    // Without an account that sends it can be written all the same.
    let any = cx.who.mailboxes()?.into_iter().find(|mailbox| may_see(cx, *mailbox).is_ok() && cx.who.has(Right::Send, *mailbox).is_ok());
    let (mailbox, account_id) = chosen.or(any.map(|mailbox| (mailbox, None))).ok_or(Refused::NotAllowed)?;
    let signature = mailboxes::signature(&mut tx, mailbox).await?;
    let text = if signature.trim().is_empty() { String::new() } else { format!("\n\n{}", signature.trim_end()) };
    let content = BulkContent { account_id, subject: String::new(), text, html: None };
    let audience = serde_json::to_string(&Audience::Nobody)?;
    let id = sql::insert(&mut tx, &sql::New { space, mailbox, content: &content, audience: &audience, by, at: cx.now }).await?;
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Bulk { space, id });
    Ok(id)
}

/// Saves the whole text and answers the new version. The mailbox is that of the account.
///
/// # Errors
/// [`Refused::Stale`] when it was changed meanwhile, or is no draft any more.
pub async fn save(cx: &Cx, id: BulkMailId, version: i64, content: BulkContent) -> Result<i64> {
    content.check()?;
    let content = cleaned(content).await?;
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    let mailbox = match content.account_id {
        Some(account) => {
            let (mailbox, ..) = sql::sender(&mut tx, account).await?.ok_or(Refused::NoSendingAccount)?;
            may_see(cx, mailbox)?;
            cx.who.has(Right::Send, mailbox)?;
            mailbox
        }
        None => mail.mailbox_id,
    };
    if content == mail.content() && mail.version == version && mail.state.is_open() {
        return Ok(version);
    }
    if sql::save(&mut tx, id, version, mailbox, &content, by, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::Stale));
    }
    tx.commit().await?;
    publish(cx, &mail);
    Ok(version + 1)
}

async fn cleaned(content: BulkContent) -> Result<BulkContent> {
    let Some(html) = content.html else { return Ok(content) };
    let (text, html) = drafts::cleaned_html(html).await?;
    let content = BulkContent { text, html: Some(html), ..content };
    content.check()?;
    Ok(content)
}

/// Gives a draft up.
///
/// # Errors
/// [`Refused::TooLate`] once it is more than a draft.
pub async fn remove(cx: &Cx, id: BulkMailId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if !mail.state.is_open() {
        return Err(Error::Refused(Refused::TooLate));
    }
    let names: Vec<String> = sql::files(&mut tx, id).await?.into_iter().map(|file| file.file).collect();
    sql::runs::let_go(&mut tx, id).await?;
    sql::remove(&mut tx, id).await?;
    files::may_be_unused(&mut tx, &names).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}
