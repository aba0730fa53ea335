//! Messages: the mails of a conversation, their raw bytes, cleaned HTML and attachments.
//! What is shown is made from the raw file each time; stored HTML is never trusted.

mod copies;
mod files;
mod redact;
mod sql;

pub(crate) use copies::{Same, imported_twin, keep_copy, twin};

pub(crate) use files::in_background;
pub(crate) use redact::{names_of, raw_files, redact, remake, with_addresses};

pub use files::{FileOut, attachment, attachments_zip, html, raw, read_as};

use crate::{Result, correspondents, db::Tx, outbox, proofs, returns, search};
use domain::{
    addresses::Address,
    dangers,
    messages::{Direction, InvitationView, MessageView, PersonRole, Segment, SegmentKind},
    search::Tokens,
    *,
};
use std::collections::HashMap;

/// One mail, ready to be kept.
pub struct NewMessage {
    pub conversation_id: ConversationId,
    pub mailbox_id: MailboxId,
    pub arrival_id: Option<ArrivalId>,
    pub account_id: Option<AccountId>,
    pub author_id: Option<UserId>,
    pub direction: Direction,
    /// Without angle brackets; empty when the mail has none.
    pub message_id: String,
    pub from: Address,
    pub people: Vec<(PersonRole, Address)>,
    pub subject: String,
    pub snippet: String,
    pub text: String,
    pub has_html: bool,
    /// Its HTML asks for pictures of other people's servers.
    pub remote_pictures: bool,
    pub file: String,
    /// Bytes of the raw mail.
    pub size: i64,
    pub at: Moment,
    pub sent_at: Option<Moment>,
    /// The word for what kind of automatic mail it is; `no` for a person's.
    pub automatic: String,
    pub charset: String,
    pub language: String,
    pub invitation: Option<InvitationView>,
    pub attachments: Vec<NewAttachment>,
}

pub struct NewAttachment {
    /// As `mail::read` counts the parts.
    pub position: i64,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub content_id: String,
    pub inline: bool,
    pub danger: Option<dangers::Danger>,
}

/// Removes the messages of a conversation that is removed, and answers the files they named. Their arrivals stay: the mail is known.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<Vec<String>> {
    returns::purge(tx, id).await?;
    proofs::purge(tx, id).await?;
    let mut files = copies::purge(tx, id).await?;
    files.extend(sql::purge(tx, id).await?.into_iter().map(|(file,)| file));
    Ok(files)
}

/// The attachments of a mail that was read, as they are kept. Positions fit [`attachment`].
pub fn new_attachments(read: &mail::read::Message) -> Vec<NewAttachment> {
    read.attachments
        .iter()
        .map(|part| NewAttachment {
            position: i64::from(part.position),
            name: part.name.clone(),
            kind: part.kind.clone(),
            size: i64::try_from(part.size).unwrap_or(i64::MAX),
            content_id: part.content_id.clone().unwrap_or_default(),
            inline: part.inline,
            danger: part.danger,
        })
        .collect()
}

/// Keeps a message with its people, its Message-ID for threading and its attachments; from then on it can be searched for.
pub async fn insert(tx: &mut Tx, new: &NewMessage) -> Result<MessageId> {
    let people = new.people.iter().filter(|(role, _)| *role != PersonRole::ReplyTo).map(|(_, address)| address).chain([&new.from]);
    let files = new.attachments.iter().filter(|file| !file.inline).map(|file| file.name.as_str());
    let tokens = search::tokens_of(&new.subject, people.map(|address| (address.name.as_str(), address.addr.as_str())), &new.text, files);
    insert_with(tx, new, &tokens).await
}

/// The same with tokens for the search that were made before the transaction.
pub async fn insert_with(tx: &mut Tx, new: &NewMessage, tokens: &Tokens) -> Result<MessageId> {
    let id = sql::insert(tx, new).await?;
    search::add_message(tx, id, new.at, new.attachments.iter().any(|file| !file.inline), tokens).await?;
    for (position, (role, address)) in new.people.iter().enumerate() {
        sql::insert_person(tx, id, new.at, *role, position as i64, address).await?;
    }
    if new.direction == Direction::Out || new.automatic == "no" {
        correspondents::remember(tx, new.mailbox_id, new.direction, new.at, &new.people).await?;
    }
    if !new.message_id.is_empty() {
        sql::insert_mid(tx, new.mailbox_id, &mid_hash(&new.message_id), new.conversation_id, id).await?;
    }
    for attachment in &new.attachments {
        sql::insert_attachment(tx, id, attachment).await?;
    }
    if new.attachments.iter().any(|file| !file.inline && mail::files::is_readable(&file.name, &file.kind)) {
        search::expect_files(tx, id).await?;
    }
    Ok(id)
}

/// A file of a mail, for those who read it.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct FilePart {
    pub position: i64,
    pub name: String,
    pub kind: String,
    pub size: i64,
}

/// The raw file of a message and what is attached to it; `None` when it is gone.
pub(crate) async fn files_of(tx: &mut Tx, id: MessageId) -> Result<Option<(String, Vec<FilePart>)>> {
    let Some(raw) = sql::raw(tx, id).await? else { return Ok(None) };
    Ok(Some((raw.file, sql::file_parts(tx, id).await?)))
}

