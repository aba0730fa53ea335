//! The signature that a new draft begins with: one's own, or else the mailbox's, its reserved words filled (MW-37).

use super::sql;
use crate::{Cx, Result, db::Tx, mailboxes, reserved};
use domain::{
    addresses::Address,
    messages::{Direction, PersonRole},
    reserved::{Filled, Place},
    users::Profile,
    *,
};

/// What is answered, as far as words tell of it.
pub struct About<'a> {
    pub answered: Option<&'a sql::Answered>,
    pub people: &'a [(PersonRole, Address)],
    /// Of the draft.
    pub subject: &'a str,
}

/// Words that nobody can know here stay as they were written: sending asks about them, and about blanks.
pub async fn filled(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, profile: &Profile, about: About<'_>) -> Result<Filled> {
    let signature = if profile.signature.trim().is_empty() { mailboxes::signature(tx, mailbox).await? } else { profile.signature.clone() };
    if !signature.contains('%') {
        return Ok(Filled { text: signature, ..Filled::default() });
    }
    let language = about.answered.map(|answered| answered.language.as_str()).unwrap_or_default();
    let writing = reserved::Writing { mailbox, agent: Some(cx.who.person()?.id), subject: about.subject, language };
    let around = reserved::around(tx, cx, &writing).await?;
    let recipient = match customer(&about) {
        Some(address) => Some(reserved::recipient(tx, mailbox, &address).await?),
        None => None,
    };
    Ok(around.fill(recipient.as_ref(), &signature, Place::Text))
}

/// Whoever wrote the mail that is answered; of one of ours, whom it went to.
fn customer(about: &About<'_>) -> Option<Address> {
    let answered = about.answered?;
    match answered.direction {
        Direction::In => Some(Address { name: answered.from_name.clone(), addr: answered.from_addr.clone() }),
        Direction::Out => about.people.iter().find(|(role, _)| *role == PersonRole::To).map(|(_, address)| address.clone()),
    }
}

#[cfg(test)]
mod tests;
