//! Whether a rule can be kept. Patterns are looked at where they are made ready (`ready.rs`).

use super::{ACTIONS_MAX, Action, CONDITIONS_MAX, Condition, Kind, Operator, REPLY_HOURS_MAX, RuleForm, TARGETS_MAX, VALUE_MAX, VALUES_MAX, What};
use crate::{Field, Refused, Wrong, addresses::is_address, users::check_name};

/// Bytes of the name of a field (RFC 5322 section 2.2 allows a line).
const HEADER_MAX: usize = 100;
/// Characters of an answer.
const TEXT_MAX: usize = 20_000;

/// # Errors
/// [`Refused::Invalid`] naming what is missing or wrong.
pub fn check(form: &RuleForm) -> Result<(), Refused> {
    check_name(&form.name, Field::Name)?;
    let content = &form.content;
    if content.conditions.len() > CONDITIONS_MAX {
        return refuse(Field::Condition, Wrong::TooLong);
    }
    content.conditions.iter().try_for_each(check_condition)?;
    if content.actions.is_empty() {
        return refuse(Field::Action, Wrong::Missing);
    }
    if content.actions.len() > ACTIONS_MAX {
        return refuse(Field::Action, Wrong::TooLong);
    }
    content.actions.iter().try_for_each(check_action)?;
    // Two of a kind would contradict each other.
    let kinds: Vec<_> = content.actions.iter().map(one_of_a_kind).collect();
    if kinds.iter().enumerate().any(|(at, kind)| kinds[..at].contains(kind)) {
        return refuse(Field::Action, Wrong::Same);
    }
    Ok(())
}

fn refuse(field: Field, wrong: Wrong) -> Result<(), Refused> {
    Err(Refused::Invalid { field, wrong })
}

fn check_action(action: &Action) -> Result<(), Refused> {
    match action {
        Action::Reply { text, .. } if text.trim().is_empty() => refuse(Field::Text, Wrong::Missing),
        Action::Reply { text, .. } if text.chars().count() > TEXT_MAX => refuse(Field::Text, Wrong::TooLong),
        Action::Reply { subject, .. } if subject.chars().count() > VALUE_MAX => refuse(Field::Subject, Wrong::TooLong),
        Action::Reply { hours, .. } if !(1..=REPLY_HOURS_MAX).contains(hours) => refuse(Field::Interval, Wrong::OutOfRange),
        Action::Forward { to } if to.is_empty() => refuse(Field::Address, Wrong::Missing),
        Action::Forward { to } if to.len() > TARGETS_MAX => refuse(Field::Address, Wrong::TooLong),
        Action::Forward { to } => match to.iter().find(|addr| !is_address(addr)) {
            Some(entry) => Err(Refused::BadAddress { entry: entry.clone() }),
            None => Ok(()),
        },
        Action::Field { value, .. } if value.trim().is_empty() => refuse(Field::Value, Wrong::Missing),
        _ => Ok(()),
    }
}

fn check_condition(condition: &Condition) -> Result<(), Refused> {
    let Condition { what, header, operator, values, .. } = condition;
    if !what.operators().contains(operator) {
        return refuse(Field::Condition, Wrong::Malformed);
    }
    if *what == What::Header {
        if header.is_empty() {
            return refuse(Field::Condition, Wrong::Missing);
        }
        let is_name = header.len() <= HEADER_MAX && header.bytes().all(|b| b.is_ascii_graphic() && b != b':');
        if !is_name {
            return refuse(Field::Condition, Wrong::Malformed);
        }
    }
    if what.kind() == Kind::YesNo {
        return Ok(());
    }
    if values.iter().all(|value| value.trim().is_empty()) {
        return refuse(Field::Condition, Wrong::Missing);
    }
    if values.len() > VALUES_MAX || values.iter().any(|value| value.chars().count() > VALUE_MAX) {
        return refuse(Field::Condition, Wrong::TooLong);
    }
    if matches!(operator, Operator::Over | Operator::Under) && values.iter().any(|value| value.trim().parse::<u32>().is_err()) {
        return refuse(Field::Condition, Wrong::Malformed);
    }
    Ok(())
}

/// What there can be one of in a rule.
fn one_of_a_kind(action: &Action) -> (u8, i64) {
    let kind = match action {
        Action::File { .. } => 0,
        Action::Status { .. } => 1,
        Action::Assign { .. } | Action::AssignPrevious => 2,
        Action::Confirm { .. } => 3,
        Action::Priority { .. } => 4,
        Action::Stop => 5,
        Action::Reply { .. } => 6,
        Action::Forward { .. } => 7,
        Action::Spam => 8,
        Action::Notify { .. } => 9,
        // One value for each field.
        Action::Field { field, .. } => return (10, field.0),
    };
    (kind, 0)
}
