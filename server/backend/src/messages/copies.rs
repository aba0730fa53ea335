//! The same mail, come to several accounts of one mailbox: shown once, with every account named (GN-10).

use super::{NewAttachment, mid_hash, sql};
use crate::{Result, db::Tx};
use domain::{
    fold::{fold, storable},
    messages::Direction,
    *,
};
use std::collections::HashMap;

/// A mail that has just been read, as far as another one can be the same.
pub(crate) struct Same<'a> {
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub message_id: &'a str,
    /// The stored file is called by what is in it.
    pub file: &'a str,
    pub from: &'a str,
    pub sent_at: Option<Moment>,
    pub subject: &'a str,
    pub text: &'a str,
    pub attachments: &'a [NewAttachment],
}

/// The mail that came to another account of the mailbox before and is this one: the same bytes, or the same Message-ID with the same
/// sender, date, subject, text and attachments. The Message-ID alone makes nothing the same.
pub(crate) async fn twin(tx: &mut Tx, new: &Same<'_>) -> Result<Option<(MessageId, ConversationId)>> {
    if new.message_id.is_empty() {
        return Ok(None);
    }
    for known in sql::received_as(tx, new.mailbox, &mid_hash(new.message_id), new.account).await? {
        let same_words = new.sent_at.is_some()
            && known.sent_at == new.sent_at
            && fold(&known.from_addr) == fold(new.from)
            && known.subject == storable(new.subject)
            && known.text == storable(new.text);
        if known.file == new.file || same_words && same_files(tx, known.id, new.attachments).await? {
            return Ok(Some((known.id, known.conversation_id)));
        }
    }
    Ok(None)
}

/// Whether the mailbox has a mail that comes out of an archive: fetched, sent or imported. Archives change how lines of a text that
/// begin with `From` are written; of what we sent ourselves only sender, date and subject are compared, since the text was kept
/// as it was typed.
pub(crate) async fn imported_twin(tx: &mut Tx, new: &Same<'_>) -> Result<bool> {
    if new.message_id.is_empty() {
        return Ok(false);
    }
    for (known, direction) in sql::under_id(tx, new.mailbox, &mid_hash(new.message_id), new.message_id).await? {
        if known.file == new.file {
            return Ok(true);
        }
        let same_head = fold(&known.from_addr) == fold(new.from) && known.subject == storable(new.subject);
        let same = match direction {
            Direction::Out => same_head,
            Direction::In => {
                same_head
                    && known.sent_at == new.sent_at
                    && plain(&known.text) == plain(&storable(new.text))
                    && same_files(tx, known.id, new.attachments).await?
            }
        };
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}

fn plain(text: &str) -> String {
    let unescaped = text.lines().map(|line| {
        let bare = line.trim_start_matches('>');
        if bare.starts_with("From ") { bare } else { line }.trim_end()
    });
    unescaped.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

async fn same_files(tx: &mut Tx, id: MessageId, new: &[NewAttachment]) -> Result<bool> {
    let known = sql::names_and_sizes(tx, id).await?;
    Ok(known.len() == new.len() && known.iter().zip(new).all(|((name, size), file)| *name == storable(&file.name) && *size == file.size))
}

/// Notes that it came once more, by this account.
pub(crate) async fn keep_copy(tx: &mut Tx, arrival: ArrivalId, message: MessageId, account: AccountId, file: &str) -> Result<()> {
    sql::insert_copy(tx, arrival, message, account, file).await?;
    Ok(())
}

/// The other accounts that mails of a conversation came to.
pub(super) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<HashMap<MessageId, Vec<String>>> {
    let mut all: HashMap<MessageId, Vec<String>> = HashMap::new();
    for (message, address) in sql::copies(tx, id).await? {
        all.entry(message).or_default().push(address);
    }
    Ok(all)
}

pub(super) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<Vec<String>> {
    Ok(sql::purge_copies(tx, id).await?.into_iter().map(|(file,)| file).collect())
}
