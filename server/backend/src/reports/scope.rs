//! Whom a question is answered to, and about what: only mailboxes that the reader sees whole are counted. Of one that is seen in part, or
//! not at all, there is nothing: no row, no name, no part of a sum.

use super::{note::Clock, sql};
use crate::{Cx, Result, db::Tx};
use domain::{
    access::Viewing,
    hours::{Pace, PaceForm},
    reports::{Day, Measure, Question, Source},
    *,
};

pub(super) struct Scope {
    pub space: SpaceId,
    pub mailboxes: Vec<Counted>,
    pub clock: Clock,
    pub today: Day,
    pub now: Moment,
}

pub(super) struct Counted {
    pub id: MailboxId,
    pub name: String,
    pub pace: PaceForm,
}

impl Scope {
    /// # Errors
    /// [`Refused::NotFound`] for a space, or a mailbox that is asked for, that the reader does not see whole.
    pub async fn of(tx: &mut Tx, cx: &Cx, question: &Question) -> Result<Scope> {
        cx.who.may_see_space(question.space)?;
        let mut mailboxes = Vec::new();
        for (id, name, pace) in sql::places::mailboxes(tx, question.space).await? {
            let whole = cx.who.viewing(id).is_ok_and(|viewing| viewing == Viewing::All);
            if whole && (question.mailboxes.is_empty() || question.mailboxes.contains(&id)) {
                let pace = pace.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
                mailboxes.push(Counted { id, name, pace });
            }
        }
        let all_there = question.mailboxes.iter().all(|id| mailboxes.iter().any(|counted| counted.id == *id));
        let needs_one = question.measures.iter().any(|measure| of_mailboxes(*measure));
        if !all_there || needs_one && mailboxes.is_empty() {
            return Err(Refused::NotFound.into());
        }
        let clock = Clock::of(tx, question.space).await?;
        let (today, _) = Day::at(cx.now, &clock.zone);
        Ok(Scope { space: question.space, mailboxes, clock, today, now: cx.now })
    }

    pub fn ids(&self) -> Vec<MailboxId> {
        self.mailboxes.iter().map(|counted| counted.id).collect()
    }

    /// The steps of age: those of the mailboxes where they are the same in all of them, else the usual ones.
    pub fn steps(&self) -> Vec<domain::hours::Step> {
        let mut each = self.mailboxes.iter().map(|counted| &counted.pace.steps);
        match each.next() {
            Some(first) if each.all(|steps| steps == first) => first.clone(),
            _ => PaceForm::default().steps,
        }
    }

    /// How a mailbox counts waits.
    pub fn pace(&self, mailbox: &Counted) -> Pace {
        Pace::new(mailbox.pace.clone(), Some((&self.clock.hours, &self.clock.zone)), self.now)
    }

    pub fn target(&self, of: impl Fn(&PaceForm) -> Option<i64>) -> Option<i64> {
        let mut each = self.mailboxes.iter().map(|counted| of(&counted.pace));
        let first = each.next().flatten();
        first.filter(|_| each.all(|one| one == first))
    }
}

/// Whether a figure is about mailboxes, not about what a space has in common.
fn of_mailboxes(measure: Measure) -> bool {
    matches!(measure.source(), Source::Facts(_) | Source::Now)
}
