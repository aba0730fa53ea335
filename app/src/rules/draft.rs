//! A rule while it is being written.

use super::choices::{Maybe, Tell, To};
use domain::{
    FieldId, FolderId, StatusId, UserId,
    addresses::parse_list,
    conversations::Priority,
    rules::{Action, Condition, Content, Kind, Operator, REPLY_HOURS, RuleForm, Together, What},
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    pub together: RwSignal<Together>,
    pub conditions: RwSignal<Vec<Row>>,
    pub folder: RwSignal<Maybe<FolderId>>,
    pub status: RwSignal<Maybe<StatusId>>,
    pub assignee: RwSignal<To>,
    pub confirmer: RwSignal<Maybe<UserId>>,
    pub priority: RwSignal<Maybe<Priority>>,
    pub stop: RwSignal<bool>,
    pub spam: RwSignal<bool>,
    pub tell: RwSignal<Tell>,
    /// Fields that it sets, each once, and to what.
    pub fields: RwSignal<Vec<(FieldId, RwSignal<String>)>>,
    pub reply: RwSignal<bool>,
    pub reply_subject: RwSignal<String>,
    pub reply_body: RwSignal<String>,
    pub reply_hours: RwSignal<String>,
    /// Addresses, as in the fields of a mail.
    pub forward: RwSignal<String>,
    /// The key of the next row.
    next: StoredValue<usize>,
}

/// One condition while it is being written.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    pub key: usize,
    pub what: RwSignal<What>,
    pub header: RwSignal<String>,
    pub operator: RwSignal<Operator>,
    /// One value a line.
    pub values: RwSignal<String>,
    pub fuzzy: RwSignal<bool>,
}

impl Draft {
    /// Begins a rule, or goes on with one.
    pub fn of(form: &RuleForm) -> Draft {
        let Content { together, conditions, actions } = &form.content;
        let rows: Vec<Row> = conditions.iter().enumerate().map(|(key, condition)| Row::of(key, condition)).collect();
        let draft = Draft {
            name: RwSignal::new(form.name.clone()),
            enabled: RwSignal::new(form.enabled),
            together: RwSignal::new(*together),
            next: StoredValue::new(rows.len()),
            conditions: RwSignal::new(rows),
            folder: RwSignal::new(Maybe(None)),
            status: RwSignal::new(Maybe(None)),
            assignee: RwSignal::new(To::Nobody),
            confirmer: RwSignal::new(Maybe(None)),
            priority: RwSignal::new(Maybe(None)),
            stop: RwSignal::new(false),
            spam: RwSignal::new(false),
            tell: RwSignal::new(Tell::Nobody),
            fields: RwSignal::new(Vec::new()),
            reply: RwSignal::new(false),
            reply_subject: RwSignal::new(String::new()),
            reply_body: RwSignal::new(String::new()),
            reply_hours: RwSignal::new(REPLY_HOURS.to_string()),
            forward: RwSignal::new(String::new()),
        };
        for action in actions {
            match action {
                Action::File { folder } => draft.folder.set(Maybe(Some(*folder))),
                Action::Status { status } => draft.status.set(Maybe(Some(*status))),
                Action::Assign { user } => draft.assignee.set(To::Person(*user)),
                Action::AssignPrevious => draft.assignee.set(To::Previous),
                Action::Confirm { user } => draft.confirmer.set(Maybe(Some(*user))),
                Action::Priority { priority } => draft.priority.set(Maybe(Some(*priority))),
                Action::Stop => draft.stop.set(true),
                Action::Spam => draft.spam.set(true),
                Action::Field { field, value } => draft.add_field(*field, value.clone()),
                Action::Notify { user } => draft.tell.set(user.map_or(Tell::Chats, Tell::Person)),
                Action::Reply { subject, text, hours } => {
                    draft.reply.set(true);
                    draft.reply_subject.set(subject.clone());
                    draft.reply_body.set(text.clone());
                    draft.reply_hours.set(hours.to_string());
                }
                Action::Forward { to } => draft.forward.set(to.join(", ")),
            }
        }
        draft
    }

