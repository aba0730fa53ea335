//! The signature that a new draft begins with: one's own, or else the mailbox's, its reserved words filled (MW-37).

use super::sql;
use crate::{Cx, Result, db::Tx, mailboxes};
use domain::{
    addresses::Address,
    messages::{Direction, PersonRole},
    reserved::{self, Place, Word},
    users::Profile,
    *,
};
use jiff::{Timestamp, Zoned, tz::TimeZone};

/// What is answered, as far as words tell of it.
pub struct About<'a> {
    pub answered: Option<&'a sql::Answered>,
    pub people: &'a [(PersonRole, Address)],
    /// Of the draft.
    pub subject: &'a str,
}

/// Words that nobody can know here stay as they were written: sending asks about them.
pub async fn filled(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, profile: &Profile, about: About<'_>) -> Result<String> {
    let signature = if profile.signature.trim().is_empty() { mailboxes::signature(tx, mailbox).await? } else { profile.signature.clone() };
    if !signature.contains('%') {
        return Ok(signature);
    }
    let (mail, mailbox_name) = sql::writer(tx, cx.who.person()?.id, mailbox).await?;
    let values = Values {
        profile,
        mail: &mail,
        mailbox: &mailbox_name,
        customer: customer(&about),
        subject: about.subject,
        now: local(cx.now, &profile.zone),
        language: language(&about, profile),
    };
    Ok(reserved::fill(&signature, Place::Text, |word| values.of(word)).text)
}

struct Values<'a> {
    profile: &'a Profile,
    mail: &'a str,
    mailbox: &'a str,
    /// By the name that they write under; `None` where nobody is answered.
    customer: Option<&'a str>,
    subject: &'a str,
    now: Zoned,
    language: Language,
}

impl Values<'_> {
    fn of(&self, word: &Word) -> Option<String> {
        match word {
            Word::User => Some(self.profile.name.clone()),
            Word::UserLastName => Some(reserved::last_name(&self.profile.name).to_owned()),
            Word::UserMail => Some(self.mail.to_owned()),
            Word::Mailbox => Some(self.mailbox.to_owned()),
            Word::Customer => self.customer.map(str::to_owned),
            Word::CustomerLastName => self.customer.map(|name| reserved::last_name(name).to_owned()),
            Word::Subject => (!self.subject.trim().is_empty()).then(|| self.subject.to_owned()),
            word => reserved::of_time(word, &self.now, self.language),
        }
    }
}

/// Whoever wrote the mail that is answered; of one of ours, whom it went to.
fn customer<'a>(about: &About<'a>) -> Option<&'a str> {
    let answered = about.answered?;
    match answered.direction {
        Direction::In => Some(answered.from_name.as_str()),
        Direction::Out => about.people.iter().find(|(role, _)| *role == PersonRole::To).map(|(_, address)| address.name.as_str()),
    }
}

/// The language of the mail that is answered, or else the writer's.
fn language(about: &About<'_>, profile: &Profile) -> Language {
    match about.answered {
        Some(answered) if answered.language.starts_with("ja") => Language::Japanese,
        Some(answered) if !answered.language.is_empty() => Language::English,
        _ => profile.language,
    }
}

fn local(at: Moment, zone: &str) -> Zoned {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone)
}

#[cfg(test)]
mod tests;
