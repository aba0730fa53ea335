//! Sending: a draft becomes a message and a letter. The bytes are built once and filed before the transaction that names them.

use super::{
    BeforeSend,
    later::{after_change, check_hour},
    sql,
};
use crate::{Cx, Error, Result, checks, conversations, db::Tx, drafts, leases, messages};
use anyhow::Context;
use bytes::Bytes;
use domain::{
    access::Right,
    accounts::SendKind,
    addresses::{Address, parse_list},
    conversations::EventKind,
    fold::fold,
    messages::{Direction, PersonRole},
    outbox::{After, Later, Sent},
    statuses::Class,
    *,
};
use mail::compose::{ComposeError, Outgoing, OutgoingFile};
use mail::read::Person;
use std::collections::HashSet;

/// References that a mail names at most: root and newest ones.
const REFERENCES: usize = 20;

/// Sends a draft after the person's undo time. The same `idempotency_key` again is the same send: it answers what the first one
/// answered, and never makes a second letter.
///
/// # Errors
/// [`Refused::LeaseLost`]; [`Refused::AlreadySent`]; [`Refused::Stale`] when the draft is not what `version` was, and once when the
/// customer wrote while this was being written (MD-21): read again, then send; [`Refused::SentAgain`] for a corrected letter while the
/// failed one is on its way again or out; [`Refused::NoRecipient`], [`Refused::BadAddress`],
/// [`Refused::NoSendingAccount`], [`Refused::OverLimit`]; [`Refused::NeedsCheck`] where somebody else must approve this very content.
pub async fn send(cx: &Cx, id: DraftId, token: &str, version: i64, after: After, idempotency_key: String) -> Result<Sent> {
    send_at(cx, id, token, version, after, idempotency_key, None).await
}

