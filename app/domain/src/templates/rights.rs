//! Who sees a template, and who may change it.

use super::Editors;
use crate::{
    MailboxId, Refused, SpaceId,
    access::{Right, Who},
};

/// A template, as far as rights depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    pub space: SpaceId,
    pub mailbox: Option<MailboxId>,
    pub editors: Editors,
    /// Whether the person who asks is one of the named ones.
    pub is_named: bool,
}

impl Kept {
    /// Whoever sees its mailbox, or a mailbox of its space; operators see all. To everybody else it does not exist.
    pub fn may_see(&self, who: &Who) -> Result<(), Refused> {
        let Some(mailbox) = self.mailbox else { return who.may_see_space(self.space) };
        match who.viewing(mailbox) {
            Err(Refused::NotFound) if who.may_operate(self.space).is_ok() => Ok(()),
            other => other.map(drop),
        }
    }

    pub fn may_edit(&self, who: &Who) -> Result<(), Refused> {
        self.may_see(who)?;
        let allowed = who.may_operate(self.space).is_ok()
            || match self.editors {
                Editors::Operators => false,
                Editors::Named => self.is_named,
                Editors::Everybody => self.edits_there(who),
            };
        if allowed { Ok(()) } else { Err(Refused::NotAllowed) }
    }

    /// Making one needs the right to edit where it is to be used.
    pub fn may_create(&self, who: &Who) -> Result<(), Refused> {
        self.may_see(who)?;
        if who.may_operate(self.space).is_ok() || self.edits_there(who) { Ok(()) } else { Err(Refused::NotAllowed) }
    }

    fn edits_there(&self, who: &Who) -> bool {
        match self.mailbox {
            None => who.may_edit_space(self.space).is_ok(),
            Some(mailbox) => who.has(Right::Edit, mailbox).is_ok(),
        }
    }
}
