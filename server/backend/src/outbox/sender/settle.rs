//! What becomes of a letter after it was handed over, and of letters whose sender fell silent.

use super::{Clock, sql};
use crate::{Cx, Desk, Error, Result, conversations, db::Tx, fault, notifications};
use domain::{
    conversations::EventKind,
    notifications::Kind,
    outbox::{GIVE_UP_DAYS, LEASE_MINUTES, LetterState, RecipientState, retry_after_ms},
    own_fault::OwnFault,
    statuses::Class,
    *,
};
use mail::smtp::{Handover, Outcome, RecipientAnswer, Step};
use std::{sync::Arc, time::Duration};

/// How often an outcome is tried to be recorded: one that is lost makes a sent letter unsure.
const TRIES: u32 = 5;

/// Records the outcome, if the claim is still this sender's. While the database is away nobody else can settle the letter either:
/// it is tried as long as the program runs, because what is not recorded of a sent letter makes it unsure.
pub async fn settle(desk: &Arc<Desk>, clock: &Clock, letter: &sql::Claimed, handover: &Handover) -> Result<()> {
    let mut tried = 1;
    loop {
        match record(desk, clock(), letter, handover).await {
            Err(Error::Failed(cause)) if tried < TRIES || fault::of(&cause) != OwnFault::Inside && !desk.wake.stop.is_cancelled() => {
                tracing::warn!(%cause, letter = letter.id.0, "what became of a letter was not recorded; trying again");
                tokio::time::sleep(Duration::from_secs(1)).await;
                tried += 1;
            }
            recorded => return recorded,
        }
    }
}

async fn record(desk: &Arc<Desk>, now: Moment, letter: &sql::Claimed, handover: &Handover) -> Result<()> {
    let cx = as_system(desk, now);
    let mut tx = desk.db.write().await?;
    let conversation = super::super::conversation_of(&mut tx, letter.message_id).await?;
    conversations::touch(&mut tx, conversation).await?;
    if sql::hold(&mut tx, letter.id, &letter.leased_by, now.plus_minutes(LEASE_MINUTES)).await? == 0 {
        tracing::warn!(letter = letter.id.0, "a letter was settled by somebody else meanwhile");
        return Ok(());
    }
    let verdict = judge(letter, now, handover);
    for answer in &handover.recipients {
        if let Some(state) = verdict.of(answer) {
            sql::set_recipient(&mut tx, letter.id, &answer.addr, state, &answer.answer).await?;
        }
    }
    if matches!(verdict.state, LetterState::Failed | LetterState::Sent) {
        sql::refuse_waiting(&mut tx, letter.id, &verdict.answer).await?;
    }
    sql::settle(&mut tx, letter.id, verdict.state, verdict.step, &verdict.answer, verdict.due_at, now).await?;
    if verdict.state == LetterState::Sent {
        super::super::later::went_out(&mut tx, &cx, conversation, letter.id).await?;
    } else {
        super::super::later::refresh_mark(&mut tx, conversation).await?;
    }
    if verdict.state == LetterState::Sent {
        super::super::noted_as_sent(&mut tx, &cx, letter.id, letter.message_id).await?;
    }
    match verdict.state {
        LetterState::Failed => trouble(&mut tx, &cx, conversation, letter.message_id, EventKind::SendFailed, &verdict.answer).await?,
        LetterState::Unsure => trouble(&mut tx, &cx, conversation, letter.message_id, EventKind::SendUnsure, &verdict.answer).await?,
        _ => {
            // Some got it and others never will: that is no success either.
            let refused: Vec<String> = handover
                .recipients
                .iter()
                .filter(|a| verdict.of(a) == Some(RecipientState::Refused))
                .map(|a| format!("{}: {}", a.addr, a.answer))
                .collect();
            if !refused.is_empty() {
                trouble(&mut tx, &cx, conversation, letter.message_id, EventKind::SendFailed, &refused.join("\n")).await?;
            }
        }
    }
    conversations::refresh_failed_flag(&mut tx, conversation).await?;
    let (mailbox, _) = sql::class_of(&mut tx, conversation).await?;
    tx.commit().await?;
    count(verdict.state);
    conversations::publish(&cx, mailbox, conversation);
    Ok(())
}

/// For the figures of a monitoring system.
fn count(state: LetterState) {
    if matches!(state, LetterState::Sent | LetterState::Failed | LetterState::Unsure) {
        metrics::counter!("madoguchi_letters_total", "state" => state.as_str()).increment(1);
    }
}

/// What a hand-over means for the letter and its recipients.
struct Verdict {
    state: LetterState,
    step: &'static str,
    answer: String,
    due_at: Moment,
    /// The server took the mail for the recipients it accepted.
    taken: bool,
    /// Nothing is tried again by itself.
    is_last: bool,
}

