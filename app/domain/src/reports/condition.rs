//! Conditions (集計条件): what a report is narrowed to, kept under a name by the operators of a mailbox.

use crate::{
    Field, FieldId, FolderId, Limit, MailboxId, Refused, ReportConditionId, StatusId, UserId, Wrong,
    conversations::Priority,
    rules::{Condition, Operator, Together, VALUES_MAX, What},
    users::check_name,
};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); these are their defaults.
pub const CONDITIONS_MAX: usize = 50;
pub const CLAUSES_MAX: usize = 20;

/// What a condition can look at of the mails of a conversation.
pub const MAIL_WHATS: &[What] =
    &[What::From, What::To, What::Cc, What::Recipient, What::Subject, What::Account, What::HasAttachment, What::Language, What::Automatic];

/// One row of a condition. It is asked of a conversation, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Clause {
    /// One of its received mails fits, as a rule would find; of the negative operators each of them has to.
    Mail {
        condition: Condition,
    },
    /// It is filed there, or with `below` further down.
    Folder {
        folder: Option<FolderId>,
        below: bool,
        is: bool,
    },
    Assignee {
        user: Option<UserId>,
        is: bool,
    },
    Confirmer {
        user: Option<UserId>,
        is: bool,
    },
    Status {
        status: StatusId,
        is: bool,
    },
    Priority {
        priority: Priority,
        is: bool,
    },
    /// The option of a menu, the person, 1 for a tick; `None`: nothing is set.
    Field {
        field: FieldId,
        choice: Option<i64>,
        is: bool,
    },
}

/// A condition as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionForm {
    pub name: String,
    #[serde(default)]
    pub together: Together,
    #[serde(default)]
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionView {
    pub id: ReportConditionId,
    pub mailbox: MailboxId,
    pub form: ConditionForm,
    /// Its conversations are still being gathered.
    pub gathering: bool,
}

impl ConditionForm {
    /// # Errors
    /// [`Refused::Invalid`] for a name that is none, for no rows, and for rows that ask for nothing or for what is not asked here;
    /// [`Refused::OverLimit`] for too many.
    pub fn check(&self) -> Result<(), Refused> {
        check_name(&self.name, Field::Name)?;
        let wrong = |field, wrong| Err(Refused::Invalid { field, wrong });
        if self.clauses.is_empty() {
            return wrong(Field::Condition, Wrong::Missing);
        }
        if self.clauses.len() > CLAUSES_MAX {
            return Err(Refused::OverLimit { what: Limit::ReportClauses, limit: CLAUSES_MAX as u64 });
        }
        for clause in &self.clauses {
            let Clause::Mail { condition } = clause else { continue };
            let Condition { what, operator, values, .. } = condition;
            if !MAIL_WHATS.contains(what) || !what.operators().contains(operator) || *operator == Operator::Matches {
                return wrong(Field::Condition, Wrong::Malformed);
            }
            if values.len() > VALUES_MAX {
                return wrong(Field::Value, Wrong::TooLong);
            }
            if !matches!(operator, Operator::Yes | Operator::No) && values.iter().all(|value| value.trim().is_empty()) {
                return wrong(Field::Value, Wrong::Missing);
            }
        }
        Ok(())
    }
}
