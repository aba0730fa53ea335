//! One read mail into the database: which conversation it belongs to, and what it changes there.

use super::{
    Taken,
    read::{Mail, Read},
    sql,
};
use crate::{
    Cx, Desk, Result,
    conversations::{self, MessageFacts, NewConversation},
    db::Tx,
    messages::{self, NewAttachment, NewMessage},
};
use domain::{
    addresses::Address,
    conversations::EventKind,
    fold::fold,
    messages::{Direction, InvitationView, PersonRole},
    statuses::Class,
    *,
};
use mail::{read::Message, thread};
use std::collections::HashSet;
use zeroize::Zeroizing;

/// References that are looked up, newest first, and the root; loops of automatic mail grow them without end.
const LOOKED_UP: usize = 50;

/// What is ours: addresses of our people and accounts, and the key of our Message-IDs.
pub struct Own {
    addresses: HashSet<String>,
    key: Zeroizing<[u8; 32]>,
}

impl Own {
    pub async fn read(tx: &mut Tx, desk: &Desk) -> Result<Own> {
        let addresses = sql::own_addresses(tx).await?.into_iter().map(|(address,)| address).collect();
        Ok(Own { addresses, key: desk.keys.key_for(super::TOKEN_PURPOSE) })
    }

    fn has(&self, address: &Address) -> bool {
        self.addresses.contains(&fold(&address.addr))
    }
}

/// Takes one mail in, or puts it into quarantine. The flag says whether its conversation was there before.
pub async fn take(tx: &mut Tx, cx: &Cx, own: &Own, mail: &Mail) -> Result<(Taken, bool)> {
    let arrival = &mail.arrival;
    let Read { message, at, tokens } = match &mail.read {
        Ok(read) => read,
        Err(reason) => {
            let held = sql::quarantine(tx, arrival.id, *reason).await?;
            return Ok((if held > 0 { Taken::Quarantined(*reason) } else { Taken::Already }, false));
        }
    };
    if sql::taken(tx, arrival.id).await? == 0 {
        return Ok((Taken::Already, false));
    }
    // What happens to the conversation stands in its history beside the mail.
    let cx = &Cx { now: *at, ..cx.clone() };
    let found = conversation_of(tx, own, arrival.mailbox_id, message).await?;
    let conversation = match found {
        Some(id) => id,
        None => begin(tx, cx, own, mail, message).await?,
    };
    let id = messages::insert_with(tx, &kept(mail, message, *at, conversation), tokens).await?;
    let facts = MessageFacts {
        conversation,
        direction: Direction::In,
        at: *at,
        automatic: message.automatic.keeps_done(),
        snippet: &message.snippet,
        has_attachment: message.attachments.iter().any(|attachment| !attachment.inline),
        language: message.language.unwrap_or_default(),
    };
    conversations::on_message(tx, cx, &facts).await?;
    Ok((Taken::Message { conversation, message: id }, found.is_some()))
}

/// By our own sealed token first, then by the Message-IDs that are answered, newest first. The subject alone never joins.
///
/// A mail that claims to be from one of us is joined like any other, as a received mail: it is never taken for our answer.
async fn conversation_of(tx: &mut Tx, own: &Own, mailbox: MailboxId, message: &Message) -> Result<Option<ConversationId>> {
    let newest = message.in_reply_to.iter().chain(message.references.iter().rev()).take(LOOKED_UP);
    let mut ids: Vec<String> = Vec::new();
    for id in newest.chain(message.references.first()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    for token in ids.iter().chain(&message.message_id).filter_map(|id| thread::token_of(&own.key[..], id)) {
        let id = ConversationId(token);
        // A token of another mailbox leads nowhere: its people may not be those of this one.
        match conversations::target(tx, id).await {
            Ok(target) if target.mailbox_id == mailbox => return Ok(Some(id)),
            Ok(_) | Err(crate::Error::Refused(Refused::NotFound)) => {}
            Err(cause) => return Err(cause),
        }
    }
    messages::conversation_of(tx, mailbox, &ids).await
}

async fn begin(tx: &mut Tx, cx: &Cx, own: &Own, mail: &Mail, message: &Message) -> Result<ConversationId> {
    let new = NewConversation {
        mailbox: mail.arrival.mailbox_id,
        subject: &message.subject,
        customer: &customer(own, message),
        class: Class::Open,
        assignee: None,
        at: cx.now,
        language: message.language.unwrap_or_default(),
    };
    let id = conversations::create(tx, cx, &new).await?;
    conversations::record(tx, cx, id, EventKind::Arrived, "", &mail.arrival.address).await?;
    Ok(id)
}

/// Whom the conversation is with: the writer, or where answers go when the mail is from one of us (a form on our own site,
/// a colleague who passes a request on).
fn customer(own: &Own, message: &Message) -> Address {
    let writer = message.from.first().or(message.sender.as_ref()).map(address);
    let ours = writer.as_ref().is_some_and(|writer| own.has(writer));
    let other = message.reply_to.iter().map(address).find(|other| !own.has(other));
    match (ours, other) {
        (true, Some(other)) => other,
        _ => writer.unwrap_or_else(|| Address { name: String::new(), addr: String::new() }),
    }
}

fn address(person: &mail::read::Person) -> Address {
    Address { name: person.name.clone(), addr: person.addr.clone() }
}

fn kept(mail: &Mail, message: &Message, at: Moment, conversation_id: ConversationId) -> NewMessage {
    let arrival = &mail.arrival;
    let roles = [
        (PersonRole::From, &message.from),
        (PersonRole::To, &message.to),
        (PersonRole::Cc, &message.cc),
        (PersonRole::Bcc, &message.bcc),
        (PersonRole::ReplyTo, &message.reply_to),
    ];
    let writer = message.from.first().or(message.sender.as_ref());
    NewMessage {
        conversation_id,
        mailbox_id: arrival.mailbox_id,
        arrival_id: Some(arrival.id),
        account_id: Some(arrival.account_id),
        author_id: None,
        direction: Direction::In,
        message_id: message.message_id.clone().unwrap_or_default(),
        from: writer.map_or_else(|| Address { name: String::new(), addr: String::new() }, address),
        people: roles.into_iter().flat_map(|(role, people)| people.iter().map(move |person| (role, address(person)))).collect(),
        subject: message.subject.clone(),
        snippet: message.snippet.clone(),
        text: message.text.clone(),
        has_html: message.html.is_some(),
        file: arrival.file.clone(),
        size: arrival.size,
        at,
        sent_at: message.date,
        automatic: message.automatic.as_str().to_owned(),
        charset: message.charset.clone(),
        language: message.language.unwrap_or_default().to_owned(),
        invitation: message.calendar.as_ref().map(invitation),
        attachments: message.attachments.iter().map(attachment).collect(),
    }
}

fn attachment(found: &mail::read::Attachment) -> NewAttachment {
    NewAttachment {
        position: i64::from(found.position),
        name: found.name.clone(),
        kind: found.kind.clone(),
        size: i64::try_from(found.size).unwrap_or(i64::MAX),
        content_id: found.content_id.clone().unwrap_or_default(),
        inline: found.inline,
    }
}

fn invitation(found: &mail::read::Invitation) -> InvitationView {
    InvitationView {
        method: found.method.clone(),
        summary: found.summary.clone(),
        start: found.start,
        end: found.end,
        all_day: found.all_day,
        repeats: found.repeats,
        location: found.location.clone(),
        organizer: found.organizer.as_ref().map(|person| address(person).display()).unwrap_or_default(),
    }
}
