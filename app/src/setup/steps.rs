//! The steps of the wizard, in their order, and the list of them at the side.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::{Field, Refused};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Company,
    Admin,
    Mailbox,
    Account,
    Members,
}

impl Step {
    pub const ALL: [Step; 5] = [Step::Company, Step::Admin, Step::Mailbox, Step::Account, Step::Members];

    /// 1 for the first.
    pub fn number(self) -> usize {
        Step::ALL.iter().position(|step| *step == self).unwrap_or_default() + 1
    }

    pub fn next(self) -> Option<Step> {
        Step::ALL.get(self.number()).copied()
    }

    pub fn back(self) -> Option<Step> {
        Step::ALL.get(self.number().checked_sub(2)?).copied()
    }

    /// The step in which something that the server refused can be put right.
    pub fn of(refused: &Refused) -> Option<Step> {
        let (Refused::Invalid { field, .. } | Refused::Taken { field }) = refused else { return None };
        Some(match field {
            Field::Company | Field::Zone => Step::Company,
            Field::Name | Field::Password => Step::Admin,
            // The administrator's is checked when it is entered: what is taken or wrong now is a member's.
            Field::Email => Step::Members,
            Field::Mailbox => Step::Mailbox,
            _ => Step::Account,
        })
    }
}

#[component]
pub fn StepList(
    step: RwSignal<Step>,
    /// The furthest step that was reached.
    reached: RwSignal<Step>,
    /// What was entered, in short.
    summary: Callback<Step, String>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <ol class="su__steps" aria-label=words::steps(language)>
            {Step::ALL
                .into_iter()
                .map(|each| {
                    let state = move || {
                        if step.get() == each {
                            "now"
                        } else if each < reached.get() {
                            "done"
                        } else {
                            "next"
                        }
                    };
                    let (name, about) = words::step_name(each, language);
                    let short = move || Some(summary.run(each)).filter(|short| state() == "done" && !short.is_empty()).unwrap_or_else(|| about.to_owned());
                    view! {
                        <li data-state=state aria-current=move || (step.get() == each).then_some("step")>
                            <span>
                                <span class="su__n">
                                    {move || if state() == "done" { view! { <Icon name="check" /> }.into_any() } else { each.number().into_any() }}
                                </span>
                                <span class="su__what">
                                    <b>{name}</b>
                                    <small dir="auto">{short}</small>
                                </span>
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_each_other() {
        assert_eq!(Step::Company.back(), None);
        assert_eq!(Step::Company.next(), Some(Step::Admin));
        assert_eq!(Step::Members.next(), None);
        assert_eq!(Step::Members.back(), Some(Step::Account));
        assert_eq!(Step::Account.number(), 4);
    }
}