/// Like [`send`], at a chosen hour. Until then the conversation is ready to be sent, its customer waits, and everything can be
/// taken back.
///
/// # Errors
/// [`Refused::Invalid`] for an hour that is over or too far ahead; else those of [`send`].
pub async fn send_at(cx: &Cx, id: DraftId, token: &str, version: i64, after: After, idempotency_key: String, later: Option<Later>) -> Result<Sent> {
    let person = cx.who.person()?.id;
    if idempotency_key.is_empty() || idempotency_key.len() > 200 {
        return Err(Error::Failed(anyhow::anyhow!("a send needs a key of 1 to 200 bytes")));
    }
    let mut tx = cx.desk.db.read().await?;
    if let Some(sent) = repeated(&mut tx, cx, id, &idempotency_key).await? {
        return Ok(sent);
    }
    let draft = drafts::to_send(&mut tx, id).await?;
    let conversation = draft.conversation_id;
    let target = conversations::target(&mut tx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    if let Some(later) = later {
        check_hour(later.at, cx.now)?;
    }
    let account = sending_account(&mut tx, target.mailbox_id, draft.content.account_id).await?;
    let answered = match draft.answers_id {
        // A mail that is passed on begins something new (RFC 5322 section 3.6.4 speaks of replies).
        Some(message) if draft.kind != domain::drafts::DraftKind::Forward => sql::answered(&mut tx, message).await?,
        _ => None,
    };
    drop(tx);
    let recipients = Recipients::parse(&draft)?;
    let date = later.map_or(cx.now, |later| later.at);
    let letter = build(cx, &draft, &account, &recipients, answered, date).await?;

    let mut tx = cx.desk.db.write().await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    if let Some(sent) = repeated(&mut tx, cx, id, &idempotency_key).await? {
        return Ok(sent);
    }
    let now = drafts::to_send(&mut tx, id).await?;
    leases::confirm_draft(&mut tx, cx, conversation, id, token).await?;
    if now.version != version || now != draft {
        return Err(Error::Refused(Refused::Stale));
    }
    if let Some(failed) = draft.resends_id {
        // Sent once more meanwhile, or corrected by somebody else: the customer would get both.
        super::confirm_resend(&mut tx, failed, id, &recipients.envelope()).await?;
    }
    sending_account(&mut tx, target.mailbox_id, draft.content.account_id).await?;
    checks::may_go_out(&mut tx, cx, target.mailbox_id, id).await?;
    if drafts::has_seen_mail(&mut tx, id).await? {
        // Stopped once: that it was seen is kept, so the next send goes through.
        tx.commit().await?;
        return Err(Error::Refused(Refused::Stale));
    }
    drafts::keep_revision(&mut tx, id, person, cx.now).await?;
    let (status_id, waiting_since, _) = sql::standing(&mut tx, conversation).await?;
    let mut new = letter.message(cx, &draft, &account, target.mailbox_id, &recipients);
    new.sent_at = Some(date);
    let message = messages::insert(&mut tx, &new).await?;
    if let Some(answered) = draft.answers_id {
        messages::answers(&mut tx, message, answered).await?;
    }
    let facts = conversations::MessageFacts {
        conversation,
        direction: Direction::Out,
        at: cx.now,
        automatic: false,
        snippet: &new.snippet,
        has_attachment: new.attachments.iter().any(|file| !file.inline),
        language: &new.language,
    };
    conversations::on_message(&mut tx, cx, &facts).await?;
    let undo_until = cx.now.plus_seconds(crate::users::profile_of(&mut tx, person).await?.undo_seconds.clamp(0, 30));
    let due_at = later.map_or(undo_until, |later| later.at);
    let before_send = serde_json::to_string(&BeforeSend { status_id, waiting_since })?;
    let row = sql::NewLetter {
        message_id: message,
        account_id: draft.content.account_id,
        draft_id: id,
        due_at,
        // Since when it is tried: one that waits for its hour is not given up before.
        queued_at: later.map_or(cx.now, |later| later.at),
        envelope_from: &account.address,
        file: &letter.file,
        before_send: &before_send,
        idempotency_key: &idempotency_key,
    };
    let letter_id = sql::insert(&mut tx, &row).await?;
    for (position, addr) in recipients.envelope().iter().enumerate() {
        sql::insert_recipient(&mut tx, letter_id, position as i64, addr).await?;
    }
    drafts::set_sent(&mut tx, id, cx.now).await?;
    checks::draft_sent(&mut tx, conversation, id).await?;
    leases::end(&mut tx, conversation).await?;
    match later {
        None => {
            conversations::record(&mut tx, cx, conversation, EventKind::Sent, "", &recipients.envelope().join(", ")).await?;
            match after {
                After::Done => conversations::set_class(&mut tx, cx, conversation, Class::Done).await?,
                After::Status(status) => conversations::set_status(&mut tx, cx, conversation, status).await?,
                After::Keep => {}
            }
        }
        Some(later) => {
            sql::schedule(&mut tx, letter_id, later.stops_on_reply, &serde_json::to_string(&after)?).await?;
            sql::set_waiting(&mut tx, conversation, waiting_since).await?;
            conversations::record(&mut tx, cx, conversation, EventKind::SendScheduled, "", &later.at.0.to_string()).await?;
            conversations::set_class(&mut tx, cx, conversation, Class::Ready).await?;
        }
    }
    after_change(&mut tx, conversation).await?;
    tx.commit().await?;
    cx.desk.wake.send.notify_one();
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(Sent { message, undo_until: due_at })
}

/// What the first send of a draft with this key answered, if there was one.
pub async fn sent_with(cx: &Cx, draft: DraftId, key: &str) -> Result<Option<Sent>> {
    let mut tx = cx.desk.db.read().await?;
    repeated(&mut tx, cx, draft, key).await
}

/// What the first send with this key answered.
async fn repeated(tx: &mut Tx, cx: &Cx, draft: DraftId, key: &str) -> Result<Option<Sent>> {
    let Some((message, sent_draft, due_at, conversation)) = sql::by_key(tx, key).await? else { return Ok(None) };
    cx.who.may(Right::Send, conversations::target(tx, conversation).await?)?;
    if sent_draft != Some(draft) {
        // A key is for one send.
        return Err(Error::Refused(Refused::Stale));
    }
    Ok(Some(Sent { message, undo_until: due_at }))
}

async fn sending_account(tx: &mut Tx, mailbox: MailboxId, id: AccountId) -> Result<sql::AccountRow> {
    let account = sql::account(tx, id).await?;
    if account.mailbox_id != mailbox || account.send == SendKind::None {
        return Err(Error::Refused(Refused::NoSendingAccount));
    }
    Ok(account)
}

struct Recipients {
    to: Vec<Address>,
    cc: Vec<Address>,
    bcc: Vec<Address>,
}

impl Recipients {
    fn parse(draft: &drafts::ToSend) -> Result<Recipients> {
        let parse = |text: &str| parse_list(text).map_err(|entry| Refused::BadAddress { entry });
        let all = Recipients { to: parse(&draft.content.to)?, cc: parse(&draft.content.cc)?, bcc: parse(&draft.content.bcc)? };
        if all.each().next().is_none() {
            return Err(Error::Refused(Refused::NoRecipient));
        }
        Ok(all)
    }

    fn each(&self) -> impl Iterator<Item = (PersonRole, &Address)> {
        let to = self.to.iter().map(|a| (PersonRole::To, a));
        let cc = self.cc.iter().map(|a| (PersonRole::Cc, a));
        to.chain(cc).chain(self.bcc.iter().map(|a| (PersonRole::Bcc, a)))
    }

    /// Everybody once.
    fn envelope(&self) -> Vec<String> {
        let mut known = HashSet::new();
        self.each().filter(|(_, address)| known.insert(fold(&address.addr))).map(|(_, address)| address.addr.clone()).collect()
    }
}

/// The mail, built, read back and filed.
struct Built {
    message_id: String,
    file: String,
    size: i64,
    read: mail::read::Message,
}

async fn build(
    cx: &Cx,
    draft: &drafts::ToSend,
    account: &sql::AccountRow,
    to: &Recipients,
    answered: Option<(String, String)>,
    date: Moment,
) -> Result<Built> {
    let files = &cx.desk.files;
    let original = match &answered {
        Some((_, file)) => Some(files.get(file).await?),
        None => None,
    };
    let mut attachments = Vec::with_capacity(draft.files.len());
    for file in &draft.files {
        let content_id = (!file.content_id.is_empty()).then(|| file.content_id.clone());
        // A picture that was taken out of the text again stays at home.
        if content_id.as_ref().is_none_or(|id| draft.content.html.as_ref().is_some_and(|html| html.contains(&format!("\"cid:{id}\"")))) {
            attachments.push(OutgoingFile {
                name: file.name.clone(),
                kind: file.kind.clone(),
                bytes: files.get(&file.file).await?.to_vec(),
                content_id,
            });
        }
    }
    let host = account.address.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let key = cx.desk.keys.key_for(crate::ingest::TOKEN_PURPOSE);
    let message_id = mail::thread::message_id_for(&key[..], host, &format!("{:032x}", rand::random::<u128>()), draft.conversation_id.0);
    let people = |list: &[Address]| list.iter().map(|a| Person { name: a.name.clone(), addr: a.addr.clone() }).collect();
    let mut outgoing = Outgoing {
        message_id: message_id.clone(),
        date,
        from: Person { name: account.from_name.clone(), addr: account.address.clone() },
        to: people(&to.to),
        cc: people(&to.cc),
        bcc: people(&to.bcc),
        reply_to: vec![],
        subject: draft.content.subject.clone(),
        in_reply_to: None,
        references: vec![],
        text: draft.content.text.clone(),
        html: draft.content.html.clone(),
        attachments,
        auto_submitted: false,
    };
    let answered_id = answered.map(|(id, _)| id).filter(|id| is_writable(id));
    let (bytes, read) = tokio::task::spawn_blocking(move || {
        if let Some(id) = answered_id {
            outgoing.references = references(original.as_deref().unwrap_or_default(), &id);
            outgoing.in_reply_to = Some(id);
        }
        outgoing.html = outgoing.html.as_deref().map(mail::html::as_letter);
        mail::compose::write(&outgoing).map(|bytes| {
            let read = mail::read::read(&bytes);
            (bytes, read)
        })
    })
    .await
    .context("building a mail")?
    .map_err(|cause| match cause {
        ComposeError::Address(entry) => Error::Refused(Refused::BadAddress { entry }),
        other => Error::Failed(anyhow::Error::new(other).context("building a mail")),
    })?;
    let limit = cx.desk.limits.message_bytes;
    if bytes.len() as u64 > limit {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit }));
    }
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let stored = files.put(Bytes::from(bytes)).await?;
    Ok(Built { message_id, file: stored.file, size, read })
}

