//! Who may do what. Every verb asks here before it returns or changes anything.

use crate::{MailboxId, Refused, SpaceId, UserId, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// Admins keep the whole system; what members may do is said by grants and by the spaces they operate.
    pub enum Role { Admin = "admin", Member = "member" }
}

stored_enum! {
    /// How much of a mailbox a person sees: everything, only what is assigned to them, or nothing.
    pub enum Viewing { All = "all", Own = "own", None = "none" }
}

stored_enum! {
    /// What can be granted per mailbox and person.
    pub enum Right { View = "view", Edit = "edit", Send = "send", Delete = "delete" }
}

/// One person's rights in one mailbox. Edit, send and delete mean nothing without view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Grant {
    pub mailbox_id: MailboxId,
    pub space_id: SpaceId,
    pub viewing: Viewing,
    pub editing: bool,
    pub sending: bool,
    pub deleting: bool,
}

/// Who asks.
#[derive(Clone, Debug)]
pub enum Who {
    /// The program itself: fetcher, sender, clock, command line.
    System,
    /// Nobody has signed in.
    Nobody,
    Person(Person),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub grants: Vec<Grant>,
    pub operates: Vec<SpaceId>,
    /// A temporary password was used: nothing but changing it is allowed.
    pub must_change_password: bool,
}

/// What a person may do in one mailbox, for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rights {
    pub edit: bool,
    pub send: bool,
    pub delete: bool,
}

/// The conversation that is asked about, as far as rights depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub mailbox_id: MailboxId,
    pub assignee_id: Option<UserId>,
}

impl Who {
    pub fn person(&self) -> Result<&Person, Refused> {
        match self {
            Who::Person(person) if person.must_change_password => Err(Refused::MustChangePassword),
            Who::Person(person) => Ok(person),
            _ => Err(Refused::NotSignedIn),
        }
    }

    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Who::Person(person) => Some(person.id),
            _ => None,
        }
    }

    fn grant(&self, mailbox: MailboxId) -> Result<Option<Grant>, Refused> {
        match self {
            Who::System => {
                Ok(Some(Grant { mailbox_id: mailbox, space_id: SpaceId(0), viewing: Viewing::All, editing: true, sending: true, deleting: true }))
            }
            _ => Ok(self.person()?.grants.iter().find(|g| g.mailbox_id == mailbox).copied()),
        }
    }

    /// Viewing of a mailbox. A mailbox that a person may not view does not exist for them.
    pub fn viewing(&self, mailbox: MailboxId) -> Result<Viewing, Refused> {
        match self.grant(mailbox)? {
            Some(grant) if grant.viewing != Viewing::None => Ok(grant.viewing),
            _ => Err(Refused::NotFound),
        }
    }

    /// Whether one conversation exists for this person.
    pub fn may_view(&self, target: Target) -> Result<(), Refused> {
        match self.viewing(target.mailbox_id)? {
            Viewing::All => Ok(()),
            Viewing::Own if target.assignee_id.is_some() && target.assignee_id == self.user_id() => Ok(()),
            _ => Err(Refused::NotFound),
        }
    }

    /// Whether this person may do `right` to a conversation.
    pub fn may(&self, right: Right, target: Target) -> Result<(), Refused> {
        self.may_view(target)?;
        self.has(right, target.mailbox_id)
    }

    /// Whether this person holds `right` in a mailbox at all.
    pub fn has(&self, right: Right, mailbox: MailboxId) -> Result<(), Refused> {
        self.viewing(mailbox)?;
        let rights = self.rights(mailbox);
        let held = match right {
            Right::View => true,
            Right::Edit => rights.edit,
            Right::Send => rights.send,
            Right::Delete => rights.delete,
        };
        if held { Ok(()) } else { Err(Refused::NotAllowed) }
    }

    pub fn rights(&self, mailbox: MailboxId) -> Rights {
        match self.grant(mailbox) {
            Ok(Some(g)) if g.viewing != Viewing::None => Rights { edit: g.editing, send: g.editing && g.sending, delete: g.deleting },
            _ => Rights::default(),
        }
    }

    /// Users, accounts, spaces, security: the whole system.
    pub fn may_administer(&self) -> Result<(), Refused> {
        match self {
            Who::System => Ok(()),
            _ if self.person()?.role == Role::Admin => Ok(()),
            _ => Err(Refused::NotAllowed),
        }
    }

    /// Settings of one space: mailboxes, statuses, rights in them. System admins operate every space.
    pub fn may_operate(&self, space: SpaceId) -> Result<(), Refused> {
        match self {
            Who::System => Ok(()),
            _ => {
                let person = self.person()?;
                if person.role == Role::Admin || person.operates.contains(&space) { Ok(()) } else { Err(Refused::NotAllowed) }
            }
        }
    }

    /// Address book, templates, bulk mail and logs of a space: for whoever sees one of its mailboxes, and for its operators.
    /// To everybody else the space does not exist.
    pub fn may_see_space(&self, space: SpaceId) -> Result<(), Refused> {
        match self {
            Who::System => Ok(()),
            _ => {
                let member = self.person()?.grants.iter().any(|grant| grant.space_id == space && grant.viewing != Viewing::None);
                if member || self.may_operate(space).is_ok() { Ok(()) } else { Err(Refused::NotFound) }
            }
        }
    }

    /// Writing in what a space has in common: for whoever may edit in one of its mailboxes, and for its operators.
    pub fn may_edit_space(&self, space: SpaceId) -> Result<(), Refused> {
        self.may_see_space(space)?;
        match self {
            Who::System => Ok(()),
            _ => {
                let editor = self.person()?.grants.iter().any(|grant| grant.space_id == space && self.rights(grant.mailbox_id).edit);
                if editor || self.may_operate(space).is_ok() { Ok(()) } else { Err(Refused::NotAllowed) }
            }
        }
    }

    /// Changing, pausing and removing what goes out by itself: for whoever made it, and for the operators of its space.
    pub fn may_keep(&self, space: SpaceId, owner: UserId) -> Result<(), Refused> {
        self.may_see_space(space)?;
        if self.user_id() == Some(owner) { Ok(()) } else { self.may_operate(space) }
    }

    /// The mailboxes that exist for this person.
    pub fn mailboxes(&self) -> Result<Vec<MailboxId>, Refused> {
        Ok(self.person()?.grants.iter().filter(|g| g.viewing != Viewing::None).map(|g| g.mailbox_id).collect())
    }
}

#[cfg(test)]
mod tests;
