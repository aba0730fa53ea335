//! One noted letter becomes a mail of its conversation and a letter of the outbox.

use super::{
    super::sql::{self, Noted},
    is_too_much,
    words::filled,
};
use crate::{Cx, Result, conversations, cx::ByRule, messages, outbox, users};
use anyhow::Context;
use bytes::Bytes;
use domain::{
    accounts::SendKind,
    addresses::Address,
    conversations::EventKind,
    messages::{Direction, PersonRole},
    rules::LetterKind,
    *,
};
use mail::{
    automatic::Automatic,
    compose::{Outgoing, OutgoingFile, forward_subject, reply_subject},
    read::{Message, Person},
};
use std::sync::Arc;

/// What a mail bears that was passed on by a rule: it is not passed on a second time.
pub const FORWARDED: &str = "X-Madoguchi-Forwarded";

/// Answers whether it was written by this call.
pub async fn write(cx: &Cx, letter: &Noted) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let place = sql::place_of_letter(&mut tx, letter.answers_id).await?;
    drop(tx);
    let (Some(place), Some(from)) = (place, sender(cx, letter).await?) else { return hold(cx, letter, "no account").await };
    let letter = &filled(cx, letter, &place).await?;
    let built = build(cx, letter, &place, &from).await?;
    let stored = cx.desk.files.put(Bytes::from(built.bytes.clone())).await?;

    let mut tx = cx.desk.db.write().await?;
    // The conversation comes first, as everywhere.
    let standing = conversations::standing(&mut tx, place.conversation_id).await;
    match standing {
        Ok(_) => {}
        Err(crate::Error::Refused(Refused::NotFound)) => return Ok(false),
        Err(cause) => return Err(cause),
    }
    let limit = sql::letters_an_hour(&mut tx, letter.mailbox_id).await?;
    if is_too_much(&mut tx, letter, limit, cx.now).await? {
        drop(tx);
        return hold(cx, letter, "too many").await;
    }
    if sql::take_letter(&mut tx, letter.id, cx.now).await? == 0 {
        return Ok(false);
    }
    let new = kept(cx, letter, &place, &from, &built, &stored.file);
    let message = messages::insert(&mut tx, &new).await?;
    conversations::on_letter_by_rule(&mut tx, place.conversation_id).await?;
    outbox::queue(&mut tx, cx, message, letter.account_id, &from.addr, &stored.file, &letter.addr, &format!("rule-letter-{}", letter.id)).await?;
    let by_rule = Cx { rule: Some(Arc::new(ByRule { id: letter.rule_id, name: letter.rule_name.clone() })), ..cx.clone() };
    let kind = match letter.kind {
        LetterKind::Reply => EventKind::Sent,
        LetterKind::Forward => EventKind::Forwarded,
    };
    conversations::record(&mut tx, &by_rule, place.conversation_id, kind, "", &letter.addr).await?;
    tx.commit().await?;
    conversations::publish(cx, letter.mailbox_id, place.conversation_id);
    Ok(true)
}

/// It is not written, ever. The first one that is above the limit is told to whoever reads the audit log.
async fn hold(cx: &Cx, letter: &Noted, why: &str) -> Result<bool> {
    let mut tx = cx.desk.db.write().await?;
    let is_first = !sql::held_since(&mut tx, letter.account_id, cx.now.plus_minutes(-60)).await?;
    if sql::hold_letter(&mut tx, letter.id, cx.now).await? > 0 && is_first {
        let subject = format!("mailbox {} account {}", letter.mailbox_id, letter.account_id);
        users::audit(&mut tx, cx, "rule-letters-held", &subject, why).await?;
        tracing::warn!(account = letter.account_id.0, why, "letters by rule are held");
    }
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Settings);
    Ok(false)
}

/// As whom it goes out; `None` where the account cannot send any more.
async fn sender(cx: &Cx, letter: &Noted) -> Result<Option<Address>> {
    let mut tx = cx.desk.db.read().await?;
    let found = sql::sender(&mut tx, letter.account_id).await?;
    Ok(found.filter(|(_, _, send)| *send != SendKind::None).map(|(name, addr, _)| Address { name, addr }))
}

struct Built {
    message_id: String,
    bytes: Vec<u8>,
    read: Message,
}

