//! Rules made ready, kept as long as their version is the newest: patterns are compiled once.

use super::sql;
use crate::{Result, db::Tx};
use domain::{
    MailboxId,
    rules::{Ready, ReadyRule},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What this copy of the program has made ready. Another copy may change the rules: the version in the database decides.
#[derive(Default)]
pub struct Known {
    ready: Mutex<HashMap<MailboxId, (i64, Arc<Ready>)>>,
}

impl Known {
    /// The rules of a mailbox that are switched on.
    pub(super) async fn of(&self, tx: &mut Tx, mailbox: MailboxId) -> Result<Arc<Ready>> {
        let version = sql::version(tx, mailbox).await?;
        if let Some((_, ready)) = self.lock().get(&mailbox).filter(|(known, _)| *known == version) {
            return Ok(ready.clone());
        }
        let rules = sql::of_mailbox(tx, mailbox).await?.into_iter().map(sql::RuleRow::view).filter(|rule| rule.form.enabled);
        let ready = rules.filter_map(|rule| match ReadyRule::new(rule.id, &rule.form) {
            Ok(ready) => Some(ready),
            Err(cause) => {
                // Kept by another version of the program.
                tracing::error!(rule = rule.id.0, %cause, "a rule cannot be read and is passed over");
                None
            }
        });
        let ready = Arc::new(Ready { rules: ready.collect() });
        self.lock().insert(mailbox, (version, ready.clone()));
        Ok(ready)
    }

    pub(super) fn forget(&self, mailbox: MailboxId) {
        self.lock().remove(&mailbox);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<MailboxId, (i64, Arc<Ready>)>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
