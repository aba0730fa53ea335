//! Checks (W-check, MW-26): a second person looks at a mail before it goes out. An approval is bound to one revision of the draft.

use crate::{CheckId, DraftId, Field, Moment, Refused, UserId, Wrong, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// Whose mails of a mailbox go out only once somebody else approved them.
    #[derive(Default)]
    pub enum CheckMode {
        #[default]
        Off = "off",
        /// Of the people who are marked so.
        Newcomers = "newcomers",
        Everybody = "everybody",
    }
}

stored_enum! {
    /// `Withdrawn`: its writer went on writing before it was decided. `Void`: what was approved was changed afterwards.
    pub enum CheckState { Asked = "asked", Approved = "approved", Returned = "returned", Withdrawn = "withdrawn", Void = "void" }
}

/// Characters of a note or a reason.
pub const NOTE_MAX: usize = 2_000;
/// Characters of the list of words that ask before a send.
pub const FORBIDDEN_MAX: usize = 4_000;

/// What a mailbox asks for before a mail goes out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendingRules {
    pub mode: CheckMode,
    /// The confirmer may approve what they corrected themselves.
    pub correcting: bool,
    /// The recipients are confirmed at every send.
    pub always_confirm: bool,
    /// Words that ask before they go out, one a line.
    pub forbidden: String,
}

impl Default for SendingRules {
    fn default() -> SendingRules {
        SendingRules { mode: CheckMode::Off, correcting: true, always_confirm: false, forbidden: String::new() }
    }
}

impl SendingRules {
    pub fn check(&self) -> Result<(), Refused> {
        if self.forbidden.chars().count() > FORBIDDEN_MAX {
            return Err(Refused::Invalid { field: Field::Text, wrong: Wrong::TooLong });
        }
        Ok(())
    }
}

/// The rules of a mailbox as its operators see them, with the people whose mails need a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesView {
    pub rules: SendingRules,
    pub marked: Vec<UserId>,
}

/// Whether a person's mails need a check: `marked` is their mark in this mailbox.
pub fn needs_check(mode: CheckMode, marked: bool) -> bool {
    match mode {
        CheckMode::Off => false,
        CheckMode::Newcomers => marked,
        CheckMode::Everybody => true,
    }
}

/// Who looks at a check, as far as deciding it depends on them. The right to send is asked besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider {
    pub id: UserId,
    pub marked: bool,
}

/// Whether a person may decide: nobody who asked for it or wrote it, and no newcomer.
pub fn may_decide(mode: CheckMode, decider: Decider, asked_by: UserId, writer: UserId) -> bool {
    decider.id != asked_by && decider.id != writer && !(mode == CheckMode::Newcomers && decider.marked)
}

/// A note may be absent, the reason of a return may not.
pub fn check_note(text: &str, required: bool) -> Result<(), Refused> {
    let wrong = if required && text.trim().is_empty() {
        Wrong::Missing
    } else if text.chars().count() > NOTE_MAX {
        Wrong::TooLong
    } else {
        return Ok(());
    };
    Err(Refused::Invalid { field: Field::Text, wrong })
}

/// The check of an open draft, the newest one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckView {
    pub id: CheckId,
    pub draft_id: DraftId,
    pub state: CheckState,
    pub asked_by_name: String,
    pub asked_at: Moment,
    pub confirmer_name: String,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Moment>,
    /// Number of the revision that was approved, or else submitted.
    pub number: i64,
    /// The confirmer changed what was submitted.
    pub corrected: bool,
    /// Why it was returned.
    pub reason: String,
    /// Whether whoever reads this may approve or return it.
    pub may_decide: bool,
}

/// What the page of a conversation knows of checks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checking {
    /// Mails of whoever reads this go out only once somebody approved them.
    pub required: bool,
    pub checks: Vec<CheckView>,
}

impl Checking {
    pub fn of(&self, draft: DraftId) -> Option<&CheckView> {
        self.checks.iter().find(|check| check.draft_id == draft)
    }
}

stored_enum! {
    /// A part of a draft that can differ.
    pub enum Part { Sender = "sender", To = "to", Cc = "cc", Bcc = "bcc", Subject = "subject", Text = "text", Files = "files" }
}

stored_enum! {
    pub enum Change { Same = "same", Added = "added", Removed = "removed" }
}

/// A run of words that stayed, came or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub change: Change,
    pub text: String,
}

/// How a draft differs from the revision that was looked at last; only the parts that do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The number of that revision; `None` where nothing was looked at yet.
    pub since: Option<i64>,
    pub parts: Vec<(Part, Vec<Stretch>)>,
    /// The words are the same, their formatting is not.
    pub formatting: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_mails_need_a_check_is_said_by_mailbox_and_person() {
        for (mode, marked, expected) in [
            (CheckMode::Off, true, false),
            (CheckMode::Newcomers, false, false),
            (CheckMode::Newcomers, true, true),
            (CheckMode::Everybody, false, true),
        ] {
            assert_eq!(needs_check(mode, marked), expected, "{mode} {marked}");
        }
    }

    #[test]
    fn nobody_approves_what_they_wrote_or_asked_for() {
        let (asker, writer, boss) = (UserId(1), UserId(2), UserId(3));
        for (mode, id, marked, expected) in [
            (CheckMode::Newcomers, boss, false, true),
            (CheckMode::Newcomers, boss, true, false),
            (CheckMode::Everybody, boss, true, true),
            (CheckMode::Everybody, asker, false, false),
            (CheckMode::Everybody, writer, false, false),
            (CheckMode::Off, asker, false, false),
            (CheckMode::Off, boss, true, true),
        ] {
            assert_eq!(may_decide(mode, Decider { id, marked }, asker, writer), expected, "{mode} {id} {marked}");
        }
    }

    #[test]
    fn a_return_says_why() {
        assert!(check_note("", false).is_ok() && check_note("敬称を", true).is_ok());
        for (text, required) in [(String::new(), true), (" \n".into(), true), ("あ".repeat(NOTE_MAX + 1), false)] {
            assert!(check_note(&text, required).is_err());
        }
    }
}
