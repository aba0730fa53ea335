//! Notices by mail: what waits for a person becomes one mail, sent from the account that the admins chose. A small outbox of its own,
//! beside that of letters to customers: nothing of it stands in a conversation.

use super::{hand_over::Outcome, sql, ways};
use crate::{Cx, Result, db::Tx, secrets};
use anyhow::Context;
use domain::{
    UserId,
    accounts::{AuthMethod, ServerSettings},
    notifications::{Channel, Quiet, greeting, heading, mail_due, sentence},
};
use mail::{
    compose::{self, Outgoing},
    read::Person,
    smtp::{Envelope, Handover, Outcome as Handed, SmtpSession},
    wire::Timeouts,
};
use secrecy::SecretString;

/// What is older was not sent while no account was chosen, and is no news any more.
const NEWS_DAYS: i64 = 1;

/// Makes a mail of what waits for each person, due when their digest and quiet hours allow it. Nothing where no account is chosen.
/// Run twice, or by two copies at once, it makes a mail too many at most, which finds nothing to say.
pub async fn plan(cx: &Cx) -> Result<u64> {
    let mut tx = cx.desk.db.read().await?;
    if ways::account(&mut tx).await?.is_none() {
        return Ok(0);
    }
    let waiting = sql::to_mail(&mut tx, cx.now.plus_days(-NEWS_DAYS)).await?;
    drop(tx);
    let count = waiting.len() as u64;
    for (person, since, last) in waiting {
        let mut tx = cx.desk.db.write().await?;
        // The clocks and quiet hours are the person's, whatever the kind.
        let Some(wants) = sql::wants(&mut tx, person, domain::notifications::Kind::Assigned).await? else { continue };
        let (times, zone) = (wants.times(), wants.zone());
        let due = mail_due(since, last, &Quiet { times: &times, zone: &zone });
        sql::queue(&mut tx, Channel::Mail, person.0, None, "digest", "", due, cx.now).await?;
        tx.commit().await?;
    }
    Ok(count)
}

/// The account that the program mails from, ready to be used.
pub(super) struct Account {
    pub sender: sql::Sender,
    settings: ServerSettings,
    password: Option<SecretString>,
}

impl Account {
    /// Else why there is none.
    pub async fn chosen(tx: &mut Tx, cx: &Cx) -> Result<std::result::Result<Account, Outcome>> {
        let Some(account) = ways::account(tx).await? else { return Ok(Err(Outcome::Dropped("no account is chosen".to_owned()))) };
        let Some(sender) = sql::sender(tx, account).await? else {
            return Ok(Err(Outcome::Failed("the account that was chosen cannot send".to_owned())));
        };
        let settings: ServerSettings = serde_json::from_str(&sender.send_settings).context("settings of an account")?;
        let password = match sender.send_secret_id.filter(|_| settings.auth != AuthMethod::None) {
            Some(secret) => Some(secrets::read(tx, &cx.desk.keys, secret).await?),
            None => None,
        };
        Ok(Ok(Account { sender, settings, password }))
    }

    /// Of its address.
    pub fn domain(&self) -> &str {
        self.sender.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }

    pub fn person(&self) -> Person {
        Person { name: self.sender.from_name.clone(), addr: self.sender.address.clone() }
    }

    /// Hands a mail over. `before_end` is committed before it can be out. Else why the server could not be reached.
    pub async fn carry<F>(&self, cx: &Cx, to: &str, bytes: &[u8], before_end: impl FnOnce() -> F + Send) -> std::result::Result<Handover, String>
    where
        F: Future<Output = anyhow::Result<()>> + Send,
    {
        let envelope = Envelope { from: self.sender.address.clone(), to: vec![to.to_owned()] };
        let connected = SmtpSession::connect(&self.settings, self.password.as_ref(), &cx.desk.trust, Timeouts::default()).await;
        let mut session = connected.map_err(|(_, cause)| cause.answer())?;
        let handover = session.hand_over(&envelope, bytes, before_end).await;
        session.quit().await;
        Ok(handover)
    }
}

/// The bytes of a mail. RFC 3834, 5: made by a program, and no answer to anything.
pub(super) fn bytes(mail: &Outgoing) -> std::result::Result<Vec<u8>, String> {
    let written = compose::write(mail).map_err(|cause| cause.to_string())?;
    Ok([b"Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n".to_vec(), written].concat())
}

/// What a hand-over to one recipient means.
pub(super) fn outcome(handover: Handover) -> Outcome {
    match handover.outcome {
        Handed::Sent { answer } if handover.recipients.iter().all(|recipient| recipient.accepted) => Outcome::Sent(answer),
        Handed::Sent { .. } => Outcome::Failed(handover.recipients.into_iter().map(|recipient| recipient.answer).collect()),
        Handed::Temporary { answer, .. } => Outcome::Later(answer),
        Handed::Permanent { answer, .. } => Outcome::Failed(answer),
        // It may be out; a notice that comes twice under one id does less harm than one that does not come.
        Handed::Unsure { answer } => Outcome::Later(answer),
    }
}

pub async fn hand_over(cx: &Cx, claimed: &sql::Claimed) -> Result<Outcome> {
    let person = UserId(claimed.target_id);
    let mut tx = cx.desk.db.write().await?;
    let account = match Account::chosen(&mut tx, cx).await? {
        Ok(account) => account,
        Err(outcome) => return Ok(outcome),
    };
    let Some((name, addr, language)) = sql::reader(&mut tx, person).await? else { return Ok(Outcome::Dropped(String::new())) };
    sql::gather(&mut tx, claimed.id, person, cx.now.plus_days(-NEWS_DAYS)).await?;
    let told = sql::told_by_mail(&mut tx, claimed.id, person).await?;
    tx.commit().await?;
    if told.is_empty() && claimed.kind != ways::TEST {
        return Ok(Outcome::Dropped(String::new()));
    }

    let base = &cx.desk.limits.outward.public_url;
    let (begins, ends) = greeting(language, &name);
    let mut lines = vec![begins, String::new()];
    let sentences: Vec<String> =
        told.iter().map(|told| sentence(told.kind, language, told.actor_name.as_deref(), &told.mailbox_name, told.count)).collect();
    for (told, said) in told.iter().zip(&sentences) {
        lines.push(format!("* {said}"));
        lines.push(format!("  {}", told.place()));
        if !told.text.is_empty() {
            lines.push(format!("  {}", told.text));
        }
        lines.push(format!("  {base}{}", told.url()));
        lines.push(String::new());
    }
    lines.push(ends.to_owned());
    lines.push(format!("{base}/notifications"));
    let only = sentences.first().map_or_else(|| ways::test_subject(language).to_owned(), Clone::clone);
    // The same id at every try: where a try got through and nobody heard of it, mail programs show one.
    let domain = account.domain();
    let mail = Outgoing {
        message_id: format!("notice.{}.{}@{domain}", claimed.id, claimed.queued_at.0),
        date: claimed.queued_at,
        from: account.person(),
        to: vec![Person { name, addr: addr.clone() }],
        cc: vec![],
        bcc: vec![],
        reply_to: vec![],
        subject: heading(language, told.len().max(1), &only),
        in_reply_to: None,
        references: vec![],
        text: lines.join("\n"),
        html: None,
        attachments: vec![],
        auto_submitted: false,
    };
    let bytes = match bytes(&mail) {
        Ok(bytes) => bytes,
        Err(cause) => return Ok(Outcome::Failed(cause)),
    };
    Ok(account.carry(cx, &addr, &bytes, || async { Ok(()) }).await.map_or_else(Outcome::Later, outcome))
}
