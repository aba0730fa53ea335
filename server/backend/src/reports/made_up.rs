//! Years of facts that nobody did, for measuring how fast reports are answered about them.

use super::sql::{
    self,
    made_up::{MadeUp, facts},
};
use crate::{Cx, Result, mailboxes};
use domain::{
    MailboxId, Refused,
    reports::{Day, Fact},
};

/// Companies that customers are of, and colleagues who answer them.
const COMPANIES: i64 = 5_000;
const PEOPLE: i64 = 20;

const fn of(kind: Fact, every: i64, times: i64) -> MadeUp {
    MadeUp { kind, every, times, n: 1, of_done: false }
}

/// Two mails of each conversation came in and one went out, and one more of both in every third.
const KINDS: &[MadeUp] = &[
    of(Fact::Received, 1, 2),
    of(Fact::Received, 3, 1),
    of(Fact::Sent, 1, 1),
    of(Fact::Sent, 3, 1),
    of(Fact::SentByRule, 10, 1),
    of(Fact::Answered, 1, 1),
    MadeUp { of_done: true, ..of(Fact::Done, 1, 1) },
    of(Fact::Status, 1, 2),
    of(Fact::Open, 1, 1),
    MadeUp { n: -1, of_done: true, ..of(Fact::Open, 1, 1) },
    of(Fact::CheckAsked, 10, 1),
    of(Fact::CheckApproved, 12, 1),
    of(Fact::CheckReturned, 60, 1),
    of(Fact::Reopened, 20, 1),
    of(Fact::Missed, 30, 1),
];

/// Fills the first three mailboxes of an empty desk with conversations up to today and their facts; there are no mails in them. Answers how
/// many facts. They are packed by [`super::rebuild`].
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators; [`Refused::NotFound`] where there are no three mailboxes, and
/// [`Refused::AlreadySetUp`] where there is a conversation: what is made up never stands beside what was done.
pub async fn make_up(cx: &Cx, conversations: i64, days: i64) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    let found: Vec<MailboxId> = sql::made_up::mailboxes(&mut tx, space).await?.into_iter().map(|(id,)| id).collect();
    let [first, second, third, ..] = found[..] else { return Err(Refused::NotFound.into()) };
    if sql::made_up::has_conversations(&mut tx).await? {
        return Err(Refused::AlreadySetUp.into());
    }
    let clock = super::note::Clock::of(&mut tx, space).await?;
    let (last, _) = Day::at(cx.now, &clock.zone);
    sql::made_up::people(&mut tx, PEOPLE, cx.now).await?;
    sql::made_up::companies(&mut tx, COMPANIES).await?;
    sql::made_up::conversations(&mut tx, conversations, [first, second, third], days, last).await?;
    sql::made_up::values(&mut tx).await?;
    let mut number = 0;
    for made_up in KINDS {
        number += facts(&mut tx, made_up, PEOPLE).await?;
    }
    sql::made_up::standings(&mut tx).await?;
    sql::made_up::forget_marks(&mut tx).await?;
    tx.commit().await?;
    Ok(number)
}