    /// What has been written so far. Reads without following.
    pub fn form(self) -> RuleForm {
        let actions = [
            self.folder.get_untracked().0.map(|folder| Action::File { folder }),
            self.status.get_untracked().0.map(|status| Action::Status { status }),
            match self.assignee.get_untracked() {
                To::Nobody => None,
                To::Previous => Some(Action::AssignPrevious),
                To::Person(user) => Some(Action::Assign { user }),
            },
            self.confirmer.get_untracked().0.map(|user| Action::Confirm { user }),
            self.priority.get_untracked().0.map(|priority| Action::Priority { priority }),
            self.stop.get_untracked().then_some(Action::Stop),
            self.reply.get_untracked().then(|| Action::Reply {
                subject: self.reply_subject.get_untracked().trim().to_owned(),
                text: self.reply_body.get_untracked(),
                // What is no number is out of range as well.
                hours: self.reply_hours.get_untracked().trim().parse().unwrap_or_default(),
            }),
            targets(&self.forward.get_untracked()),
            self.spam.get_untracked().then_some(Action::Spam),
            match self.tell.get_untracked() {
                Tell::Nobody => None,
                Tell::Chats => Some(Action::Notify { user: None }),
                Tell::Person(user) => Some(Action::Notify { user: Some(user) }),
            },
        ];
        let fields = self.fields.get_untracked().into_iter().map(|(field, value)| Action::Field { field, value: value.get_untracked() });
        let content = Content {
            together: self.together.get_untracked(),
            conditions: self.conditions.with_untracked(|rows| rows.iter().map(|row| row.condition()).collect()),
            actions: actions.into_iter().flatten().chain(fields).collect(),
        };
        RuleForm { name: self.name.get_untracked(), enabled: self.enabled.get_untracked(), content }
    }

    pub fn add_condition(self) {
        let blank = Condition { what: What::Subject, header: String::new(), operator: Operator::Contains, values: Vec::new(), fuzzy: false };
        let key = self.next.try_update_value(|next| std::mem::replace(next, *next + 1)).unwrap_or_default();
        self.conditions.update(|rows| rows.push(Row::of(key, &blank)));
    }

    pub fn add_field(self, field: FieldId, value: String) {
        self.fields.update(|fields| fields.push((field, RwSignal::new(value))));
    }

    pub fn remove_field(self, field: FieldId) {
        self.fields.update(|fields| fields.retain(|(id, _)| *id != field));
    }

    pub fn remove_condition(self, key: usize) {
        self.conditions.update(|rows| rows.retain(|row| row.key != key));
    }
}

impl Row {
    pub fn of(key: usize, condition: &Condition) -> Row {
        Row {
            key,
            what: RwSignal::new(condition.what),
            header: RwSignal::new(condition.header.clone()),
            operator: RwSignal::new(condition.operator),
            values: RwSignal::new(condition.values.join("\n")),
            fuzzy: RwSignal::new(condition.fuzzy),
        }
    }

    /// Another thing to look at is asked in its own ways.
    pub fn fit(self) {
        let what = self.what.get();
        if !what.operators().contains(&self.operator.get_untracked()) {
            self.operator.set(what.operators()[0]);
            self.values.set(String::new());
        }
    }

    pub fn condition(self) -> Condition {
        let what = self.what.get_untracked();
        let lines = self.values.get_untracked();
        let values = if what.kind() == Kind::YesNo {
            Vec::new()
        } else {
            lines.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
        };
        Condition {
            what,
            header: if what == What::Header { self.header.get_untracked().trim().to_owned() } else { String::new() },
            operator: self.operator.get_untracked(),
            values,
            fuzzy: self.fuzzy.get_untracked() && what.kind() == Kind::Text,
        }
    }
}

/// Whom mails are passed on to. What is no address stays as it was typed: the server says which one.
fn targets(typed: &str) -> Option<Action> {
    let to: Vec<String> = match parse_list(typed) {
        Ok(all) => all.into_iter().map(|address| address.addr).collect(),
        Err(entry) => vec![entry],
    };
    (!to.is_empty()).then_some(Action::Forward { to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_read() {
        let owner = Owner::new();
        owner.set();
        let text = Condition {
            what: What::Header,
            header: "X-Kind".into(),
            operator: Operator::Contains,
            values: vec!["a".into(), "b".into()],
            fuzzy: true,
        };
        let flag = Condition { what: What::Known, header: String::new(), operator: Operator::No, values: vec![], fuzzy: false };
        let actions = vec![
            Action::File { folder: FolderId(1) },
            Action::Status { status: StatusId(2) },
            Action::AssignPrevious,
            Action::Confirm { user: UserId(3) },
            Action::Priority { priority: Priority::Critical },
            Action::Stop,
            Action::Reply { subject: "件名".into(), text: "本文".into(), hours: 12 },
            Action::Forward { to: vec!["a@x.example".into(), "b@x.example".into()] },
            Action::Spam,
            Action::Notify { user: Some(UserId(4)) },
            Action::Field { field: FieldId(5), value: "12,15".into() },
            Action::Field { field: FieldId(6), value: "x".into() },
        ];
        let form = RuleForm { name: "x".into(), enabled: true, content: Content { together: Together::Any, conditions: vec![text, flag], actions } };
        let draft = Draft::of(&form);
        assert_eq!(draft.form(), form);
        draft.add_condition();
        draft.remove_condition(0);
        assert_eq!(draft.form().content.conditions.len(), 2);
        let keys: Vec<usize> = draft.conditions.with_untracked(|rows| rows.iter().map(|row| row.key).collect());
        assert_eq!(keys, [1, 2], "each row keeps its key");
    }
}