/// The mail that one of these Message-IDs names in this mailbox, and the conversation it is in now, which may have been moved to
/// another mailbox; the first that is known wins.
pub(crate) async fn known(tx: &mut Tx, mailbox: MailboxId, message_ids: &[String]) -> Result<Option<(ConversationId, MessageId)>> {
    // References are at most a few dozen, and the first look-up nearly always answers.
    for message_id in message_ids {
        if let Some(found) = sql::known(tx, mailbox, &mid_hash(message_id)).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Notes which mail a mail answers: where conversations are cut, the answer goes where the question goes.
pub(crate) async fn answers(tx: &mut Tx, id: MessageId, parent: MessageId) -> Result<()> {
    sql::set_parent(tx, id, parent).await?;
    Ok(())
}

/// A mail came by another mailbox than the one that its conversation is in: it is known there, too.
pub(crate) async fn known_in(tx: &mut Tx, mailbox: MailboxId, message_id: &str, conversation: ConversationId, id: MessageId) -> Result<()> {
    if !message_id.is_empty() {
        sql::insert_mid(tx, mailbox, &mid_hash(message_id), conversation, id).await?;
    }
    Ok(())
}

/// Mails that are not here, and that an imported one answers: should they come later, they find their conversation by it.
pub(crate) async fn expect(tx: &mut Tx, mailbox: MailboxId, message_ids: &[String], conversation: ConversationId, id: MessageId) -> Result<()> {
    for message_id in message_ids {
        let hash = mid_hash(message_id);
        if sql::known(tx, mailbox, &hash).await?.is_none() {
            sql::insert_mid(tx, mailbox, &hash, conversation, id).await?;
        }
    }
    Ok(())
}

/// Whether a mail of this Message-ID is in the mailbox.
pub(crate) async fn is_under(tx: &mut Tx, mailbox: MailboxId, message_id: &str) -> Result<bool> {
    Ok(!message_id.is_empty() && !sql::under_id(tx, mailbox, &mid_hash(message_id), message_id).await?.is_empty())
}

/// The mail that we sent under this Message-ID, and its conversation.
pub(crate) async fn sent_as(tx: &mut Tx, mailbox: MailboxId, message_id: &str) -> Result<Option<(MessageId, ConversationId)>> {
    Ok(sql::sent_as(tx, mailbox, &mid_hash(message_id)).await?)
}

fn mid_hash(message_id: &str) -> String {
    mail::thread::content_hash(mail::thread::normalised_id(message_id).as_bytes())
}

/// The messages of one conversation, for its page: eight statements, however many there are.
pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<MessageView>> {
    let mut people: HashMap<MessageId, Vec<(PersonRole, Address)>> = HashMap::new();
    for (message, role, name, addr) in sql::people(tx, id).await? {
        people.entry(message).or_default().push((role, Address { name, addr }));
    }
    let mut attachments: HashMap<MessageId, Vec<_>> = HashMap::new();
    for mut attachment in sql::attachments(tx, id).await? {
        // Those of earlier versions were not looked into.
        attachment.danger = attachment.danger.or_else(|| dangers::of_name(&attachment.name, &attachment.kind));
        attachments.entry(attachment.message_id).or_default().push(attachment);
    }
    let mut letters: HashMap<MessageId, _> = outbox::of_conversation(tx, id).await?.into_iter().collect();
    let mut proofs = proofs::of_conversation(tx, id).await?;
    let mut copies = copies::of_conversation(tx, id).await?;
    let mut rows = sql::of_conversation(tx, id).await?;
    let texts: Vec<String> = rows.iter_mut().map(|row| std::mem::take(&mut row.text)).collect();
    // Texts have up to 4 MB each, which is no work for the threads that answer everybody.
    let split = files::in_background(move || texts.iter().map(|text| segments(text)).collect::<Vec<_>>()).await?;
    Ok(rows
        .into_iter()
        .zip(split)
        .map(|(row, segments)| {
            let people = people.remove(&row.id).unwrap_or_default();
            let accounts: Vec<String> =
                row.account.into_iter().chain(copies.remove(&row.id).unwrap_or_default()).filter(|account| !account.is_empty()).collect();
            let of = |wanted| people.iter().filter(|(role, _)| *role == wanted).map(|(_, address)| address.clone()).collect();
            MessageView {
                id: row.id,
                direction: row.direction,
                from: Address { name: row.from_name, addr: row.from_addr },
                to: of(PersonRole::To),
                cc: of(PersonRole::Cc),
                bcc: of(PersonRole::Bcc),
                reply_to: of(PersonRole::ReplyTo),
                subject: row.subject,
                at: row.at,
                segments,
                has_html: row.has_html,
                remote_pictures: row.remote_pictures,
                attachments: attachments.remove(&row.id).unwrap_or_default(),
                invitation: serde_json::from_str(&row.invitation).ok(),
                automatic: is_of_a_machine(&row.automatic),
                language: row.language,
                charset: row.charset,
                size: row.size,
                account: accounts.join(", "),
                author_name: row.author_name,
                letter: letters.remove(&row.id),
                proof: proofs.remove(&row.id),
            }
        })
        .collect())
}

/// What came over a list was written by a person.
fn is_of_a_machine(word: &str) -> bool {
    use mail::automatic::Automatic;
    !matches!(Automatic::parse(word), None | Some(Automatic::No | Automatic::List))
}

fn segments(text: &str) -> Vec<Segment> {
    mail::quote::split(text)
        .into_iter()
        .map(|segment| Segment {
            kind: match segment.kind {
                mail::quote::Kind::Own => SegmentKind::Own,
                mail::quote::Kind::Quote => SegmentKind::Quote,
                mail::quote::Kind::Signature => SegmentKind::Signature,
            },
            text: segment.text.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