impl Verdict {
    /// `None`: the recipient goes on waiting.
    fn of(&self, answer: &RecipientAnswer) -> Option<RecipientState> {
        match answer {
            RecipientAnswer { accepted: true, .. } if self.taken => Some(RecipientState::Accepted),
            RecipientAnswer { accepted: true, .. } => None,
            RecipientAnswer { permanent: true, .. } => Some(RecipientState::Refused),
            _ if self.taken && self.is_last => Some(RecipientState::Refused),
            _ => None,
        }
    }
}

fn judge(letter: &sql::Claimed, now: Moment, handover: &Handover) -> Verdict {
    let gives_up = now.ms_since(letter.queued_at) >= GIVE_UP_DAYS * 24 * 60 * 60_000;
    let later = now.plus_ms(retry_after_ms(letter.attempts));
    let verdict = |state, step, answer: &str, taken| Verdict {
        state,
        step,
        answer: answer.to_owned(),
        due_at: later,
        taken,
        is_last: state != LetterState::Waiting,
    };
    match &handover.outcome {
        Outcome::Sent { answer } => {
            // A recipient that was put off is tried again alone (RFC 5321 section 4.5.4.1).
            let put_off = handover.recipients.iter().any(|a| !a.accepted && !a.permanent);
            let state = if put_off && !gives_up { LetterState::Waiting } else { LetterState::Sent };
            verdict(state, word(Step::End), answer, true)
        }
        Outcome::Temporary { step, answer } if gives_up => verdict(LetterState::Failed, word(*step), answer, false),
        Outcome::Temporary { step, answer } => verdict(LetterState::Waiting, word(*step), answer, false),
        Outcome::Permanent { step, answer } => verdict(LetterState::Failed, word(*step), answer, false),
        Outcome::Unsure { answer } => verdict(LetterState::Unsure, word(Step::End), answer, false),
    }
}

/// As kept in `letters.last_step`.
fn word(step: Step) -> &'static str {
    match step {
        Step::Address => "address",
        Step::Connect => "connect",
        Step::Ehlo => "ehlo",
        Step::Login => "login",
        Step::MailFrom => "mail-from",
        Step::RcptTo => "rcpt-to",
        Step::Data => "data",
        Step::Body => "body",
        Step::Record => "record",
        Step::End => "end",
    }
}

/// The history tells it, people hear of it, and finished work comes back into the tray.
async fn trouble(tx: &mut Tx, cx: &Cx, conversation: ConversationId, message: MessageId, kind: EventKind, answer: &str) -> Result<()> {
    conversations::record(tx, cx, conversation, kind, "", answer).await?;
    // Whoever wrote it hears of it, and whoever looks after the conversation.
    let author = sql::author_of(tx, message).await?;
    let assignee = conversations::target(tx, conversation).await?.assignee_id.filter(|assignee| Some(*assignee) != author);
    let told = if kind == EventKind::SendUnsure { Kind::Unsure } else { Kind::Failed };
    let people: Vec<UserId> = [author, assignee].into_iter().flatten().collect();
    notifications::tell_all(tx, cx, told, &people, conversation, answer).await?;
    if sql::class_of(tx, conversation).await?.1 == Class::Done {
        conversations::set_class(tx, cx, conversation, Class::Working).await?;
    }
    Ok(())
}

/// Letters in `sending` whose claim ran out: their sender died. One whose end was not handed over yet cannot be out and waits
/// again; whether the others are out nobody knows.
pub async fn orphans(desk: &Arc<Desk>, now: Moment) -> Result<()> {
    let mut tx = desk.db.read().await?;
    let found = sql::orphaned(&mut tx, now).await?;
    drop(tx);
    for (letter, message) in found {
        let cx = as_system(desk, now);
        let mut tx = desk.db.write().await?;
        let conversation = super::super::conversation_of(&mut tx, message).await?;
        conversations::touch(&mut tx, conversation).await?;
        let Some((after_end,)) = sql::take_orphan(&mut tx, letter, now).await? else { continue };
        if after_end {
            sql::settle(&mut tx, letter, LetterState::Unsure, "end", "", now, now).await?;
            trouble(&mut tx, &cx, conversation, message, EventKind::SendUnsure, "").await?;
            conversations::refresh_failed_flag(&mut tx, conversation).await?;
        } else {
            sql::settle(&mut tx, letter, LetterState::Waiting, "", "", now, now).await?;
        }
        let (mailbox, _) = sql::class_of(&mut tx, conversation).await?;
        tx.commit().await?;
        if after_end {
            count(LetterState::Unsure);
        }
        conversations::publish(&cx, mailbox, conversation);
    }
    Ok(())
}

fn as_system(desk: &Arc<Desk>, now: Moment) -> Cx {
    Cx { now, ..Cx::system(desk) }
}
