//! Checks (W-check, MW-26): asking a second person to look at a draft, and their word. An approval is bound to one revision:
//! `outbox::send` asks [`may_go_out`], and every change of a draft tells [`draft_changed`] in its own transaction.

mod bound;
mod decide;
mod deliver;
mod difference;
mod rules;
mod sql;

pub(crate) use bound::{draft_changed, draft_given_up, draft_sent, is_live, lock_before_change, may_go_out, refresh};
pub use decide::{approve, give_back};
pub use deliver::{Approved, approve_and_send, send_approved};
pub use difference::difference;
pub(crate) use rules::rules_of;
pub use rules::{rules, set_mark, set_rules};

use crate::{Cx, Error, Result, comments, conversations, db::Tx, drafts, leases, notifications};
use domain::{
    access::Right,
    addresses::parse_list,
    checks::{CheckState, CheckView, Checking, Decider, check_note, may_decide, needs_check},
    conversations::EventKind,
    notifications::Kind,
    statuses::Class,
    users::PersonName,
    *,
};

/// 確認を依頼: what was written is kept as a revision and submitted to `confirmer`; the writing ends.
///
/// # Errors
/// [`Refused::LeaseLost`]; [`Refused::Stale`]; [`Refused::NoRecipient`] and [`Refused::BadAddress`], since nobody can check what
/// cannot go out; [`Refused::Invalid`] for a confirmer who may not decide.
pub async fn ask(cx: &Cx, draft: DraftId, token: &str, version: i64, confirmer: UserId, note: &str) -> Result<()> {
    check_note(note, false)?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let conversation = drafts::conversation_of(&mut tx, draft).await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    leases::confirm_draft(&mut tx, cx, conversation, draft, token).await?;
    let now = drafts::to_send(&mut tx, draft).await?;
    if now.version != version {
        return Err(Error::Refused(Refused::Stale));
    }
    can_go_out(&now.content)?;
    if !those_who_decide(&mut tx, target.mailbox_id, person, cx.now).await?.iter().any(|one| one.id == confirmer) {
        return Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed }));
    }
    if let Some(earlier) = sql::newest(&mut tx, draft).await?
        && matches!(earlier.state, CheckState::Asked | CheckState::Approved)
    {
        sql::end(&mut tx, earlier.id, CheckState::Withdrawn).await?;
    }
    drafts::keep_revision(&mut tx, draft, person, cx.now).await?;
    let revision_id = drafts::newest_revision(&mut tx, draft).await?;
    let new = sql::NewCheck { draft_id: draft, revision_id, asked_by: person, asked_at: cx.now, confirmer_id: confirmer, note: note.trim() };
    sql::insert(&mut tx, &new).await?;
    leases::end(&mut tx, conversation).await?;
    conversations::hand_to_confirm(&mut tx, conversation, Some(confirmer)).await?;
    notifications::tell(&mut tx, cx, Kind::Confirmer, confirmer, conversation, note).await?;
    conversations::set_class(&mut tx, cx, conversation, Class::Ready).await?;
    let number = sql::number(&mut tx, draft, revision_id).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::CheckAsked, &number.to_string(), &confirmer.to_string()).await?;
    if !note.trim().is_empty() {
        comments::put(&mut tx, cx, conversation, person, note).await?;
    }
    refresh(&mut tx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Whether the addresses are addresses, and there is one.
fn can_go_out(content: &domain::drafts::DraftContent) -> Result<()> {
    let mut recipients = 0;
    for field in [&content.to, &content.cc, &content.bcc] {
        recipients += parse_list(field).map_err(|entry| Refused::BadAddress { entry })?.len();
    }
    if recipients == 0 { Err(Error::Refused(Refused::NoRecipient)) } else { Ok(()) }
}

/// Who may look at what the person who asks writes here.
///
/// # Errors
/// `NotFound` for a mailbox that does not exist for them.
pub async fn confirmers(cx: &Cx, mailbox: MailboxId) -> Result<Vec<PersonName>> {
    cx.who.viewing(mailbox)?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    those_who_decide(&mut tx, mailbox, person, cx.now).await
}

/// Who may decide about what `writer` wrote and submitted.
pub(crate) async fn those_who_decide(tx: &mut Tx, mailbox: MailboxId, writer: UserId, now: Moment) -> Result<Vec<PersonName>> {
    let mode = rules_of(tx, mailbox).await?.mode;
    let all = sql::senders(tx, mailbox, now).await?;
    let decides = |(person, marked): (PersonName, bool)| may_decide(mode, Decider { id: person.id, marked }, writer, writer).then_some(person);
    Ok(all.into_iter().filter_map(decides).collect())
}

/// Whether this person's mails need a check in this mailbox.
pub(crate) async fn is_required(tx: &mut Tx, mailbox: MailboxId, person: UserId) -> Result<bool> {
    let mode = rules_of(tx, mailbox).await?.mode;
    Ok(needs_check(mode, sql::is_marked(tx, mailbox, person).await?))
}

/// Whether a person may decide about what `writer` wrote and `asked_by` submitted; their right to send is asked besides.
pub(crate) async fn decides(tx: &mut Tx, mailbox: MailboxId, person: UserId, asked_by: UserId, writer: UserId) -> Result<bool> {
    let mode = rules_of(tx, mailbox).await?.mode;
    let marked = sql::is_marked(tx, mailbox, person).await?;
    Ok(may_decide(mode, Decider { id: person, marked }, asked_by, writer))
}

/// The checks of the open drafts of a conversation, for its page.
pub(crate) async fn of_conversation(tx: &mut Tx, cx: &Cx, id: ConversationId, mailbox: MailboxId) -> Result<Checking> {
    let Some(person) = cx.who.user_id() else { return Ok(Checking::default()) };
    let mode = rules_of(tx, mailbox).await?.mode;
    let decider = Decider { id: person, marked: sql::is_marked(tx, mailbox, person).await? };
    let sends = cx.who.has(Right::Send, mailbox).is_ok();
    let mut checks = Vec::new();
    for row in sql::of_conversation(tx, id).await? {
        // A conversation has one open draft, seldom two.
        let corrected = match (row.state, row.approved_id) {
            (CheckState::Asked, _) => !drafts::is_revision(tx, row.draft_id, row.revision_id).await?,
            (_, approved) => approved.is_some_and(|approved| approved != row.revision_id),
        };
        checks.push(CheckView {
            id: row.id,
            draft_id: row.draft_id,
            state: row.state,
            asked_by_name: row.asked_by_name,
            asked_at: row.asked_at,
            confirmer_name: row.confirmer_name,
            decided_by_name: row.decided_by_name,
            decided_at: row.decided_at,
            number: row.number,
            corrected,
            reason: row.reason,
            may_decide: row.state == CheckState::Asked && sends && may_decide(mode, decider, row.asked_by, row.writer),
        });
    }
    Ok(Checking { required: needs_check(mode, decider.marked), checks })
}

#[cfg(test)]
mod tests;