async fn build(cx: &Cx, letter: &Noted, place: &sql::Place, from: &Address) -> Result<Built> {
    let original = cx.desk.files.get(&place.file).await?;
    let host = from.addr.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let key = cx.desk.keys.key_for(crate::ingest::TOKEN_PURPOSE);
    let message_id = mail::thread::message_id_for(&key[..], host, &format!("{:032x}", rand::random::<u128>()), place.conversation_id.0);
    let person = |name: &str, addr: &str| Person { name: name.to_owned(), addr: addr.to_owned() };
    let mut outgoing = Outgoing {
        message_id: message_id.clone(),
        date: cx.now,
        from: person(&from.name, &from.addr),
        to: vec![person("", &letter.addr)],
        cc: vec![],
        bcc: vec![],
        reply_to: vec![],
        subject: letter.subject.clone(),
        in_reply_to: None,
        references: vec![],
        text: letter.text.clone(),
        html: None,
        attachments: vec![],
        auto_submitted: letter.kind == LetterKind::Reply,
    };
    let kind = letter.kind;
    let (bytes, read) = tokio::task::spawn_blocking(move || {
        let read = mail::read::read(&original);
        match kind {
            LetterKind::Reply => answer(&mut outgoing, &read),
            LetterKind::Forward => pass_on(&mut outgoing, &read, &original),
        }
        let mut bytes = mail::compose::write(&outgoing)?;
        if kind == LetterKind::Forward {
            bytes.splice(..0, format!("Auto-Submitted: auto-generated\r\n{FORWARDED}: yes\r\n").into_bytes());
        }
        let read = mail::read::read(&bytes);
        Ok::<_, mail::compose::ComposeError>((bytes, read))
    })
    .await
    .context("building a letter by rule")?
    .map_err(|cause| anyhow::Error::new(cause).context("building a letter by rule"))?;
    Ok(Built { message_id, bytes, read })
}

fn answer(outgoing: &mut Outgoing, read: &Message) {
    if outgoing.subject.trim().is_empty() {
        outgoing.subject = reply_subject(&read.subject);
    }
    // What broken mailers call a Message-ID cannot always stand in a header of ours.
    let plain = |id: &String| !id.is_empty() && id.len() <= 900 && id.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>');
    if let Some(id) = read.message_id.clone().filter(plain) {
        outgoing.references = vec![id.clone()];
        outgoing.in_reply_to = Some(id);
    }
}

/// The text for whoever reads on the way, and the mail as it came, whole.
fn pass_on(outgoing: &mut Outgoing, read: &Message, original: &[u8]) {
    let people = |all: &[Person]| {
        let each = all.iter().map(|person| Address { name: person.name.clone(), addr: person.addr.clone() }.display());
        each.collect::<Vec<_>>().join(", ")
    };
    outgoing.subject = forward_subject(&read.subject);
    outgoing.text = format!("From: {}\nTo: {}\nSubject: {}\n\n{}", people(&read.from), people(&read.to), read.subject, read.text);
    outgoing.attachments =
        vec![OutgoingFile { name: "original.eml".into(), kind: "message/rfc822".into(), bytes: original.to_vec(), content_id: None }];
}

fn kept(cx: &Cx, letter: &Noted, place: &sql::Place, from: &Address, built: &Built, file: &str) -> messages::NewMessage {
    let automatic = match letter.kind {
        LetterKind::Reply => Automatic::AutoReply,
        LetterKind::Forward => Automatic::Notification,
    };
    messages::NewMessage {
        conversation_id: place.conversation_id,
        mailbox_id: letter.mailbox_id,
        arrival_id: None,
        account_id: Some(letter.account_id),
        author_id: None,
        direction: Direction::Out,
        message_id: built.message_id.clone(),
        from: from.clone(),
        people: vec![(PersonRole::From, from.clone()), (PersonRole::To, Address { name: String::new(), addr: letter.addr.clone() })],
        subject: built.read.subject.clone(),
        snippet: built.read.snippet.clone(),
        text: built.read.text.clone(),
        has_html: false,
        remote_pictures: false,
        file: file.to_owned(),
        size: i64::try_from(built.bytes.len()).unwrap_or(i64::MAX),
        at: cx.now,
        sent_at: Some(cx.now),
        automatic: automatic.as_str().to_owned(),
        charset: built.read.charset.clone(),
        language: built.read.language.unwrap_or_default().to_owned(),
        invitation: None,
        attachments: messages::new_attachments(&built.read),
    }
}
