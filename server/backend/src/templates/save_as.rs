//! テンプレートとして保存: a draft or a mail that went out becomes a template that is being written. Quotes stay behind: they are
//! what somebody else wrote.

use super::{edit, publish_change, sql};
use crate::{Cx, Result, conversations, db::Tx, drafts, mailboxes};
use domain::{
    drafts::html_from_text,
    guard::own_text,
    messages::Direction,
    templates::{Content, Editors, Form, NAME_MAX},
    *,
};

/// Its files go along, and the pictures that its text still shows.
pub async fn from_draft(cx: &Cx, draft: DraftId) -> Result<TemplateId> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, content, files) = drafts::to_copy(&mut tx, cx, draft).await?;
    let (text, html) = own(&content.text, content.html);
    let shown = html.clone();
    let id = make(&mut tx, cx, mailbox, Content { subject: content.subject, text, html, ..Content::default() }).await?;
    let shows = |id: &str| shown.as_ref().is_some_and(|html| html.contains(&format!("\"cid:{id}\"")));
    for file in files.iter().filter(|file| file.content_id.is_empty() || shows(&file.content_id)) {
        let new = sql::NewFile { name: &file.name, kind: &file.kind, size: file.size, file: &file.file, content_id: &file.content_id };
        sql::insert_file(&mut tx, id, 0, &new).await?;
    }
    let space = mailboxes::space_of(&mut tx, mailbox).await?;
    tx.commit().await?;
    publish_change(cx, space);
    Ok(id)
}

/// A mail of ours, as plain text.
///
/// # Errors
/// [`Refused::NotAllowed`] for a mail that somebody else wrote.
pub async fn from_message(cx: &Cx, message: MessageId) -> Result<TemplateId> {
    let mut tx = cx.desk.db.write().await?;
    let sent = sql::words_of(&mut tx, message).await?.ok_or(Refused::NotFound)?;
    cx.who.may_view(conversations::target(&mut tx, sent.conversation_id).await?)?;
    if sent.direction != Direction::Out {
        return Err(Refused::NotAllowed.into());
    }
    let subject = sent.subject.trim_start_matches("Re: ").trim().to_owned();
    let (text, html) = own(&sent.text, None);
    let id = make(&mut tx, cx, sent.mailbox_id, Content { subject, text, html, ..Content::default() }).await?;
    let space = mailboxes::space_of(&mut tx, sent.mailbox_id).await?;
    tx.commit().await?;
    publish_change(cx, space);
    Ok(id)
}

async fn make(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, content: Content) -> Result<TemplateId> {
    cx.who.person()?;
    let space = mailboxes::space_of(tx, mailbox).await?;
    let name = free_name(tx, space, mailbox, &content).await?;
    let form = Form { name, folder: String::new(), mailbox: Some(mailbox), editors: Editors::Everybody, named: vec![] };
    edit::create_in(tx, cx, space, &form, &content).await
}

/// By its subject, or else its first words; numbered where that is taken.
async fn free_name(tx: &mut Tx, space: SpaceId, mailbox: MailboxId, content: &Content) -> Result<String> {
    let line = |text: &str| text.split(char::is_control).map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    let name = line(&content.subject).or_else(|| line(&content.text)).unwrap_or_else(|| "#".to_owned());
    let name: String = name.chars().take(NAME_MAX - 8).collect();
    for number in 1..1_000 {
        let tried = if number == 1 { name.clone() } else { format!("{name} ({number})") };
        if sql::named(tx, space, Some(mailbox), &tried).await?.is_none() {
            return Ok(tried);
        }
    }
    Ok(name)
}

/// Formatted text with a quote in it keeps its words only: where the quote ends in it nobody can tell.
fn own(text: &str, html: Option<String>) -> (String, Option<String>) {
    match html {
        Some(html) if !html.contains("<blockquote") => (text.to_owned(), Some(html)),
        Some(_) => {
            let text = own_text(text).trim().to_owned();
            let html = html_from_text(&text);
            (text, Some(html))
        }
        None => (own_text(text).trim().to_owned(), None),
    }
}
