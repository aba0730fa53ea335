//! Templates in what somebody writes: which ones are offered, how one would read, and putting it in.

use super::{asked, publish::cleaned, seen_by, sql};
use crate::{Cx, Error, Result, book, conversations, db::Tx, drafts, mailboxes, notifications, reports, reserved};
use domain::{
    addresses::Address,
    drafts::DraftFileView,
    notifications::About,
    reserved::{Around, Blank, Filled, Place, Recipient, blanks},
    templates::{Content, FilledView, Line, week_of},
    *,
};

/// What can be inserted in a mailbox: in use there, and not put away. Those that were used most come first.
pub async fn offered(cx: &Cx, mailbox: MailboxId) -> Result<Vec<Line>> {
    cx.who.viewing(mailbox)?;
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::space_of(&mut tx, mailbox).await?;
    let rows = sql::list(&mut tx, &asked(cx, space)?, "").await?;
    let here = |row: &sql::Row| row.archived_at.is_none() && row.published > 0 && row.mailbox_id.is_none_or(|of| of == mailbox);
    let mut lines: Vec<Line> = rows.into_iter().filter(here).map(sql::Row::line).collect();
    lines.sort_by_key(|line| -line.uses);
    Ok(lines)
}

/// How the newest version would read in a draft. Nothing is changed, and nothing counted.
pub async fn preview(cx: &Cx, id: TemplateId, draft: DraftId) -> Result<FilledView> {
    let mut tx = cx.desk.db.read().await?;
    let target = drafts::for_insertion(&mut tx, cx, draft, None).await?;
    let (number, content) = newest(&mut tx, cx, id, target.mailbox).await?;
    let (around, recipient) = words(&mut tx, cx, &target).await?;
    let files = sql::files(&mut tx, id, number).await?.into_iter().map(sql::FileRow::view).collect();
    Ok(filled(&around, recipient.as_ref(), &content, number, files).0)
}

/// The newest version of this moment, filled for the draft. Its files are attached, its use is counted, and what came out blank is
/// remembered; the words themselves come with the next save of the writer, who has a caret to put them at.
///
/// # Errors
/// [`Refused::NotFound`] when it was put away or is not for this mailbox; [`Refused::LeaseLost`].
pub async fn insert(cx: &Cx, id: TemplateId, draft: DraftId, token: &str) -> Result<FilledView> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let target = drafts::for_insertion(&mut tx, cx, draft, Some(token)).await?;
    let (number, content) = newest(&mut tx, cx, id, target.mailbox).await?;
    let (around, recipient) = words(&mut tx, cx, &target).await?;
    let is_rich = target.content.html.is_some();
    let (content, files) = renamed(content, sql::files(&mut tx, id, number).await?, is_rich);
    let new: Vec<_> = files.iter().map(sql::FileRow::filed).collect();
    let attached = drafts::attach(&mut tx, cx, &target, draft, &new).await?;
    let any_file = !attached.is_empty();
    let (view, text) = filled(&around, recipient.as_ref(), &content, number, attached);
    let left = places(&view, &text, is_rich).await?;
    drafts::note_blanks(&mut tx, draft, &left).await?;
    sql::add_uses(&mut tx, id, week_of(cx.now), person, 1).await?;
    sql::mark_seen(&mut tx, id, person, number).await?;
    reports::template_used(&mut tx, cx, id, target.mailbox, target.conversation).await?;
    notifications::was_read(&mut tx, cx, About::Template, id.0).await?;
    tx.commit().await?;
    if any_file {
        conversations::publish(cx, target.mailbox, target.conversation);
    }
    Ok(view)
}

/// The newest version of this moment for a mailbox, as it is written, with its files: for what fills its words later. Its use is
/// counted.
pub(crate) async fn taken(tx: &mut Tx, cx: &Cx, id: TemplateId, mailbox: MailboxId, is_rich: bool) -> Result<(i64, Content, Vec<sql::FileRow>)> {
    let person = cx.who.person()?.id;
    let (number, content) = newest(tx, cx, id, mailbox).await?;
    let (content, files) = renamed(content, sql::files(tx, id, number).await?, is_rich);
    sql::add_uses(tx, id, week_of(cx.now), person, 1).await?;
    sql::mark_seen(tx, id, person, number).await?;
    notifications::was_read(tx, cx, About::Template, id.0).await?;
    Ok((number, content, files))
}

/// Pictures get names of their own wherever a text is inserted, so that it can be inserted twice. Plain text shows none.
fn renamed(mut content: Content, files: Vec<sql::FileRow>, is_rich: bool) -> (Content, Vec<sql::FileRow>) {
    let mut taken = Vec::with_capacity(files.len());
    for mut file in files {
        if file.content_id.is_empty() {
            taken.push(file);
            continue;
        }
        let old = format!("\"cid:{}\"", file.content_id);
        let Some(html) = content.html.as_mut().filter(|html| is_rich && html.contains(&old)) else { continue };
        file.content_id = drafts::content_id_for(&file.kind, true);
        *html = html.replace(&old, &format!("\"cid:{}\"", file.content_id));
        taken.push(file);
    }
    (content, taken)
}

