//! One read mail into the database: which conversation it belongs to, and what it changes there.

use super::{
    Taken, imported,
    read::{Mail, Read},
    sql,
};
use crate::{
    Cx, Desk, Result, bulk,
    conversations::{self, MessageFacts, NewConversation},
    correspondents,
    db::Tx,
    messages::{self, NewMessage},
    notifications, proofs, reports, returns,
    rules::{Arrived, Arriving, Incoming, of_mail},
};
use domain::{
    access::Target,
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
/// For so long a mail is news.
const NEWS_MS: i64 = 24 * 60 * 60_000;

/// What is ours: our people and accounts, and the key of our Message-IDs.
pub struct Own {
    pub(super) ours: Ours,
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

/// What became of a mail, whether its conversation was there before, and the mailbox that it is in.
pub type Outcome = (Taken, bool, MailboxId);

/// Takes one mail in, or puts it into quarantine.
pub async fn take(tx: &mut Tx, cx: &Cx, own: &Own, rules: &mut Arriving, mail: &Mail) -> Result<Outcome> {
    let arrival = &mail.arrival;
    let read = match &mail.read {
        Ok(read) => read,
        Err(reason) => {
            let held = sql::quarantine(tx, arrival.id, *reason).await?;
            return Ok((if held > 0 { Taken::Quarantined(*reason) } else { Taken::Already }, false, arrival.mailbox_id));
        }
    };
    if sql::taken(tx, arrival.id).await? == 0 {
        return Ok((Taken::Already, false, arrival.mailbox_id));
    }
    if let Some(import) = arrival.import_id {
        return imported::take(tx, cx, own, mail, read, import).await;
    }
    let Read { message, at, .. } = read;
    let present = cx;
    // What happens to the conversation stands in its history beside the mail.
    let now = cx.now;
    let cx = &Cx { now: *at, ..cx.clone() };
    let proof = proof(read, own);
    if !proof.is_powerless()
        && let Some(copy) = copy_of(tx, mail, read).await?
    {
        return Ok(copy);
    }
    // A mail that pretends to be ours joins nothing and reports nothing.
    let report = match &read.report {
        Some(report) if !proof.is_powerless() => returns::find(tx, &own.key[..], arrival.mailbox_id, report).await?,
        _ => None,
    };
    let of_bulk = match (&report, &read.report) {
        (None, Some(report)) if !proof.is_powerless() => bulk::returned(tx, cx, &own.key[..], arrival.mailbox_id, report).await?,
        _ => None,
    };
    let found = match (&report, of_bulk) {
        (Some(report), _) => Some((report.conversation, Some(report.message))),
        (None, Some(gathered)) => Some((gathered, None)),
        (None, None) if proof.is_powerless() => None,
        (None, None) => conversation_of(tx, own, arrival.mailbox_id, message).await?,
    };
    let is_report = report.is_some() || of_bulk.is_some();
    let conversation = match found {
        Some((id, _)) => id,
        None => begin(tx, cx, own, mail, message).await?,
    };
    // What is told of our own mails is no work of its own.
    let ready = if !is_report { rules.of(tx, cx, arrival.mailbox_id).await? } else { None };
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
    if let Some((_, Some(answered))) = found {
        messages::answers(tx, id, answered).await?;
    }
    let mailbox = conversations::target(tx, conversation).await?.mailbox_id;
    if mailbox != arrival.mailbox_id {
        // The conversation was moved; its customer goes on writing to the address they know.
        messages::known_in(tx, mailbox, message.message_id.as_deref().unwrap_or_default(), conversation, id).await?;
    }
    if found.is_none() && !proof.is_powerless() {
        let answered: Vec<&String> = message.in_reply_to.iter().chain(message.references.iter().rev()).collect();
        bulk::answered(tx, cx, &own.key[..], arrival.mailbox_id, &answered, conversation, id).await?;
    }
    proofs::insert(tx, id, &proof).await?;
    proofs::saw(tx, arrival.account_id, &read.verdict.seen).await?;
    let facts = MessageFacts {
        conversation,
        direction: Direction::In,
        at: *at,
        // That a mail is late, or arrived, drags no finished work back.
        automatic: message.automatic.keeps_done() || of_bulk.is_some() || report.as_ref().is_some_and(|report| !report.has_failed()),
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
        (None, Some(writer)) if found.is_some() && of_bulk.is_none() => returns::heard_from(tx, conversation, &writer.addr).await?,
        _ => {}
    }
    let mut spam = false;
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
        spam = rules.judge(tx, cx, ready, &Arrived { conversation, facts, incoming }).await?;
    }
    reports::received(tx, cx, id).await?;
    // What programs send by themselves is no news, and what came long ago is none any more: an account may bring years with it.
    if !spam && !facts.automatic && !is_report && present.now.ms_since(*at) < NEWS_MS {
        let target = conversations::target(tx, conversation).await?;
        notifications::arrived(tx, present, target.mailbox_id, conversation, target.assignee_id, found.is_none()).await?;
    }
    Ok((Taken::Message { conversation, message: id }, found.is_some(), mailbox))
}

/// The same mail came to another account of this mailbox before: it is not shown twice.
async fn copy_of(tx: &mut Tx, mail: &Mail, read: &Read) -> Result<Option<Outcome>> {
    let (arrival, message) = (&mail.arrival, &read.message);
    let attachments = messages::new_attachments(message);
    let same = messages::Same {
        mailbox: arrival.mailbox_id,
        account: arrival.account_id,
        message_id: message.message_id.as_deref().unwrap_or_default(),
        file: &arrival.file,
        from: message.from.first().or(message.sender.as_ref()).map_or("", |writer| writer.addr.as_str()),
        sent_at: message.date,
        subject: &message.subject,
        text: &message.text,
        attachments: &attachments,
    };
    let Some((id, conversation)) = messages::twin(tx, &same).await? else { return Ok(None) };
    messages::keep_copy(tx, arrival.id, id, arrival.account_id, &arrival.file).await?;
    conversations::touch(tx, conversation).await?;
    let mailbox = conversations::target(tx, conversation).await?.mailbox_id;
    Ok(Some((Taken::Message { conversation, message: id }, true, mailbox)))
}

pub(super) fn proof(read: &Read, own: &Own) -> ProofView {
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
///
/// A mail that we know says where it is now, whatever its seal says: it may have been joined, cut or moved since.
pub(super) async fn conversation_of(
    tx: &mut Tx,
    own: &Own,
    mailbox: MailboxId,
    message: &Message,
) -> Result<Option<(ConversationId, Option<MessageId>)>> {
    let newest = message.in_reply_to.iter().chain(message.references.iter().rev()).take(LOOKED_UP);
    let mut ids: Vec<String> = Vec::new();
    for id in newest.chain(message.references.first()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    for id in ids.iter().chain(&message.message_id) {
        let Some(token) = thread::token_of(&own.key[..], id) else { continue };
        if let Some((conversation, answered)) = messages::known(tx, mailbox, std::slice::from_ref(id)).await? {
            return Ok(Some((conversation, Some(answered))));
        }
        // A token of another mailbox leads nowhere: its people may not be those of this one.
        match sealed(tx, ConversationId(token)).await {
            Ok((id, target)) if target.mailbox_id == mailbox => return Ok(Some((id, None))),
            Ok(_) | Err(crate::Error::Refused(Refused::NotFound)) => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(messages::known(tx, mailbox, &ids).await?.map(|(conversation, answered)| (conversation, Some(answered))))
}

/// Where a conversation is now that an id of ours was sealed for.
async fn sealed(tx: &mut Tx, id: ConversationId) -> Result<(ConversationId, Target)> {
    let id = conversations::place_of(tx, id).await?;
    Ok((id, conversations::target(tx, id).await?))
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
pub(super) fn customer(own: &Own, message: &Message) -> Address {
    let writer = message.from.first().or(message.sender.as_ref()).map(address);
    let ours = writer.as_ref().is_some_and(|writer| own.ours.has(&writer.addr));
    let other = message.reply_to.iter().map(address).find(|other| !own.ours.has(&other.addr));
    match (ours, other) {
        (true, Some(other)) => other,
        _ => writer.unwrap_or_else(|| Address { name: String::new(), addr: String::new() }),
    }
}

pub(super) fn address(person: &mail::read::Person) -> Address {
    Address { name: person.name.clone(), addr: person.addr.clone() }
}

pub(super) fn kept(mail: &Mail, read: &Read, conversation_id: ConversationId) -> NewMessage {
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
