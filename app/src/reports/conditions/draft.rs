//! A condition while it is being written.

use crate::rules::ConditionDraft;
use domain::{
    FieldId, FolderId, StatusId, UserId,
    conversations::Priority,
    reports::{Clause, ConditionForm},
    rules::{Condition, Operator, Together, What},
};
use leptos::prelude::*;
use std::fmt;

/// What a row looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Mail(What),
    Folder,
    Assignee,
    Confirmer,
    Status,
    Priority,
    Field(FieldId),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            About::Mail(what) => what.fmt(f),
            About::Folder => f.write_str("folder"),
            About::Assignee => f.write_str("assignee"),
            About::Confirmer => f.write_str("confirmer"),
            About::Status => f.write_str("status"),
            About::Priority => f.write_str("priority"),
            About::Field(id) => write!(f, "field-{id}"),
        }
    }
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub together: RwSignal<Together>,
    pub rows: RwSignal<Vec<Row>>,
    /// The key of the next row.
    next: StoredValue<usize>,
}

#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    pub key: usize,
    pub about: RwSignal<About>,
    /// How mails are asked.
    pub mail: ConditionDraft,
    /// What it is compared with; `-1` is nothing.
    pub choice: RwSignal<i64>,
    pub is: RwSignal<bool>,
    pub below: RwSignal<bool>,
}

pub const NOTHING: i64 = -1;

impl Draft {
    pub fn of(form: &ConditionForm) -> Draft {
        let rows: Vec<Row> = form.clauses.iter().enumerate().map(|(key, clause)| Row::of(key, clause)).collect();
        Draft {
            name: RwSignal::new(form.name.clone()),
            together: RwSignal::new(form.together),
            next: StoredValue::new(rows.len()),
            rows: RwSignal::new(rows),
        }
    }

    /// What has been written so far. Reads without following.
    pub fn form(self) -> ConditionForm {
        ConditionForm {
            name: self.name.get_untracked(),
            together: self.together.get_untracked(),
            clauses: self.rows.with_untracked(|rows| rows.iter().map(|row| row.clause()).collect()),
        }
    }

    pub fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.rows.update(|rows| rows.push(Row::of(key, &Clause::Mail { condition: blank() })));
    }

    pub fn remove(self, key: usize) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }
}

fn blank() -> Condition {
    Condition { what: What::Subject, header: String::new(), operator: Operator::Contains, values: vec![], fuzzy: true }
}

impl Row {
    fn of(key: usize, clause: &Clause) -> Row {
        let (about, choice, is, below) = match clause {
            Clause::Mail { condition } => (About::Mail(condition.what), None, true, false),
            Clause::Folder { folder, below, is } => (About::Folder, folder.map(|id| id.0), *is, *below),
            Clause::Assignee { user, is } => (About::Assignee, user.map(|id| id.0), *is, false),
            Clause::Confirmer { user, is } => (About::Confirmer, user.map(|id| id.0), *is, false),
            Clause::Status { status, is } => (About::Status, Some(status.0), *is, false),
            Clause::Priority { priority, is } => (About::Priority, rank(*priority), *is, false),
            Clause::Field { field, choice, is } => (About::Field(*field), *choice, *is, false),
        };
        let mail = match clause {
            Clause::Mail { condition } => ConditionDraft::of(key, condition),
            _ => ConditionDraft::of(key, &blank()),
        };
        Row {
            key,
            about: RwSignal::new(about),
            mail,
            choice: RwSignal::new(choice.unwrap_or(NOTHING)),
            is: RwSignal::new(is),
            below: RwSignal::new(below),
        }
    }

    fn clause(self) -> Clause {
        let (is, below) = (self.is.get_untracked(), self.below.get_untracked());
        let choice = Some(self.choice.get_untracked()).filter(|choice| *choice != NOTHING);
        match self.about.get_untracked() {
            About::Mail(_) => Clause::Mail { condition: self.mail.condition() },
            About::Folder => Clause::Folder { folder: choice.map(FolderId), below, is },
            About::Assignee => Clause::Assignee { user: choice.map(UserId), is },
            About::Confirmer => Clause::Confirmer { user: choice.map(UserId), is },
            About::Status => Clause::Status { status: StatusId(choice.unwrap_or_default()), is },
            About::Priority => Clause::Priority { priority: priority(choice), is },
            About::Field(field) => Clause::Field { field, choice, is },
        }
    }
}

fn rank(priority: Priority) -> Option<i64> {
    Priority::ALL.iter().position(|each| *each == priority).and_then(|at| i64::try_from(at).ok())
}

fn priority(rank: Option<i64>) -> Priority {
    rank.and_then(|rank| usize::try_from(rank).ok()).and_then(|at| Priority::ALL.get(at)).copied().unwrap_or(Priority::ALL[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_read() {
        let owner = Owner::new();
        owner.set();
        let mail = Condition { what: What::From, header: String::new(), operator: Operator::Ends, values: vec!["@big.example".into()], fuzzy: false };
        let clauses = vec![
            Clause::Mail { condition: mail },
            Clause::Folder { folder: Some(FolderId(3)), below: true, is: true },
            Clause::Folder { folder: None, below: false, is: false },
            Clause::Assignee { user: None, is: true },
            Clause::Confirmer { user: Some(UserId(2)), is: false },
            Clause::Status { status: StatusId(4), is: true },
            Clause::Priority { priority: Priority::Critical, is: true },
            Clause::Field { field: FieldId(5), choice: Some(9), is: false },
            Clause::Field { field: FieldId(5), choice: None, is: true },
        ];
        let form = ConditionForm { name: "大口".into(), together: Together::Any, clauses };
        let draft = Draft::of(&form);
        assert_eq!(draft.form(), form);
        draft.add();
        draft.remove(0);
        assert_eq!(draft.form().clauses.len(), 9);
    }
}
