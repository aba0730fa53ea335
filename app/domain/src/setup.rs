//! The first-run wizard (MW-56): what is asked, once.

use crate::{Language, accounts::AccountForm, users::NewUser};
use serde::{Deserialize, Serialize};

/// Step 1 and 2: whose desk this is and who keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Founding {
    pub company: String,
    pub language: Language,
    pub zone: String,
    pub admin_name: String,
    pub admin_email: String,
    pub admin_password: String,
}

/// Everything the wizard gathered, carried out in one transaction at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetupForm {
    pub founding: Founding,
    pub mailbox: String,
    /// May be left out: the account can be added later.
    pub account: Option<AccountForm>,
    pub members: Vec<NewUser>,
}

/// What the last page of the wizard shows: a link for each member, to be handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InviteLink {
    pub name: String,
    pub email: String,
    /// Path and token, to be put behind the public address.
    pub path: String,
}
