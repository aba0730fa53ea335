//! Rules at the moment a mail comes in: inside the transaction that takes it in.

use super::{
    act::{Has, When, outcome, perform},
    letters::{self, Incoming},
    sql,
};
use crate::{Cx, Result, conversations, db::Tx, notifications};
use domain::{
    notifications::Kind,
    rules::{Action, Facts, Ready},
    *,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The mail, and where it was put.
pub(crate) struct Arrived<'a> {
    pub conversation: ConversationId,
    pub facts: &'a Facts,
    pub incoming: Incoming<'a>,
}

/// The rules of one transaction that takes mails in.
#[derive(Default)]
pub(crate) struct Arriving {
    ready: HashMap<MailboxId, Arc<Ready>>,
    fired: BTreeMap<RuleId, (i64, Moment)>,
}

impl Arriving {
    /// The rules that mails of this mailbox are judged by; `None` where there are none.
    pub async fn of(&mut self, tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<Option<Arc<Ready>>> {
        let ready = match self.ready.get(&mailbox) {
            Some(ready) => ready.clone(),
            None => {
                let ready = cx.desk.rules.of(tx, mailbox).await?;
                self.ready.insert(mailbox, ready.clone());
                ready
            }
        };
        Ok(Some(ready).filter(|ready| !ready.rules.is_empty()))
    }

    /// Judges a mail and does what comes of it.
    /// Answers whether it is spam by a rule.
    pub async fn judge(&mut self, tx: &mut Tx, cx: &Cx, ready: &Ready, mail: &Arrived<'_>) -> Result<bool> {
        let right = ready.judge(mail.facts);
        if right.is_empty() {
            return Ok(false);
        }
        for rule in &right {
            let (count, last) = self.fired.entry(rule.id).or_insert((0, cx.now));
            *count += 1;
            *last = (*last).max(cx.now);
        }
        let standing = conversations::standing(tx, mail.conversation).await?;
        let mut has = Has::of(&standing, When::Arrival);
        // What people are already in does not go away by one more mail.
        has.spam |= !mail.incoming.begins;
        let deeds = outcome(tx, cx.now, mail.incoming.mailbox, mail.conversation, mail.facts, &right, has).await?;
        perform(tx, cx, mail.conversation, &deeds).await?;
        let spam = deeds.iter().any(|(_, action)| *action == Action::Spam);
        if !spam {
            for (rule, action) in &deeds {
                match action {
                    Action::Notify { user: Some(user) } => notifications::tell(tx, cx, Kind::Rule, *user, mail.conversation, &rule.name).await?,
                    Action::Notify { user: None } => notifications::tell_nobodys(tx, cx, Kind::Rule, mail.conversation).await?,
                    _ => {}
                }
            }
            letters::note(tx, &mail.incoming, &deeds).await?;
        }
        Ok(spam)
    }

    /// Counts them, each rule once for the whole transaction and always in the same order, so that two transactions never wait for
    /// each other in a circle. The last thing before the commit.
    pub async fn finish(self, tx: &mut Tx) -> Result<()> {
        for (rule, (count, last)) in self.fired {
            sql::count(tx, rule, count, last).await?;
        }
        Ok(())
    }
}