/// How a text reads for somebody of the address book, or for nobody: on the desk of templates. `mailbox`: where it will be used.
pub async fn try_out(cx: &Cx, mailbox: Option<MailboxId>, content: Content, addr: &str) -> Result<FilledView> {
    let person = cx.who.person()?.id;
    let content = cleaned(content).await?;
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let visible = sql::mailboxes(&mut tx, space).await?.into_iter().map(|(id, _)| id).find(|id| cx.who.viewing(*id).is_ok());
    let mailbox = match mailbox.filter(|mailbox| cx.who.viewing(*mailbox).is_ok()).or(visible) {
        Some(mailbox) => mailbox,
        None => sql::mailboxes(&mut tx, space).await?.first().map(|(id, _)| *id).ok_or(Refused::NotFound)?,
    };
    let writing = reserved::Writing { mailbox, agent: Some(person), subject: &content.subject, language: "" };
    let around = reserved::around(&mut tx, cx, &writing).await?;
    let recipient = if addr.trim().is_empty() { None } else { book::known(&mut tx, space, addr.trim()).await?.map(Recipient::from) };
    Ok(filled(&around, recipient.as_ref(), &content, 0, vec![]).0)
}

/// How often somebody used a template in the last weeks, the oldest first: for a desk that has been at work before.
pub(crate) async fn was_used(cx: &Cx, id: TemplateId, user: UserId, weeks: &[i64]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let found = seen_by(&mut tx, cx, id).await?;
    found.kept(&mut tx, cx).await?.may_edit(&cx.who)?;
    let first = week_of(cx.now) + 1 - weeks.len() as i64;
    for (week, count) in (first..).zip(weeks) {
        sql::add_uses(&mut tx, id, week, user, *count).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The version in use, of a template that may be used in this mailbox.
async fn newest(tx: &mut Tx, cx: &Cx, id: TemplateId, mailbox: MailboxId) -> Result<(i64, Content)> {
    let found = seen_by(tx, cx, id).await?;
    let space = mailboxes::space_of(tx, mailbox).await?;
    let is_here = found.space_id == space && found.mailbox_id.is_none_or(|of| of == mailbox);
    if !is_here || found.archived_at.is_some() || found.published == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    let row = sql::version(tx, id, found.published).await?.ok_or(Refused::NotFound)?;
    Ok((found.published, row.content()))
}

async fn words(tx: &mut Tx, cx: &Cx, target: &drafts::Insertion) -> Result<(Around, Option<Recipient>)> {
    let writing =
        reserved::Writing { mailbox: target.mailbox, agent: cx.who.user_id(), subject: &target.content.subject, language: &target.language };
    let around = reserved::around(tx, cx, &writing).await?;
    let recipient = match &target.recipient {
        Some(Address { addr, .. }) if addr.is_empty() => None,
        Some(address) => Some(reserved::recipient(tx, target.mailbox, address).await?),
        None => None,
    };
    Ok((around, recipient))
}

/// The view, and the text as it was filled. The subject is one line, and its blanks can be seen.
fn filled(around: &Around, recipient: Option<&Recipient>, content: &Content, number: i64, files: Vec<DraftFileView>) -> (FilledView, Filled) {
    let subject = around.fill(recipient, &content.subject, Place::Header);
    let text = around.fill(recipient, &content.text, Place::Text);
    let html = content.html.as_ref().map(|html| around.fill(recipient, html, Place::Html).marked);
    let each_once = |words: Vec<String>| {
        let mut once: Vec<String> = Vec::new();
        words.into_iter().for_each(|word| {
            if !once.contains(&word) {
                once.push(word)
            }
        });
        once
    };
    let view = FilledView {
        number,
        subject: subject.text.trim().to_owned(),
        text: text.marked.clone(),
        html,
        to: content.to.clone(),
        cc: content.cc.clone(),
        bcc: content.bcc.clone(),
        files,
        words: text.marks.clone(),
        blank: each_once([subject.blank, text.blank.clone()].concat()),
        left: each_once([subject.left, text.left.clone()].concat()),
    };
    (view, text)
}

/// Where words came out blank, in the text as it will be saved: read from its HTML where the writing is formatted.
async fn places(view: &FilledView, text: &Filled, is_rich: bool) -> Result<Vec<Blank>> {
    if text.blank.is_empty() {
        return Ok(vec![]);
    }
    let read = match &view.html {
        Some(html) if is_rich => drafts::cleaned_html(html.clone()).await?.0,
        _ => text.marked.clone(),
    };
    Ok(blanks(&read, &text.blank))
}
