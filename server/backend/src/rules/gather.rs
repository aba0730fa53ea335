//! What rules know of a mail: of one that comes in, and of those that are there.

use super::{letters::FORWARDED, sql};
use crate::{Desk, Result};
use domain::{
    addresses::Address,
    conversations::Cursor,
    messages::PersonRole,
    proofs::{Proof, ProofView, read_marks},
    rules::Facts,
    *,
};
use mail::{
    automatic::Automatic,
    read::{Message, Person},
};
use std::collections::HashMap;

/// Of a mail that is being taken in. `headers` as they were read, `known`: the sender wrote before.
pub(crate) fn of_mail(message: &Message, headers: Vec<(String, String)>, account: &str, size: i64, proof: &ProofView, known: bool) -> Facts {
    let people = |all: &[Person]| all.iter().map(|person| Address { name: person.name.clone(), addr: person.addr.clone() }).collect::<Vec<_>>();
    let was_passed_on = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(FORWARDED));
    let mut from = people(&message.from);
    if from.is_empty() {
        from.extend(people(message.sender.as_slice()));
    }
    Facts {
        from,
        to: people(&message.to),
        cc: people(&message.cc),
        subject: message.subject.clone(),
        body: message.text.clone(),
        headers,
        account: account.to_owned(),
        files: message.attachments.iter().filter(|file| !file.inline).map(|file| file.name.clone()).collect(),
        size,
        known,
        language: message.language.unwrap_or_default().to_owned(),
        automatic: is_of_a_machine(message.automatic),
        proof: proof.proof,
        powerless: proof.is_powerless(),
        answerable: !message.automatic.must_not_answer() && is_honest(proof.proof, proof.is_powerless()),
        passable: may_pass(message.automatic, proof.is_powerless()) && !was_passed_on,
    }
}

/// Nothing says that the sender is another one.
fn is_honest(proof: Proof, powerless: bool) -> bool {
    !powerless && proof != Proof::Failed
}

/// Answers of machines and reports come back to those who passed the mail on: that would go round in circles.
fn may_pass(kind: Automatic, powerless: bool) -> bool {
    !powerless && !matches!(kind, Automatic::AutoReply | Automatic::Bounce | Automatic::Complaint | Automatic::Receipt)
}

/// What came over a list was written by a person.
fn is_of_a_machine(kind: Automatic) -> bool {
    !matches!(kind, Automatic::No | Automatic::List)
}

/// A mail that is there.
pub struct Earlier {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub at: Moment,
    pub facts: Facts,
}

/// A stretch of a mailbox, from the newest conversation on: of each the mail that came last.
pub struct Stretch {
    pub mails: Vec<Earlier>,
    /// Conversations that it went over.
    pub looked_at: usize,
    pub next: Option<Cursor>,
}

/// Reads up to `most` conversations from `after` on. Headers are read from the stored mails, and only where a rule asks for them.
pub async fn stretch(desk: &Desk, mailbox: MailboxId, after: Cursor, most: i64, with_headers: bool) -> Result<Stretch> {
    let mut tx = desk.db.read().await?;
    let places = sql::places(&mut tx, mailbox, after, most).await?;
    let rows = sql::newest_mails(&mut tx, mailbox, after, most).await?;
    let mut people: HashMap<MessageId, Vec<(PersonRole, Address)>> = HashMap::new();
    for (message, role, name, addr) in sql::people(&mut tx, mailbox, after, most).await? {
        people.entry(message).or_default().push((role, Address { name, addr }));
    }
    let mut names: HashMap<MessageId, Vec<String>> = HashMap::new();
    for (message, name) in sql::file_names(&mut tx, mailbox, after, most).await? {
        names.entry(message).or_default().push(name);
    }
    drop(tx);
    let mut mails = Vec::with_capacity(rows.len());
    for row in rows {
        let headers = if with_headers { headers(desk, &row.file).await? } else { Vec::new() };
        let people = people.remove(&row.id).unwrap_or_default();
        let files = names.remove(&row.id).unwrap_or_default();
        mails.push(row.earlier(people, files, headers));
    }
    let is_last = (places.len() as i64) < most;
    let next = places.last().filter(|_| !is_last).map(|(at, id)| Cursor { rank: 0, at: *at, id: *id });
    Ok(Stretch { mails, looked_at: places.len(), next })
}

/// A file that cannot be had has no header.
async fn headers(desk: &Desk, file: &str) -> Result<Vec<(String, String)>> {
    match desk.files.get(file).await {
        // A few lines at the top.
        Ok(raw) => Ok(mail::read::header_fields(&raw)),
        Err(cause) => {
            tracing::warn!(cause = format!("{cause:#}"), "the header of a mail cannot be read");
            Ok(Vec::new())
        }
    }
}

impl sql::MailRow {
    fn earlier(self, people: Vec<(PersonRole, Address)>, files: Vec<String>, headers: Vec<(String, String)>) -> Earlier {
        let of = |wanted| people.iter().filter(|(role, _)| *role == wanted).map(|(_, address)| address.clone()).collect::<Vec<_>>();
        let mut from = of(PersonRole::From);
        if from.is_empty() && !self.from_addr.is_empty() {
            from.push(Address { name: self.from_name, addr: self.from_addr });
        }
        let marks = read_marks(&self.marks.unwrap_or_default());
        let powerless = marks.iter().any(|mark| mark.is_powerless());
        let kind = Automatic::parse(&self.automatic).unwrap_or_default();
        let proof = self.proof.unwrap_or(Proof::Unknown);
        let facts = Facts {
            from,
            to: of(PersonRole::To),
            cc: of(PersonRole::Cc),
            subject: self.subject,
            body: self.text,
            headers,
            account: self.account.unwrap_or_default(),
            files,
            size: self.size,
            known: self.known,
            language: self.language,
            automatic: is_of_a_machine(kind),
            proof,
            powerless,
            answerable: !kind.must_not_answer() && is_honest(proof, powerless),
            passable: may_pass(kind, powerless),
        };
        Earlier { conversation: self.conversation_id, message: self.id, at: self.at, facts }
    }
}
