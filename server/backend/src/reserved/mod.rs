//! What reserved words stand for, gathered once from everything that knows: who writes, the mailbox, the address book, the mail that
//! is answered, the clock on the wall. Filling them is `domain::reserved`'s.

mod sql;

use crate::{Cx, Result, book, db::Tx, mailboxes, users};
use domain::{
    addresses::Address,
    reserved::{Agent, Around, Recipient},
    *,
};
use jiff::{Timestamp, Zoned, tz::TimeZone};

/// What a text is filled for.
pub(crate) struct Writing<'a> {
    pub mailbox: MailboxId,
    /// Who writes, or whom the mail is assigned to; `None` where nobody does.
    pub agent: Option<UserId>,
    pub subject: &'a str,
    /// Of the mail that is answered, as mails name it (`ja`); empty where nobody can tell.
    pub language: &'a str,
}

/// Everything that is the same for all recipients: two statements.
pub(crate) async fn around(tx: &mut Tx, cx: &Cx, writing: &Writing<'_>) -> Result<Around> {
    let mailbox = mailboxes::name_of(tx, writing.mailbox).await?;
    let agent = match writing.agent {
        Some(agent) => sql::agent(tx, agent).await?,
        None => None,
    };
    let zone = match &agent {
        Some(agent) => agent.zone.clone(),
        None => users::usual_zone(tx).await?,
    };
    let language = match writing.language {
        "" => agent.as_ref().map_or(Language::Japanese, |agent| agent.language),
        language if language.starts_with("ja") => Language::Japanese,
        _ => Language::English,
    };
    Ok(Around {
        agent: agent.map(|agent| Agent { name: agent.name, mail: agent.email }),
        mailbox,
        subject: writing.subject.to_owned(),
        now: local(cx.now, &zone),
        language,
    })
}

/// Somebody by their address: as the address book of the mailbox's space knows them.
pub(crate) async fn recipient(tx: &mut Tx, mailbox: MailboxId, address: &Address) -> Result<Recipient> {
    let space = mailboxes::space_of(tx, mailbox).await?;
    Ok(Recipient { from_name: address.name.clone(), known: book::known(tx, space, &address.addr).await? })
}

fn local(at: Moment, zone: &str) -> Zoned {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone)
}

#[cfg(test)]
mod tests;
