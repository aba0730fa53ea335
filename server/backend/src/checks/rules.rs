//! What a mailbox asks for before a mail goes out, as its operators set it.

use super::sql;
use crate::{Cx, Result, db::Tx, mailboxes, users};
use domain::{
    checks::{RulesView, SendingRules},
    live::Event,
    *,
};

/// For operators: the rules, and the people whose mails need a check.
pub async fn rules(cx: &Cx, mailbox: MailboxId) -> Result<RulesView> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    let rules = rules_of(&mut tx, mailbox).await?;
    let marked = sql::marked(&mut tx, mailbox).await?.into_iter().map(|(id,)| id).collect();
    Ok(RulesView { rules, marked })
}

/// # Errors
/// [`Refused::Invalid`] when the list of words is too long.
pub async fn set_rules(cx: &Cx, mailbox: MailboxId, rules: &SendingRules) -> Result<()> {
    rules.check()?;
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    sql::put_rules(&mut tx, mailbox, rules).await?;
    let said =
        format!("check={} correcting={} always-confirm={} forbidden={:?}", rules.mode, rules.correcting, rules.always_confirm, rules.forbidden);
    users::audit(&mut tx, cx, "sending-rules", &format!("mailbox {mailbox}"), &said).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Whether the mails of one person need a check here, where only newcomers' do.
pub async fn set_mark(cx: &Cx, mailbox: MailboxId, user: UserId, marked: bool) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    users::exists(&mut tx, user).await?;
    if marked {
        sql::mark(&mut tx, mailbox, user).await?
    } else {
        sql::unmark(&mut tx, mailbox, user).await?
    };
    users::audit(&mut tx, cx, "needs-check", &format!("mailbox {mailbox} user {user}"), &marked.to_string()).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

pub(crate) async fn rules_of(tx: &mut Tx, mailbox: MailboxId) -> Result<SendingRules> {
    Ok(sql::rules(tx, mailbox).await?)
}
