//! What rules would have done with mails that came: nothing is changed.

use super::{
    act::{Has, outcome},
    gather::{Earlier, stretch},
    sound,
};
use crate::{Cx, Error, Result, mailboxes};
use domain::{
    access::Viewing,
    conversations::Sort,
    rules::{Ready, ReadyRule, RuleForm, TRIED, TRIED_SHOWN, Trial, Tried},
    *,
};

/// Conversations that are read at once.
const AT_ONCE: i64 = 200;

/// Tries one rule as it is being written, or, without one, all that are switched on, on the mails that came last.
///
/// # Errors
/// [`Refused::NotAllowed`] for operators who may not see everything in the mailbox; what is wrong with the rule.
pub async fn attempt(cx: &Cx, mailbox: MailboxId, form: Option<&RuleForm>) -> Result<Trial> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    sees_all(cx, mailbox)?;
    let ready = match form {
        Some(form) => {
            sound(&mut tx, mailbox, form, cx.now).await?;
            std::sync::Arc::new(Ready { rules: vec![ReadyRule::new(RuleId(0), form)?] })
        }
        None => cx.desk.rules.of(&mut tx, mailbox).await?,
    };
    drop(tx);
    let mut trial = Trial::default();
    let mut after = Sort::Newest.start();
    while trial.looked_at < TRIED {
        let most = AT_ONCE.min((TRIED - trial.looked_at) as i64);
        let found = stretch(&cx.desk, mailbox, after, most, ready.needs_headers()).await?;
        trial.looked_at += found.looked_at;
        for mail in found.mails {
            let right = ready.judge(&mail.facts);
            if !right.is_empty() {
                trial.matched += 1;
                if trial.shown.len() < TRIED_SHOWN {
                    let tried = tried(cx, mailbox, mail, &right).await?;
                    trial.shown.push(tried);
                }
            }
        }
        match found.next {
            Some(next) => after = next,
            None => break,
        }
    }
    Ok(trial)
}

/// As if it came today and began a conversation.
async fn tried(cx: &Cx, mailbox: MailboxId, mail: Earlier, right: &[&ReadyRule]) -> Result<Tried> {
    let mut tx = cx.desk.db.read().await?;
    let deeds = outcome(&mut tx, cx.now, mailbox, mail.conversation, &mail.facts, right, Has::nothing()).await?;
    Ok(Tried {
        conversation: mail.conversation,
        message: mail.message,
        from: mail.facts.from.first().map(|person| person.display()).unwrap_or_default(),
        subject: mail.facts.subject,
        at: mail.at,
        rules: right.iter().map(|rule| rule.name.clone()).collect(),
        actions: deeds.into_iter().map(|(_, action)| action).collect(),
    })
}

/// Operators keep settings; what mails say is for those who may view them.
pub(super) fn sees_all(cx: &Cx, mailbox: MailboxId) -> Result<()> {
    match cx.who.viewing(mailbox) {
        Ok(Viewing::All) => Ok(()),
        _ => Err(Error::Refused(Refused::NotAllowed)),
    }
}
