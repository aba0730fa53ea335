//! One mail of an import into the database: like one that comes in, and in silence. No rule, no notice, no waiting clock, nothing
//! reopened; what was there keeps its status and its people.

use super::{
    Taken,
    read::{Mail, Read},
    take::{Outcome, Own, address, conversation_of, customer, kept, proof},
};
use crate::{
    Cx, Result,
    conversations::{self, Begun, MessageFacts},
    db::Tx,
    files,
    imports::{self, Job},
    messages, proofs, reports,
};
use domain::{
    addresses::Address,
    conversations::EventKind,
    imports::{Giving, Traces},
    messages::Direction,
    proofs::Proof,
    *,
};
use mail::read::Message;

/// Mails that are not here and are answered by this one: so many of them are noted.
const EXPECTED: usize = 8;

pub async fn take(tx: &mut Tx, cx: &Cx, own: &Own, mail: &Mail, read: &Read, import: ImportId) -> Result<Outcome> {
    let (arrival, message) = (&mail.arrival, &read.message);
    let mailbox = arrival.mailbox_id;
    let job = imports::job(tx, import).await?;
    let proof = proof(read, own);
    let writer = message.from.first().or(message.sender.as_ref());
    let traces = Traces {
        from_us: writer.is_some_and(|writer| own.ours.has(&writer.addr)),
        proven: proof.proof == Proof::Passed,
        delivered: was_delivered(&read.headers),
    };
    let sent = traces.sent_by_us();
    let powerless = !sent && proof.is_powerless();
    if is_there(tx, mail, read).await? {
        imports::count_known(tx, import).await?;
        files::may_be_unused(tx, std::slice::from_ref(&arrival.file)).await?;
        return Ok((Taken::Known, false, mailbox));
    }
    let found = if powerless { None } else { place(tx, own, mailbox, message).await? };
    let automatic = message.automatic.keeps_done();
    let class = job.choices.class(read.at, !sent && !automatic);
    let conversation = match found {
        Some((id, _)) => id,
        None => {
            let with = if sent { recipient(own, message) } else { customer(own, message) };
            let begun = Begun {
                import,
                mailbox,
                subject: &message.subject,
                customer: &with,
                class,
                assignee: assignee(&job),
                folder: arrival.import_folder_id,
                at: read.at,
                language: message.language.unwrap_or_default(),
            };
            let id = conversations::begin_imported(tx, &begun).await?;
            conversations::record_of(tx, id, cx.now, job.by, EventKind::Imported, &job.name).await?;
            id
        }
    };
    let author = match (sent, writer) {
        (true, Some(writer)) => imports::person_with(tx, &writer.addr).await?,
        _ => None,
    };
    let mut new = kept(mail, read, conversation);
    if sent {
        (new.direction, new.author_id) = (Direction::Out, author);
    }
    let id = messages::insert_with(tx, &new, &read.tokens).await?;
    if let Some((_, Some(answered))) = found {
        messages::answers(tx, id, answered).await?;
    }
    let now_in = conversations::target(tx, conversation).await?.mailbox_id;
    if now_in != mailbox {
        messages::known_in(tx, now_in, message.message_id.as_deref().unwrap_or_default(), conversation, id).await?;
    }
    if !powerless {
        let answered: Vec<String> = message.in_reply_to.iter().chain(message.references.iter().rev()).take(EXPECTED).cloned().collect();
        messages::expect(tx, mailbox, &answered, conversation, id).await?;
    }
    if !sent {
        proofs::insert(tx, id, &proof).await?;
    }
    let facts = MessageFacts {
        conversation,
        direction: new.direction,
        at: read.at,
        automatic: !sent && automatic,
        snippet: &message.snippet,
        has_attachment: message.attachments.iter().any(|attachment| !attachment.inline),
        language: message.language.unwrap_or_default(),
    };
    conversations::on_imported(tx, import, &facts, class).await?;
    if let (Giving::LastAnswer, Some(author)) = (job.choices.giving, author) {
        conversations::give_imported(tx, import, conversation, author, read.at).await?;
    }
    if !sent && proof.is_suspicious() {
        conversations::mark_suspicious(tx, conversation).await?;
    }
    reports::imported(tx, conversation).await?;
    imports::count_taken(tx, import).await?;
    Ok((Taken::Imported, found.is_some(), now_in))
}

async fn is_there(tx: &mut Tx, mail: &Mail, read: &Read) -> Result<bool> {
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
    messages::imported_twin(tx, &same).await
}

/// Where a mail belongs: to what it answers, or to what answers it, since archives come in any order. What lies in the trash is no
/// place for it.
async fn place(tx: &mut Tx, own: &Own, mailbox: MailboxId, message: &Message) -> Result<Option<(ConversationId, Option<MessageId>)>> {
    let found = match conversation_of(tx, own, mailbox, message).await? {
        Some(found) => Some(found),
        // The other way round the one that is there is no parent of this one.
        None => messages::known(tx, mailbox, message.message_id.as_slice()).await?.map(|(conversation, _)| (conversation, None)),
    };
    let Some((id, answered)) = found else { return Ok(None) };
    let standing = conversations::standing(tx, id).await?;
    Ok((!standing.trashed).then_some((id, answered)))
}

fn assignee(job: &Job) -> Option<UserId> {
    match job.choices.giving {
        Giving::To(user) => Some(user),
        Giving::Nobody | Giving::LastAnswer => None,
    }
}

/// Whom we wrote to.
fn recipient(own: &Own, message: &Message) -> Address {
    let all = || message.to.iter().chain(&message.cc).chain(&message.bcc);
    let other = all().find(|person| !own.ours.has(&person.addr)).or_else(|| all().next());
    other.map_or_else(|| Address { name: String::new(), addr: String::new() }, address)
}

/// Whether a server delivered it to a mailbox. A copy of what was sent lacks what that leaves, or names a server that its own user
/// handed it to (RFC 3848).
fn was_delivered(headers: &[(String, String)]) -> bool {
    const LEFT: [&str; 5] = ["return-path", "delivered-to", "x-original-to", "authentication-results", "received-spf"];
    let has = |wanted: &str| headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let last = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("received")).map(|(_, value)| value.to_ascii_lowercase());
    let handed_over = |hop: &str| ["with esmtpa ", "with esmtpsa ", "with utf8smtpa ", "with utf8smtpsa "].iter().any(|with| hop.contains(with));
    LEFT.iter().any(|name| has(name)) || last.is_some_and(|hop| !handed_over(&hop.replace(['\t', '\r', '\n'], " ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_leaves_tells_a_delivered_mail() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for (headers, expected) in [
            (vec![header("From", "a@x.example")], false),
            (vec![header("Delivered-To", "a@x.example")], true),
            (vec![header("Return-Path", "<a@x.example>")], true),
            (vec![header("Received", "from pc by mx.x.example with ESMTP id 1; …")], true),
            (vec![header("Received", "from pc by smtp.x.example with ESMTPSA id 1; …")], false),
            (vec![header("Received", "from smtp by mx with ESMTPS id 2; …"), header("Received", "from pc by smtp with ESMTPSA id 1; …")], true),
        ] {
            assert_eq!(was_delivered(&headers), expected, "{headers:?}");
        }
    }
}
