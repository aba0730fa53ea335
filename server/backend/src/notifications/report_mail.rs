//! Reports by mail, on the way of notices and from the same account. Unlike a notice one that may be out is never sent again: whoever
//! gets figures twice asks which of them are right.

use super::{
    hand_over::Outcome,
    mails::{self, Account},
    sql, ways,
};
use crate::{
    Cx, Result,
    db::Tx,
    reports::{self, Ready},
};
use domain::{
    Refused, ReportPostId, UserId,
    notifications::{Channel, retry_after_ms},
    reports::PostState,
};
use mail::{compose::Outgoing, smtp::Outcome as Handed};
use std::sync::atomic::{AtomicBool, Ordering};

/// The kind of such a delivery.
pub(super) const REPORT: &str = "report-mail";

/// # Errors
/// [`Refused::NoSendingAccount`] where no account was chosen.
pub(crate) async fn may_mail(tx: &mut Tx) -> Result<()> {
    ways::account(tx).await?.ok_or(Refused::NoSendingAccount)?;
    Ok(())
}

/// Puts a report on its way to a reader, in the transaction that makes it.
pub(crate) async fn mail_report(tx: &mut Tx, cx: &Cx, reader: UserId, post: ReportPostId) -> Result<()> {
    sql::queue(tx, Channel::Mail, reader.0, None, REPORT, &post.to_string(), cx.now, cx.now).await?;
    Ok(())
}

pub(super) async fn hand_over(cx: &Cx, claimed: &sql::Claimed) -> Result<Outcome> {
    let Ok(id) = claimed.body.parse::<ReportPostId>() else { return Ok(Outcome::Dropped(String::new())) };
    let mut tx = cx.desk.db.read().await?;
    let account = Account::chosen(&mut tx, cx).await?;
    drop(tx);
    let account = match account {
        Ok(account) => account,
        Err(outcome) => {
            reports::settled(cx, id, PostState::NoAccount, "").await?;
            return Ok(outcome);
        }
    };
    let letter = match reports::ready(cx, id, account.domain()).await? {
        Ready::Letter(letter) => *letter,
        Ready::Over(state, answer) => {
            reports::settled(cx, id, state, &answer).await?;
            return Ok(match state {
                PostState::Sent => Outcome::Sent(answer),
                PostState::NoRight | PostState::ConditionGone | PostState::Waiting => Outcome::Dropped(answer),
                PostState::NoAccount | PostState::Failed | PostState::Unsure => Outcome::Failed(answer),
            });
        }
    };
    let to = letter.to.addr.clone();
    let mail = Outgoing {
        message_id: format!("report.{id}.{}@{}", claimed.queued_at.0, account.domain()),
        date: letter.date,
        from: account.person(),
        to: vec![letter.to],
        cc: vec![],
        bcc: vec![],
        reply_to: vec![],
        subject: letter.subject,
        in_reply_to: None,
        references: vec![],
        text: letter.text,
        html: Some(letter.html),
        attachments: letter.files,
        auto_submitted: false,
    };
    let bytes = match mails::bytes(&mail) {
        Ok(bytes) => bytes,
        Err(cause) => {
            reports::settled(cx, id, PostState::Failed, &cause).await?;
            return Ok(Outcome::Failed(cause));
        }
    };
    let ours = AtomicBool::new(false);
    let before_end = || async {
        reports::handed(cx, id).await?;
        ours.store(true, Ordering::Relaxed);
        Ok(())
    };
    let handover = match account.carry(cx, &to, &bytes, before_end).await {
        Ok(handover) => handover,
        Err(answer) => return later(cx, claimed, id, answer, false).await,
    };
    if let Handed::Unsure { answer } = handover.outcome {
        reports::settled(cx, id, PostState::Unsure, &answer).await?;
        return Ok(Outcome::Failed(answer));
    }
    match mails::outcome(handover) {
        Outcome::Sent(answer) => {
            reports::settled(cx, id, PostState::Sent, &answer).await?;
            Ok(Outcome::Sent(answer))
        }
        Outcome::Later(answer) => later(cx, claimed, id, answer, ours.load(Ordering::Relaxed)).await,
        Outcome::Failed(answer) | Outcome::Dropped(answer) => {
            reports::settled(cx, id, PostState::Failed, &answer).await?;
            Ok(Outcome::Failed(answer))
        }
    }
}

/// Tried again, until a day is over. `ours`: this try had handed it over, and the server refused it for now.
async fn later(cx: &Cx, claimed: &sql::Claimed, id: ReportPostId, answer: String, ours: bool) -> Result<Outcome> {
    if retry_after_ms(claimed.attempts).is_none() {
        reports::settled(cx, id, PostState::Failed, &answer).await?;
    } else if ours {
        reports::settled(cx, id, PostState::Waiting, &answer).await?;
    }
    Ok(Outcome::Later(answer))
}