/// The answered mail's references and itself (RFC 5322 section 3.6.4); of long threads the root and the newest.
fn references(original: &[u8], id: &str) -> Vec<String> {
    let read = mail::read::read(original);
    let earlier = if read.references.is_empty() { read.in_reply_to } else { read.references };
    let mut all: Vec<String> = earlier.into_iter().filter(|earlier| is_writable(earlier) && earlier != id).collect();
    all.push(id.to_owned());
    if all.len() > REFERENCES {
        all.drain(1..=all.len() - REFERENCES);
    }
    all
}

/// What broken mailers call a Message-ID cannot always stand in a header of ours.
fn is_writable(id: &str) -> bool {
    !id.is_empty() && id.len() <= 900 && id.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
}

impl Built {
    fn message(&self, cx: &Cx, draft: &drafts::ToSend, account: &sql::AccountRow, mailbox: MailboxId, to: &Recipients) -> messages::NewMessage {
        let from = Address { name: account.from_name.clone(), addr: account.address.clone() };
        let mut people = vec![(PersonRole::From, from.clone())];
        people.extend(to.each().map(|(role, address)| (role, address.clone())));
        messages::NewMessage {
            conversation_id: draft.conversation_id,
            mailbox_id: mailbox,
            arrival_id: None,
            account_id: Some(draft.content.account_id),
            author_id: cx.who.user_id(),
            direction: Direction::Out,
            message_id: self.message_id.clone(),
            from,
            people,
            subject: draft.content.subject.clone(),
            snippet: self.read.snippet.clone(),
            text: draft.content.text.clone(),
            has_html: draft.content.html.is_some(),
            remote_pictures: false,
            file: self.file.clone(),
            size: self.size,
            at: cx.now,
            sent_at: Some(cx.now),
            automatic: "no".to_owned(),
            charset: self.read.charset.clone(),
            language: self.read.language.unwrap_or_default().to_owned(),
            invitation: None,
            attachments: messages::new_attachments(&self.read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_keep_root_and_newest() {
        let ids: Vec<String> = (0..40).map(|n| format!("<m{n}@x.example>")).collect();
        let original = format!("Message-ID: <m40@x.example>\r\nReferences: {}\r\n\r\nx", ids.join("\r\n "));
        let kept = references(original.as_bytes(), "m40@x.example");
        assert_eq!(kept.len(), REFERENCES);
        assert_eq!((kept[0].as_str(), kept[1].as_str(), kept[19].as_str()), ("m0@x.example", "m22@x.example", "m40@x.example"));
        assert_eq!(references(b"In-Reply-To: <a@x>\r\n\r\n", "b@x"), ["a@x", "b@x"]);
        assert_eq!(references(b"", "b@x"), ["b@x"]);
    }
}
