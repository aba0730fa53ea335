//! Beginning to write: an answer, a new mail, or a failed one once more.

use super::{
    blanks, opening, revisions,
    signature::{self, About},
    sql,
};
use crate::{Cx, Error, Result, conversations, db::Tx, files::Files, leases, outbox, users};
use domain::{
    access::{Right, Target},
    addresses::Address,
    conversations::EventKind,
    drafts::{DraftContent, DraftKind, html_from_text},
    leases::Held,
    messages::PersonRole,
    reserved::{Blank, Filled},
    statuses::Class,
    *,
};

/// 返信処理を開始する: takes the lease, sets the class `working`, makes the starter assignee when there is none, and gives the draft,
/// the one this person had begun already if there is one. Without `answers` the newest received mail is answered.
///
/// # Errors
/// [`Refused::Held`] while somebody else writes; [`Refused::NoSendingAccount`].
pub async fn start(cx: &Cx, conversation: ConversationId, kind: DraftKind, answers: Option<MessageId>) -> Result<Held> {
    let person = cx.who.person()?.id;
    let passed_on = if kind == DraftKind::Forward { passed_on(cx, conversation, answers).await? } else { vec![] };
    let mut tx = cx.desk.db.write().await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    let taken = leases::take(&mut tx, cx, conversation).await?;
    let answered = match kind {
        DraftKind::New => None,
        _ => Some(sql::answered(&mut tx, conversation, answers).await?.ok_or(Refused::NotFound)?),
    };
    let answers_id = answered.as_ref().map(|a| a.id);
    let draft_id = match sql::open_of_person(&mut tx, conversation, person, kind, answers_id).await? {
        Some(begun) => {
            sql::has_seen_mail(&mut tx, begun).await?;
            begun
        }
        None => {
            let (content, left_blank) = first_content(&mut tx, cx, target.mailbox_id, kind, answered.as_ref()).await?;
            let new =
                sql::NewDraft { conversation_id: conversation, author_id: person, kind, answers_id, resends_id: None, content: &content, at: cx.now };
            let id = insert(&mut tx, &new, &passed_on).await?;
            blanks::note(&mut tx, id, &left_blank).await?;
            id
        }
    };
    let held = hold(&mut tx, cx, conversation, target, draft_id, taken).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// A new mail: a conversation of its own, assigned to its writer.
///
/// # Errors
/// [`Refused::NoSendingAccount`] when nobody can send from this mailbox.
pub async fn start_new(cx: &Cx, mailbox: MailboxId) -> Result<(ConversationId, Held)> {
    let person = cx.who.person()?.id;
    cx.who.has(Right::Edit, mailbox)?;
    let mut tx = cx.desk.db.write().await?;
    let (content, left_blank) = first_content(&mut tx, cx, mailbox, DraftKind::New, None).await?;
    let nobody = Address { name: String::new(), addr: String::new() };
    let new = conversations::NewConversation {
        mailbox,
        subject: "",
        customer: &nobody,
        class: Class::Working,
        assignee: Some(person),
        at: cx.now,
        language: "",
    };
    let conversation = conversations::create(&mut tx, cx, &new).await?;
    let taken = leases::take(&mut tx, cx, conversation).await?;
    let new = sql::NewDraft {
        conversation_id: conversation,
        author_id: person,
        kind: DraftKind::New,
        answers_id: None,
        resends_id: None,
        content: &content,
        at: cx.now,
    };
    let draft_id = insert(&mut tx, &new, &[]).await?;
    blanks::note(&mut tx, draft_id, &left_blank).await?;
    let target = Target { mailbox_id: mailbox, assignee_id: Some(person) };
    let held = hold(&mut tx, cx, conversation, target, draft_id, taken).await?;
    tx.commit().await?;
    conversations::publish(cx, mailbox, conversation);
    Ok((conversation, held))
}

/// Passes a mail on whole, as a file (`message/rfc822`) of a mail that is otherwise empty.
///
/// # Errors
/// [`Refused::Held`] while somebody else writes; [`Refused::NoSendingAccount`].
pub async fn forward_as_file(cx: &Cx, conversation: ConversationId, message: MessageId) -> Result<Held> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    cx.who.may(Right::Edit, conversations::target(&mut tx, conversation).await?)?;
    let whole = sql::answered(&mut tx, conversation, Some(message)).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    let size = i64::try_from(cx.desk.files.get(&whole.file).await?.len()).unwrap_or(i64::MAX);
    let name = if whole.subject.trim().is_empty() { "mail.eml".to_owned() } else { format!("{}.eml", whole.subject.trim()) };
    let file = PassedOn { name, kind: "message/rfc822".to_owned(), size, file: whole.file, content_id: String::new() };
    let mut tx = cx.desk.db.write().await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    let taken = leases::take(&mut tx, cx, conversation).await?;
    let (mut content, left_blank) = first_content(&mut tx, cx, target.mailbox_id, DraftKind::New, None).await?;
    content.subject = mail::compose::forward_subject(&whole.subject);
    let kind = DraftKind::Forward;
    let new =
        sql::NewDraft { conversation_id: conversation, author_id: person, kind, answers_id: None, resends_id: None, content: &content, at: cx.now };
    let draft_id = insert(&mut tx, &new, &[file]).await?;
    blanks::note(&mut tx, draft_id, &left_blank).await?;
    let held = hold(&mut tx, cx, conversation, target, draft_id, taken).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// Goes on with a draft that was left, one's own or a colleague's (MW-34). Its author stays.
///
/// # Errors
/// [`Refused::Held`] while somebody else writes in this conversation; [`Refused::AlreadySent`].
pub async fn resume(cx: &Cx, id: DraftId) -> Result<Held> {
    let mut tx = cx.desk.db.write().await?;
    let conversation = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?.conversation_id;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    super::open(&mut tx, id).await?;
    let taken = leases::take(&mut tx, cx, conversation).await?;
    sql::has_seen_mail(&mut tx, id).await?;
    let held = hold(&mut tx, cx, conversation, target, id, taken).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// Edit and resend: a new draft with the content of a message whose letter failed or is unsure. Sending it settles the failure.
/// Where only some recipients were refused, it goes to these.
///
/// # Errors
/// [`Refused::Stale`] when the letter is in no such state any more; [`Refused::Held`].
pub async fn from_failed(cx: &Cx, message: MessageId) -> Result<Held> {
    cx.who.person()?;
    let mut tx = cx.desk.db.write().await?;
    let conversation = outbox::conversation_of(&mut tx, message).await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    let held = resend(&mut tx, cx, conversation, target, message).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// The draft that corrects a message, under a lock of its conversation.
pub(crate) async fn resend(tx: &mut Tx, cx: &Cx, conversation: ConversationId, target: Target, message: MessageId) -> Result<Held> {
    let person = cx.who.person()?.id;
    let (sent_id, only) = outbox::draft_of_failed(tx, message).await?;
    let taken = leases::take(tx, cx, conversation).await?;
    let draft_id = match sql::open_resend(tx, message).await? {
        Some(begun) => {
            sql::has_seen_mail(tx, begun).await?;
            begun
        }
        None => {
            let sent = sql::find(tx, sent_id).await?.ok_or(Refused::NotFound)?;
            let files = sql::files(tx, sent_id).await?;
            let mut content = sent.content();
            if let Some(only) = only {
                for field in [&mut content.to, &mut content.cc, &mut content.bcc] {
                    *field = opening::only_to(field, &only);
                }
            }
            let new = sql::NewDraft {
                conversation_id: conversation,
                author_id: person,
                kind: sent.kind,
                answers_id: sent.answers_id,
                resends_id: Some(message),
                content: &content,
                at: cx.now,
            };
            insert(
                tx,
                &new,
                &files
                    .into_iter()
                    .map(|f| PassedOn { name: f.name, kind: f.kind, size: f.size, file: f.file, content_id: f.content_id })
                    .collect::<Vec<_>>(),
            )
            .await?
        }
    };
    hold(tx, cx, conversation, target, draft_id, taken).await
}

/// Ties the lease to the draft and moves the work: class `working`, an assignee, the history.
async fn hold(tx: &mut Tx, cx: &Cx, conversation: ConversationId, target: Target, draft_id: DraftId, taken: leases::Taken) -> Result<Held> {
    leases::set_draft(tx, conversation, draft_id).await?;
    if taken.draft_id != Some(draft_id) {
        conversations::record(tx, cx, conversation, EventKind::ReplyStarted, "", "").await?;
    }
    if target.assignee_id.is_none() {
        conversations::set_assignee(tx, cx, conversation, cx.who.user_id()).await?;
    }
    conversations::set_class(tx, cx, conversation, Class::Working).await?;
    conversations::refresh_draft_flag(tx, conversation).await?;
    Ok(Held { draft_id, token: taken.token })
}

async fn insert(tx: &mut Tx, new: &sql::NewDraft<'_>, files: &[PassedOn]) -> Result<DraftId> {
    let id = sql::insert(tx, new).await?;
    for file in files {
        let new = sql::NewFile { name: &file.name, kind: &file.kind, size: file.size, file: &file.file, content_id: &file.content_id };
        sql::insert_file(tx, id, &new).await?;
    }
    revisions::first(tx, id, new.author_id, new.at).await?;
    Ok(id)
}

/// The content that a draft begins with, and which words of the signature came out blank.
async fn first_content(
    tx: &mut Tx,
    cx: &Cx,
    mailbox: MailboxId,
    kind: DraftKind,
    answered: Option<&sql::Answered>,
) -> Result<(DraftContent, Vec<Blank>)> {
    let senders = sql::senders(tx, mailbox).await?;
    let received_by = answered.and_then(|a| a.account_id).filter(|id| senders.iter().any(|sender| sender.id == *id));
    let account_id = received_by.or(senders.first().map(|sender| sender.id)).ok_or(Refused::NoSendingAccount)?;
    let profile = users::profile_of(tx, cx.who.person()?.id).await?;
    let Some(answered) = answered else {
        let about = About { answered: None, people: &[], subject: "" };
        let signature = signature::filled(tx, cx, mailbox, &profile, about).await?;
        let text = opening::text(&signature.text, "");
        let html = profile.writes_rich.then(|| html_from_text(&text));
        let content = DraftContent { account_id, to: String::new(), cc: String::new(), bcc: String::new(), subject: String::new(), text, html };
        return Ok((content, blanks_of(&signature)));
    };
    let people: Vec<(PersonRole, Address)> =
        sql::people(tx, answered.id).await?.into_iter().map(|(role, name, addr)| (role, Address { name, addr })).collect();
    let own: Vec<String> = sql::own_addresses(tx, mailbox).await?.into_iter().map(|(key,)| key).collect();
    let recipients = opening::recipients(kind, answered, &people, &own);
    let subject = match kind {
        DraftKind::Forward => mail::compose::forward_subject(&answered.subject),
        _ => mail::compose::reply_subject(&answered.subject),
    };
    let about = About { answered: Some(answered), people: &people, subject: &subject };
    let signature = signature::filled(tx, cx, mailbox, &profile, about).await?;
    let quoted = opening::quoted(kind, answered, &people, &profile.zone, profile.language);
    let text = super::fitting(opening::text(&signature.text, &quoted));
    let html = profile.writes_rich.then(|| html_from_text(&text));
    let content = DraftContent { account_id, to: recipients.to, cc: recipients.cc, bcc: String::new(), subject, text, html };
    Ok((content, blanks_of(&signature)))
}

fn blanks_of(signature: &Filled) -> Vec<Blank> {
    reserved::blanks(&signature.marked, &signature.blank)
}

/// A file of the mail that is passed on, filed by content.
struct PassedOn {
    name: String,
    kind: String,
    size: i64,
    file: String,
    content_id: String,
}

/// The files of the mail that is to be forwarded, unless the person began that already. Before the transaction: reading and
/// filing take their time.
async fn passed_on(cx: &Cx, conversation: ConversationId, message: Option<MessageId>) -> Result<Vec<PassedOn>> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    cx.who.may(Right::Edit, conversations::target(&mut tx, conversation).await?)?;
    let answered = sql::answered(&mut tx, conversation, message).await?.ok_or(Refused::NotFound)?;
    let begun = sql::open_of_person(&mut tx, conversation, person, DraftKind::Forward, Some(answered.id)).await?;
    drop(tx);
    if begun.is_some() {
        return Ok(vec![]);
    }
    files_of(&cx.desk.files, &answered.file).await
}

/// The attachments of a filed mail; pictures that only stand inside its HTML stay behind.
async fn files_of(files: &Files, file: &str) -> Result<Vec<PassedOn>> {
    let raw = files.get(file).await?;
    let read = move || {
        let listed = mail::read::read(&raw).attachments.into_iter().zip(mail::read::attachments(&raw));
        let wanted = listed.filter(|(a, _)| !(a.inline && a.content_id.is_some() && a.kind.starts_with("image/")));
        wanted.map(|(a, bytes)| (a.name, a.kind, bytes)).collect::<Vec<_>>()
    };
    let found = tokio::task::spawn_blocking(read).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("reading a mail")))?;
    let (names, contents): (Vec<_>, Vec<_>) = found.into_iter().map(|(name, kind, bytes)| ((name, kind), bytes.into())).unzip();
    let stored = files.put_all(contents).await?;
    let size = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
    Ok(names
        .into_iter()
        .zip(stored)
        .map(|((name, kind), s)| PassedOn { name, kind, size: size(s.size), file: s.file, content_id: String::new() })
        .collect())
}
