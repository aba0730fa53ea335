//! What can be counted, and by what it can be told apart.

use super::Axis;
use crate::stored_enum;

stored_enum! {
    /// A figure of a report.
    pub enum Measure {
        /// Mails that came in.
        Received = "received",
        /// Mails that people sent.
        Sent = "sent",
        /// Letters that rules sent.
        SentByRule = "sent-by-rule",
        /// Waits of customers that were answered by hand.
        Answered = "answered",
        /// How long they had waited: the middle one of all, and what nine of ten stay within.
        AnswerMedian = "answer-median",
        AnswerNinety = "answer-90",
        /// Conversations that were brought to an end; one that is opened again counts again.
        Done = "done",
        /// From the first mail, or from being opened again, to the end.
        DoneMedian = "done-median",
        DoneNinety = "done-90",
        /// Mails that people sent until the end, a conversation.
        Replies = "replies",
        Reopened = "reopened",
        /// Unfinished at the end of the period, or of each step of time.
        Open = "open",
        /// Changes of status; by status: into it.
        StatusChanges = "status-changes",
        ChecksAsked = "checks-asked",
        ChecksApproved = "checks-approved",
        ChecksReturned = "checks-returned",
        /// Targets that were missed.
        Missed = "missed",
        BulkSent = "bulk-sent",
        BulkFailed = "bulk-failed",
        OptedOut = "opted-out",
        TemplateUses = "template-uses",
        Calls = "calls",
        Visits = "visits",
        /// Unfinished now, whatever the period.
        OpenNow = "open-now",
        /// In the address book now, whatever the period.
        People = "people",
        Companies = "companies",
    }
}

stored_enum! {
    /// What happened, as it is kept.
    pub enum Fact {
        Received = "received", Sent = "sent", SentByRule = "by-rule", Answered = "answered", Done = "done", Reopened = "reopened",
        /// +1 where unfinished work came to stand, -1 where it went from.
        Open = "open",
        Status = "status",
        CheckAsked = "check-asked", CheckApproved = "check-approved", CheckReturned = "check-returned", Missed = "missed",
        BulkSent = "bulk-sent", BulkFailed = "bulk-failed", OptedOut = "opted-out", Template = "template",
    }
}

/// In what a value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Count,
    /// Milliseconds.
    Time,
    /// Hundredths of one.
    Hundredths,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What was noted when it happened.
    Facts(Fact),
    /// Conversations as they are now.
    Now,
    /// Entries of calls and visits.
    Logs(crate::logs::Log),
    /// The address book as it is now.
    Book,
}

impl Measure {
    pub const fn unit(self) -> Unit {
        match self {
            Measure::AnswerMedian | Measure::AnswerNinety | Measure::DoneMedian | Measure::DoneNinety => Unit::Time,
            Measure::Replies => Unit::Hundredths,
            _ => Unit::Count,
        }
    }

    pub const fn source(self) -> Source {
        Source::Facts(match self {
            Measure::Received => Fact::Received,
            Measure::Sent => Fact::Sent,
            Measure::SentByRule => Fact::SentByRule,
            Measure::Answered | Measure::AnswerMedian | Measure::AnswerNinety => Fact::Answered,
            Measure::Done | Measure::DoneMedian | Measure::DoneNinety | Measure::Replies => Fact::Done,
            Measure::Reopened => Fact::Reopened,
            Measure::Open => Fact::Open,
            Measure::StatusChanges => Fact::Status,
            Measure::ChecksAsked => Fact::CheckAsked,
            Measure::ChecksApproved => Fact::CheckApproved,
            Measure::ChecksReturned => Fact::CheckReturned,
            Measure::Missed => Fact::Missed,
            Measure::BulkSent => Fact::BulkSent,
            Measure::BulkFailed => Fact::BulkFailed,
            Measure::OptedOut => Fact::OptedOut,
            Measure::TemplateUses => Fact::Template,
            Measure::OpenNow => return Source::Now,
            Measure::Calls => return Source::Logs(crate::logs::Log::Calls),
            Measure::Visits => return Source::Logs(crate::logs::Log::Visits),
            Measure::People | Measure::Companies => return Source::Book,
        })
    }

    /// The part of a hundred that stays within the value, where it is one of those.
    pub const fn percentile(self) -> Option<i64> {
        match self {
            Measure::AnswerMedian | Measure::DoneMedian => Some(50),
            Measure::AnswerNinety | Measure::DoneNinety => Some(90),
            _ => None,
        }
    }

    /// Whether it can be told apart by this.
    pub const fn offers(self, axis: Axis) -> bool {
        use Axis as A;
        match self.source() {
            _ if matches!(axis, A::All) => true,
            Source::Facts(fact) => match axis {
                A::Mailbox | A::Day | A::Week | A::Month | A::FiscalYear => true,
                A::Template => matches!(fact, Fact::Template),
                A::Wait => matches!(self, Measure::Answered | Measure::Done),
                A::WeekHour => !matches!(fact, Fact::Open) && self.percentile().is_none() && !matches!(self, Measure::Replies),
                // A bulk mail and a text that is used have somebody who did it, and no conversation.
                A::Assignee => true,
                A::Account => !matches!(fact, Fact::Template | Fact::OptedOut),
                A::Confirmer | A::Status | A::Priority | A::Field(_) | A::Folder | A::Company => {
                    !matches!(fact, Fact::Template | Fact::BulkSent | Fact::BulkFailed | Fact::OptedOut)
                }
                _ => false,
            },
            Source::Now => {
                matches!(axis, A::Assignee | A::Confirmer | A::Status | A::Priority | A::Field(_) | A::Mailbox | A::Folder | A::Company | A::Age)
            }
            Source::Logs(_) => {
                matches!(axis, A::Assignee | A::Result | A::LogItem(_) | A::WeekHour | A::Day | A::Week | A::Month | A::FiscalYear)
            }
            Source::Book => matches!(axis, A::Group | A::BookItem(_)),
        }
    }
}
