//! One read mail into the database: which conversation it belongs to, and what it changes there.

use super::{
    Taken,
    read::{Mail, Read},
    sql,
};
use crate::{
    Cx, Desk, Result,
    conversations::{self, MessageFacts, NewConversation},
    correspondents,
    db::Tx,
    messages::{self, NewMessage},
    proofs, returns,
    rules::{Arrived, Arriving, Incoming, of_mail},
};
use domain::{
    addresses::Address,
    conversations::EventKind,
    messages::{Direction, InvitationView, PersonRole},
    proofs::ProofView,
    statuses::Class,
    *,
};
use mail::{
    read::Message,
    sender::{self, Ours},
    thread,
};
use zeroize::Zeroizing;

/// References that are looked up, newest first, and the root; loops of automatic mail grow them without end.
const LOOKED_UP: usize = 50;

/// What is ours: our people and accounts, and the key of our Message-IDs.
pub struct Own {
    ours: Ours,
    key: Zeroizing<[u8; 32]>,
}

impl Own {
    pub async fn read(tx: &mut Tx, desk: &Desk) -> Result<Own> {
        let mut ours = Ours::default();
        for (name, addr) in sql::own_people(tx).await? {
            ours.add_person(&name, &addr);
        }
        for (name, addr) in sql::own_accounts(tx).await? {
            ours.add_account(&name, &addr);
        }
        Ok(Own { ours, key: desk.keys.key_for(super::TOKEN_PURPOSE) })
    }
}

/// Takes one mail in, or puts it into quarantine. The flag says whether its conversation was there before.
pub async fn take(tx: &mut Tx, cx: &Cx, own: &Own, rules: &mut Arriving, mail: &Mail) -> Result<(Taken, bool)> {
    let arrival = &mail.arrival;
    let read = match &mail.read {
        Ok(read) => read,
        Err(reason) => {
            let held = sql::quarantine(tx, arrival.id, *reason).await?;
            return Ok((if held > 0 { Taken::Quarantined(*reason) } else { Taken::Already }, false));
        }
    };
    if sql::taken(tx, arrival.id).await? == 0 {
        return Ok((Taken::Already, false));
    }
    let Read { message, at, .. } = read;
    // What happens to the conversation stands in its history beside the mail.
    let now = cx.now;
    let cx = &Cx { now: *at, ..cx.clone() };
    let proof = proof(read, own);
    // A mail that pretends to be ours joins nothing and reports nothing.
    let report = match &read.report {
        Some(report) if !proof.is_powerless() => returns::find(tx, &own.key[..], arrival.mailbox_id, report).await?,
        _ => None,
    };
    let found = match &report {
        Some(report) => Some(report.conversation),
        None if proof.is_powerless() => None,
        None => conversation_of(tx, own, arrival.mailbox_id, message).await?,
    };
    let conversation = match found {
        Some(id) => id,
        None => begin(tx, cx, own, mail, message).await?,
    };
    // What is told of our own mails is no work of its own.
    let ready = if report.is_none() { rules.of(tx, cx, arrival.mailbox_id).await? } else { None };
    let facts_for_rules = match &ready {
        Some(_) => {
            // Before this mail makes them known.
            let known = match message.from.first() {
                Some(writer) => correspondents::is_known(tx, arrival.mailbox_id, &writer.addr).await?,
                None => false,
            };
            Some(of_mail(message, read.headers.clone(), &arrival.address, arrival.size, &proof, known))
        }
        None => None,
    };
    let id = messages::insert_with(tx, &kept(mail, read, conversation), &read.tokens).await?;
    proofs::insert(tx, id, &proof).await?;
    proofs::saw(tx, arrival.account_id, &read.verdict.seen).await?;
    let facts = MessageFacts {
        conversation,
        direction: Direction::In,
        at: *at,
        // That a mail is late, or arrived, drags no finished work back.
        automatic: message.automatic.keeps_done() || report.as_ref().is_some_and(|report| !report.has_failed()),
        snippet: &message.snippet,
        has_attachment: message.attachments.iter().any(|attachment| !attachment.inline),
        language: message.language.unwrap_or_default(),
    };
    conversations::on_message(tx, cx, &facts).await?;
    if proof.is_suspicious() {
        conversations::mark_suspicious(tx, conversation).await?;
    }
    match (&report, message.from.first()) {
        (Some(report), _) => returns::record(tx, cx, report, id).await?,
        (None, Some(writer)) if found.is_some() => returns::heard_from(tx, conversation, &writer.addr).await?,
        _ => {}
    }
    if let (Some(ready), Some(facts)) = (&ready, &facts_for_rules) {
        let incoming = Incoming {
            mailbox: arrival.mailbox_id,
            account: arrival.account_id,
            message: id,
            begins: found.is_none(),
            at: *at,
            now,
            sender: message.from.first().map_or("", |writer| writer.addr.as_str()),
            is_ours: &|addr| own.ours.has(addr),
        };
        rules.judge(tx, cx, ready, &Arrived { conversation, facts, incoming }).await?;
    }
    Ok((Taken::Message { conversation, message: id }, found.is_some()))
}

fn proof(read: &Read, own: &Own) -> ProofView {
    let found = &read.verdict;
    ProofView {
        proof: found.proof,
        spf: found.spf,
        dkim: found.dkim,
        dmarc: found.dmarc,
        domain: found.domain.clone(),
        server: found.server.clone(),
        marks: sender::marks(&read.message, found, &own.ours),
    }
}

/// By our own sealed token first, then by the Message-IDs that are answered, newest first. The subject alone never joins.
///
/// Who knows a Message-ID has got a mail of the conversation, so a stranger may join it, and is shown as one. Who pretends to
/// be one of us is not asked here at all: see [`take`].
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
    let ours = writer.as_ref().is_some_and(|writer| own.ours.has(&writer.addr));
    let other = message.reply_to.iter().map(address).find(|other| !own.ours.has(&other.addr));
    match (ours, other) {
        (true, Some(other)) => other,
        _ => writer.unwrap_or_else(|| Address { name: String::new(), addr: String::new() }),
    }
}

fn address(person: &mail::read::Person) -> Address {
    Address { name: person.name.clone(), addr: person.addr.clone() }
}

fn kept(mail: &Mail, read: &Read, conversation_id: ConversationId) -> NewMessage {
    let (arrival, message) = (&mail.arrival, &read.message);
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
        remote_pictures: read.remote_pictures,
        file: arrival.file.clone(),
        size: arrival.size,
        at: read.at,
        sent_at: message.date,
        automatic: message.automatic.as_str().to_owned(),
        charset: message.charset.clone(),
        language: message.language.unwrap_or_default().to_owned(),
        invitation: message.calendar.as_ref().map(invitation),
        attachments: messages::new_attachments(message),
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
