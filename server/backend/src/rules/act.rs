//! From rules that are right for a mail to what happens: who decides what, and doing it.

use super::sql;
use crate::{
    Cx, Error, Result,
    conversations::{self, Standing},
    cx::ByRule,
    db::Tx,
    fields,
};
use domain::{
    conversations::{Change, Priority},
    fold::fold,
    rules::{Action, Facts, ReadyRule},
    statuses::Class,
    *,
};
use std::sync::Arc;

/// Which statuses a rule may change: never one that somebody is at work under.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A mail has just come.
    Arrival,
    /// It came before: what is done stays done.
    Later,
}

/// What a conversation has that rules could set.
pub struct Has {
    folder: bool,
    status: bool,
    assignee: bool,
    confirmer: bool,
    priority: bool,
    reply: bool,
    pub spam: bool,
}

impl Has {
    /// Nothing yet: a mail that begins one.
    pub fn nothing() -> Has {
        Has { folder: false, status: false, assignee: false, confirmer: false, priority: false, reply: false, spam: false }
    }

    pub fn of(standing: &Standing, when: When) -> Has {
        let at_work = match when {
            When::Arrival => matches!(standing.class, Class::Working | Class::Ready),
            When::Later => standing.class != Class::Open,
        };
        Has {
            folder: standing.folder.is_some(),
            status: at_work,
            assignee: standing.assignee.is_some(),
            confirmer: standing.confirmer.is_some(),
            priority: standing.priority != Priority::Normal,
            reply: false,
            // Somebody cares for it.
            spam: at_work || when == When::Later && standing.assignee.is_some(),
        }
    }
}

/// What comes of the rules that are right for a mail, in their order: of what there is one of the first decides, and a person
/// who cannot take it leaves it to the next rule. `conversation` is not looked at for who was the last assignee.
pub async fn outcome<'r>(
    tx: &mut Tx,
    now: Moment,
    mailbox: MailboxId,
    conversation: ConversationId,
    facts: &Facts,
    right: &[&'r ReadyRule],
    mut has: Has,
) -> Result<Vec<(&'r ReadyRule, Action)>> {
    let mut done = Vec::new();
    for rule in right {
        for action in &rule.actions {
            let taken = match action {
                Action::File { .. } => !std::mem::replace(&mut has.folder, true),
                Action::Status { .. } => !std::mem::replace(&mut has.status, true),
                Action::Priority { .. } => !std::mem::replace(&mut has.priority, true),
                Action::Assign { user } => {
                    let free = !has.assignee && sql::takes_work(tx, mailbox, *user, now).await?;
                    has.assignee |= free;
                    free
                }
                Action::Confirm { user } => {
                    let free = !has.confirmer && sql::takes_work(tx, mailbox, *user, now).await?;
                    has.confirmer |= free;
                    free
                }
                Action::AssignPrevious => {
                    if let Some(user) = previous(tx, now, mailbox, conversation, facts).await?.filter(|_| !has.assignee) {
                        has.assignee = true;
                        done.push((*rule, Action::Assign { user }));
                    }
                    false
                }
                Action::Reply { .. } => facts.answerable && !std::mem::replace(&mut has.reply, true),
                Action::Forward { .. } => facts.passable,
                Action::Spam => !std::mem::replace(&mut has.spam, true),
                // Of several rules the last one decides: each that is right sets it.
                Action::Field { field, .. } => {
                    done.retain(|(_, before)| !matches!(before, Action::Field { field: other, .. } if other == field));
                    true
                }
                Action::Notify { .. } => !done.iter().any(|(_, before)| before == action),
                Action::Stop => false,
            };
            if taken {
                done.push((*rule, action.clone()));
            }
        }
    }
    Ok(done)
}

/// The last assignee of a conversation with this sender, if they can take another one. Who pretends to be somebody has none.
async fn previous(tx: &mut Tx, now: Moment, mailbox: MailboxId, conversation: ConversationId, facts: &Facts) -> Result<Option<UserId>> {
    let Some(sender) = facts.from.first().filter(|_| !facts.powerless) else { return Ok(None) };
    match sql::last_assignee(tx, mailbox, conversation, &fold(&sender.addr)).await? {
        Some(user) if sql::takes_work(tx, mailbox, user, now).await? => Ok(Some(user)),
        _ => Ok(None),
    }
}

/// Does it, each deed with the name of its rule in the history. Answers whether anything is another now. What has gone
/// meanwhile (a status, a folder) is passed over.
pub async fn perform(tx: &mut Tx, cx: &Cx, id: ConversationId, deeds: &[(&ReadyRule, Action)]) -> Result<bool> {
    let mut changed = false;
    for (rule, action) in deeds {
        let cx = Cx { rule: Some(Arc::new(ByRule { id: rule.id, name: rule.name.clone() })), ..cx.clone() };
        if *action == Action::Spam {
            conversations::mark_spam(tx, &cx, id).await?;
            changed = true;
            continue;
        }
        if let Action::Field { field, value } = action {
            match fields::set_by_rule(tx, &cx, id, *field, value).await {
                Ok(set) => changed |= set,
                Err(Error::Refused(_)) => tracing::warn!(rule = rule.id.0, "a rule sets a field to what is not there any more"),
                Err(cause) => return Err(cause),
            }
            continue;
        }
        let change = match action {
            Action::File { folder } => Change { folder: Some(Some(*folder)), ..Change::default() },
            Action::Status { status } => Change { status: Some(*status), ..Change::default() },
            Action::Assign { user } => Change { assignee: Some(Some(*user)), ..Change::default() },
            Action::Confirm { user } => Change { confirmer: Some(Some(*user)), ..Change::default() },
            Action::Priority { priority } => Change { priority: Some(*priority), ..Change::default() },
            // People are told and letters are noted where mails come in, and only there.
            Action::AssignPrevious
            | Action::Stop
            | Action::Reply { .. }
            | Action::Forward { .. }
            | Action::Spam
            | Action::Field { .. }
            | Action::Notify { .. } => continue,
        };
        match conversations::set(tx, &cx, id, &change).await {
            Ok(()) => changed = true,
            Err(Error::Refused(Refused::Invalid { .. })) => tracing::warn!(rule = rule.id.0, "a rule names what is not there any more"),
            Err(cause) => return Err(cause),
        }
    }
    Ok(changed)
}
