//! What is looked at before a draft goes out: why each recipient is there, and what is asked first. Nothing is changed and nothing
//! refused here.

use super::{blanks, open, opening, sql};
use crate::{Cx, Result, checks, conversations, db::Tx};
use domain::{
    access::Right,
    addresses::{Address, parse_list},
    drafts::DraftKind,
    fold::fold,
    guard::{Guard, GuardedRecipient, Warning, Why, domain_of, forbidden_in, is_slip_of, own_text, promises_file},
    messages::PersonRole,
    reserved, *,
};
use std::collections::HashSet;

/// Recipients that are looked up one by one; behind them the list itself is the warning.
const LOOKED_UP: usize = 60;
/// Correspondents whose domains a new one is compared with: those with whom most mails were exchanged.
const COMPARED: i64 = 5_000;

/// For whoever may send the draft. What is no address is left to the send itself.
pub async fn guard(cx: &Cx, id: DraftId) -> Result<Guard> {
    let mut tx = cx.desk.db.read().await?;
    let draft = open(&mut tx, id).await?;
    let target = conversations::target(&mut tx, draft.conversation_id).await?;
    cx.who.may(Right::Send, target)?;
    let rules = checks::rules_of(&mut tx, target.mailbox_id).await?;
    let about = About::read(&mut tx, &draft, target.mailbox_id).await?;
    let content = draft.content();
    let mut guard = Guard { always: rules.always_confirm, ..Guard::default() };
    let mut seen = HashSet::new();
    for (role, address) in recipients(&content) {
        let key = fold(&address.addr);
        if !seen.insert(key.clone()) {
            continue;
        }
        // Known from this conversation, or looked up: of somebody unknown the domain is looked at.
        let why = match about.why(&key) {
            Some(why) => why,
            None if seen.len() <= LOOKED_UP && sql::is_correspondent(&mut tx, target.mailbox_id, &key).await? => Why::Known,
            None => Why::New,
        };
        let addr = address.addr.clone();
        match why {
            Why::New => guard.warnings.push(match about.like(&mut tx, &key).await? {
                Some(like) => Warning::LookAlike { addr, like },
                None => Warning::FirstTime { addr },
            }),
            Why::Known if about.is_stranger(&key, draft.kind) => guard.warnings.push(Warning::Elsewhere { addr }),
            _ => {}
        }
        guard.recipients.push(GuardedRecipient { role, name: address.name, addr: address.addr, why });
    }
    if draft.resends_id.is_none() {
        // A correction goes to those who did not get it.
        guard.warnings.extend(about.dropped(draft.kind, &seen));
    }
    let own = own_text(&content.text);
    if promises_file(&own) && sql::files(&mut tx, id).await?.iter().all(|file| !file.content_id.is_empty()) {
        guard.warnings.push(Warning::NoFile);
    }
    let said = format!("{}\n{own}", content.subject);
    guard.warnings.extend(forbidden_in(&said, &rules.forbidden).into_iter().map(|word| Warning::Forbidden { word }));
    guard.warnings.extend(reserved::left_in(&said).into_iter().map(|word| Warning::Unfilled { word }));
    guard.warnings.extend(blanks::standing_in(&mut tx, id, &content.text).await?.into_iter().map(|word| Warning::Blank { word }));
    Ok(guard)
}

fn recipients(content: &domain::drafts::DraftContent) -> Vec<(PersonRole, Address)> {
    let fields = [(PersonRole::To, &content.to), (PersonRole::Cc, &content.cc), (PersonRole::Bcc, &content.bcc)];
    fields.into_iter().flat_map(|(role, field)| parse_list(field).unwrap_or_default().into_iter().map(move |address| (role, address))).collect()
}

/// What the draft is about.
struct About {
    mailbox: MailboxId,
    answered: Option<(sql::Answered, Vec<(PersonRole, Address)>)>,
    /// Folded addresses of everybody who has a part in the conversation.
    here: HashSet<String>,
    /// Our own, folded.
    own: Vec<String>,
}

impl About {
    async fn read(tx: &mut Tx, draft: &sql::DraftRow, mailbox: MailboxId) -> Result<About> {
        let answered = match draft.answers_id {
            Some(id) if draft.kind != DraftKind::Forward => sql::answered(tx, draft.conversation_id, Some(id)).await?,
            _ => None,
        };
        let answered = match answered {
            Some(answered) => {
                let people = sql::people(tx, answered.id).await?;
                Some((answered, people.into_iter().map(|(role, name, addr)| (role, Address { name, addr })).collect()))
            }
            None => None,
        };
        let here = sql::everybody_here(tx, draft.conversation_id).await?.into_iter().map(|(key,)| key).collect();
        let own = sql::own_addresses(tx, mailbox).await?.into_iter().map(|(key,)| key).collect();
        Ok(About { mailbox, answered, here, own })
    }

    /// Why somebody is there, as far as the conversation tells.
    fn why(&self, key: &str) -> Option<Why> {
        let stands = |role: PersonRole| {
            self.answered.as_ref().is_some_and(|(_, people)| people.iter().any(|(other, address)| *other == role && fold(&address.addr) == key))
        };
        let wrote = self.answered.as_ref().is_some_and(|(answered, _)| fold(&answered.from_addr) == key);
        if wrote || stands(PersonRole::From) || stands(PersonRole::ReplyTo) {
            Some(Why::Sender)
        } else if stands(PersonRole::To) {
            Some(Why::AnsweredTo)
        } else if stands(PersonRole::Cc) {
            Some(Why::AnsweredCc)
        } else if self.here.contains(key) {
            Some(Why::Here)
        } else if self.own.iter().any(|own| own == key) {
            Some(Why::Known)
        } else {
            None
        }
    }

    /// A known domain that an unknown one may be a slip of.
    async fn like(&self, tx: &mut Tx, key: &str) -> Result<Option<String>> {
        let Some(domain) = domain_of(key) else { return Ok(None) };
        let mut known: HashSet<String> = self.here.iter().chain(&self.own).filter_map(|key| domain_of(key)).collect();
        known.extend(sql::correspondents(tx, self.mailbox, COMPARED).await?.into_iter().filter_map(|(key,)| domain_of(&key)));
        if known.contains(&domain) {
            return Ok(None);
        }
        let mut like: Vec<String> =
            known.into_iter().filter(|known| is_slip_of(&domain, known) || mail::sender::looks_like(&domain, known)).collect();
        like.sort();
        Ok(like.into_iter().next())
    }

    /// Somebody whose people have no part in this conversation. In a new mail nobody has one yet.
    fn is_stranger(&self, key: &str, kind: DraftKind) -> bool {
        let is_answer = matches!(kind, DraftKind::Reply | DraftKind::ReplyAll);
        let domain = domain_of(key);
        let familiar = |other: &String| domain_of(other) == domain;
        is_answer && !self.own.iter().any(familiar) && !self.here.iter().any(familiar)
    }

    /// Whom an answer of this kind would go to, and does not.
    fn dropped(&self, kind: DraftKind, seen: &HashSet<String>) -> Vec<Warning> {
        let Some((answered, people)) = &self.answered else { return vec![] };
        let expected = opening::recipients(kind, answered, people, &self.own);
        let all = [expected.to, expected.cc].into_iter().flat_map(|field| parse_list(&field).unwrap_or_default());
        all.filter(|address| !seen.contains(&fold(&address.addr))).map(|address| Warning::Dropped { addr: address.addr }).collect()
    }
}

#[cfg(test)]
mod tests;
